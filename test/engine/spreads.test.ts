import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Step } from '../../shared/recipe/step.ts';
import fc from '../tools/property.ts';
import { openEngine, pageOf, queryOf, type TestEngine } from './open-engine.ts';

let engine: TestEngine;
const columns = ['Code', 'Valeur', 'Taux', 'Jour'];

/** 400 rows, codes always there, one cell in seven or so missing elsewhere. */
beforeAll(async () => {
  engine = await openEngine();
  const lines = Array.from({ length: 400 }, (_, row) => {
    const value = row % 7 === 0 ? '' : String((row * 7919) % 1009);
    const rate = row % 8 === 0 ? '' : `${(row * 31) % 97},${(row * 17) % 10}`;
    const day = row % 9 === 0 ? '' : `${String((row % 28) + 1).padStart(2, '0')}/0${(row % 9) + 1}/2024`;
    return `c${row};${value};${rate};${day}`;
  });
  await engine.open(await engine.write('mesures.csv', `${[columns.join(';'), ...lines].join('\n')}\n`));
});
afterAll(() => engine.close());

function spreadOf(cells: number[]) {
  if (cells.length === 0) return null;
  const [min, max] = [Math.min(...cells), Math.max(...cells)];
  const bins = new Array<number>(min === max ? 1 : 24).fill(0);
  const width = min === max ? 1 : (max - min) / bins.length;
  for (const cell of cells) {
    const at = Math.min(bins.length - 1, Math.floor((cell - min) / width));
    bins[at] = bins[at]! + 1;
  }
  return { min, max, bins };
}

test('a sketch counts what a plain loop over the rows counts', async () => {
  const step = fc.oneof(
    fc.integer({ min: -1, max: 1010 }).map((value): Step => {
      return { id: 'f', kind: 'filter', condition: { kind: 'compare', column: 'Valeur', operator: 'ge', value } };
    }),
    fc.constant<Step>({ id: 's', kind: 'sort', by: [{ column: 'Taux', descending: true }] }),
    fc.integer({ min: 1, max: 400 }).map((count): Step => ({ id: 'l', kind: 'limit', count })),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 3 }), async (steps) => {
      const query = queryOf(steps.map((one, place) => ({ ...one, id: `${one.id}${place}` })));
      const { rows } = await pageOf(engine, query, columns, 0, 400);
      const expected = columns.map((name, place) => {
        const cells = rows.map((row) => row[place]).filter((cell) => cell !== null);
        const spread = place === 0 ? null : spreadOf(cells.map(Number));
        return { name, rows: rows.length, missing: rows.length - cells.length, spread };
      });
      const sketches = await engine.call('table.sketch', { query, columns });
      expect(sketches.map(({ top: _, ...rest }) => rest)).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});
