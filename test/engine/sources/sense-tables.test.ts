import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { isDateFormat, serialText } from '../../../electron/engine/sources/serial.ts';
import { bestSheet, sheetKind } from '../../../electron/engine/sources/sheet.ts';
import { openBytes, typesOf } from './opening.ts';

const table = (rows: string[]) => `${rows.join('\n')}\n`;

describe('Codes told by the reference', () => {
  test('figures that are no codes stay what they are', async () => {
    const opening = await openBytes(
      table([
        'code;montant;id',
        ...Array.from({ length: 12 }, (_, at) => `${50_000 + at * 37};${1_001 + at};${123_456_780 + at}`),
      ]),
    );
    expect(typesOf(opening)).toEqual(['code:text', 'montant:integer', 'id:integer']);
  });

  test('« id » over SIRET numbers, some of them rounded, is of SIRET; a count « à l’IRIS » is no code', async () => {
    const ids = ['21340172201787', '55208131766522', '73282932000074', '38012986646850', '22530000000000'];
    const opening = await openBytes(
      table(["idBeneficiaire;Nombre de postes (à l'IRIS)", ...ids.map((id, at) => `${id};${2_893 + at}`)]),
    );
    expect(typesOf(opening)).toEqual(['idBeneficiaire:text:siret', "Nombre de postes (à l'IRIS):integer"]);
  });

  test('identifiers whose keys hold are SIREN', async () => {
    const opening = await openBytes(
      table([
        'id;n',
        ...['732829320', '552081317', '542051180', '552100554', '380129866'].map((id, at) => `${id};${at}`),
      ]),
    );
    expect(typesOf(opening)).toEqual(['id:text:siren', 'n:integer']);
  });

  test('what a header rightly says is left alone', async () => {
    const communes = ['01010', '01020', '01030', '01040', '01050', '01060', '01080', '01090'];
    const opening = await openBytes(table(['code commune;n', ...communes.map((code, at) => `${code};${at}`)]));
    expect([typesOf(opening)[0], opening.opened.warnings.map(({ code }) => code)]).toEqual([
      'code commune:text:commune',
      [],
    ]);
  });

  test.each([
    ['dep', 'icom'],
    ['NDEPT', 'INSEE'],
  ])(
    'the département of the tax office in three figures (%s) and a commune (%s) are parts of a code',
    async (dep, com) => {
      const rows = ['001;004;a;1', '02A;004;b;2', '033;063;c;3', '083;137;d;4'];
      const { opened } = await openBytes(table([`${dep};${com};NOM;n`, ...rows]));
      expect(opened.warnings).toEqual([
        { code: 'split-commune-code', params: { departement: dep, commune: com, count: 4 } },
      ]);
    },
  );

  test('parts of a code with no département beside are not assembled', async () => {
    const { opened } = await openBytes(table(['COM;NOM;n', '001;a;1', '002;b;2', '004;c;3']));
    expect(opened.warnings).toEqual([]);
  });
});

describe('Sheets of a workbook', () => {
  const sheet = (name: string, rows: (string | null)[][]) => ({
    name,
    rows: rows.length,
    columns: Math.max(0, ...rows.map((row) => row.length)),
    exact: true,
    hidden: false,
    numeric: [],
    percents: [],
    head: rows.map((cells, at) => ({ row: at + 1, cells })),
  });
  const figures = Array.from({ length: 12 }, (_, at) => [`${2010 + at}`, `${at * 3}`, `${at},5`, 'x']);
  const list = Array.from({ length: 12 }, (_, at) => ['5', `VAR${at}`, `Désignation ${at}`]);
  const prose = [['La population municipale comprend les personnes ayant leur résidence habituelle ici.'], ['Suite']];

  test.each([
    ['Variables', list, 'documentation'],
    ['Documentation', prose, 'documentation'],
    ['Feuil2', prose, 'documentation'],
    ['Index des prix', figures, 'data'],
    ['Propositions', list, 'data'],
    ['COM', figures, 'data'],
    ['Feuil3', [], 'empty'],
  ])('%s is of %j', (name, rows, kind) => {
    expect(sheetKind(sheet(name, rows))).toBe(kind);
  });

  test('the one with the most rows of data is proposed, the first of equals, never a hidden one', () => {
    const long = Array.from({ length: 60 }, () => ['1', '2', '3']);
    const names = (...sheets: ReturnType<typeof sheet>[]) => bestSheet(sheets)?.name;
    expect([
      names(sheet('Documentation', prose), sheet('REG', figures), sheet('COM', long)),
      names(sheet('2015', figures), sheet('2016', figures)),
      names({ ...sheet('Cachée', long), hidden: true }, sheet('Vue', figures)),
    ]).toEqual(['COM', '2015', 'Vue']);
  });

  test('words in two columns tell what the figures beside are, however many they are', () => {
    const words = Array.from({ length: 90 }, (_, at) => [`VAR${at}`, 'Revenu médian']);
    const wide = Array.from({ length: 19 }, () => ['Ars', '1', '2', '3', '4', '5']);
    const narrow = Array.from({ length: 19 }, () => ['Ars', '1']);
    const best = (...sheets: ReturnType<typeof sheet>[]) => bestSheet(sheets)?.name;
    expect([
      best(sheet('Par commune', wide), sheet('Contenu détaillé', words)),
      best(sheet('Par commune', narrow), sheet('Noms', words)),
      sheetKind(sheet('Descriptif', words)),
    ]).toEqual(['Par commune', 'Noms', 'documentation']);
  });
});

