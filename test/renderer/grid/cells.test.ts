import { expect, test } from 'vitest';
import { type CellValue, describeCell, formatCell, isRightAligned } from '../../../renderer/grid/cells.ts';
import { toHtml, toTsv } from '../../../renderer/grid/clipboard.ts';
import { addUp } from '../../../renderer/grid/sums.ts';
import { fitWidth, guessFrozen, guessWidth } from '../../../renderer/grid/widths.ts';
import type { Column } from '../../../shared/recipe/column.ts';

const code: Column = { name: 'Code', type: 'text', meaning: 'commune' };
const siren: Column = { name: 'SIREN', type: 'integer', meaning: 'siren' };
const population: Column = { name: 'Population', type: 'integer', meaning: 'population' };
const rate: Column = { name: 'Taux', type: 'decimal', meaning: null };
const year: Column = { name: 'Année', type: 'integer', meaning: null };
const day: Column = { name: 'Jour', type: 'date', meaning: null };
const flag: Column = { name: 'Siège', type: 'boolean', meaning: null };

test('cells are written in French, codes and years never grouped', () => {
  const cells: [CellValue & {}, Column][] = [
    ['01001', code],
    [200_054_781, siren],
    [2_103_778, population],
    [1234.5, rate],
    [2026, year],
    [Date.UTC(2026, 10, 21), day],
    [true, flag],
  ];
  expect(cells.map(([value, column]) => formatCell(value, column))).toEqual([
    '01001',
    '200054781',
    '2\u202f103\u202f778',
    '1\u202f234,5',
    '2026',
    '21/11/2026',
    'oui',
  ]);
});

test('decimals are cut to what a column can be read by, the whole number is told of the cell', () => {
  const share: Column = { name: 'Part', type: 'decimal', meaning: null, unit: { kind: 'ratio', scale: 100 } };
  const cells: [number, Column][] = [
    [1234.567891, rate],
    [48.8566141, rate],
    [-12.5, rate],
    [33.3333333, share],
    [0.123456789, share],
    [0.00001234, rate],
    [0, rate],
  ];
  expect(cells.map(([value, column]) => [formatCell(value, column), describeCell(value, column)])).toEqual([
    ['1\u202f234,57', '1\u202f234,567891'],
    ['48,8566', '48,8566141'],
    ['-12,5', '-12,5'],
    ['33,33', '33,3333333'],
    ['0,1235', '0,123456789'],
    ['0,000012', '0,00001234'],
    ['0', '0'],
  ]);
});

test('a column named by a code opens wide enough for its label, up to a point', () => {
  const coded: Column = { name: 'MED15', type: 'decimal', meaning: null };
  const label = 'Médiane du niveau de vie';
  const widths = [coded, { ...coded, label }, { ...coded, label: label.repeat(9) }, { ...rate, label }].map(guessWidth);
  expect([widths, (widths[1] ?? 0) > label.length * 6]).toEqual([[104, 210, 220, 104], true]);
});

test('a column opens wide enough for the count of its missing cells, but a label goes before it', () => {
  const rated: Column = { name: 'Taux', type: 'decimal', meaning: null };
  const labelled: Column = { ...rated, name: 'TX', label: 'Part' };
  const wide = (column: Column, missing: number) => fitWidth(column, missing, [0.5], 260, (text) => text.length * 8);
  expect([wide(rated, 0), wide(rated, 9991), wide(labelled, 0), wide(labelled, 9991)]).toEqual([104, 142, 104, 104]);
});

test('the name of what a row is about stays with its code, as long as there is room to scroll beside them', () => {
  const word: Column = { name: 'Libellé', type: 'text', meaning: null };
  const frozen = (columns: Column[], widths: number[], room: number) => guessFrozen(columns, widths, room);
  expect([
    frozen([code, word, population], [178, 190, 230], 886),
    frozen([code, word, population], [178, 190, 230], 683),
    frozen([code, word, population], [178, 260, 230], 683),
    frozen([word, word, population], [178, 190, 230], 886),
    frozen([code, siren, population], [178, 190, 230], 886),
    frozen([code, population, rate], [178, 104, 104], 886),
    frozen([{ ...code, meaning: 'region' }, word, population], [178, 190, 230], 886),
  ]).toEqual([2, 1, 1, 1, 1, 1, 1]);
});

test('quantities stand on the right, codes on the left', () => {
  expect([code, siren, population, rate, day].map(isRightAligned)).toEqual([false, false, true, true, false]);
});

test('what is copied has the names first, plain numbers, empty for missing, and quotes where lines would break', () => {
  const rows: CellValue[][] = [
    ['01001', 767, 0.5],
    ['a\t"b"\nc', null, 1e-7],
  ];
  expect(toTsv([code, population, rate], rows)).toBe(
    'Code\tPopulation\tTaux\n01001\t767\t0,5\n"a\t""b""\nc"\t\t0,0000001',
  );
});

test('the copied table marks codes as text and never lets a cell become markup', () => {
  const html = toHtml([code, population], [['<b>01001</b>', 767]]);
  expect(html).toBe(
    `<meta charset="utf-8"><table><tr><th>Code</th><th>Population</th></tr><tr><td style='mso-number-format:"\\@"' sdnum="1036;0;@">&#60;b&#62;01001&#60;/b&#62;</td><td>767</td></tr></table>`,
  );
});

test('sum and mean take the numbers only, count every cell with a value, and wait for cells not here yet', () => {
  const table: (CellValue | undefined)[][] = [
    ['01001', 10],
    ['01002', null],
    [null, 20],
    ['01004', undefined],
  ];
  const cell = (row: number, column: number) => table[row]?.[column];
  const isQuantity = (column: number) => column === 1;
  expect([
    addUp({ top: 0, bottom: 2, left: 0, right: 1 }, cell, isQuantity),
    addUp({ top: 0, bottom: 1, left: 0, right: 0 }, cell, isQuantity),
    addUp({ top: 0, bottom: 3, left: 1, right: 1 }, cell, isQuantity),
  ]).toEqual([{ sum: 30, mean: 15, count: 4 }, { sum: null, mean: null, count: 2 }, null]);
});
