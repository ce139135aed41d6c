import { expect, test } from 'vitest';
import { recognise } from '../../../shared/territory/recognise.ts';
import { openBytes, typesOf } from './opening.ts';

/** Habits of French producers (towns, départements, INSEE, exports of databases), read with no setting touched. */
async function read(content: string | Uint8Array) {
  const opening = await openBytes(content);
  const { rows, opened, issues, inspection } = opening;
  return { types: typesOf(opening), rows, notes: opened.source.notes, issues, warnings: opened.warnings, inspection };
}

const table = (header: string, row: (at: number) => string, count = 30) =>
  `${header}\n${Array.from({ length: count }, (_, at) => row(at)).join('\n')}\n`;

test('what a database writes for no value is missing, in dates and among figures', async () => {
  const { types, rows, issues } = await read(
    'id;maj;type\n1;2014-05-26 10:00:00;35\n2;0000-00-00 00:00:00;\\N\n3;2014-04-28 08:30:00;33\n',
  );
  expect([types, rows[1], issues]).toEqual([
    ['id:integer', 'maj:timestamp', 'type:integer'],
    [2, null, null],
    [
      { row: 3, column: 'maj', raw: '0000-00-00 00:00:00', reason: 'non renseigné' },
      { row: 3, column: 'type', raw: '\\N', reason: 'non renseigné' },
    ],
  ]);
});

test('the mark that a program writes among the figures of two columns is missing among texts too', async () => {
  const shared = await read('nom;parti;taux;age\nAin;NA;1.5;NA\nAube;gauche;NA;52\nArdèche;droite;2.5;61\n');
  expect([shared.rows[0], shared.issues.map(({ column, reason }) => `${column} ${reason}`).sort()]).toEqual([
    ['Ain', null, 1.5, null],
    ['age non disponible', 'parti non disponible', 'taux non disponible'],
  ]);
  const alone = await read('nom;parti;taux\nAin;NA;1.5\nAube;gauche;NA\nArdèche;droite;2.5\n');
  expect(alone.rows[0]).toEqual(['Ain', 'NA', 1.5]);
});

test('dates with blanks, in figures beside those before 1900, and of which the year alone is known', async () => {
  const blanks = await read('n;classement\n1;27 09 1971\n2;30 06 2004\n3;03 09 1992\n');
  const old = await read('n;création\n1;19840101\n2;01/01/1850\n3;19780101\n4;19850101\n');
  const register = await read(table('nom;datenaiss', (at) => `a${at};${at === 7 ? '19380000' : 19_370_401 + at}`));
  expect([blanks.types[1], blanks.rows.map(([, date]) => date)]).toEqual([
    'classement:date',
    ['1971-09-27', '2004-06-30', '1992-09-03'],
  ]);
  expect([old.types[1], old.rows.map(([, date]) => date)]).toEqual([
    'création:date',
    ['1984-01-01', '1850-01-01', '1978-01-01', '1985-01-01'],
  ]);
  expect([register.types[1], register.issues]).toEqual([
    'datenaiss:date',
    [{ row: 9, column: 'datenaiss', raw: '19380000', reason: 'invalid' }],
  ]);
});

test('decimals filled with zeros are numbers, codes with a dot are not', async () => {
  const { types, rows } = await read(
    table('coef;zone', (at) => (at === 3 ? '08.85766;001.002' : `1${at}.85766;001.00${at % 10}`)),
  );
  expect([types, rows[3]]).toEqual([
    ['coef:decimal', 'zone:text'],
    [8.85766, '001.002'],
  ]);
});

test('numbers of telephones, SIRET spaced as amounts and their like are codes', async () => {
  const sirets = ['82 212 742 900 014', '45 297 781 200 018', '34 131 866 500 013'];
  const { types } = await read(
    table('contact:phone;idBeneficiaire;Nb', (at) => `+3346763073${at % 10};${sirets[at % 3]};1 00${at % 10}`, 12),
  );
  expect(types).toEqual(['contact:phone:text', 'idBeneficiaire:text', 'Nb:integer']);
});

