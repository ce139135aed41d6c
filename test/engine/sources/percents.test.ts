import { CFB, utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { columnUnit } from '../../../shared/recipe/unit.ts';
import { openBytes } from './opening.ts';

/** A workbook of one sheet; columns named in `formats` have their numbers in that format. */
function workbook(
  rows: unknown[][],
  formats: Record<number, string>,
  bookType: 'xlsx' | 'xls' | 'ods' = 'xlsx',
): Buffer {
  const sheet = utils.aoa_to_sheet(rows);
  for (let row = 1; row < rows.length; row += 1)
    for (const [column, format] of Object.entries(formats)) {
      const cell = sheet[utils.encode_cell({ r: row, c: Number(column) })];
      if (cell?.t === 'n') cell.z = format;
    }
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, 'Données');
  return write(book, { type: 'buffer', bookType }) as Buffer;
}

const rows = [
  ['Commune', 'Taux', 'Part', 'Indice'],
  ['Ars', 0.125, 0.07, 0.5],
  ['Dole', 0.3, 's', 0.25],
  ['Pau', 1, 0.5555, 1],
];
const formats = { 1: '0.0%', 2: '0%' };

/** The same .ods as LibreOffice writes it, whose cells say what they are and have the style of their column. */
function asLibreOffice(ods: Buffer): Buffer {
  const archive = CFB.read(ods, { type: 'buffer' });
  const content = CFB.find(archive, 'content.xml')!;
  const bare = Buffer.from(content.content as Uint8Array)
    .toString('utf8')
    .replace(
      /office:value-type="float" (office:value="[^"]*") table:style-name="[^"]*"/g,
      'office:value-type="percentage" $1',
    )
    .replace(
      /(<table:table-cell) (office:value-type="percentage"[^>]*>)<text:p>[^<]*<\/text:p><\/table:table-cell>\s*<table:table-cell \2<text:p>[^<]*<\/text:p>/g,
      '$1 table:number-columns-repeated="2" $2<text:p>25 %</text:p>',
    );
  CFB.utils.cfb_del(archive, '/content.xml');
  CFB.utils.cfb_add(archive, '/content.xml', Buffer.from(bare));
  return CFB.write(archive, { type: 'buffer', fileType: 'zip', compression: true }) as Buffer;
}

describe('Percentages of workbooks', () => {
  test('of an .ods are known by what its cells say, also far right and repeated', async () => {
    const given = [['Commune', 'A', 'Part', 'B'], ...['Ars', 'Dole', 'Pau'].map((name) => [name, 3, 0.25, 0.25])];
    const book = asLibreOffice(workbook(given, { 2: '0.0%', 3: '0%' }, 'ods'));
    const { rows, opened } = await openBytes(book, undefined, 'essai.ods');
    expect([rows[2], opened.columns.map((column) => columnUnit(column)?.scale)]).toEqual([
      ['Pau', 3, 25, 25],
      [undefined, undefined, 100, 100],
    ]);
  });

  test.each(['xlsx', 'xls', 'ods'] as const)('of .%s are read as those of text files are', async (bookType) => {
    const book = await openBytes(workbook(rows, formats, bookType), undefined, `essai.${bookType}`);
    const text = await openBytes(
      'Commune;Taux;Part;Indice\nArs;12,5 %;7 %;0,5\nDole;30 %;s;0,25\nPau;100 %;55,55 %;1\n',
    );
    const seen = (opening: typeof book) => ({
      rows: opening.rows,
      units: opening.opened.columns.map((column) => columnUnit(column)),
      warnings: opening.opened.warnings.map(({ code }) => code).sort(),
    });
    expect(seen(book)).toEqual(seen(text));
    expect(seen(book)).toEqual({
      rows: [
        ['Ars', 12.5, 7, 0.5],
        ['Dole', 30, null, 0.25],
        ['Pau', 100, 55.55, 1],
      ],
      units: [null, { kind: 'ratio', scale: 100 }, { kind: 'ratio', scale: 100 }, { kind: 'ratio', scale: 1 }],
      warnings: ['missing-codes', 'percentages', 'percentages'],
    });
    expect(book.inspection.preview[0]).toEqual(['Ars', '12.5 %', '7 %', '0.5']);
  });

  test('read in a project of before stay what they were, and are still no quantities', async () => {
    const content = workbook(rows, formats);
    const { inspection } = await openBytes(content, undefined, 'essai.xlsx');
    const columns = inspection.options.columns!.map(({ percent: _, ...column }) => column);
    const { rows: read, opened } = await openBytes(content, { ...inspection.options, columns }, 'essai.xlsx');
    expect([read.map((row) => row[1]), opened.columns[1]!.unit]).toEqual([
      [0.125, 0.3, 1],
      { kind: 'ratio', scale: 1 },
    ]);
  });

  test('a format that only shows the sign changes nothing, nor does one in a column of quantities', async () => {
    const plain = [
      ['Commune', 'Taux', 'Montant'],
      ...Array.from({ length: 9 }, (_, at) => [`c${at}`, at + 0.5, at * 10]),
    ];
    const book = workbook(plain, { 1: '0.0" %"' });
    const { rows: read } = await openBytes(book, undefined, 'essai.xlsx');
    expect(read[2]).toEqual(['c2', 2.5, 20]);
  });
});