describe('Serial numbers of spreadsheets', () => {
  test.each([
    [45292, false, '2024-01-01'],
    [45292.5, false, '2024-01-01 12:00:00'],
    [43866.35416666421, false, '2020-02-05 08:30:00'],
    [45292.000_011_585_65, false, '2024-01-01 00:00:01.001'],
    [59, false, '1900-02-28'],
    [61, false, '1900-03-01'],
    [0.25, false, '06:00:00'],
    [43830, true, '2024-01-01'],
    [-1, false, '-1'],
  ] as const)('%d (1904: %s) is %s', (serial, date1904, text) => {
    expect(serialText(serial, date1904)).toBe(text);
  });

  test.each([
    ['dd/mm/yyyy', true],
    ['mmm-yy', true],
    ['[h]:mm', true],
    ['0.0', false],
    ['General', false],
    ['# ##0 "jours"', false],
    ['[Red]0', false],
  ])('the format %s shows a date: %s', (format, expected) => {
    expect(isDateFormat(format)).toBe(expected);
  });
});

describe('Tables inside a sheet', () => {
  const sheet = (rows: (string | number | null)[][]) => {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'Feuille');
    return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
  };

  test('merged groups over details name both, blank rows and columns are passed', async () => {
    const opening = await openBytes(
      sheet([
        ['Logements et population'],
        [],
        [null, 'Territoire', 'Population', null, null, 'Logements', null],
        [null, 'Nom', '2015', '2020', null, '2015', '2020'],
        [],
        [null, 'Ain', 600, 650, null, 300, 320],
        [null, 'Aisne', 540, 530, null, 290, 285],
        [],
        [null, 'Source : Insee'],
      ]),
    );
    expect({
      columns: typesOf(opening),
      rows: opening.rows,
      notes: opening.opened.source.notes,
    }).toEqual({
      columns: [
        'Territoire - Nom:text',
        'Population - 2015:integer:population',
        'Population - 2020:integer:population',
        'Logements - 2015:integer',
        'Logements - 2020:integer',
      ],
      rows: [
        ['Ain', 600, 650, 300, 320],
        ['Aisne', 540, 530, 290, 285],
      ],
      notes: ['Logements et population', 'Source : Insee'],
    });
  });

  test('decimal commas in text cells are decimals', async () => {
    const { rows } = await openBytes(
      sheet([
        ['nom', 'part'],
        ['a', '0,125'],
        ['b', '12,5'],
        ['c', '3,75'],
      ]),
    );
    expect(rows.map((row) => row[1])).toEqual([0.125, 12.5, 3.75]);
  });

  test('pasted files repeat their header, and it is said', async () => {
    const { opened } = await openBytes(table(['dep;nom', '01;Ain', '02;Aisne', 'dep;nom', '03;Allier', '04;Alpes']));
    expect(opened.warnings.filter(({ code }) => code === 'repeated-headers')).toEqual([
      { code: 'repeated-headers', params: { column: 'dep', count: 1, values: '["dep"]' } },
    ]);
  });

  test('exactly the rows of an old Excel are a cut file, one more is not', async () => {
    const lines = (count: number) => table(['a;b', ...Array.from({ length: count }, (_, at) => `${at};x${at}`)]);
    const codes = async (count: number) =>
      (await openBytes(lines(count))).opened.warnings.map(({ code, params }) => [code, params.count]);
    expect([await codes(65_535), await codes(65_537), await codes(16_384)]).toEqual([
      [['full-rows', 65_536]],
      [],
      [['full-rows', 16_384]],
    ]);
  });

  test('a workbook of 144 sheets is listed', async () => {
    const book = utils.book_new();
    const rows = Array.from({ length: 60 }, (_, at) => [`0${at}`, `Nom ${at}`, at * 3]);
    for (let at = 1; at <= 144; at += 1)
      utils.book_append_sheet(book, utils.aoa_to_sheet([['Code', 'Nom', 'Valeur'], ...rows]), `Tableau ${at}`);
    const { inspection } = await openBytes(write(book, { type: 'buffer', bookType: 'xlsx' }), undefined, 'n.xlsx');
    expect([inspection.sheets.length, inspection.sheet]).toEqual([144, 'Tableau 1']);
  });
});