test('titles of a few columns stand above rows that leave the others empty', async () => {
  const rows = [
    '01;Marche;1;;;',
    '11;Vélo;2;;;',
    ...Array.from({ length: 12 }, (_, at) => `${12 + at};Bus;3;;1;à pied`),
  ];
  const { types } = await read(`value;description;mode_id;;;\n${rows.join('\n')}\n`);
  expect(types.slice(0, 3)).toEqual(['value:text', 'description:text', 'mode_id:integer']);
});

test('a title alone on its line is a note where nothing names the columns', async () => {
  const { notes, rows, types } = await read(
    'Valeur ETP (mm) par jour;\n;\n30/05/2011;4,24\n31/05/2011;3,46\n01/06/2011;2,41\n',
  );
  expect([notes, rows.length, types]).toEqual([
    ['Valeur ETP (mm) par jour'],
    3,
    ['colonne 1:date', 'colonne 2:decimal'],
  ]);
});

test('semicolons that only end the lines separate nothing', async () => {
  const { inspection, rows } = await read(
    table(
      'nom,date,objet,nature;;',
      (at) => `Vendée,2018-03-${10 + (at % 20)},subvention,unique${at % 9 === 0 ? '; solde;' : ';'}`,
    ),
  );
  expect([inspection.delimiter, rows.length]).toEqual([',', 30]);
});

test('a text of Windows taken for one of DOS has its accents again', async () => {
  const dos = (text: string) => Buffer.from(text, 'latin1').map((byte) => dosBytes.get(byte) ?? byte);
  // The bytes of windows-1252 for é, è and à, shown by DOS as Ú, Þ and Ó and written so by Windows.
  const dosBytes = new Map([
    [0xe9, 0xda],
    [0xe8, 0xde],
    [0xe0, 0xd3],
  ]);
  const { inspection, rows, warnings } = await read(
    dos('nom;état\nPrès d’Arènes;déposé\nLà-bas;créé\n'.replace('’', "'")),
  );
  expect([inspection.encoding, rows, warnings]).toEqual([
    'cp850-twice',
    [
      ["Près d'Arènes", 'déposé'],
      ['Là-bas', 'créé'],
    ],
    [{ code: 'encoded-as-dos', params: {} }],
  ]);
  expect((await read(Buffer.from('pays;n\nPERÚ;1\n', 'latin1'))).rows).toEqual([['PERÚ', 1]]);
});

test('lines in UTF-8 pasted into a file of Windows keep their accents, as the others do', async () => {
  const windows = Buffer.from(
    table('nom;montant', (at) => `Département délégué ${at};${at}`, 40),
    'latin1',
  );
  const pasted = Buffer.from('Région privée;41\nMarché été;42\n', 'utf8');
  const { inspection, rows } = await read(Buffer.concat([windows, pasted]));
  expect([inspection.encoding, rows[0], rows.at(-2), rows.at(-1)]).toEqual([
    'utf-8',
    ['Département délégué 0', 0],
    ['Région privée', 41],
    ['Marché été', 42],
  ]);
});

test('tables of one form one under another are told though a title comes twice', async () => {
  const months = ['Janvier', 'Février', 'Mars', 'Avril'].map(
    (month, at) => `${month},${130 + at},${190 + at},${320 + at}`,
  );
  const year = (name: number) => [`Année ${name},Service,Service,TOTAUX`, ...months];
  const { warnings } = await read(`${[...year(2008), ',,,', ...year(2009), ',,,', ...year(2010)].join('\n')}\n`);
  expect(warnings.find(({ code }) => code === 'stacked-tables')?.params).toEqual({ count: 2, row: 7, last: 5 });
});

test.each([
  ['addr:postcode', ['34070', '34080'], 'code-postal'],
  ['CDPOST', ['34070', '34090'], 'code-postal'],
  ['Station_codepost', ['34000', '30650'], 'code-postal'],
  ['Codepos', ['1400', '1640'], 'code-postal'],
  ['Code département / commune', ['34057', '34172'], 'commune'],
  ['NUMDEP', ['01', '2A'], 'departement'],
  ['NUMEPCI', ['200035210', '240100883'], 'epci'],
  ['PMUN13', ['767', '236'], 'population'],
  ['PSDC99', ['767', '236'], 'population'],
  ['PIB_habitant', ['59387', '28927'], null],
  ['percent_pop_rurale', ['50.17', '57.69'], null],
  ['year_cog', ['2023', '2021'], null],
])('%s of %j is %s', (name, values, meaning) => {
  expect(recognise({ name, values })).toBe(meaning);
});

