import { utils, write } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { openBytes, typesOf } from './opening.ts';

const lines = (...each: string[]) => `${each.join('\n')}\n`;
const many = <T>(count: number, line: (at: number) => T) => Array.from({ length: count }, (_, at) => line(at));

function workbook(rows: (string | number | null)[][], merges: string[] = []): Buffer {
  const sheet = utils.aoa_to_sheet(rows);
  sheet['!merges'] = merges.map((range) => utils.decode_range(range));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'Données');
  return write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true });
}

test('groups of groups of titles name their columns', async () => {
  const opening = await openBytes(
    workbook(
      [
        ['Demandeurs d’emploi par sexe et âge'],
        [],
        ['Région', 'Catégorie A', null, null, null, 'Catégories A, B, C', null, null, null],
        [null, 'Hommes', null, 'Femmes', null, 'Hommes', null, 'Femmes', null],
        [null, ...many(8, (at) => (at % 2 === 0 ? 'Moins de 25 ans' : '25 ans ou plus'))],
        ...many(8, (at) => [`Région ${at}`, ...many(8, (column) => at * 10 + column + 0.5)]),
      ],
      ['A3:A5', 'B3:E3', 'F3:I3', 'B4:C4', 'D4:E4', 'F4:G4', 'H4:I4'],
    ),
    undefined,
    'dares.xlsx',
  );
  expect([opening.inspection.headerRows, opening.opened.columns.map(({ name }) => name)]).toEqual([
    [3, 4, 5],
    [
      'Région',
      ...['Catégorie A', 'Catégories A, B, C'].flatMap((category) =>
        ['Hommes', 'Femmes'].flatMap((sex) =>
          ['Moins de 25 ans', '25 ans ou plus'].map((age) => `${category} - ${sex} - ${age}`),
        ),
      ),
    ],
  ]);
});

test('one unit under each title is no row of data', async () => {
  const opening = await openBytes(
    workbook([
      ['Région', 'Communes', 'Départements', 'Total'],
      [null, 'ETP', 'ETP', 'ETP'],
      ...many(8, (at) => [`Région ${at}`, 1001 + at, 2000 + at, 3001 + at]),
    ]),
    undefined,
    'effectifs.xlsx',
  );
  expect([opening.inspection.headerRows, typesOf(opening), opening.opened.columns.map(({ label }) => label)]).toEqual([
    [1, 2],
    ['Région:text', 'Communes:integer', 'Départements:integer', 'Total:integer'],
    [undefined, 'Communes ETP', 'Départements ETP', 'Total ETP'],
  ]);
});

test.each([
  ['of places', ['01', '02', '2A', '75', '971']],
  ['of series', ['001515000', '001515001', '001515002']],
])('titles that are codes %s are titles', async (_, codes) => {
  const text = lines(
    ['Année', ...codes].join(';'),
    ...many(9, (at) => [2010 + at, ...codes.map((_each, column) => `${at},${column}`)].join(';')),
  );
  const opening = await openBytes(text);
  expect([opening.inspection.headerRows, typesOf(opening)]).toEqual([
    [1],
    ['Année:integer', ...codes.map((code) => `${code}:decimal`)],
  ]);
});

test('rows of codes without titles stay rows', async () => {
  const opening = await openBytes(lines(...many(9, (at) => `Ain;0100${at};0${at}1;0${at}2;0${at}3`)));
  expect([opening.inspection.headerRows, opening.opened.source.rowCount]).toEqual([[], 9]);
});

test('series in columns are named by their titles, wherever their numbers stand', async () => {
  const opening = await openBytes(
    lines(
      'idBank;001515000;001515001',
      'Libellé;Chômage - Ain;Chômage - Aisne',
      'Unité;%;%',
      'Période;;',
      ...many(9, (at) => `2015-T${(at % 4) + 1};${at},5;${at},7`),
    ),
  );
  expect([opening.inspection.headerRows, typesOf(opening), opening.opened.source.notes]).toEqual([
    [2, 4],
    ['Période:date', 'Chômage - Ain:decimal', 'Chômage - Aisne:decimal'],
    ['idBank 001515000 001515001', 'Unité % %'],
  ]);
});

