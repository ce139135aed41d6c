import { expect, test } from 'vitest';
import { openBytes, typesOf } from './opening.ts';

/** Forms of files that producers publish: what is read of each with no setting touched. */
async function read(content: string | Uint8Array, name?: string) {
  const opening = await openBytes(content, undefined, name);
  const { rows, opened } = opening;
  return { types: typesOf(opening), rows, notes: opened.source.notes, issues: opening.issues.length };
}

test('titles on several lines in quotes take no row of data with them', async () => {
  const text = '"Code\ncommune";"Population\nmunicipale\n2021";"Taux\r\n(%)"\n01001;1200;3,5\n01002;900;4,25\n';
  expect(await read(text)).toEqual({
    types: ['Code commune:text:commune', 'Population municipale 2021:integer:population', 'Taux (%):decimal'],
    rows: [
      ['01001', 1200, 3.5],
      ['01002', 900, 4.25],
    ],
    notes: [],
    issues: 0,
  });
});

test('a lone quote above the table takes no row with it either', async () => {
  const text = 'Tuyaux de 5" et plus\ncode;nom;n\n01001;a;1\n01002;b;2\n01004;c;3\n';
  expect(await read(text)).toEqual({
    types: ['code:text', 'nom:text', 'n:integer'],
    rows: [
      ['01001', 'a', 1],
      ['01002', 'b', 2],
      ['01004', 'c', 3],
    ],
    notes: ['Tuyaux de 5" et plus'],
    issues: 0,
  });
});

test('notes under the table are no short rows, a row cut short is one', async () => {
  const text = 'commune;pop;n\nArs;1;2\nBourg;3\nDole;5;6\n* estimation\nSource : Insee\n';
  const { opened, rows } = await openBytes(text);
  expect([rows.length, opened.source.notes, opened.warnings]).toEqual([
    3,
    ['* estimation', 'Source : Insee'],
    [{ code: 'short-rows', params: { count: 1 } }],
  ]);
});

test('blanks around texts are counted, numbers are read with theirs and with the zeros a program filled in', async () => {
  const text =
    'commune;montant;taux;activité;réf\n Ars ;,5 ;0012,50;01.11;a\nDole  ; 1,5;0003,20;01.12;b\nPau;2;12,00;01.13;c \n';
  const opening = await openBytes(text);
  expect([typesOf(opening), opening.rows[0], opening.rows[1], opening.opened.warnings]).toEqual([
    ['commune:text', 'montant:decimal', 'taux:decimal', 'activité:text', 'réf:text'],
    [' Ars ', 0.5, 12.5, '01.11', 'a'],
    ['Dole  ', 1.5, 3.2, '01.12', 'b'],
    [
      {
        code: 'padded-texts',
        params: { count: 3, names: '«\u00a0commune\u00a0» et «\u00a0réf\u00a0»', columns: '["commune","réf"]' },
      },
    ],
  ]);
});

test('dates above numbers are titles, months to be put in rows', async () => {
  const text = 'Zone;2023-01-01;2023-02-01;2023-03-01\nDole;1;2;3\nPau;4;5;6\nArs;7;8;9\n';
  const { opened, ...read } = await openBytes(text);
  const deadlines = await openBytes('Dossier;Dépôt;Décision\nA;2023-01-01;2023-02-01\nB;2023-03-01;2023-04-01\n');
  expect([read.inspection.headerRows, read.rows[0], opened.warnings[0]?.code, deadlines.rows.length]).toEqual([
    [1],
    ['Dole', 1, 2, 3],
    'wide-years',
    2,
  ]);
});

test('a row of types under the titles is none of the data', async () => {
  const text = 'code_insee;nom;population\ntexte;texte;entier\n01001;Ars;12\n01002;Arbent;13\n01004;Ambérieu;14\n';
  expect(await read(text)).toEqual({
    types: ['code_insee:text:commune', 'nom:text', 'population:integer:population'],
    rows: [
      ['01001', 'Ars', 12],
      ['01002', 'Arbent', 13],
      ['01004', 'Ambérieu', 14],
    ],
    notes: [],
    issues: 0,
  });
});

test('titles repeated on each page leave the numbers numbers, and their cells are listed', async () => {
  const text = 'Code\tCommune\tEffectif\n1A\tDole\t3\n1B\tPau\t5\nCode\tCommune\tEffectif\n1C\tArs\t7\n';
  const { opened, rows, issues } = await openBytes(text);
  expect([rows.map((row) => row[2]), issues, opened.warnings.map(({ code }) => code)]).toEqual([
    [3, 5, null, 7],
    [{ row: 4, column: 'Effectif', raw: 'Effectif', reason: 'invalid' }],
    ['invalid-cells', 'repeated-headers'],
  ]);
});