test('a sentence among codes is no code with blanks', async () => {
  const { warnings } = await read(
    table('SIREN;n', (at) => `${at === 29 ? 'Total des subventions' : 490_135_456 + at};${at}`),
  );
  expect(
    warnings.filter(({ code }) => code === 'spaced-codes' || code === 'odd-codes').map(({ code }) => code),
  ).toEqual(['odd-codes']);
});

test('amounts and sentences that hold the delimiter without quotes are put together again, and it is told', async () => {
  const { types, rows, warnings } = await read(
    `${table('nom,objet,montant,nature,date', (at) => `Club ${at},Saison,1${at} 000,50,numéraire,2019-03-${10 + at}`, 8)}` +
      'CAUE,Animations, collèges et lycées,1 000,00,numéraire,2019-03-23\n',
  );
  expect([types, rows.length, rows[0], rows[8], warnings]).toEqual([
    ['nom:text', 'objet:text', 'montant:decimal', 'nature:text', 'date:date'],
    9,
    ['Club 0', 'Saison', 10_000.5, 'numéraire', '2019-03-10'],
    ['CAUE', 'Animations, collèges et lycées', 1_000, 'numéraire', '2019-03-23'],
    [{ code: 'joined-cells', params: { count: 9, example: '10 000,50' } }],
  ]);
});

test('cells in excess that more than one reading explains stay as they are', async () => {
  const row = (at: number) => `c${at},Ars,${at}`;
  const { types, rows, warnings } = await read(`${table('code,nom,n', row, 12)}c12,Ars,12,reste\nc13, Pau, Dax, 3\n`);
  expect([types.length, rows[12], rows[13], warnings.some(({ code }) => code === 'joined-cells')]).toEqual([
    4,
    ['c12', 'Ars', '12', 'reste'],
    ['c13', ' Pau', ' Dax', ' 3'],
    false,
  ]);
});

test('a cell further on in a column without title that the head leaves empty is listed', async () => {
  const far = `${table('code;nom;;', (at) => `c${at};Ars;;`, 1_200)}c1200;Dole;reste;\n`;
  const { rows, issues, warnings } = await read(far);
  expect([rows.length, issues, warnings]).toEqual([
    1_201,
    [{ row: 1202, column: '', raw: 'reste', reason: 'cellule en trop' }],
    [{ code: 'long-rows', params: { count: 1 } }],
  ]);
});

test('what an export says of itself above records without titles is a note, with their fields counted', async () => {
  const record = (at: number) =>
    [
      'structureet',
      `01000${at}123`,
      `CH ${at}`,
      ...Array.from({ length: 12 }, (_, field) => `v${field}`),
      'ARS',
      `${at}`,
    ].join(';');
  const records = Array.from({ length: 8 }, (_, at) => record(at));
  const { opened, rows } = await openBytes(`${['finess;etalab;65;2024-01-09', ...records].join('\n')}\n`);
  expect([opened.source.notes, rows.length, rows[0]!.slice(0, 3), opened.warnings.map(({ code }) => code)]).toEqual([
    ['finess etalab 65 2024-01-09'],
    8,
    ['structureet', '010000123', 'CH 0'],
    ['no-header'],
  ]);
});

test('the nulls of a database are missing, also where a column has nothing else', async () => {
  const lines = Array.from({ length: 6 }, (_, at) => `${at}\t\\N\t${at % 2 === 0 ? '\\N' : `Nom ${at}`}`);
  const { rows, opened } = await openBytes(`id\tdate_fin\tnom\n${lines.join('\n')}\n`);
  expect([rows.slice(0, 2), opened.warnings.map(({ code, params }) => [code, params.column, params.count])]).toEqual([
    [
      [0, null, null],
      [1, null, 'Nom 1'],
    ],
    [
      ['missing-codes', 'date_fin', 6],
      ['missing-codes', 'nom', 3],
    ],
  ]);
});
