import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Chart } from '../../../shared/chart/encoding.ts';
import { guard } from '../../../shared/chart/guard.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import { chart, openChartEngine } from './chart-engine.ts';

const columns: Column[] = [
  { name: 'Code', type: 'text', meaning: 'commune' },
  { name: 'Département', type: 'text', meaning: null },
  { name: 'Revenu', type: 'integer', meaning: null },
  { name: 'Ménages', type: 'integer', meaning: null },
];
/** Paris with two of its arrondissements, two of Lyon's without Lyon, Marseille without its own, and a row without code. */
const rows = `SELECT * FROM (VALUES
  ('75056', 'Paris', 26, 1100), ('75101', 'Paris', 31, 9), ('75120', 'Paris', 20, 90),
  ('69381', 'Rhône', 22, 15), ('69382', 'Rhône', 29, 16), ('13055', 'Bouches-du-Rhône', 18, 350), (NULL, 'Ailleurs', 19, 1)
) AS rows("Code", "Département", "Revenu", "Ménages")`;

let engine: Awaited<ReturnType<typeof openChartEngine>>;
beforeAll(async () => {
  engine = await openChartEngine();
});
afterAll(() => engine.close());

const bars = chart({ x: 'Département', y: 'Ménages', measure: 'sum' });
const doubled = async (change: Partial<Chart>, known = columns) =>
  (await engine.drawn({ ...bars, ...change }, rows, known)).facts.doubled;
const paris = { column: 'Code', codes: ['75101', '75120'] };

test.each<[string, Partial<Chart>, typeof paris | null]>([
  ['added up in their département', {}, paris],
  ['ranked beside it', { x: 'Code', kind: 'dot', limit: 2 }, paris],
  ['spread with it', { kind: 'histogram', x: 'Revenu', y: null, measure: 'count' }, paris],
  ['a point each', { kind: 'scatter', x: 'Revenu', y: 'Ménages', measure: 'value' }, paris],
  [
    'not those whose commune the chart leaves out',
    { filter: { kind: 'compare', column: 'Code', operator: 'ne', value: '75056' } },
    null,
  ],
])('arrondissements drawn with their commune are told: %s', async (_, change, expected) => {
  expect(await doubled(change)).toEqual(expected);
});

test('nothing is told of a table without commune codes', async () => {
  expect(await doubled({}, [{ ...columns[0]!, meaning: null }, ...columns.slice(1)])).toBeNull();
});

test('the fix takes away the arrondissements alone, and has nothing left to say', async () => {
  const drawn = async (wanted: Chart) => engine.drawn(wanted, rows, columns);
  const told = (wanted: Chart, facts: Awaited<ReturnType<typeof drawn>>['facts']) =>
    guard(wanted, columns, { facts, marks: [], vintages: [] }).find(({ rule }) => rule === 'arrondissements-doubled');
  const { fix } = told(bars, (await drawn(bars)).facts)!;
  const { facts, marks } = await drawn(fix!);
  expect([Object.fromEntries(marks.map(({ x, y }) => [x, y])), told(fix!, facts)]).toEqual([
    { Paris: 1100, 'Bouches-du-Rhône': 350, Rhône: 31, Ailleurs: 1 },
    undefined,
  ]);
});
