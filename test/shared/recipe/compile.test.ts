import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  columns,
  compile,
  compileCount,
  compileCounts,
  type SourceTables,
  trace,
} from '../../../shared/recipe/compile.ts';
import { faultData } from '../../../shared/rpc/fault.ts';
import { column, type Draft, type Laboratory, openLaboratory, queryOver, type Sheet } from './laboratory.ts';

const sheet: Sheet = {
  columns: [column('nom', 'text'), column('n', 'integer')],
  rows: [
    ['c', 1],
    ['a', 2],
    ['b', 1],
    ['a', null],
  ],
};
const big: Draft = { kind: 'filter', condition: { kind: 'compare', column: 'n', operator: 'ge', value: 1 } };
const broken: Draft = { kind: 'select', columns: ['nom', 'perdue'] };
const joinTo = (right: string): Draft => ({
  kind: 'join',
  right,
  on: [{ left: 'nom', right: 'nom' }],
  keep: 'left',
  columns: [{ name: 'n', as: `n de ${right}` }],
});

let laboratory: Laboratory;
let sources: SourceTables;
beforeAll(async () => {
  laboratory = await openLaboratory();
  sources = new Map([
    ['main', await laboratory.lay('main', sheet)],
    ['far', await laboratory.lay('far', sheet)],
  ]);
});
afterAll(() => laboratory.close());

function refusal(work: () => unknown) {
  try {
    work();
  } catch (thrown) {
    return faultData(thrown);
  }
  throw new Error('nothing was refused');
}

describe('running a recipe', () => {
  test('no step: the file as it is, with nothing to order', async () => {
    const { sql, order, row, sorted } = compile(queryOver([]), sources);
    expect({ sql, order, row, sorted }).toEqual({
      sql: 'SELECT *\nFROM "source_main"',
      order: null,
      row: true,
      sorted: false,
    });
  });

  test('a disabled step is skipped', async () => {
    expect(
      await laboratory.run(
        queryOver([
          { ...big, disabled: true },
          { kind: 'limit', count: 4 },
        ]),
        sources,
      ),
    ).toEqual(sheet.rows);
  });

  test('only the first steps run where the query says so', async () => {
    const query = { ...queryOver([{ kind: 'limit', count: 2 }, broken]), steps: 1 };
    expect(await laboratory.run(query, sources)).toEqual([
      ['c', 1],
      ['a', 2],
    ]);
  });

  test('the rows of each step are counted in one query', async () => {
    const query = queryOver([big, { ...big, disabled: true }, { kind: 'distinct', columns: ['n'] }, joinTo('far')], {
      far: [],
    });
    expect(await laboratory.rows(compileCounts(query, sources))).toEqual(
      [4, 3, 3, 2, 2].map((count, place) => ({ place, count })),
    );
  });

  test('the rows of the whole are counted', async () => {
    expect(await laboratory.rows(compileCount(queryOver([big]), sources))).toEqual([{ count: 3 }]);
  });

  test('the order survives the loss, the change and the renaming of its columns', async () => {
    const query = queryOver([
      { kind: 'sort', by: [{ column: 'nom' }, { column: 'n', descending: true }] },
      { kind: 'derive', name: 'nom', expression: { kind: 'constant', value: 'x' } },
      {
        kind: 'rename',
        names: [
          { from: 'n', to: 'nom' },
          { from: 'nom', to: 'n' },
        ],
      },
      { kind: 'derive', name: 'copie', expression: { kind: 'column', name: 'nom' } },
      { kind: 'select', columns: ['copie'] },
      { kind: 'limit', count: 3 },
    ]);
    const { order, sorted } = compile(query, sources);
    expect({ rows: await laboratory.run(query, sources), sorted, ordered: order !== null }).toEqual({
      rows: [[2], [null], [1]],
      sorted: true,
      ordered: true,
    });
  });

  test('a measure may take the name of the column it measures', async () => {
    const measures = [
      { name: 'n', measure: 'sum', column: 'n' },
      { name: 'moyenne', measure: 'mean', column: 'n' },
      { name: 'noms', measure: 'count-distinct', column: 'nom' },
    ] as const;
    expect(await laboratory.run(queryOver([{ kind: 'aggregate', by: [], measures: [...measures] }]), sources)).toEqual([
      [4, 4 / 3, 3],
    ]);
  });

  test('a table of 1 900 columns compiles through every step in a blink', () => {
    const wide = Array.from({ length: 1900 }, (_, n) => column(`colonne ${n}`, 'integer'));
    const steps: Draft[] = [
      { kind: 'rename', names: wide.map(({ name }) => ({ from: name, to: `${name} bis` })) },
      { kind: 'select', columns: wide.map(({ name }) => `${name} bis`).toReversed() },
      { kind: 'distinct', columns: [] },
      { kind: 'sort', by: wide.slice(0, 50).map(({ name }) => ({ column: `${name} bis` })) },
      { kind: 'derive', name: 'x', expression: { kind: 'column', name: 'colonne 7 bis' } },
    ];
    const start = performance.now();
    const compiled = compile(queryOver(steps), new Map([['main', { relation: 'source_wide', columns: wide }]]));
    expect([compiled.columns.length, performance.now() - start < 2000]).toEqual([1901, true]);
  });

  test('a ladder of joins is climbed once', () => {
    const rungs = Array.from({ length: 24 }, (_, n) => `t${n}`);
    const twice = (n: number): Draft[] =>
      n + 1 < rungs.length
        ? [joinTo(rungs[n + 1]!), { ...joinTo(rungs[n + 1]!), columns: [{ name: 'nom', as: 'autre nom' }] } as Draft]
        : [];
    const others = Object.fromEntries(rungs.map((id, n) => [id, twice(n)]));
    const known = new Map(['main', ...rungs].map((id) => [id, { relation: `source_${id}`, columns: sheet.columns }]));
    expect(compile(queryOver([joinTo('t0')], others), known).columns.map(({ name }) => name)).toEqual([
      'nom',
      'n',
      'n de t0',
    ]);
  });

  test('a query stands as a table of another one', async () => {
    const { sql } = compile(queryOver([big, { kind: 'sort', by: [{ column: 'nom' }] }]), sources);
    expect(await laboratory.rows(`SELECT max("n") AS most FROM (${sql}) AS t`)).toEqual([{ most: 2 }]);
  });
});

