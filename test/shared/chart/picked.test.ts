import { expect, test } from 'vitest';
import type { Chart } from '../../../shared/chart/encoding.ts';
import { markColumns, pickedMarks } from '../../../shared/chart/picked.ts';
import { blankChart } from '../../../shared/chart/suggest.ts';
import type { ChartFacts } from '../../../shared/contract.ts';
import type { Column } from '../../../shared/recipe/column.ts';

const columns: Column[] = [
  { name: 'Type', type: 'text', meaning: null },
  { name: 'Habitants', type: 'integer', meaning: 'population' },
  { name: 'Taux', type: 'decimal', meaning: null },
  { name: 'Jour', type: 'date', meaning: null },
];
const facts = { bucket: null, squares: false } as ChartFacts;

/** Marks of rows picked in the grid, by rank. */
function marks(
  change: Partial<Chart>,
  rows: Record<string, unknown>[],
  picked: Record<string, unknown>[],
  more: Partial<ChartFacts> = {},
): number[] {
  return [...pickedMarks({ ...blankChart('t'), ...change }, columns, rows, { ...facts, ...more }, picked)];
}

test('rows picked in the grid are in the mark of their category, the rest in « Autres », a missing one in none', () => {
  const bars = [
    { x: 'rural', color: null, other: false },
    { x: 'urbain', color: null, other: false },
    { x: null, color: null, other: true },
  ];
  const of = (...types: (string | null)[]) =>
    marks(
      { x: 'Type' },
      bars,
      types.map((Type) => ({ Type })),
    );
  expect([of('urbain'), of('rural', 'rural'), of('montagne'), of(null)]).toEqual([[1], [0], [2], []]);
});

test('in the bin, the point or the period that holds them', () => {
  const bins = [
    { start: 0, stop: 10 },
    { start: 10, stop: 20 },
  ];
  const points = [
    { x: 5, y: 0.5 },
    { x: 5, y: 0.7 },
  ];
  const months = [{ x: Date.UTC(2021, 1, 1) }, { x: Date.UTC(2021, 2, 1) }];
  expect([
    marks({ kind: 'histogram', x: 'Habitants' }, bins, [{ Habitants: 10n }]),
    marks({ kind: 'histogram', x: 'Taux' }, bins, [{ Taux: 9.5 }, { Taux: null }]),
    marks({ kind: 'scatter', x: 'Habitants', y: 'Taux' }, points, [{ Habitants: 5n, Taux: 0.7 }]),
    marks({ kind: 'line', x: 'Jour' }, months, [{ Jour: Date.UTC(2021, 2, 14) }], { bucket: 'month' }),
  ]).toEqual([[1], [0], [1], [1]]);
});

test('only the columns that place a row are asked for', () => {
  const chart = { ...blankChart('t'), x: 'Type', y: 'Habitants', color: 'Type', facet: 'Jour' };
  expect([markColumns(chart), markColumns({ ...chart, kind: 'scatter' })]).toEqual([
    ['Type', 'Jour'],
    ['Type', 'Habitants', 'Jour'],
  ]);
});
