import { expect, test } from 'vitest';
import { correct, headerRows, openingOptions, proposeName } from '../../renderer/sources/reading.ts';
import type { Inspection } from '../../shared/contract.ts';
import type { SourceColumn } from '../../shared/project/project.ts';

const column = (index: number, name: string): SourceColumn => ({
  index,
  name,
  type: 'text',
  meaning: null,
  missing: [],
  kept: true,
});

const inspection: Inspection = {
  file: { id: 'f', name: 'ensemble.xlsx', size: 10 },
  format: 'xlsx',
  entries: [],
  encoding: null,
  delimiter: null,
  sheets: [
    { name: 'Communes', rows: 3, columns: 2, kind: 'data' },
    { name: 'Régions', rows: 3, columns: 2, kind: 'data' },
    { name: 'Lisez-moi', rows: 3, columns: 2, kind: 'documentation' },
  ],
  sheet: 'Communes',
  headerRows: [8],
  firstDataRow: 9,
  lastDataRow: null,
  tables: [],
  notes: [],
  columns: [
    { ...column(0, 'code'), samples: ['01001'] },
    { ...column(2, 'pop'), samples: ['12'] },
  ],
  preview: [],
  rowCount: null,
  warnings: [],
  options: { sheet: 'Communes', headerRows: [8], firstDataRow: 9 },
};

test('what the user did not touch is left to the engine: no column is pinned', () => {
  expect(openingOptions(inspection, {})).toEqual({ sheet: 'Communes', headerRows: [8], firstDataRow: 9 });
});

test('a corrected column pins every column as it is seen, by its place in the file', () => {
  expect(openingOptions(inspection, { 2: { type: 'integer', meaning: 'population' } })).toEqual({
    sheet: 'Communes',
    headerRows: [8],
    firstDataRow: 9,
    columns: [column(0, 'code'), { ...column(2, 'pop'), type: 'integer', meaning: 'population' }],
  });
});

test('another sheet starts from a new guess, inside the same archive', () => {
  expect(correct({ entry: 'a.xlsx', sheet: 'Communes', headerRows: [3], decimal: ',' }, { sheet: 'Régions' })).toEqual({
    entry: 'a.xlsx',
    sheet: 'Régions',
  });
});

test('another header lets the first data row follow it, and keeps the rest', () => {
  expect(
    correct({ sheet: 'Communes', firstDataRow: 9, lastDataRow: 50, columns: [column(0, 'a')] }, { headerRows: [4] }),
  ).toEqual({ sheet: 'Communes', lastDataRow: 50, headerRows: [4] });
});

test('header rows are a range, and an empty start means none', () => {
  expect([headerRows(4, 5), headerRows(4, 2), headerRows(null, 5)]).toEqual([[4, 5], [4], []]);
});

test('a table is named after its file, its sheet where several hold data, and never twice the same', () => {
  const oneSheet = { ...inspection, sheets: inspection.sheets.slice(0, 1) };
  const zipped = { ...oneSheet, options: { entry: 'dossier/pop.2015.CSV' } };
  expect([
    proposeName(inspection, []),
    proposeName(oneSheet, ['ensemble', 'ensemble (2)']),
    proposeName(zipped, []),
  ]).toEqual(['ensemble – Communes', 'ensemble (3)', 'pop.2015']);
});

test('another delimiter lets the quotes be found again', () => {
  expect(correct({ delimiter: ' ', quote: '', encoding: 'utf-8' }, { delimiter: ';' })).toEqual({
    delimiter: ';',
    encoding: 'utf-8',
  });
});
