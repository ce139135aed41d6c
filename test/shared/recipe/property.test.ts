import { afterAll, beforeAll, expect, test } from 'vitest';
import { columns } from '../../../shared/recipe/compile.ts';
import { type Step, stepSchema } from '../../../shared/recipe/step.ts';
import fc from '../../tools/property.ts';
import { dice, drawn, main, other, plan, sheetOf, stacked, step } from './arbitrary.ts';
import { apply, type Row, type Tables } from './interpret.ts';
import { type Cell, type Draft, type Laboratory, openLaboratory, queryOver, type Sheet } from './laboratory.ts';

let laboratory: Laboratory;
beforeAll(async () => {
  laboratory = await openLaboratory();
});
afterAll(() => laboratory.close());

function toRows(sheet: Sheet): Row[] {
  return sheet.rows.map((cells, place) => ({
    cells: Object.fromEntries(sheet.columns.map(({ name }, at) => [name, cells[at] ?? null])),
    place: [place + 1],
  }));
}

/** Numbers as they are but for the sign of zero and the last digits that the order of a sum may move. */
function settle(rows: readonly (readonly Cell[])[]): Cell[][] {
  return rows.map((row) => row.map((cell) => (typeof cell === 'number' ? Number(cell.toPrecision(12)) + 0 : cell)));
}

test('every kind of step is drawn', () => {
  const kinds = stepSchema.options.map((option) => option.shape.kind.value);
  expect([...drawn].sort()).toEqual(kinds.sort());
});

test('a recipe means in SQL what it means row by row', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(
      sheetOf(main, 9),
      sheetOf(other, 6),
      sheetOf(stacked, 5),
      plan,
      plan.map((steps) => steps.slice(0, 2)),
      async (sheet, right, under, wanted, wantedRight) => {
        const sources = new Map([
          ['main', await laboratory.lay('main', sheet)],
          ['other', await laboratory.lay('other', right)],
          ['stacked', await laboratory.lay('stacked', under)],
        ]);
        // The joined table may have its own order, but keeps its columns.
        const rightSteps = wantedRight.flatMap(({ kind, numbers }, place) =>
          kind === 'sort' || kind === 'filter' || kind === 'limit'
            ? (step(kind, other, dice(numbers), place) ?? [])
            : [],
        );
        let rightRows = toRows(right);
        for (const one of rightSteps) rightRows = apply({ id: 'r', ...one } as Step, rightRows, other, {});
        const tables: Tables = {
          other: { columns: other, rows: rightRows },
          stacked: { columns: stacked, rows: toRows(under) },
        };

        const steps: Draft[] = [];
        let rows = toRows(sheet);
        for (const [place, { kind, numbers, disabled }] of wanted.entries()) {
          const before = columns(queryOver(steps, { other: rightSteps, stacked: [] }), sources);
          const next = step(kind, before, dice(numbers), place);
          if (!next) continue;
          if (disabled) {
            steps.push({ ...next, disabled });
            continue;
          }
          rows = apply({ id: 's', ...next } as Step, rows, before, tables);
          steps.push(next);
        }
        const query = queryOver(steps, { other: rightSteps, stacked: [] });
        const after = columns(query, sources);
        const expected = rows.map((row) => after.map(({ name }) => row.cells[name] ?? null));
        expect(settle(await laboratory.run(query, sources)), JSON.stringify(steps)).toEqual(settle(expected));
      },
    ),
    { numRuns: 400 },
  );
});
