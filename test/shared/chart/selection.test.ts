import { expect, test } from 'vitest';
import type { Chart } from '../../../shared/chart/encoding.ts';
import { brushOf, choicesOf, markCondition, rangeCondition, toggleChoice } from '../../../shared/chart/selection.ts';
import { blankChart } from '../../../shared/chart/suggest.ts';
import type { ChartFacts } from '../../../shared/contract.ts';
import type { Column } from '../../../shared/recipe/column.ts';

const columns: Column[] = [
  { name: 'Type', type: 'text', meaning: null },
  { name: 'Habitants', type: 'integer', meaning: 'population' },
  { name: 'Taux', type: 'decimal', meaning: null },
  { name: 'Jour', type: 'date', meaning: null },
  { name: 'Ouvert', type: 'boolean', meaning: null },
];
const facts = { bucket: null, squares: false } as ChartFacts;
const chart = (change: Partial<Chart>): Chart => ({ ...blankChart('t'), ...change });

test('a mark is the rows of its category, of its colour and of its panel', () => {
  const rows = [
    { x: 'rural', color: 'Nord', facet: '', other: false },
    { x: 'urbain', color: '', other: false },
    { x: null, color: null, other: true },
  ];
  const bars = chart({ x: 'Type', color: 'Type', facet: 'Taux' });
  expect([0, 1, 2, 3].map((rank) => markCondition(bars, columns, rows, rank, facts))).toEqual([
    {
      kind: 'all',
      of: [
        { kind: 'in', column: 'Type', values: ['rural'] },
        { kind: 'in', column: 'Type', values: ['Nord'] },
        { kind: 'missing', column: 'Taux' },
      ],
    },
    {
      kind: 'all',
      of: [
        { kind: 'in', column: 'Type', values: ['urbain'] },
        { kind: 'missing', column: 'Type' },
      ],
    },
    { kind: 'in', column: 'Type', values: ['rural', 'urbain'], negated: true },
    null,
  ]);
});

test('bins hold their start, moments the whole period that they sum up', () => {
  const bins = [
    { start: 0, stop: 10 },
    { start: 10, stop: 20 },
  ];
  const condition = (change: Partial<Chart>, row: object[], rank: number, bucket: ChartFacts['bucket'] = null) =>
    markCondition(chart(change), columns, row as Record<string, unknown>[], rank, { ...facts, bucket });
  const march = [{ x: Date.UTC(2021, 2, 1) }];
  expect([
    condition({ kind: 'histogram', x: 'Habitants' }, bins, 0),
    condition({ kind: 'histogram', x: 'Habitants' }, bins, 1),
    condition({ kind: 'histogram', x: 'Taux' }, bins, 0),
    condition({ kind: 'line', x: 'Jour' }, march, 0, 'month'),
    condition({ kind: 'line', x: 'Jour' }, march, 0),
    condition({ kind: 'bar', x: 'Jour' }, [{ x: '2021-01-01 00:00:00' }], 0, 'year'),
    condition({ kind: 'line', x: 'Habitants' }, [{ x: 5 }], 0, 'steps'),
    condition({ kind: 'bar', x: 'Ouvert' }, [{ x: 'true' }], 0),
    condition({ kind: 'scatter', x: 'Habitants', y: 'Taux' }, [{ x: 5, y: 0.5 }], 0),
  ]).toEqual([
    { kind: 'between', column: 'Habitants', from: 0, to: 9 },
    { kind: 'between', column: 'Habitants', from: 10, to: 20 },
    {
      kind: 'all',
      of: [
        { kind: 'compare', column: 'Taux', operator: 'ge', value: 0 },
        { kind: 'compare', column: 'Taux', operator: 'lt', value: 10 },
      ],
    },
    { kind: 'between', column: 'Jour', from: '2021-03-01', to: '2021-03-31' },
    { kind: 'compare', column: 'Jour', operator: 'eq', value: '2021-03-01' },
    { kind: 'between', column: 'Jour', from: '2021-01-01', to: '2021-12-31' },
    null,
    { kind: 'compare', column: 'Ouvert', operator: 'eq', value: true },
    {
      kind: 'all',
      of: [
        { kind: 'compare', column: 'Habitants', operator: 'eq', value: 5 },
        { kind: 'compare', column: 'Taux', operator: 'eq', value: 0.5 },
      ],
    },
  ]);
});

test('choices add up, values of one column as one list, and go one by one', () => {
  const value = (name: string) => ({ kind: 'in' as const, column: 'Type', values: [name] });
  const other = { kind: 'missing' as const, column: 'Type' };
  const two = toggleChoice(value('rural'), value('urbain'));
  expect([
    toggleChoice(null, value('rural')),
    two,
    toggleChoice(two, value('rural')),
    toggleChoice(value('rural'), value('rural')),
    toggleChoice(two, other),
    choicesOf(toggleChoice(two, other)).length,
  ]).toEqual([
    value('rural'),
    { kind: 'in', column: 'Type', values: ['rural', 'urbain'] },
    value('urbain'),
    null,
    { kind: 'any', of: [value('rural'), value('urbain'), other] },
    3,
  ]);
});

test('a stretch is asked of axes only, in the units of their columns', () => {
  const scatter = chart({ kind: 'scatter', x: 'Habitants', y: 'Taux' });
  const line = chart({ kind: 'line', x: 'Jour', y: 'Taux' });
  expect({
    sides: [scatter, line, chart({ kind: 'bar', x: 'Type' }), { ...line, facet: 'Type' }].map((one) =>
      brushOf(one, columns),
    ),
    points: rangeCondition(scatter, columns, { x: [20.4, 9.6], y: [0.25, 0.5] }),
    time: rangeCondition(line, columns, { x: [Date.UTC(2021, 0, 5), Date.UTC(2021, 1, 6)], y: null }),
  }).toEqual({
    sides: [
      { x: true, y: true },
      { x: true, y: false },
      { x: false, y: false },
      { x: false, y: false },
    ],
    points: {
      kind: 'all',
      of: [
        { kind: 'between', column: 'Habitants', from: 10, to: 20 },
        { kind: 'between', column: 'Taux', from: 0.25, to: 0.5 },
      ],
    },
    time: { kind: 'between', column: 'Jour', from: '2021-01-05', to: '2021-02-06' },
  });
});
