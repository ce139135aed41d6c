import { afterAll, beforeAll, expect, test } from 'vitest';
import { columns as columnsAfter } from '../../../shared/recipe/compile.ts';
import type { Step } from '../../../shared/recipe/step.ts';
import fc from '../../tools/property.ts';
import { sheetOf } from './arbitrary.ts';
import { apply, type Row } from './interpret.ts';
import { type Cell, column, type Draft, type Laboratory, openLaboratory, queryOver } from './laboratory.ts';

const of = [
  column('nom', 'text'),
  column('groupe', 'text'),
  column('n', 'integer'),
  column('d', 'decimal'),
  column('oui', 'boolean'),
  column('jour', 'date'),
];

let laboratory: Laboratory;
beforeAll(async () => {
  laboratory = await openLaboratory();
});
afterAll(() => laboratory.close());

const number = fc.constantFrom('n', 'd');
const some = fc.subarray(['groupe', 'oui', 'jour', 'n']);

const over = fc.oneof(
  fc.record({
    kind: fc.constant('rank' as const),
    column: number,
    descending: fc.boolean(),
    ties: fc.constantFrom('same' as const, 'dense' as const),
    by: some.filter((names) => !names.includes('n')),
  }),
  fc.record({ kind: fc.constant('share' as const), column: number, by: some }),
  fc.record({
    kind: fc.constant('classes' as const),
    column: number,
    cut: fc.oneof(
      fc.record({
        kind: fc.constant('typed' as const),
        bounds: fc.array(fc.constantFrom(-3, -2, 0, 1, 2.5, 4), { minLength: 1, maxLength: 4 }),
      }),
      fc.record({
        kind: fc.constantFrom('equal' as const, 'quantiles' as const),
        count: fc.integer({ min: 2, max: 5 }),
      }),
    ),
    numbered: fc.boolean(),
  }),
);
const derive = over.map((expression): Draft => ({ kind: 'derive', name: 'calcul', expression }));

const measured = (kinds: readonly ('count' | 'sum' | 'mean' | 'weighted-mean' | 'quantile' | 'share' | 'max')[]) =>
  fc
    .array(
      fc.record({
        measure: fc.constantFrom(...kinds),
        column: number,
        weight: fc.constantFrom('n'),
        quantile: fc.constantFrom(0, 0.1, 0.5, 0.9, 1),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((list) => list.map((one, place) => ({ ...one, name: `m${place}` })));
const aggregate = fc
  .record({ by: some, measures: measured(['count', 'sum', 'weighted-mean', 'quantile', 'share', 'max']) })
  .map((parts): Draft => ({ kind: 'aggregate', ...parts }));

const listed = fc.constantFrom('a', 'A', 'é', '', 'oui', 'non', '1', '2,5', '29/02/2024', 'groupe', null);
const pivot = fc
  .record({
    rows: some,
    column: fc.constantFrom('nom', 'oui', 'n', 'd', 'jour'),
    second: fc.option(fc.constantFrom('nom', 'oui', 'n', 'groupe')),
    pairs: fc.array(fc.tuple(listed, listed), { minLength: 1, maxLength: 6 }),
    others: fc.boolean(),
    show: fc.constantFrom('value' as const, 'row' as const, 'column' as const, 'total' as const),
    totals: fc.record({ row: fc.boolean(), column: fc.boolean(), group: fc.boolean() }),
  })
  .map(({ second, pairs, ...parts }) => ({
    ...parts,
    values: pairs.map(([first]) => first),
    ...(second && { second: { column: second, values: pairs.map(([, other]) => other) } }),
  }))
  .chain((parts) =>
    measured(parts.show === 'value' ? ['count', 'sum', 'mean', 'quantile', 'weighted-mean'] : ['count', 'sum']).map(
      (measures): Draft => ({ kind: 'pivot', ...parts, measures }),
    ),
  );

const before = fc.constantFrom<Draft[]>(
  [],
  [{ kind: 'sort', by: [{ column: 'calcul', descending: true }] }],
  [{ kind: 'sort', by: [{ column: 'd' }] }],
);

function settle(rows: readonly (readonly Cell[])[]): Cell[][] {
  return rows.map((row) => row.map((one) => (typeof one === 'number' ? Number(one.toPrecision(11)) + 0 : one)));
}

test.each([
  ['ranks, shares and classes', derive],
  ['groups and their figures', aggregate],
  ['pivot tables', pivot],
])('%s mean in SQL what they mean row by row', { timeout: 120_000 }, async (_, drafts) => {
  await fc.assert(
    fc.asyncProperty(sheetOf(of, 12), drafts, before, async (sheet, draft, sorts) => {
      const sources = new Map([['main', await laboratory.lay('main', sheet)]]);
      const named = { kind: 'derive' as const, name: 'calcul', expression: { kind: 'column' as const, name: 'n' } };
      const steps: Draft[] = [named, ...sorts, draft, { kind: 'limit', count: 8 }];
      let rows: Row[] = sheet.rows.map((cells, place) => ({
        cells: Object.fromEntries(of.map(({ name }, at) => [name, cells[at] ?? null])),
        place: [place + 1],
      }));
      for (const [place, one] of steps.entries()) {
        const known = columnsAfter(queryOver(steps.slice(0, place)), sources);
        rows = apply({ id: 's', ...one } as Step, rows, known, {});
      }
      const query = queryOver(steps);
      const expected = rows.map((row) => columnsAfter(query, sources).map(({ name }) => row.cells[name] ?? null));
      expect(settle(await laboratory.run(query, sources)), JSON.stringify(draft)).toEqual(settle(expected));
    }),
    { numRuns: 80 },
  );
});

test('a bound that falls on a whole number is that number', async () => {
  const columns = [{ name: 'n', type: 'integer' as const, meaning: null }];
  const sources = new Map([['main', await laboratory.lay('main', { columns, rows: [[-3], [2]] })]]);
  const cut = { kind: 'quantiles' as const, count: 5 };
  const classes = { kind: 'classes' as const, column: 'n', cut, numbered: false };
  const rows = await laboratory.run(queryOver([{ kind: 'derive', name: 'classe', expression: classes }]), sources);
  expect(rows).toEqual([
    [-3, '-3'],
    [2, '1 à 2'],
  ]);
});