test('groups of columns past the last title take the names of the group before', async () => {
  const group = (name: string, votes: number) => `${votes % 3};M;${name};${votes}`;
  const line = (place: string, votes: number) => `${place};${group('A', votes)};${group('B', 2)};${group('C', 3)}`;
  const elections = await openBytes(`Lieu;N°;Sexe;Nom;Voix\n${line('Dole', 4)}\n${line('Pau', 5)}\n`);
  const strays = await openBytes('Lieu;a;b;c;d\nDole;1;2;3;4;5;6;7;8\nPau;1;2;3;4;5;6;7;8\n');
  expect([elections, strays].map(({ opened }) => opened.columns.map(({ name }) => name))).toEqual([
    ['Lieu', ...['', ' (2)', ' (3)'].flatMap((copy) => ['N°', 'Sexe', 'Nom', 'Voix'].map((name) => name + copy))],
    ['Lieu', 'a', 'b', 'c', 'd', 'colonne 6', 'colonne 7', 'colonne 8', 'colonne 9'],
  ]);
});

test('the numbers that a form gives to its columns are none of the data', async () => {
  const { types, rows } = await read('Commune;Pop;Part\n(1);(2);(3) = (2) / (1)\nDole;12;0,5\nPau;13;1,5\n');
  expect([types, rows[0], rows.length]).toEqual([
    ['Commune:text', 'Pop:integer:population', 'Part:decimal'],
    ['Dole', 12, 0.5],
    2,
  ]);
});

test('three rows of titles, the first of which alone names the first column', async () => {
  const titles = 'Région;Recettes;;;;Dépenses;\n;Fonct.;;Inv.;;Fonct.;Inv.\n;2021;2022;2021;2022;2022;2022\n';
  const { types, rows, notes } = await read(
    `Budgets\n${titles}Bretagne;1;2;3;4;5;6\nCorse;2;3;4;5;6;7\nNormandie;3;4;5;6;7;8\n`,
  );
  expect([types, rows[0], notes]).toEqual([
    [
      'Région:text',
      'Recettes - Fonct. - 2021:integer',
      'Recettes - Fonct. - 2022:integer',
      'Recettes - Inv. - 2021:integer',
      'Recettes - Inv. - 2022:integer',
      'Dépenses - Fonct. - 2022:integer',
      'Dépenses - Inv. - 2022:integer',
    ],
    ['Bretagne', 1, 2, 3, 4, 5, 6],
    ['Budgets'],
  ]);
});

test.each(['<0,5', '300*', '12¹', '7 (p)'])('a first row of data with %s is no title', async (first) => {
  const { rows } = await openBytes(`Lieu;Valeur\nArs;${first}\nDole;1,5\nPau;2,5\nNay;3,5\nSens;4,5\n`);
  expect(rows.map(([place]) => place)).toEqual(['Ars', 'Dole', 'Pau', 'Nay', 'Sens']);
});

test('years repeated under groups are the second row of titles', async () => {
  const text =
    ';Logements;;Emplois;\n;2015;2020;2015;2020\nDole;12;13;100;110\nPau;22;23;200;210\nNîmes;32;33;300;310\n';
  expect(await read(text)).toEqual({
    types: [
      'colonne 1:text',
      'Logements - 2015:integer',
      'Logements - 2020:integer',
      'Emplois - 2015:integer',
      'Emplois - 2020:integer',
    ],
    rows: [
      ['Dole', 12, 13, 100, 110],
      ['Pau', 22, 23, 200, 210],
      ['Nîmes', 32, 33, 300, 310],
    ],
    notes: [],
    issues: 0,
  });
});

