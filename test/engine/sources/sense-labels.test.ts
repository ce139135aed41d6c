import { utils, write } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { applyLabels, readLabels } from '../../../electron/engine/sources/labels.ts';
import { faultData } from '../../../shared/rpc/fault.ts';
import { sharedData } from '../../tools/shared-data.ts';
import { openEngine, type TestEngine } from '../open-engine.ts';
import { openBytes } from './opening.ts';

type Sheet = (string | number | null)[][];

function workbook(sheets: Record<string, Sheet>): Buffer {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name);
  return write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true });
}

describe('Lists of variables', () => {
  test('by their header, the longer label first, codes with their meanings', () => {
    const rows = [
      ['Fichier détail'],
      ['COD_VAR', 'LIB_VAR', 'LIB_VAR_LONG', 'COD_MOD', 'LIB_MOD'],
      ['AGED', 'Âge', 'Âge au dernier anniversaire', '', ''],
      ['SEXE', 'Sexe', 'Sexe', '1', 'Homme'],
      ['', '', '', '2', 'Femme'],
      ['STAT', 'Statut', 'Statut (O=OUI, N=NON)', null, null],
    ];
    expect(readLabels(rows)).toEqual({
      columns: { AGED: 'Âge au dernier anniversaire', SEXE: 'Sexe', STAT: 'Statut (O=OUI, N=NON)' },
      values: { SEXE: { '1': 'Homme', '2': 'Femme' }, STAT: { O: 'OUI', N: 'NON' } },
    });
  });

  test('without a header, by the names of the columns', () => {
    const rows = [['Notice'], ['dep', 'Département'], ['pop', 'Population totale'], ['tx', 'Taux (en %)'], ['', '']];
    expect(readLabels(rows, ['dep', 'pop', 'tx', 'autre'])).toEqual({
      columns: { dep: 'Département', pop: 'Population totale', tx: 'Taux (en %)' },
      values: {},
    });
  });

  test.each([
    [
      'a nomenclature',
      [
        ['Code', 'Libellé'],
        ['1000', 'Entrepreneur individuel'],
        ['2110', 'Indivision'],
      ],
      ['dep', 'pop'],
    ],
    [
      'a nomenclature alone',
      [
        ['Code', 'Libellé'],
        ['1000', 'Entrepreneur individuel'],
      ],
      [],
    ],
    [
      'subsidies',
      [
        ['Nom', 'Description', 'Champ'],
        ['Asso', 'Fête', 'Culture'],
      ],
      [],
    ],
    ['prose', [['Définitions'], ['La population municipale comprend les personnes...']], ['dep', 'pop']],
  ])('%s is none', (_, rows, names) => {
    expect(readLabels(rows, names)).toBeNull();
  });

  test('hundreds of codes are a list of places, not labels', () => {
    const places = Array.from({ length: 600 }, (_, at) => ['CODGEO', 'Code', `${10_000 + at}`, `Lieu ${at}`]);
    const labels = readLabels([['COD_VAR', 'LIB_VAR', 'COD_MOD', 'LIB_MOD'], ...places]);
    expect(labels).toEqual({ columns: { CODGEO: 'Code' }, values: {} });
  });

  test('a header keeps its own label when it says more', () => {
    const labels = { columns: { A: 'court', date1bis: 'Date modifiée' }, values: {} };
    expect(applyLabels([{ name: 'A', label: 'bien plus long' }, { name: 'Date1_bis' }, { name: 'B' }], labels)).toEqual(
      {
        columns: [{ name: 'A', label: 'bien plus long' }, { name: 'Date1_bis', label: 'Date modifiée' }, { name: 'B' }],
        count: 1,
      },
    );
  });
});

