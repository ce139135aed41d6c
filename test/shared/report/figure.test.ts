import { expect, test } from 'vitest';
import type { Column } from '../../../shared/recipe/column.ts';
import { comparisonText, guardFigure } from '../../../shared/report/figure.ts';
import type { BlockOf } from '../../../shared/report/report.ts';

const block: BlockOf<'figure'> = {
  kind: 'figure',
  id: 'f',
  table: 't',
  measure: 'sum',
  column: 'Population',
  unit: '',
  label: '',
  comparison: { kind: 'none' },
};
const columns: Column[] = [
  { name: 'Population', type: 'integer', meaning: 'population' },
  { name: 'Taux de chômage', type: 'decimal', meaning: null },
  { name: 'Code commune', type: 'text', meaning: 'commune' },
];

test('stops a sum of rates and the measure of a code, warns of a mean of rates, lets quantities through', () => {
  const levels = (change: Partial<typeof block>) =>
    guardFigure({ ...block, ...change }, columns).map(({ level, fix }) => [
      level,
      fix?.kind === 'figure' ? fix.measure : null,
    ]);
  expect({
    population: levels({}),
    rates: levels({ column: 'Taux de chômage' }),
    meanOfRates: levels({ column: 'Taux de chômage', measure: 'mean' }),
    medianOfRates: levels({ column: 'Taux de chômage', measure: 'median' }),
    code: levels({ column: 'Code commune' }),
    codesCounted: levels({ column: 'Code commune', measure: 'count-distinct' }),
    rows: levels({ column: null, measure: 'count' }),
  }).toEqual({
    population: [],
    rates: [['blocked', 'median']],
    meanOfRates: [['warned', 'median']],
    medianOfRates: [],
    code: [['blocked', 'count-distinct']],
    codesCounted: [],
    rows: [],
  });
});

test('compares as a share where quantities add up, as a gap elsewhere, and says nothing without a figure', () => {
  const value = { kind: 'value', value: 10, label: 'la moyenne nationale' } as const;
  const table = { kind: 'table', table: 'o' } as const;
  const france = { name: 'France', value: 200 };
  expect([
    comparisonText({ ...block, comparison: table }, 50, france),
    comparisonText({ ...block, measure: 'median', unit: '%', comparison: table }, 50, france),
    comparisonText({ ...block, comparison: value }, 12.5, null),
    comparisonText({ ...block, comparison: value }, 10, null),
    comparisonText({ ...block, comparison: value }, null, null),
    comparisonText({ ...block, comparison: table }, 50, { ...france, value: 0 }),
  ]).toEqual([
    'Soit 25\u00a0% de «\u00a0France\u00a0» (200).',
    '150\u00a0% de moins que France (200\u00a0%).',
    '2,5 de plus que la moyenne nationale (10).',
    'Autant que la moyenne nationale (10).',
    '',
    '',
  ]);
});
