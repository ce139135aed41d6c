import { expect, test } from 'vitest';
import { faultData } from '../../../shared/rpc/fault.ts';
import { openBytes, typesOf } from './opening.ts';

const places = [
  ['01001', 'L’Abergement-Clémenciat', '784', '12,5'],
  ['01002', 'L’Abergement-de-Varey', '1204', '8,25'],
  ['01004', 'Ambérieu-en-Bugey', '14204', '31,1'],
  ['2A004', 'Ajaccio', '71361', '4,0'],
  ['33063', 'Bordeaux', '259809', '0,75'],
] as const;
const titles = ['CODGEO', 'LIBELLE', 'POP', 'PART'];
const types = ['CODGEO:text:commune', 'LIBELLE:text', 'POP:integer:population', 'PART:decimal'];
const values = places.map(([code, name, population, share]) => [
  code,
  name,
  Number(population),
  Number(share.replace(',', '.')),
]);
const aligned = ([code, name, population, share]: readonly string[]) =>
  `${code!.padEnd(7)}${name!.padEnd(26)}${population!.padStart(8)}${share!.padStart(7)}`;
const codes = ({ opened }: Awaited<ReturnType<typeof openBytes>>) => opened.warnings.map(({ code }) => code);

test.each(['~', '^', '#', '¦', '§', ':'])('cells are kept apart by « %s »', async (delimiter) => {
  const opening = await openBytes(`${[titles, ...places].map((row) => row.join(delimiter)).join('\n')}\n`);
  const again = await openBytes(
    `${[titles, ...places].map((row) => row.join(delimiter)).join('\n')}\n`,
    opening.opened.source.options,
  );
  expect([opening.inspection.delimiter, typesOf(opening), opening.rows, codes(opening), again.rows]).toEqual([
    delimiter,
    types,
    values,
    ['rare-delimiter'],
    values,
  ]);
});

test.each([
  ['times', 'heure', (at: number) => `0${at}:30:15`],
  ['addresses of pages', 'lien', (at: number) => `https://a.fr:80/${at}`],
  ['notes of a diary', 'note', (at: number) => `Jour ${at} : réunion`],
])('the colons of %s separate nothing', async (_, title, write) => {
  const texts = Array.from({ length: 9 }, (_, at) => write(at + 1));
  const { rows, opened } = await openBytes(`${title}\n${texts.join('\n')}\n`);
  expect([rows, opened.warnings]).toEqual([texts.map((text) => [text]), []]);
});

test('cells between apostrophes lose them, and keep their own', async () => {
  const lines = [titles, ...places].map((row) => row.map((cell) => `'${cell.replace('’', "''")}'`).join(';'));
  const opening = await openBytes(`${lines.join('\n')}\n`);
  expect([typesOf(opening), opening.rows[0], codes(opening)]).toEqual([
    types,
    ['01001', "L'Abergement-Clémenciat", 784, 12.5],
    ['apostrophe-cells'],
  ]);
});

test('an apostrophe here and there is one', async () => {
  const text = `Nom;Surnom\n${"Jean;l’ami\nLuc;'la grande\nAna;l'autre'\nZoé;'x'\n".repeat(3)}`;
  const { rows } = await openBytes(text);
  expect(rows.slice(0, 4)).toEqual([
    ['Jean', 'l’ami'],
    ['Luc', "'la grande"],
    ['Ana', "l'autre'"],
    ['Zoé', "'x'"],
  ]);
});

test('columns aligned by spaces, under titles and above notes', async () => {
  const text = [
    'Population des communes de quelques départements en 2020',
    '(en habitants)',
    '',
    aligned(titles),
    '------ ------------------------- -------- ------',
    ...places.map(aligned),
    '',
    'Source : Insee, recensement de la population.',
  ].join('\r\n');
  const opening = await openBytes(text);
  const again = await openBytes(text, opening.opened.source.options);
  expect([typesOf(opening), opening.rows, opening.opened.source.notes, codes(opening), again.rows]).toEqual([
    types,
    values,
    [
      'Population des communes de quelques départements en 2020',
      '(en habitants)',
      'Source : Insee, recensement de la population.',
    ],
    ['blank-rows', 'aligned-columns'],
    values,
  ]);
});

