import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { openBytes } from './opening.ts';

const notes = ['Source : Insee, 2024', 'Lecture : à Ars, 12 habitants.', 'Champ : France'];
const cells = [
  ['Recensement des communes'],
  [],
  ['Commune', 'Pop', 'Taux'],
  ['Ars', 12, 3.5],
  ['Dole', 30, 2.5],
  ['Pau', 40, 1.5],
  [],
  ...notes.map((note) => [note]),
];
const lines = cells.map((row) => row.map((cell) => String(cell).replace('.5', ',5')).join(';'));
const book = (bookType: 'xlsx' | 'xls' | 'ods') => {
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, utils.aoa_to_sheet(cells), 'Communes');
  return write(workbook, { type: 'buffer', bookType }) as Uint8Array;
};

describe('The preview of a small file', () => {
  test.each([
    ['.csv', `${lines.join('\n')}\n`, ','],
    ['.xlsx', book('xlsx'), '.'],
    ['.xls', book('xls'), '.'],
    ['.ods', book('ods'), '.'],
  ])('shows the rows of the table and sets aside the notes under it (%s)', async (extension, bytes, mark) => {
    const opening = await openBytes(bytes, undefined, `essai${extension}`);
    const again = await openBytes(bytes, opening.opened.source.options, `essai${extension}`);
    const shown = ({ inspection }: typeof opening) => ({
      preview: inspection.preview.map((row) => row.join(' ')),
      notes: inspection.notes,
      last: inspection.lastDataRow,
      samples: inspection.columns[0]!.samples,
    });
    const expected = {
      preview: [`Ars 12 3${mark}5`, `Dole 30 2${mark}5`, `Pau 40 1${mark}5`],
      notes: ['Recensement des communes', ...notes],
      last: 6,
      samples: ['Ars', 'Dole', 'Pau'],
    };
    expect([shown(opening), opening.opened.source.notes, shown(again), again.opened.source.notes]).toEqual([
      expected,
      expected.notes,
      expected,
      expected.notes,
    ]);
  });

  test('keeps what the user says are rows', async () => {
    const { inspection } = await openBytes(`${lines.join('\n')}\n`, { lastDataRow: 8 });
    expect([inspection.preview.length, inspection.rowCount, inspection.notes.slice(1)]).toEqual([4, 4, notes.slice(1)]);
  });

  test('says nothing of the end of a file that is longer than what was read', async () => {
    const many = Array.from({ length: 1_200 }, (_, at) => `c${at};${at};1,5`);
    const { inspection, opened } = await openBytes(`${[lines[2], ...many, ...notes].join('\n')}\n`);
    expect([inspection.notes, inspection.lastDataRow, opened.source.notes]).toEqual([[], null, notes]);
  });
});
