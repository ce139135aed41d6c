import { type CellObject, utils, type WorkBook, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { openBytes, typesOf } from './opening.ts';

/** Workbooks of before Unicode, dates of before the calendar of spreadsheets, and what a damaged disk gives back. */
function book(rows: unknown[][]): WorkBook {
  const sheet = utils.aoa_to_sheet(rows);
  return { SheetNames: ['Données'], Sheets: { Données: sheet } };
}

/** Letters of Windows-1252, by their bytes. */
const letters: Record<string, number> = { '€': 0x80, '…': 0x85, Œ: 0x8c, '’': 0x92, œ: 0x9c, '«': 0xab, ÿ: 0xff };

describe('A workbook of Excel 95', () => {
  test('keeps the letters that its code page has and Latin 1 has not', async () => {
    const texts = ['L’Haÿ-les-Roses', 'Manœuvre…', 'Œuilly', '« 15 €'];
    const plain = texts.map((text) => [...text].map((letter) => (letter in letters ? '#' : letter)).join(''));
    // SheetJS writes such workbooks in ASCII: the bytes of the letters are put in afterwards.
    const bytes = write(book([['commune', 'métier'], plain.slice(0, 2), plain.slice(2)]), {
      type: 'buffer',
      bookType: 'biff5',
    }) as Buffer;
    for (const [index, text] of texts.entries()) {
      const at = bytes.indexOf(plain[index]!, 0, 'latin1');
      for (const [place, letter] of [...text].entries()) if (letter in letters) bytes[at + place] = letters[letter]!;
    }
    expect((await openBytes(bytes, undefined, 'essai.xls')).rows).toEqual([texts.slice(0, 2), texts.slice(2)]);
  });
});

describe('Dates before 1900', () => {
  test.each(['xls', 'ods', 'xlsx'] as const)('of .%s are the days that were written', async (bookType) => {
    const days = book([
      ['voie', 'décision'],
      ['Rue Foch', -1_151],
      ['Rue Pasteur', -17_491],
      ['Rue Neuve', 41_640],
    ]);
    // What OpenDocument writes is a date in full; SheetJS counts the old ones its own way on both sides.
    const shift = bookType === 'ods' ? -1 : 0;
    for (const place of ['B2', 'B3', 'B4']) {
      const cell = days.Sheets.Données![place] as CellObject;
      cell.z = 'dd/mm/yyyy';
      if (Number(cell.v) < 0) cell.v = Number(cell.v) + shift;
    }
    const opening = await openBytes(
      write(days, { type: 'buffer', bookType }) as Buffer,
      undefined,
      `essai.${bookType}`,
    );
    expect([typesOf(opening), opening.rows.map((row) => row[1])]).toEqual([
      ['voie:text', 'décision:date'],
      ['1896-11-04', '1852-02-09', '2014-01-01'],
    ]);
  });

  test('are told from a difference of days, which stays the number it is', async () => {
    const days = book([
      ['dossier', 'écart'],
      ['A', -5],
      ['B', -31],
    ]);
    for (const place of ['B2', 'B3']) (days.Sheets.Données![place] as CellObject).z = 'dd/mm/yyyy';
    const opening = await openBytes(write(days, { type: 'buffer', bookType: 'xls' }) as Buffer, undefined, 'essai.xls');
    expect(opening.rows).toEqual([
      ['A', -5],
      ['B', -31],
    ]);
  });
});

test('cells that a damaged workbook has emptied are counted, what is left of them is kept', async () => {
  const bytes = write(
    book([
      ['code', 'essence', 'hauteur'],
      ['a1', 'Platane', 12],
      ['a2', 'Platane\0\0\0', 14],
      ['\0\0', '\0\0\0', 9],
    ]),
    { type: 'buffer', bookType: 'xls' },
  ) as Buffer;
  const { rows, opened } = await openBytes(bytes, undefined, 'essai.xls');
  expect([rows, opened.warnings]).toEqual([
    [
      ['a1', 'Platane', 12],
      ['a2', 'Platane', 14],
      [null, null, 9],
    ],
    [{ code: 'damaged-cells', params: { count: 3 } }],
  ]);
});