test('an aligned figure longer than those of the first lines is read whole', async () => {
  const lines = Array.from({ length: 2_000 }, (_, at) => aligned([`0${at + 1000}`, 'Commune', `${at}`, '1,5']));
  lines.push(aligned(['01999', 'La plus grande', '12345678', '2,5']));
  const { rows } = await openBytes(`${[aligned(titles), ...lines].join('\n')}\n`);
  expect([rows.length, rows[1_999], rows[2_000]]).toEqual([
    2_001,
    ['02999', 'Commune', 1999, 1.5],
    ['01999', 'La plus grande', 12345678, 2.5],
  ]);
});

test('the last columns of an aligned table may be empty, and a title hold a space', async () => {
  const rows = ['Jean Martin', 'Ana Petit', 'Luc Noir', 'Zoé Roux', 'Paul Vert', 'Lou Gris'].map(
    (name, at) => `${String(at).padStart(4, '0')}   ${name.padEnd(16)}${at % 2 === 0 ? '12 500'.padStart(11) : ''}`,
  );
  const { opened, rows: read } = await openBytes(`${['CODE   NOM             BRUT ANNUEL', ...rows].join('\n')}\n`);
  expect([opened.columns.map(({ name }) => name), read.slice(0, 2)]).toEqual([
    ['CODE', 'NOM', 'BRUT ANNUEL'],
    [
      ['0000', 'Jean Martin', 12500],
      ['0001', 'Ana Petit', null],
    ],
  ]);
});

test.each([
  ['with titles', 'rang total etp\n', ['rang', 'total', 'etp']],
  ['without any', '', ['colonne 1', 'colonne 2', 'colonne 3']],
])('figures after one space each, %s', async (_, title, names) => {
  const lines = Array.from({ length: 6 }, (_, at) => `${at + 7} ${at * 30 + 4} ${at}.5`);
  const { opened, rows } = await openBytes(`${title}${lines.join('\n')}\n`);
  expect([opened.columns.map(({ name }) => name), rows[5]]).toEqual([names, [12, 154, 5.5]]);
});

test.each([
  ['phone numbers', 'Téléphone', (at: number) => `04 74 1${at} 34 56`],
  ['numbers of companies', 'SIREN', (at: number) => `12${at} 456 789`],
  ['addresses', 'Adresse', (at: number) => `${at} rue de la Gare 0100${at} Bourg`],
  ['sentences', 'Remarque', (at: number) => `Le service ${at} ouvre  à neuf heures sauf le lundi.`],
])('a column of %s stays one', async (_, title, write) => {
  const texts = Array.from({ length: 9 }, (_, at) => write(at + 1));
  const { rows } = await openBytes(`${title}\n${texts.join('\n')}\n`);
  expect(rows.map((row) => row.length)).toEqual(texts.map(() => 1));
});

const widths = titles.map((_, at) => Math.max(...[titles, ...places].map((row) => row[at]!.length)));
const padded = (row: readonly string[]) => row.map((cell, at) => cell.padEnd(widths[at]!));
const rule = `+${widths.map((width) => '-'.repeat(width + 2)).join('+')}+`;
const line = (row: readonly string[]) => `| ${padded(row).join(' | ')} |`;

test.each([
  ['a database', [rule, line(titles), rule, ...places.map(line), rule, '5 rows in set (0.00 sec)']],
  [
    'another',
    [padded(titles).join(' | '), rule.slice(1, -1), ...places.map((row) => padded(row).join(' | ')), '(5 rows)'],
  ],
  ['a wiki', [line(titles), '|---|:---|---:|---:|', ...places.map(line)]],
])('a table drawn by %s', async (_, lines) => {
  const opening = await openBytes(`${lines.join('\n')}\n`);
  expect([typesOf(opening), opening.rows, codes(opening)]).toEqual([types, values, ['drawn-table']]);
});

