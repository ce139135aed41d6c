import { packShapes } from '../../../shared/map/outlines.ts';
import type { MapView } from '../../../shared/map/view.ts';
import type { Column } from '../../../shared/recipe/column.ts';

export const columns: Column[] = [
  { name: 'Code commune', type: 'text', meaning: 'commune' },
  { name: 'Commune', type: 'text', meaning: null },
  { name: 'Population', type: 'integer', meaning: 'population' },
  { name: 'Agents', type: 'integer', meaning: null },
  { name: 'Taux de chômage', type: 'decimal', meaning: null },
  { name: 'Indemnité', type: 'decimal', meaning: null },
  { name: 'Type', type: 'text', meaning: null },
];

export const map: MapView = {
  id: 'm',
  table: 't',
  kind: 'choropleth',
  level: 'commune',
  basemap: { id: 'france', name: 'France' },
  code: 'Code commune',
  value: 'Taux de chômage',
  measure: 'median',
  denominator: null,
  scale: 100,
  classes: { method: 'quantiles', count: 2, bounds: [] },
  ramp: 'blue',
  zoom: null,
  filterStep: null,
  title: '',
  subtitle: '',
};

const square = (x: number, y: number) => Int32Array.of(x, y, x + 10, y, x + 10, y + 10, x, y + 10);

/** Four squares in a row, the last one in an inset. */
export const outlines = packShapes(
  'commune',
  ['01001', '01002', '01004', '97101'].map((code, place) => ({
    code,
    name: ['L’Abergement', '<b>Ain & "Co"</b>', 'Ambérieu', 'Les Abymes'][place]!,
    departement: code.slice(0, code.startsWith('97') ? 3 : 2),
    rings: [square(place * 10, 0)],
  })),
  [{ label: 'Guadeloupe', box: [28, -2, 42, 14] }],
);
