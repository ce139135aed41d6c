import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { openBytes, typesOf } from './opening.ts';

const cells = [
  ['Budget des communes'],
  [],
  ['Commune', 'Budget', 'Taux'],
  ['Dole', 1200, 3.5],
  ['Pau', 900, 4.25],
  ['Nîmes', 4100, 2.5],
  [],
  ['Personnel des services'],
  ['Service', 'Agents', 'Lieu'],
  ['Voirie', 12, 'Dole'],
  ['Écoles', 30, 'Pau'],
  ['Parcs', 7, 'Nîmes'],
];

const csv = `${cells.map((row) => [...row, '', '', ''].slice(0, 3).join(';')).join('\r\n')}\r\n`;
const workbook = utils.book_new();
utils.book_append_sheet(workbook, utils.aoa_to_sheet(cells), 'Feuille');
const xlsx = write(workbook, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array;

describe('Tables one under another', () => {
  test.each([
    ['a CSV', csv, 'essai.csv'],
    ['a workbook', xlsx, 'essai.xlsx'],
  ])('in %s each can be read alone', async (_, bytes, name) => {
    const all = await openBytes(bytes, undefined, name);
    expect(all.inspection.tables).toEqual([
      { headerRows: [3], firstDataRow: 4, lastDataRow: 6, title: 'Budget des communes' },
      { headerRows: [9], firstDataRow: 10, lastDataRow: null, title: 'Personnel des services' },
    ]);
    const read = [];
    for (const { headerRows, firstDataRow, lastDataRow } of all.inspection.tables) {
      const alone = await openBytes(
        bytes,
        { headerRows, firstDataRow, ...(lastDataRow !== null && { lastDataRow }) },
        name,
      );
      const { inspection, rows } = alone;
      read.push({ types: typesOf(alone), rows, preview: inspection.preview.length, last: inspection.lastDataRow });
    }
    expect(read).toEqual([
      {
        types: ['Commune:text', 'Budget:integer', 'Taux:decimal'],
        rows: [
          ['Dole', 1200, 3.5],
          ['Pau', 900, 4.25],
          ['Nîmes', 4100, 2.5],
        ],
        preview: 3,
        last: 6,
      },
      {
        types: ['Service:text', 'Agents:integer', 'Lieu:text'],
        rows: [
          ['Voirie', 12, 'Dole'],
          ['Écoles', 30, 'Pau'],
          ['Parcs', 7, 'Nîmes'],
        ],
        preview: 3,
        last: 12,
      },
    ]);
  });

  test('what is not read of the others is among the notes', async () => {
    const alone = await openBytes(csv, { headerRows: [3], firstDataRow: 4, lastDataRow: 6 });
    expect(alone.opened.source.notes).toEqual([
      'Budget des communes',
      'Personnel des services',
      'Service Agents Lieu',
      'Voirie 12 Dole',
      'Écoles 30 Pau',
      'Parcs 7 Nîmes',
    ]);
  });

  test('a single table says nothing of others', async () => {
    const { inspection } = await openBytes('nom;n\nDole;1\nPau;2\nNîmes;3\n');
    expect(inspection.tables).toEqual([]);
  });
});