describe('A workbook with its documentation', () => {
  const variables = Array.from({ length: 300 }, (_, at) => [`V${at}`, `Variable numéro ${at}`]);
  const data: Sheet = [
    ['CODGEO', 'DENS', 'V7', 'V299'],
    ...Array.from({ length: 30 }, (_, at) => [`010${at + 10}`, `${(at % 3) + 1}`, at, at * 1.5]),
  ];
  const list: Sheet = [
    ['Variables'],
    [],
    ['Variable', 'Libellé', 'Modalité', 'Libellé de la modalité'],
    ['CODGEO', 'Code géographique'],
    ['DENS', 'Grille de densité', '1', 'Densément peuplé'],
    [null, null, '2', 'Intermédiaire'],
    [null, null, '3', 'Rural'],
    ...variables,
  ];

  test('labels its columns, whatever the length of the list', async () => {
    const { opened, inspection } = await openBytes(
      workbook({ 'Données 2021': data, Variables: list }),
      undefined,
      'd.xlsx',
    );
    expect([inspection.sheet, opened.columns, opened.warnings.map(({ code, params }) => [code, params])]).toEqual([
      'Données 2021',
      [
        { name: 'CODGEO', type: 'text', meaning: 'commune', label: 'Code géographique' },
        {
          name: 'DENS',
          type: 'integer',
          meaning: null,
          label: 'Grille de densité',
          values: { '1': 'Densément peuplé', '2': 'Intermédiaire', '3': 'Rural' },
        },
        { name: 'V7', type: 'integer', meaning: null, label: 'Variable numéro 7' },
        { name: 'V299', type: 'decimal', meaning: null, label: 'Variable numéro 299' },
      ],
      [['labelled', { sheet: 'Variables', count: 4 }]],
    ]);
  });

  test('a sheet that speaks of other things labels nothing', async () => {
    const other: Sheet = [
      ['Variable', 'Libellé'],
      ['X1', 'Autre chose'],
      ['X2', 'Encore autre chose'],
    ];
    const { opened } = await openBytes(workbook({ Données: data, Variables: other }), undefined, 'd.xlsx');
    expect(opened.columns.map(({ label }) => label)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('A list of variables opened beside', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await openEngine();
  });
  afterAll(() => engine.close());

  test('labels another source, which remembers it', async () => {
    const table = await engine.write('base.csv', 'CODGEO;P21_LOG;DENS\n01001;12;1\n01002;15;2\n');
    const meta = await engine.write(
      'meta_base.csv',
      'COD_VAR;LIB_VAR;LIB_VAR_LONG;COD_MOD;LIB_MOD;TYPE_VAR;LONG_VAR\nP21_LOG;Logements;Nombre de logements en 2021;;;NUM;16\nDENS;Densité;Grille de densité;1;Urbain;CHAR;1\nDENS;Densité;Grille de densité;2;Rural;CHAR;1\n',
    );
    await engine.open(table, 'base');
    const opened = await engine.open(meta, 'meta');
    const labelled = await engine.call('source.label', { source: 'base', documentation: 'meta', id: 'labelled' });
    const query = { table: 't', tables: [{ id: 't', name: 'T', source: 'labelled', recipe: [] }] };
    expect({
      warnings: opened.warnings,
      columns: await engine.call('table.columns', { query }),
      remembered: labelled.source.options.columns?.map(({ label, values }) => [label, values]),
    }).toEqual({
      warnings: [{ code: 'documentation', params: { count: 2, columns: '["P21_LOG","DENS"]' } }],
      columns: [
        { name: 'CODGEO', type: 'text', meaning: 'commune' },
        { name: 'P21_LOG', type: 'integer', meaning: null, label: 'Nombre de logements en 2021' },
        {
          name: 'DENS',
          type: 'integer',
          meaning: null,
          label: 'Grille de densité',
          values: { '1': 'Urbain', '2': 'Rural' },
        },
      ],
      remembered: [
        [undefined, undefined],
        ['Nombre de logements en 2021', undefined],
        ['Grille de densité', { '1': 'Urbain', '2': 'Rural' }],
      ],
    });
    const again = await engine.call('source.reopen', { source: labelled.source });
    expect(again.columns).toEqual(labelled.columns);
  });

  test('of another file, it changes nothing and says so', async () => {
    await engine.open(await engine.write('autre.csv', 'a;b\n1;2\n3;4\n'), 'autre');
    const refused = engine.call('source.label', { source: 'autre', documentation: 'meta', id: 'x' });
    expect(await refused.catch((thrown) => faultData(thrown).code)).toBe('labels-none');
  });

  const real = sharedData('data/real/insee/meta_base-cc-logement-2021.CSV');
  test.skipIf(real === null)('the real one of INSEE (skipped: no shared data)', async () => {
    const opened = await engine.open(real!, 'real');
    const table = await engine.write('logement.csv', 'CODGEO;P21_LOG;P21_RP\n01001;12;1\n01002;15;2\n');
    await engine.open(table, 'logement');
    const labelled = await engine.call('source.label', { source: 'logement', documentation: 'real', id: 'y' });
    expect([opened.warnings.at(-1)?.params.count, labelled.columns.map(({ label }) => label)]).toEqual([
      240,
      ['Code commune', 'Nombre de logements en 2021', 'Nombre de résidences principales en 2021'],
    ]);
  });
});
