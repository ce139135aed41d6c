import { type BookType, CFB, utils, type WorkSheet, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { openBytes } from './opening.ts';

const bytesOf = (sheet: WorkSheet, bookType: BookType = 'xlsx'): Buffer =>
  write({ Sheets: { Agents: sheet }, SheetNames: ['Agents'] }, { type: 'buffer', bookType });

const rows = [
  ['Direction', 'Site', 'Service', 'Agents'],
  ['Culture', 1, 'Musée', 4],
  [null, null, 'Théâtre', 7],
  ['Technique', 2, 'Voirie', 12],
  [null, null, 'Espaces verts', 8],
  [null, null, 'Bâtiments', 9],
  ['Cabinet', null, 'Courrier', 1],
  [null, 3, 'Accueil', 2],
];
const down = (column: number, first: number, last: number) => ({
  s: { c: column, r: first },
  e: { c: column, r: last },
});

function staff(): WorkSheet {
  const sheet = utils.aoa_to_sheet(rows);
  // « Cabinet » is not merged: the cell under it is empty for another reason.
  sheet['!merges'] = [down(0, 1, 2), down(0, 3, 5), down(1, 1, 2), down(1, 3, 5)];
  return sheet;
}

test.each<BookType>(['xlsx', 'biff8', 'xlsb', 'ods'])(
  'cells merged over several rows are told, and repeat their value where the user says so (%s)',
  async (bookType) => {
    const content = bytesOf(staff(), bookType);
    const told = await openBytes(content, undefined, 'essai');
    const columns = told.opened.source.options.columns!.map((one) => ({ ...one, merged: one.index < 2 }));
    const filled = await openBytes(content, { ...told.opened.source.options, columns }, 'essai');
    const again = await openBytes(content, filled.opened.source.options, 'essai');
    const cells = (opening: typeof told) => opening.rows.map(([direction, site]) => [direction, site]);
    const repeated = ['Culture', 'Culture', 'Technique', 'Technique', 'Technique', 'Cabinet', null];
    expect([told, filled, again].map((opening) => [cells(opening), opening.opened.warnings])).toEqual([
      [
        rows.slice(1).map(([direction, site]) => [direction, site]),
        ['Direction', 'Site'].map((column) => ({ code: 'merged-cells', params: { column, count: 3 } })),
      ],
      [
        repeated.map((direction, at) => [direction, [1, 1, 2, 2, 2, null, 3][at]]),
        ['Direction', 'Site'].map((column) => ({ code: 'merged-repeated', params: { column, count: 3 } })),
      ],
      [cells(filled), filled.opened.warnings],
    ]);
  },
);

test('formulas that no spreadsheet ever computed are counted', async () => {
  const sheet = utils.aoa_to_sheet([
    ['Commune', 'Population', 'Part'],
    ['Dole', 10, 1],
    ['Pau', 20, 2],
    ['Total', null, null],
  ]);
  sheet.B4 = { t: 'n', f: 'SUM(B2:B3)' };
  sheet.C4 = { t: 'n', v: 3, f: 'SUM(C2:C3)' };
  const { opened, rows: read } = await openBytes(bytesOf(sheet), undefined, 'essai.xlsx');
  expect([read.at(-1), opened.warnings[0]]).toEqual([
    ['Total', null, 3],
    { code: 'uncalculated-cells', params: { count: 1 } },
  ]);
});

test('in .ods too, where only the sheet itself tells', async () => {
  const sheet = utils.aoa_to_sheet([
    ['Commune', 'Population', 'Part'],
    ['Dole', 10, 1],
    ['Pau', 20, 2],
    ['Total', null, null],
    ['Max', null, null],
  ]);
  for (const place of ['B4', 'C4', 'B5']) sheet[place] = { t: 'n', v: 3, f: 'SUM(B2:B3)' };
  const archive = CFB.read(bytesOf(sheet, 'ods'), { type: 'buffer' });
  const content = CFB.find(archive, 'content.xml')!;
  const written = Buffer.from(content.content as Uint8Array).toString('utf8');
  // As programs write formulas that no spreadsheet has opened yet.
  let found = 0;
  const bare = written.replace(
    /<table:table-cell[^>]*table:formula[^>]*>(?:<text:p>[^<]*<\/text:p>)?<\/table:table-cell>/g,
    (cell) => {
      found += 1;
      return found === 2 ? cell : `<table:table-cell ${/table:formula="[^"]*"/.exec(cell)![0]}/>`;
    },
  );
  CFB.utils.cfb_add(archive, '/content.xml', Buffer.from(bare));
  const { opened, rows: read } = await openBytes(
    Buffer.from(CFB.write(archive, { type: 'buffer', fileType: 'zip' }) as Uint8Array),
    undefined,
    'essai.ods',
  );
  expect([found, read.slice(2), opened.warnings[0]]).toEqual([
    3,
    [
      ['Total', null, 3],
      ['Max', null, null],
    ],
    { code: 'uncalculated-cells', params: { count: 2 } },
  ]);
});

test('in XML 2003 too, where a cell has no data', async () => {
  const cell = (value: string | number) =>
    `<Cell><Data ss:Type="${typeof value === 'number' ? 'Number' : 'String'}">${value}</Data></Cell>`;
  const empty = '<Cell ss:Formula="=RC[-1]*2"/><Cell ss:Index="4" ss:Formula="=IF(RC[-3]&gt;1,1,2)"></Cell>';
  const computed = '<Cell ss:Formula="=RC[-1]"><Data ss:Type="Number">5</Data></Cell>';
  const rows = [
    ['Commune', 'Population', 'Double', 'Part'].map(cell).join(''),
    `${cell('Dole')}${cell(10)}${computed}${cell(1)}`,
    `${cell('Pau')}${cell(20)}${empty}`,
    `${cell('Albi')}${cell(30)}${empty}`,
  ];
  const sheet = `<Worksheet ss:Name="Agents"><Table><Row>${rows.join('</Row><Row>')}</Row></Table></Worksheet>`;
  const xml = `<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">${sheet}</Workbook>`;
  const { rows: read, opened } = await openBytes(xml, undefined, 'essai.xls');
  expect([read, opened.warnings]).toEqual([
    [
      ['Dole', 10, 5, 1],
      ['Pau', 20, null, null],
      ['Albi', 30, null, null],
    ],
    [{ code: 'uncalculated-cells', params: { count: 4 } }],
  ]);
});

describe('A title merged over several columns', () => {
  const across = (row: number, first: number, last: number) => ({ s: { c: first, r: row }, e: { c: last, r: row } });
  const names = async (sheet: WorkSheet, bookType: BookType) => {
    const { inspection, opened } = await openBytes(bytesOf(sheet, bookType), undefined, 'essai');
    return [inspection.columns.map(({ name }) => name), opened.columns.map(({ name }) => name)];
  };
  const body = (count: number) =>
    Array.from({ length: count }, (_, at) => [`Commune ${at}`, 'hab.', at * 10, at % 3, at % 7, 'vu']);

  test.each<BookType>(['xlsx', 'biff8', 'xlsb', 'ods'])(
    'names those without a title of their own (%s)',
    async (bookType) => {
      const sheet = utils.aoa_to_sheet([['Commune', 'Population', null, 'Votes', null, null], ...body(6)]);
      sheet['!merges'] = [across(0, 1, 2), across(0, 3, 4)];
      const wanted = ['Commune', 'Population', 'Population (2)', 'Votes', 'Votes (2)', 'colonne 6'];
      expect(await names(sheet, bookType)).toEqual([wanted, wanted]);
    },
  );

  test('names them in a sheet of which the preview reads the start alone', async () => {
    const sheet = utils.aoa_to_sheet([['Rapport'], ['Commune', 'Population', null, 'Votes'], ...body(4_000)]);
    sheet['!merges'] = [across(0, 0, 5), across(1, 1, 2)];
    const wanted = ['Commune', 'Population', 'Population (2)', 'Votes', 'colonne 5', 'colonne 6'];
    expect(await names(sheet, 'xlsx')).toEqual([wanted, wanted]);
  });

  test('names no column that has no cell, and leaves titles on two rows as they are', async () => {
    const empty = utils.aoa_to_sheet([
      ['Commune', 'Population', null, 'Voix'],
      ...body(5).map((row) => [row[0], row[2], null, row[3]]),
    ]);
    empty['!merges'] = [across(0, 1, 2)];
    const groups = utils.aoa_to_sheet([
      ['Commune', 'Population', null, null],
      [null, '2015', '2020', 'Unité'],
      ['Dole', 10, 12, 'hab.'],
      ['Pau', 20, 22, 'hab.'],
    ]);
    groups['!merges'] = [across(0, 1, 3)];
    expect([(await names(empty, 'xlsx'))[0], (await names(groups, 'xlsx'))[0]]).toEqual([
      ['Commune', 'Population', 'Voix'],
      ['Commune', 'Population - 2015', 'Population - 2020', 'Population - Unité'],
    ]);
  });
});