describe('a recipe that breaks', () => {
  test('names the step and what it lacks', () => {
    expect(refusal(() => compile(queryOver([big, broken]), sources))).toEqual({
      code: 'column-missing',
      params: { column: 'perdue', step: 's2' },
    });
  });

  test('names the step of the joined table where that one breaks', () => {
    expect(refusal(() => columns(queryOver([joinTo('far')], { far: [big, broken] }), sources))).toEqual({
      code: 'column-missing',
      params: { column: 'perdue', step: 'far2', table: 'FAR' },
    });
  });

  test('is traced up to there, and the panel learns which of its own steps breaks', () => {
    const { steps, fault } = trace(queryOver([big, joinTo('far'), big], { far: [broken] }), sources);
    expect({ known: steps.map(({ before, after }) => [before?.length ?? null, after?.length ?? null]), fault }).toEqual(
      {
        known: [
          [2, 2],
          [2, null],
          [null, null],
        ],
        fault: {
          step: 's2',
          place: 1,
          fault: { code: 'column-missing', params: { column: 'perdue', step: 'far1', table: 'FAR' } },
        },
      },
    );
  });

  test('because tables join each other in a circle', () => {
    const query = queryOver([joinTo('far')], { far: [joinTo('main')] });
    expect(refusal(() => compile(query, sources))).toMatchObject({
      code: 'join-cycle',
      params: { table: 'Communes', step: 'far1' },
    });
  });

  test('because a table joins itself', () => {
    expect(refusal(() => compile(queryOver([joinTo('main')]), sources))).toMatchObject({
      code: 'join-cycle',
      params: { table: 'Communes', step: 's1' },
    });
  });

  test('because the joined table is gone', () => {
    expect(refusal(() => compile(queryOver([joinTo('gone')]), sources))).toEqual({
      code: 'table-missing',
      params: { table: 'gone', step: 's1' },
    });
  });

  test('because its file is not open', () => {
    expect(refusal(() => compile(queryOver([]), new Map()))).toEqual({
      code: 'source-missing',
      params: { table: 'Communes' },
    });
  });

  test.each<[Draft, string, Record<string, unknown>]>([
    [{ kind: 'rename', names: [{ from: 'n', to: 'NOM' }] }, 'column-duplicate', { column: 'NOM' }],
    [{ kind: 'rename', names: [{ from: 'n', to: '__row' }] }, 'column-reserved', { column: '__row' }],
    [
      { kind: 'derive', name: 'Nom', expression: { kind: 'constant', value: 1 } },
      'column-duplicate',
      { column: 'Nom' },
    ],
    [{ kind: 'select', columns: ['nom', 'nom'] }, 'column-duplicate', { column: 'nom' }],
    [
      { kind: 'aggregate', by: ['nom'], measures: [{ name: 'nom', measure: 'count' }] },
      'column-duplicate',
      { column: 'nom' },
    ],
    [
      { kind: 'aggregate', by: [], measures: [{ name: 's', measure: 'sum', column: 'nom' }] },
      'measure-type',
      { column: 'nom', measure: 'somme' },
    ],
    [{ kind: 'aggregate', by: [], measures: [{ name: 's', measure: 'sum' }] }, 'measure-column', { name: 's' }],
    [{ kind: 'sort', by: [{ column: 'x' }] }, 'column-missing', { column: 'x' }],
    [{ kind: 'distinct', columns: ['x'] }, 'column-missing', { column: 'x' }],
  ])('because of %j', (step, code, params) => {
    expect(refusal(() => compile(queryOver([step]), sources))).toEqual({ code, params: { ...params, step: 's1' } });
  });
});
