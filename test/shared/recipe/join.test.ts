import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile, type SourceTables } from '../../../shared/recipe/compile.ts';
import fc from '../../tools/property.ts';
import { type Cell, column, type Draft, type Laboratory, openLaboratory, queryOver, type Sheet } from './laboratory.ts';

let laboratory: Laboratory;
beforeAll(async () => {
  laboratory = await openLaboratory();
});
afterAll(() => laboratory.close());

type Setting = Partial<Omit<Extract<Draft, { kind: 'join' }>, 'kind' | 'right'>>;

const left: Sheet = {
  columns: [column('k', 'text'), column('v', 'integer')],
  rows: [
    ['a', 1],
    ['b', 2],
    [null, 3],
    ['a', 4],
  ],
};
const right: Sheet = {
  columns: [column('k', 'text'), column('w', 'text')],
  rows: [
    ['b', 'B'],
    ['a', 'A1'],
    ['c', 'C'],
    [null, 'N'],
    ['a', 'A2'],
  ],
};

async function joined(setting: Setting, near = left, far = right, before: Draft[] = []): Promise<Cell[][]> {
  const sources: SourceTables = new Map([
    ['main', await laboratory.lay('main', near)],
    ['far', await laboratory.lay('far', far)],
  ]);
  const step: Draft = {
    kind: 'join',
    right: 'far',
    on: [{ left: 'k', right: 'k' }],
    keep: 'left',
    columns: [{ name: 'w', as: 'w' }],
    ...setting,
  };
  return laboratory.run(queryOver([...before, step], { far: [] }), sources);
}

describe('what is kept', () => {
  test.each<[string, Setting, Cell[][]]>([
    [
      'left: every left row once, with the first right row of its key',
      { keep: 'left' },
      [
        ['a', 1, 'A1'],
        ['b', 2, 'B'],
        [null, 3, null],
        ['a', 4, 'A1'],
      ],
    ],
    [
      'inner: matched rows only',
      { keep: 'inner' },
      [
        ['a', 1, 'A1'],
        ['b', 2, 'B'],
        ['a', 4, 'A1'],
      ],
    ],
    ['anti: left rows without a match, a missing key among them', { keep: 'anti' }, [[null, 3]]],
    [
      'full: then what only the right has, under its own key',
      { keep: 'full' },
      [
        ['a', 1, 'A1'],
        ['b', 2, 'B'],
        [null, 3, null],
        ['a', 4, 'A1'],
        ['c', null, 'C'],
        [null, null, 'N'],
      ],
    ],
    [
      'left, multiplied on demand',
      { keep: 'left', allowMultiply: true },
      [
        ['a', 1, 'A1'],
        ['a', 1, 'A2'],
        ['b', 2, 'B'],
        [null, 3, null],
        ['a', 4, 'A1'],
        ['a', 4, 'A2'],
      ],
    ],
    [
      'full, multiplied on demand',
      { keep: 'full', allowMultiply: true },
      [
        ['a', 1, 'A1'],
        ['a', 1, 'A2'],
        ['b', 2, 'B'],
        [null, 3, null],
        ['a', 4, 'A1'],
        ['a', 4, 'A2'],
        ['c', null, 'C'],
        [null, null, 'N'],
      ],
    ],
  ])('%s', async (_, setting, rows) => {
    expect(await joined(setting)).toEqual(rows);
  });

  test('the order asked before the join stays', async () => {
    const before: Draft[] = [
      { kind: 'sort', by: [{ column: 'v', descending: true }] },
      { kind: 'select', columns: ['k'] },
    ];
    expect(await joined({ keep: 'left' }, left, right, before)).toEqual([
      ['a', 'A1'],
      [null, null],
      ['b', 'B'],
      ['a', 'A1'],
    ]);
  });

  test('rows never multiply unless asked, whatever the duplicates', async () => {
    const many: Sheet = { ...right, rows: Array.from({ length: 50 }, (_, n) => ['a', `A${n}`]) };
    expect([
      (await joined({ keep: 'left' }, left, many)).length,
      (await joined({ keep: 'left', allowMultiply: true }, left, many)).length,
    ]).toEqual([4, 102]);
  });
});

test('a join never changes the number of left rows unless ticked, nor their order', async () => {
  const key = fc.option(fc.constantFrom('a', 'A', 'b', ' b', 'é', 'e', '1', '01', ''), { nil: null });
  const rows = fc.array(fc.tuple(key, fc.integer({ min: 0, max: 9 })), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(rows, rows, fc.boolean(), async (near, far, normalise) => {
      const nearSheet: Sheet = { columns: left.columns, rows: near };
      const farSheet: Sheet = { columns: right.columns, rows: far.map(([code, n]) => [code, String(n)]) };
      const own = async (setting: Setting) => {
        const found = await joined({ normalise, ...setting }, nearSheet, farSheet);
        return found.map((row) => row.slice(0, 2));
      };
      const inner = await own({ keep: 'inner' });
      const anti = await own({ keep: 'anti', columns: [] });
      expect(await own({ keep: 'left' })).toEqual(near);
      expect([...inner, ...anti].map(String).toSorted()).toEqual(near.map(String).toSorted());
      expect((await own({ keep: 'left', allowMultiply: true })).length).toBeGreaterThanOrEqual(near.length);
    }),
    { numRuns: 60 },
  );
});