test('line ends converted twice are ends of one line', async () => {
  const { rows, opened } = await openBytes('Code;Nom\r\r\n01001;Ars\r\r\n01002;"Bourg;"\r\r\n');
  expect([rows, opened.warnings]).toEqual([
    [
      ['01001', 'Ars'],
      ['01002', 'Bourg;'],
    ],
    [],
  ]);
});

test('what a listing says of itself above its columns is a note', async () => {
  const rows = places.map(([code, name, population]) => ` ${code}    ${name.padEnd(24)} ${population.padStart(8)}`);
  const lines = [
    'Édition au 12/03/2024              Page 1',
    '',
    ' Code     Nom                           Pop',
    ...rows,
  ];
  const { opened, rows: read } = await openBytes(`${lines.join('\n')}\n`);
  expect([opened.columns.map(({ name, label }) => [name, label]), opened.source.notes, read.length]).toEqual([
    [
      ['Code', undefined],
      ['Nom', undefined],
      ['Pop', undefined],
    ],
    ['Édition au 12/03/2024 Page 1'],
    5,
  ]);
});

test.each([
  [
    'first',
    (code: string, name: string, population: string) => `${code}${name.padEnd(26)}${population.padStart(8, '0')}M`,
  ],
  [
    'after a name',
    (code: string, name: string, population: string) =>
      `${name.padEnd(40)}1${code}PLACE     ${population.padStart(9, '0')}`,
  ],
])('columns of fixed widths that nothing shows are told (a code %s)', async (_, write) => {
  const lines = places.map(([code, name, population]) => write(code.replace('A', '0'), name, population));
  expect(codes(await openBytes(`${lines.join('\n')}\n`))).toContain('glued-columns');
});

test('accents of DOS inside words are no capitals of a Mac', async () => {
  const text = Buffer.from('Nom;n\nAmb\x82rieu;1\nCl\x82menciat;2\n', 'latin1');
  const { inspection, rows } = await openBytes(text);
  expect([inspection.encoding, rows]).toEqual([
    'cp850',
    [
      ['Ambérieu', 1],
      ['Clémenciat', 2],
    ],
  ]);
});

test('quotes inside cells may have a backslash before them', async () => {
  const lines = [
    '"id";"libelle";"n"',
    '1;"Le \\"Bourg\\"; en haut";2',
    '2;"C:\\\\Voirie\\\\";3',
    '3;"\\"Ars\\" bas";4',
    '4;Dole;5',
  ];
  const { rows, opened } = await openBytes(`${lines.join('\n')}\n`);
  expect([rows, opened.warnings]).toEqual([
    [
      [1, 'Le "Bourg"; en haut', 2],
      [2, 'C:\\Voirie\\', 3],
      [3, '"Ars" bas', 4],
      [4, 'Dole', 5],
    ],
    [],
  ]);
});

test('a backslash at the end of a cell is one', async () => {
  const { rows } = await openBytes('dossier;n\n"D:\\";1\n"E:\\données\\";2\n"F:\\";3\n');
  expect(rows).toEqual([
    ['D:\\', 1],
    ['E:\\données\\', 2],
    ['F:\\', 3],
  ]);
});

test.each(['-', '|', "'", '"', ' ', '\\"', '""', "';", '| ', '"; ', '~'])(
  'a very long line of %j takes no time',
  async (piece) => {
    const long = piece.repeat(90_000);
    const begun = performance.now();
    // Some are refused for their columns.
    await openBytes(`a;b\n${long}x\n${long}y\n1;2\n3;4\n5;6\n`).catch((thrown) =>
      expect(faultData(thrown).code).toBe('too-many-columns'),
    );
    expect(performance.now() - begun).toBeLessThan(4_000);
  },
);