const quarters = [1, 2, 3, 4];
test.each([
  (at: number) => `2015 - T${at}`,
  (at: number) => `2015 trimestre ${at}`,
  (at: number) => `Trimestre ${at} 2015`,
  (at: number) => `Trim. ${at} 2015`,
  (at: number) => `${at}T-2015`,
  (at: number) => `T${at}-15`,
  (at: number) => `T${at} 15`,
  (at: number) => `${at}T15`,
])('a quarter is read however it is written (%#)', async (written) => {
  const opening = await openBytes(lines('Trimestre;Effectif', ...quarters.map((at) => `${written(at)};1${at}`)));
  expect([opening.opened.columns[0]?.period, opening.rows.map(([period]) => period)]).toEqual([
    'quarter',
    ['2015-01-01', '2015-04-01', '2015-07-01', '2015-10-01'],
  ]);
});

test('what only looks like a quarter stays a text', async () => {
  const opening = await openBytes(lines('Logement;Loyer', ...many(8, (at) => `T${(at % 4) + 1} 1${at};5${at}0`)));
  expect(typesOf(opening)).toEqual(['Logement:text', 'Loyer:integer']);
});

test.each([
  [['2015/2016', '2016/2017', '2017/2018'], 'période'],
  [['Janvier', 'Février', 'Mars', 'Avril'], 'mois'],
  [['2021 - T1', '2021 - T2', '2021 - T3'], 'période'],
  [['T1 20', 'T2 20', 'T3 20'], 'période'],
  [['2022/2021', '2023/2022', '2024/2023'], null],
])('%j spread over columns are offered as rows', async (titles, name) => {
  const text = lines(
    ['École', ...titles].join(';'),
    ...many(6, (at) => [`École ${at}`, ...titles.map((_each, column) => at * 10 + column)].join(';')),
  );
  const { opened } = await openBytes(text);
  const offered = opened.warnings.find(({ code }) => code === 'wide-years')?.params;
  expect(offered && [offered.columns, offered.name]).toEqual(
    name === null ? undefined : [JSON.stringify(titles), name],
  );
});

const pairs = [
  ['Nom de la commune', 'Plouzané', null, 'Code INSEE', '29212'],
  ['Maire', 'M. Le Gall', null, 'Population', 13_000],
  ['Adresse', 'Place de la mairie', null, 'Téléphone', '02 98 31 95 30'],
  ['Superficie (km²)', 33.1, null, 'Site', 'www.plouzane.fr'],
];

test('a form has no titles: all its rows are kept', async () => {
  const title = [['Fiche de la commune'], []];
  const sheet = await openBytes(workbook([...title, ...pairs]), undefined, 'fiche.xlsx');
  const text = await openBytes(lines(...pairs.map((cells) => cells.map((cell) => cell ?? '').join(';'))));
  expect([sheet.inspection.headerRows, sheet.rows[0], sheet.opened.source.notes]).toEqual([
    [],
    ['Nom de la commune', 'Plouzané', 'Code INSEE', '29212'],
    ['Fiche de la commune'],
  ]);
  expect([text.inspection.headerRows, text.rows.length]).toEqual([[], 4]);
});

test('tables side by side have titles', async () => {
  const rows = many(6, (at) => [`Homme ${at}`, at, null, `Femme ${at}`, at + 1]);
  const { inspection } = await openBytes(workbook([['Hommes', 'Nombre', null, 'Femmes', 'Total'], ...rows]));
  expect(inspection.headerRows).toEqual([1]);
});

test.each([
  ['above', 0],
  ['under', 1],
])('the names of a file %s what they mean are the names of its columns', async (_, first) => {
  const heads = ['AN;FI_EJ;RS;ETP', 'Année;N° FINESS de l’entité;Raison sociale;ETP moyens annuels'];
  const rows = [0, 1, 2, 3].map((at) => `2022;01000${at}123;CH ${at};${at}1,5`);
  const { opened } = await openBytes(`${[heads[first], heads[1 - first], ...rows].join('\n')}\n`);
  expect(opened.columns.map(({ name, label }) => [name, label])).toEqual([
    ['AN', 'Année'],
    ['FI_EJ', 'N° FINESS de l’entité'],
    ['RS', 'Raison sociale'],
    ['ETP', 'ETP moyens annuels'],
  ]);
});