describe('keys', () => {
  const sheet = (name: 'v' | 'w', one: ReturnType<typeof column>, cells: Cell[]): Sheet => ({
    columns: [one, column(name, name === 'v' ? 'integer' : 'text')],
    rows: cells.map((cell, n) => [cell, name === 'v' ? n + 1 : String(cell)]),
  });
  const matched = async (near: Sheet, far: Sheet, normalise: boolean) =>
    (await joined({ keep: 'left', normalise }, near, far)).map((row) => row[2]);

  test('a text against whole numbers compares as text', async () => {
    const near = sheet('v', column('k', 'text'), ['1001', '01001', 'x', '7']);
    expect(await matched(near, sheet('w', column('k', 'integer'), [1001, 7]), false)).toEqual([
      '1001',
      null,
      null,
      '7',
    ]);
  });

  test('a text against decimals compares without useless decimals', async () => {
    const near = sheet('v', column('k', 'text'), ['21', '21.0', '2.5']);
    expect(await matched(near, sheet('w', column('k', 'decimal'), [21, 2.5]), false)).toEqual(['21', null, '2.5']);
  });

  test('whole numbers and decimals compare as numbers', async () => {
    const near = sheet('v', column('k', 'integer'), [21, 2]);
    expect(await matched(near, sheet('w', column('k', 'decimal'), [21, 2.5]), false)).toEqual(['21', null]);
  });

  test('normalised names ignore case, accents, hyphens, apostrophes, ligatures and spaces around', async () => {
    const near = sheet('v', column('k', 'text'), ['SAINT LO ', "l'ile-d'Yeu", 'Oeuilly', '  ', 'Brest']);
    const far = sheet('w', column('k', 'text'), ['Saint-Lô', 'L’Île d’Yeu', 'Œuilly', '-', 'Rennes']);
    expect(await matched(near, far, true)).toEqual(['Saint-Lô', 'L’Île d’Yeu', 'Œuilly', null, null]);
  });

  test('normalised codes get their zeros back and lose spaces and invisible characters', async () => {
    const near = sheet('v', column('k', 'text', 'commune'), ['1001', '2a004', '\u200E35238', '971 01']);
    const far = sheet('w', column('k', 'text'), ['01001', '2A004', '35238', '97101']);
    expect(await matched(near, far, true)).toEqual(['01001', '2A004', '35238', '97101']);
  });

  test('normalised codes stored as numbers meet codes stored as text', async () => {
    const near = sheet('v', column('k', 'integer', 'commune'), [1001, 35238]);
    expect(await matched(near, sheet('w', column('k', 'text', 'commune'), ['01001', '35238']), true)).toEqual([
      '01001',
      '35238',
    ]);
  });

  test('two key columns must both match', async () => {
    const near: Sheet = {
      columns: [column('k', 'text'), column('dep', 'text')],
      rows: [
        ['Saint-Denis', '93'],
        ['Saint-Denis', '974'],
        ['Saint-Denis', null],
      ],
    };
    const far: Sheet = {
      columns: [column('k', 'text'), column('dep', 'text'), column('w', 'text')],
      rows: [
        ['Saint-Denis', '974', 'Réunion'],
        ['Saint-Denis', '93', 'Seine'],
      ],
    };
    const on = [
      { left: 'k', right: 'k' },
      { left: 'dep', right: 'dep' },
    ];
    expect((await joined({ on }, near, far)).map((row) => row[2])).toEqual(['Seine', 'Réunion', null]);
  });

  test('a full join of different types keeps every key as it was', async () => {
    const near = sheet('v', column('k', 'integer'), [1]);
    const far = sheet('w', column('k', 'text'), ['1', 'abc']);
    expect(await joined({ keep: 'full' }, near, far)).toEqual([
      ['1', 1, '1'],
      ['abc', null, 'abc'],
    ]);
  });
});

test('a key that nothing makes comparable is refused, naming the step', async () => {
  const near: Sheet = { columns: [column('k', 'date')], rows: [] };
  const far: Sheet = { columns: [column('k', 'integer'), column('w', 'text')], rows: [] };
  await expect(joined({}, near, far)).rejects.toMatchObject({
    code: 'join-types',
    params: { left: 'k', right: 'k', step: 's1' },
  });
});

test('a column that the table already has, but for its case, is refused', async () => {
  await expect(joined({ columns: [{ name: 'w', as: 'V' }] })).rejects.toMatchObject({
    code: 'column-duplicate',
    params: { column: 'V', step: 's1' },
  });
});

test('a table joined twice is written once', () => {
  const sources: SourceTables = new Map(
    ['main', 'far'].map((id) => [
      id,
      { relation: `source_${id}`, columns: [column('k', 'text'), column('w', 'text')] },
    ]),
  );
  const once = (as: string): Draft => ({
    kind: 'join',
    right: 'far',
    on: [{ left: 'k', right: 'k' }],
    keep: 'left',
    columns: [{ name: 'w', as }],
  });
  const { sql } = compile(
    queryOver([once('a'), once('b')], { far: [{ kind: 'filter', condition: { kind: 'missing', column: 'w' } }] }),
    sources,
  );
  expect(sql.match(/table_2_etape_1_filtre AS \(/g)).toHaveLength(1);
});
