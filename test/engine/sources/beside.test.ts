import { utils, write } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { openBytes } from './opening.ts';

type Cells = (string | number | null)[][];

function book(rows: Cells, bookType: 'xlsx' | 'ods' = 'xlsx'): Uint8Array {
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, utils.aoa_to_sheet(rows), 'Feuille');
  return write(workbook, { type: 'buffer', bookType }) as Uint8Array;
}

const sheet: Cells = [
  ['Année 2023', null, null, null, 'Année 2024'],
  [],
  ['Commune', 'Population', 'Votants', null, 'Commune', 'Population', 'Votants'],
  ['Dole', 10, 4, null, 'Dole', 11, 5],
  ['Pau', 20, 8, null, 'Pau', 21, 9],
  [null, null, null, null, 'Albi', 31, 15],
];

test.each(['xlsx', 'ods'] as const)(
  'tables side by side are told, and one is read where the user says so (%s)',
  async (type) => {
    const all = await openBytes(book(sheet, type), undefined, `essai.${type}`);
    const told = [{ code: 'tables-beside', params: { count: 2 } }];
    expect([
      all.inspection.tables,
      all.inspection.warnings,
      all.opened.warnings,
      all.opened.columns.at(-1)?.name,
    ]).toEqual([
      [
        { headerRows: [3], firstDataRow: 4, lastDataRow: null, firstColumn: 0, lastColumn: 2, title: 'Année 2023' },
        { headerRows: [3], firstDataRow: 4, lastDataRow: null, firstColumn: 4, lastColumn: 6, title: 'Année 2024' },
      ],
      told,
      told,
      'Année 2024 - Votants',
    ]);
    const one = async (place: number) => {
      const { headerRows, firstDataRow, firstColumn, lastColumn } = all.inspection.tables[place]!;
      const options = { headerRows, firstDataRow, firstColumn, lastColumn };
      const { opened, rows, inspection, issues } = await openBytes(book(sheet, type), options, `essai.${type}`);
      const { source, columns, warnings } = opened;
      const kept = { firstColumn: source.options.firstColumn, lastColumn: source.options.lastColumn };
      return [columns.map(({ name }) => name), rows, kept, warnings, issues, inspection.tables.length];
    };
    const names = ['Commune', 'Population', 'Votants'];
    expect([await one(0), await one(1)]).toEqual([
      [
        names,
        [
          ['Dole', 10, 4],
          ['Pau', 20, 8],
        ],
        { firstColumn: 0, lastColumn: 2 },
        [],
        [],
        2,
      ],
      [
        names,
        [
          ['Dole', 11, 5],
          ['Pau', 21, 9],
          ['Albi', 31, 15],
        ],
        { firstColumn: 4, lastColumn: 6 },
        [],
        [],
        2,
      ],
    ]);
  },
);

test('groups of one table, apart, are no tables', async () => {
  const years: Cells = [
    ['Commune', '2020', '2021', null, '2020', '2021'],
    ['Dole', 1, 2, null, 3, 4],
    ['Pau', 5, 6, null, 7, 8],
  ];
  const others: Cells = [
    ['Commune', 'Population', null, 'Région', 'Superficie'],
    ['Dole', 1, null, 'BFC', 4],
    ['Pau', 5, null, 'NAQ', 8],
  ];
  const groups: Cells = [
    ['Recettes', null, null, 'Dépenses', null],
    ['2020', '2021', null, '2020', '2021'],
    [10, 12, null, 11, 14],
    [20, 22, null, 21, 24],
  ];
  const found = [];
  for (const rows of [years, others, groups]) {
    const { inspection, opened } = await openBytes(book(rows), undefined, 'essai.xlsx');
    found.push([inspection.tables, opened.warnings.filter(({ code }) => code === 'tables-beside')]);
  }
  expect(found).toEqual(Array(3).fill([[], []]));
});
