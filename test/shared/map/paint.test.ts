import { expect, test } from 'vitest';
import type { Basemap } from '../../../shared/contract.ts';
import { mapSummary, mapTitle } from '../../../shared/map/describe.ts';
import { packShapes } from '../../../shared/map/outlines.ts';
import { type MapRow, missingStyle, paintMap, silentStyle } from '../../../shared/map/paint.ts';
import { suggestMap } from '../../../shared/map/suggest.ts';
import { mapSvg } from '../../../shared/map/svg.ts';
import { columns, map, outlines } from './sample.ts';

const row = (code: string, value: number | string | null): MapRow => ({
  code,
  value,
  rows: 1,
  missing: value === null ? 1 : 0,
  kinds: 1,
});
const rows = [row('01001', 12.5), row('01002', 7), row('01004', null), row('99999', 80)];

test('a missing value is hatched, an area without a row is land, neither is ever a class', () => {
  const painting = paintMap(map, columns, outlines, rows);
  expect({ styles: [...painting.styleOf], legend: painting.legend.map(({ style, areas }) => [style, areas]) }).toEqual({
    styles: [3, 2, missingStyle, silentStyle],
    legend: [
      [2, 1],
      [3, 1],
      [missingStyle, 1],
      [silentStyle, 1],
    ],
  });
  expect(painting.styles[missingStyle]?.pattern).toBe('hatch');
});

test('the sentence is true to what is drawn', () => {
  const painting = paintMap(map, columns, outlines, rows);
  expect(mapSummary(map, columns, painting)).toBe(
    '2 territoires mesurés, de 7 (<b>Ain & "Co"</b>) à 12,5 (L’Abergement)\u202f; médiane\u00a0: 9,8. 1 territoire sans valeur, hachuré.',
  );
  const alone = paintMap(map, columns, outlines, rows.slice(0, 1));
  expect(mapSummary(map, columns, alone)).toMatch(/^1 territoire mesuré\u00a0: [\d,]+ \([^)]+\)\.$/);
});

test('the surface of a circle is the quantity, and zero has no circle', () => {
  const painting = paintMap({ ...map, kind: 'circles', value: 'Population', measure: 'sum' }, columns, outlines, [
    row('01001', 400),
    row('01002', 100),
    row('01004', 0),
  ]);
  expect({ circles: painting.circles?.map(({ area, value }) => [area, value]), largest: painting.largest }).toEqual({
    circles: [
      [0, 400],
      [1, 100],
    ],
    largest: 400,
  });
});

test('verdicts differ by pattern and not by colour alone', () => {
  const verdicts = [row('01001', 'hors cible'), row('01002', 'à vérifier'), row('01004', 'cible'), row('97101', null)];
  const painting = paintMap({ ...map, kind: 'verdict', value: 'Type' }, columns, outlines, verdicts);
  const looks = painting.legend.map(({ style, label }) => [label, painting.styles[style]?.pattern]);
  expect(looks).toEqual([
    ['cible', 'plain'],
    ['à vérifier', 'stripes'],
    ['hors cible', 'plain'],
    ['Valeur absente ou secrète', 'hatch'],
  ]);
});

test('categories differ by pattern beside their hue, and codes say what they stand for', () => {
  const coded = columns.map((column) =>
    column.name === 'Type' ? { ...column, values: { '1': 'Grands centres urbains', '2': 'Rural' } } : column,
  );
  const painting = paintMap({ ...map, kind: 'categories', value: 'Type' }, coded, outlines, [
    row('01001', '1'),
    row('01002', '2'),
    row('01004', '1'),
    row('97101', '9'),
  ]);
  expect({
    legend: painting.legend.map(({ style, label }) => [label, painting.styles[style]?.pattern]),
    facts: painting.facts.map(({ text }) => text),
  }).toEqual({
    legend: [
      ['1 – Grands centres urbains', 'plain'],
      ['2 – Rural', 'stripes'],
      ['9', 'plain'],
    ],
    facts: ['1 – Grands centres urbains', '2 – Rural', '1 – Grands centres urbains', '9'],
  });
});

