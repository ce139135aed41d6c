import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Chart } from '../../../shared/chart/encoding.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import { chart, openChartEngine } from './chart-engine.ts';

const columns: Column[] = [
  { name: 'Code', type: 'text', meaning: 'commune' },
  { name: 'Nom', type: 'text', meaning: null },
  { name: 'Région', type: 'text', meaning: null },
  { name: 'Année', type: 'integer', meaning: null },
  { name: 'Population', type: 'integer', meaning: 'population' },
];
/** Two towns of one name, two years of another, and two small ones that share a name. */
const rows = `SELECT * FROM (VALUES
  ('93066', 'Saint-Denis', 'Île-de-France', 2021, 113), ('97411', 'Saint-Denis', 'La Réunion', 2021, 153),
  ('69123', 'Lyon', 'Auvergne', 2021, 522), ('69123', 'Lyon', 'Auvergne', 2022, 520),
  ('35238', 'Rennes', 'Bretagne', 2021, 220), ('64445', 'Pau', 'Nouvelle-Aquitaine', 2021, 77),
  ('01001', 'Sainte-Foy', 'Auvergne', 2021, 1), ('40258', 'Sainte-Foy', 'Nouvelle-Aquitaine', 2021, 1)
) AS rows("Code", "Nom", "Région", "Année", "Population")`;

let engine: Awaited<ReturnType<typeof openChartEngine>>;
beforeAll(async () => {
  engine = await openChartEngine();
});
afterAll(() => engine.close());

const found = async (change: Partial<Chart>) => {
  const wanted = chart({ x: 'Nom', y: 'Population', measure: 'sum', limit: 4, ...change });
  return (await engine.drawn(wanted, rows, columns)).facts.namesakes;
};
const both = { code: 'Code', names: ['Saint-Denis'] };

test.each<[string, Partial<Chart>, typeof both | null]>([
  ['of the names that are drawn, those of several codes', {}, both],
  ['with or without the rest', { others: false, kind: 'dot' }, both],
  ['in panels, and for a median', { facet: 'Année', measure: 'median' }, both],
  ['not those past the limit', { limit: 1 }, null],
  [
    'nor those that the chart leaves out',
    { filter: { kind: 'compare', column: 'Code', operator: 'lt', value: '97000' } },
    null,
  ],
  ['not a région, which has many communes', { x: 'Région', limit: 1 }, null],
  ['nor the codes themselves', { x: 'Code' }, null],
  ['nor how many bear a name', { measure: 'count', y: null }, null],
])('namesakes are told: %s', async (_, change, expected) => {
  expect(await found(change)).toEqual(expected);
});
