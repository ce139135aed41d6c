import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Step } from '../../shared/recipe/step.ts';
import { openEngine, type TestEngine } from './open-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openEngine();
  const path = await engine.write(
    'communes.csv',
    'code;nom;dep;pop\n01001;Ain;01;10\n01002;Bé;01;20\n02001;Cà;02;30\n02002;;02;\n',
  );
  await engine.open(path, 's');
});
afterAll(() => engine.close());

const compare = (recipe: Step[], from = 0, to = recipe.length) =>
  engine.call('table.compare', {
    query: { table: 't', tables: [{ id: 't', name: 't', source: 's', recipe }] },
    from,
    to,
  });

const derive: Step = {
  id: 'd',
  kind: 'derive',
  name: 'pop',
  expression: {
    kind: 'arithmetic',
    operator: 'multiply',
    left: { kind: 'column', name: 'pop' },
    right: { kind: 'constant', value: 1.5 },
  },
};
const filter: Step = {
  id: 'f',
  kind: 'filter',
  condition: { kind: 'compare', column: 'code', operator: 'ne', value: '01002' },
};
const rename: Step = { id: 'r', kind: 'rename', names: [{ from: 'nom', to: 'Commune' }] };
const select: Step = { id: 's', kind: 'select', columns: ['code', 'Commune', 'pop'] };

test('rows are followed by their record through filters, renamings, computed and removed columns', async () => {
  expect(await compare([filter, derive, rename, select])).toEqual({
    before: { rows: 4, columns: 4 },
    after: { rows: 3, columns: 3 },
    follow: 'record',
    rows: { added: 0, removed: 1, changed: 2 },
    columns: {
      added: [],
      removed: ['dep'],
      renamed: [{ from: 'nom', to: 'Commune' }],
      retyped: [{ name: 'pop', from: 'integer', to: 'decimal' }],
      changed: [{ name: 'pop', cells: 2 }],
    },
    samples: {
      added: { columns: ['code', 'Commune', 'pop'], rows: [] },
      removed: { columns: ['code', 'nom', 'dep', 'pop'], rows: [['01002', 'Bé', '01', '20']] },
      changed: {
        label: 'code',
        columns: ['pop'],
        rows: [
          { label: '01001', cells: [{ before: '10', after: '15' }] },
          { label: '02001', cells: [{ before: '30', after: '45' }] },
        ],
      },
    },
  });
});

test('the other way round, what was removed is added', async () => {
  const there = await compare([filter], 0, 1);
  const back = await compare([filter], 1, 0);
  expect(back.rows).toEqual({ added: there.rows.removed, removed: there.rows.added, changed: 0 });
  expect(back.samples.added).toEqual(there.samples.removed);
});

test('an order alone changes nothing', async () => {
  const { rows, columns } = await compare([{ id: 'o', kind: 'sort', by: [{ column: 'pop', descending: true }] }]);
  expect([rows, columns.changed]).toEqual([{ added: 0, removed: 0, changed: 0 }, []]);
});

test('records that stand several times are told apart by their turn', async () => {
  const turned: Step = { id: 'u', kind: 'unpivot', columns: ['pop', 'dep'], nameColumn: 'k', valueColumn: 'v' };
  const kept: Step = { id: 'k', kind: 'filter', condition: { kind: 'missing', column: 'v', negated: true } };
  expect((await compare([turned, kept], 1, 2)).rows).toEqual({ added: 0, removed: 1, changed: 1 });
});

test('rows that are groups are told by what they hold', async () => {
  const grouped: Step = {
    id: 'g',
    kind: 'aggregate',
    by: ['dep'],
    measures: [{ name: 'n', measure: 'count' }],
  };
  const first: Step = { id: 'l', kind: 'limit', count: 1 };
  const { follow, rows, samples } = await compare([grouped, first], 1, 2);
  expect({ follow, rows, removed: samples.removed }).toEqual({
    follow: 'content',
    rows: { added: 0, removed: 1, changed: 0 },
    removed: { columns: ['dep', 'n'], rows: [['02', '2']] },
  });
});

test('a state that breaks says why', async () => {
  const broken: Step = { id: 'b', kind: 'sort', by: [{ column: 'absente' }] };
  await expect(compare([broken])).rejects.toMatchObject({ code: 'column-missing', params: { column: 'absente' } });
});
