import { expect, test } from 'vitest';
import { openBytes, typesOf } from './opening.ts';

const lines = (...each: string[]) => `${each.join('\n')}\n`;
const many = (count: number, line: (at: number) => string) => Array.from({ length: count }, (_, at) => line(at));

const page = (charset: string) =>
  `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${charset}"></head><body><table>` +
  '<tr><th>N° SIREN</th><th>Nom</th><th>Code INSEE</th><th>Budget</th></tr>' +
  '<tr><td>200000172</td><td>CC de la Forêt</td><td>01001</td><td>1 248,00&nbsp;€</td></tr>' +
  '<tr><td>200000180</td><td>CA « Été » – Sud</td><td>01002</td><td>12,50&nbsp;€</td></tr></table></body></html>';

test.each([
  ['windows-1252', (text: string) => Buffer.from(text.replaceAll('–', '\u0096').replaceAll('€', '\u0080'), 'latin1')],
  ['utf-8', (text: string) => Buffer.from(text)],
  ['utf-16', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
] as const)('a page saved as .xls is read in its encoding, %s', async (charset, encode) => {
  const opening = await openBytes(encode(page(charset)), undefined, 'groupements.xls');
  expect([typesOf(opening), opening.rows]).toEqual([
    ['N° SIREN:text:siren', 'Nom:text', 'Code INSEE:text:commune', 'Budget:decimal'],
    [
      ['200000172', 'CC de la Forêt', '01001', 1248],
      ['200000180', 'CA « Été » – Sud', '01002', 12.5],
    ],
  ]);
});

test('a page that begins with its styles is a page', async () => {
  const opening = await openBytes(
    '<style>td { color: red }</style><table><tr><td>Code</td><td>Nom</td></tr><tr><td>01001</td><td>Été</td></tr></table>',
  );
  expect([opening.opened.source.format, opening.rows]).toEqual(['xls', [['01001', 'Été']]]);
});

test('a latitude and a longitude in one cell do not make a comma of the separator', async () => {
  const opening = await openBytes(lines('Commune;Lieu', ...many(9, (at) => `Lieu ${at};48.856${at}, 2.352${at}`)));
  expect([opening.inspection.delimiter, typesOf(opening), opening.rows[1]]).toEqual([
    ';',
    ['Commune:text', 'Lieu:text'],
    ['Lieu 1', '48.8561, 2.3521'],
  ]);
});

test('items of a nomenclature stay texts: 7.1 and 7.10 are two of them', async () => {
  const rows = many(12, (at) => `D-${at},${['7.1', '7.10', '8.5'][at % 3]},${['7.10', '1.5', '2'][at % 3]}`);
  const opening = await openBytes(lines('DELIB_ID,DELIB_MATIERE_CODE,Montant', ...rows));
  expect([typesOf(opening), opening.rows[1]]).toEqual([
    ['DELIB_ID:text', 'DELIB_MATIERE_CODE:text', 'Montant:decimal'],
    ['D-1', '7.10', 1.5],
  ]);
});

test('a code made a number by a program is still told', async () => {
  const rows = many(12, (at) => `${['84', '11', '24'][at % 3]}.0;${at}`);
  const opening = await openBytes(lines('Code région;Nombre', ...rows));
  expect(opening.opened.warnings.map(({ code }) => code)).toContain('float-codes');
});

test('« insee_pop » is a population', async () => {
  const rows = many(12, (at) => `0100${at % 9};${14_100 + at}`);
  expect(typesOf(await openBytes(lines('CODGEO_2024;insee_pop', ...rows)))).toEqual([
    'CODGEO_2024:text:commune',
    'insee_pop:integer:population',
  ]);
});

test('what an export says of itself on its first line gives no titles', async () => {
  const rows = many(12, (at) => `structureet;01000${at + 10};010${at + 10};CH de Bourg;900;RTE;451;01;AIN;0474454647`);
  const { inspection, opened, rows: read } = await openBytes(lines('finess;etalab;65;2024-01-09', ...rows));
  expect([inspection.headerRows, opened.source.rowCount, read[1]?.slice(0, 3)]).toEqual([
    [],
    13,
    ['structureet', '0100010', '01010'],
  ]);
});

test('the first day of all is no date', async () => {
  const days = ['1901-07-02', '0001-01-01', '1998-02-28'];
  const { rows, issues, opened } = await openBytes(
    lines('titre;date_creat', ...many(6, (at) => `Asso ${at};${days[at % 3]}`)),
  );
  expect([rows.slice(0, 2), issues.map(({ raw, reason }) => `${raw} ${reason}`), opened.warnings]).toEqual([
    [
      ['Asso 0', '1901-07-02'],
      ['Asso 1', null],
    ],
    ['0001-01-01 non renseigné', '0001-01-01 non renseigné'],
    [{ code: 'missing-codes', params: { column: 'date_creat', codes: '0001-01-01', count: 2 } }],
  ]);
});

test.each(['12 e', 'moins de 5', 'inférieur à 5'])(
  'a first row of data with « %s » is no second row of titles',
  async (text) => {
    const { inspection, rows } = await openBytes(
      lines('Commune;Effectif', `Ain;${text}`, ...many(9, (at) => `C${at};1${at}`)),
    );
    expect([inspection.headerRows, rows[0]]).toEqual([[1], ['Ain', text]]);
  },
);

test('damaged titles of mixed case are mended, and shown', async () => {
  const rows = many(9, (at) => `${at};Lycée;2020;Finistère`);
  const { opened } = await openBytes(lines('N;LIBCATÚgOR;AnnÚe;DÚpartement', ...rows));
  expect([
    opened.columns.map(({ name }) => name),
    opened.warnings.map(({ code, params }) => [code, params.examples]),
  ]).toEqual([
    ['N', 'LIBCATégOR', 'Année', 'Département'],
    [
      [
        'misread-texts',
        '«\u00a0LIBCATÚgOR\u00a0» → «\u00a0LIBCATégOR\u00a0», «\u00a0AnnÚe\u00a0» → «\u00a0Année\u00a0», «\u00a0DÚpartement\u00a0» → «\u00a0Département\u00a0»',
      ],
    ],
  ]);
});

const sylk = ['ID;PWXL;N;E', 'P;PGeneral', 'B;Y3;X3', 'C;Y1;X1;K"Nom"', 'C;X2;K"Code"', 'C;X3;K"Montant"'];
const dif = ['TABLE', '0,1', '"EXCEL"', 'VECTORS', '0,3', '""', 'TUPLES', '0,3', '""', 'DATA', '0,0', '""'];
const tuple = (...cells: (string | number)[]) => [
  '-1,0',
  'BOT',
  ...cells.flatMap((cell) => (typeof cell === 'number' ? [`0,${cell}`, 'V'] : ['1,0', `"${cell}"`])),
];

test.each([
  [
    'SYLK',
    [
      ...sylk,
      ...['C;Y2;X1;K"Été"', 'C;X2;K"01001"', 'C;X3;K12.5', 'C;Y3;X1;K"Hiver"', 'C;X2;K"01002"', 'C;X3;K13', 'E'],
    ],
  ],
  [
    'DIF',
    [
      ...dif,
      ...tuple('Nom', 'Code', 'Montant'),
      ...tuple('Été', '01001', 12.5),
      ...tuple('Hiver', '01002', 13),
      '-1,0',
      'EOD',
    ],
  ],
])('a sheet exchanged as lines of text, %s, is read as a sheet', async (_, text) => {
  const opening = await openBytes(Buffer.from(`${text.join('\r\n')}\r\n`, 'latin1'));
  expect([typesOf(opening), opening.rows]).toEqual([
    ['Nom:text', 'Code:text', 'Montant:decimal'],
    [
      ['Été', '01001', 12.5],
      ['Hiver', '01002', 13],
    ],
  ]);
});

test('titles that begin with ID are titles', async () => {
  const opening = await openBytes(lines('ID;PRIX;C', ...many(6, (at) => `${'PFCOBN'[at]};${at};X${at}`)));
  expect([opening.opened.source.format, typesOf(opening)]).toEqual(['csv', ['ID:text', 'PRIX:integer', 'C:text']]);
});