test('a page named .xls keeps the zeros of its codes', async () => {
  const line = (tag: string, cells: string[]) => `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  const page = `<html><body><table>${line('th', ['code', 'nom', 'n'])}${line('td', ['01001', 'a', '1 200'])}${line('td', ['01002', 'b', '12,5'])}</table></body></html>`;
  expect(await read(page, 'export.xls')).toEqual({
    types: ['code:text', 'nom:text', 'n:decimal'],
    rows: [
      ['01001', 'a', 1200],
      ['01002', 'b', 12.5],
    ],
    notes: [],
    issues: 0,
  });
});

test('hours written the French way', async () => {
  expect((await read('id;quand\n1;31/01/2024 12h30\n2;01/02/2024 8h05\n')).rows).toEqual([
    [1, '2024-01-31 12:30:00'],
    [2, '2024-02-01 08:05:00'],
  ]);
});

test('UTF-16 with tabs, and lines ended as on old Macintoshes', async () => {
  const rows = [
    ['01001', 'Étang', 1234],
    ['01002', 'Bény', 22],
  ];
  const lines = ['code\tnom\tn', '01001\tÉtang\t1 234', '01002\tBény\t22', ''];
  const expected = { types: ['code:text', 'nom:text', 'n:integer'], rows, notes: [], issues: 0 };
  expect([
    await read(Buffer.from(`\ufeff${lines.join('\r\n')}`, 'utf16le')),
    await read(lines.join('\r').replaceAll('\t', ';')),
  ]).toEqual([expected, expected]);
});

test('notes after a blank row, totals among the rows, empty columns at the end', async () => {
  const text =
    'region;departement;n;;\nBretagne;Finistère;10;;\nBretagne;Total;10;;\nCorse;Total;5;;\n;;;;\nSource : Insee\n(1) Estimation\n';
  expect(await read(text)).toEqual({
    types: ['region:text', 'departement:text', 'n:integer'],
    rows: [
      ['Bretagne', 'Finistère', 10],
      ['Bretagne', 'Total', 10],
      ['Corse', 'Total', 5],
    ],
    notes: ['Source : Insee', '(1) Estimation'],
    issues: 0,
  });
});

test('titles merged over their details, others going down over both rows', async () => {
  const text =
    ';;;;;;\nEffectifs (ETP);;;;;;\nCode;Nom;Titulaires;;Contractuels;;Part de femmes\n;;2022;2023;2022;2023;\n01001;Ars;12;13,5;2;3;55\n01002;Arbent;120;118;20;22;61\n';
  expect(await read(text)).toEqual({
    types: [
      'Code:text',
      'Nom:text',
      'Titulaires - 2022:integer',
      'Titulaires - 2023:decimal',
      'Contractuels - 2022:integer',
      'Contractuels - 2023:integer',
      'Part de femmes:integer',
    ],
    rows: [
      ['01001', 'Ars', 12, 13.5, 2, 3, 55],
      ['01002', 'Arbent', 120, 118, 20, 22, 61],
    ],
    notes: ['Effectifs (ETP)'],
    issues: 0,
  });
});

test('a first row of texts under a column without a title is no row of titles', async () => {
  const text = 'Nom;Poste;;Ville\nA;maire;suppléant;\nB;adjoint;;Dole\nC;adjoint;délégué;Pau\n';
  expect((await read(text)).rows.length).toBe(3);
});

test('three rows of titles: groups, details, then units beside the names of the first columns', async () => {
  const text =
    ';;Recettes;Recettes;Dépenses;Dépenses\n;;Fonctionnement;Investissement;Fonctionnement;Investissement\nInsee;Commune;€;€;€;€\n01001;Ars;1 200,50;300;1 100;- 50,00\n01002;Arbent;2 400;1 300,25;2 100;(75,00)\n2A004;Ajaccio;n.d.;300;900;12,00\n';
  expect(await read(text)).toEqual({
    types: [
      'Insee:text:commune',
      'Commune:text',
      'Recettes - Fonctionnement:decimal',
      'Recettes - Investissement:decimal',
      'Dépenses - Fonctionnement:integer',
      'Dépenses - Investissement:decimal',
    ],
    rows: [
      ['01001', 'Ars', 1200.5, 300, 1100, -50],
      ['01002', 'Arbent', 2400, 1300.25, 2100, -75],
      ['2A004', 'Ajaccio', null, 300, 900, 12],
    ],
    notes: [],
    issues: 1,
  });
});

test('dates in figures, by ISO and with the month in letters, in one column', async () => {
  const text = 'n;Date d’effet\n1;2024-04-01\n2;01/05/2024\n3;1er juin 2024\n4;2024-08-01\n';
  expect((await read(text)).rows.map((row) => row[1])).toEqual([
    '2024-04-01',
    '2024-05-01',
    '2024-06-01',
    '2024-08-01',
  ]);
});

test('fourteen figures with a right key are SIRET numbers, and accounts are no quantities', async () => {
  const sirets = ['21010004300012', '21010005000017', '21690123100011', '21750001600019', '21130055300016'];
  const text = `IDENT;COMPTE;SD\n${sirets.map((siret, at) => `${siret};10${at};5,${at}`).join('\n')}\n`;
  expect((await read(text)).types).toEqual(['IDENT:text:siret', 'COMPTE:text', 'SD:decimal']);
});

test('activities are codes: with their dot whatever the header says, without it where it says so', async () => {
  const text =
    'SIREN;Activité;APET;Effectif\n732829320;01.11Z;0111Z;3\n732829320;84.11Z;8411Z;nd\n732829320;85.20Z;8520Z;12\n';
  expect((await read(text)).types).toEqual([
    'SIREN:text:siren',
    'Activité:text:naf',
    'APET:text:naf',
    'Effectif:integer',
  ]);
});