test('categories past the eighth are put together in grey', () => {
  const square = Int32Array.of(0, 0, 1, 0, 1, 1);
  const codes = Array.from({ length: 11 }, (_, place) => `010${10 + place}`);
  const eleven = packShapes(
    'commune',
    codes.map((code) => ({ code, name: code, departement: '01', rings: [square] })),
  );
  const types = codes.map((code, place) => row(code, `type ${place < 2 ? 0 : place}`));
  const painting = paintMap({ ...map, kind: 'categories', value: 'Type' }, columns, eleven, types);
  expect([painting.legend.map(({ areas }) => areas), painting.legend.at(-1)?.label]).toEqual([
    [2, 1, 1, 1, 1, 1, 1, 1, 2],
    'Autres (2 catégories)',
  ]);
});

test('an exported drawing carries title, legend, caption and insets, and hostile names stay text', () => {
  const painting = paintMap(map, columns, outlines, rows);
  const svg = mapSvg({
    title: 'Taux <script>alert(1)</script>\u0000',
    subtitle: 'Sous-titre',
    summary: 'Résumé',
    caption: ['Source\u00a0: a&b.csv.'],
    outlines,
    painting,
    box: outlines.bounds,
    shown: () => true,
    isWhole: true,
  });
  const seen = {
    title: svg.includes('<title id="titre">Taux &lt;script&gt;alert(1)&lt;/script&gt;</title>'),
    name: svg.includes('&lt;b&gt;Ain &amp; &quot;Co&quot;&lt;/b&gt;\u00a0: 7'),
    caption: svg.includes('Source\u00a0: a&amp;b.csv.'),
    inset: svg.includes('>Guadeloupe</text>'),
    hatched: svg.includes('url(#motif1)'),
    script: /<script|<b>|href|onload/.test(svg) || svg.includes('\u0000'),
  };
  expect(seen).toEqual({ title: true, name: true, caption: true, inset: true, hatched: true, script: false });
});

test('the title says what is measured where', () => {
  const titles = [
    mapTitle(map),
    mapTitle(map, true),
    mapTitle({ ...map, value: 'Agents', denominator: 'Population', scale: 1000, level: 'departement' }),
    mapTitle({ ...map, title: 'Le mien' }),
  ];
  expect(titles).toEqual([
    'Médiane\u00a0: Taux de chômage, par commune',
    'Taux de chômage, par commune',
    'Agents pour 1\u202f000 Population, par département',
    'Le mien',
  ]);
});

const basemaps: Basemap[] = [
  {
    id: 'france',
    name: 'F',
    builtIn: true,
    credit: '',
    left: 0,
    levels: [{ level: 'departement' as const, areas: 101, known: 101 }],
  },
];
const opened: Basemap = {
  ...basemaps[0]!,
  id: 'a',
  builtIn: false,
  levels: [{ level: 'commune' as const, areas: 9, known: 9 }],
};

test('the first map is honest: verdicts, then quantities as circles, then rates as colours, at a level that can be drawn', () => {
  const pick = (given: typeof columns, grounds: typeof basemaps, recipe: Parameters<typeof suggestMap>[2] = []) => {
    const first = suggestMap('t', given, recipe, grounds);
    return first && [first.kind, first.level, first.value, first.measure];
  };
  const rates = columns.filter(({ name }) => name === 'Code commune' || name === 'Taux de chômage');
  const verdicts = [...columns, { name: 'verdict', type: 'text' as const, meaning: null }];
  expect([
    pick(columns, basemaps),
    pick(columns, [...basemaps, opened]),
    pick(rates, basemaps),
    pick(columns.slice(0, 2), basemaps),
    pick(verdicts, [...basemaps, opened]),
    pick(columns.slice(1), basemaps),
  ]).toEqual([
    ['circles', 'departement', 'Population', 'sum'],
    ['circles', 'commune', 'Population', 'sum'],
    ['choropleth', 'departement', 'Taux de chômage', 'median'],
    ['circles', 'departement', null, 'count'],
    ['verdict', 'commune', 'verdict', 'count'],
    null,
  ]);
});
