import { Fault } from '../../../shared/rpc/fault.ts';
import type { SheetRow, StagedFile } from './file.ts';
import { batchRows, headRows, type SheetBatch, type SheetHeadRows } from './sheet.ts';
import { readXlsxBook, type XlsxBook } from './xlsx-book.ts';
import { createSheetScanner } from './xlsx-scan.ts';
import { readFirstStrings, readStrings } from './xlsx-strings.ts';
import { tagsOf } from './xml.ts';
import { readEntryHead, streamEntry, type ZipEntry } from './zip.ts';

const glance = 12 * 1024;
const headBytes = 48 * 1024;

type Glance = SheetHeadRows & { pending: { row: number; column: number; index: number }[] };

/**
 * Every sheet's name, size and first rows, inflating only the first bytes of each; the sheet to show gets the full
 * head. Sizes are estimates (`exact: false`) for sheets not seen whole: a declared range may be wrong by a million rows.
 */
export async function surveyXlsx(
  file: StagedFile,
  entries: readonly ZipEntry[],
  choose: (sheets: readonly SheetHeadRows[]) => SheetHeadRows | null,
): Promise<SheetHeadRows[]> {
  const book = await readXlsxBook(file, entries);
  const sheets: Glance[] = [];
  for (const sheet of book.sheets) sheets.push(await glanceAt(book, sheet, glance, 40));
  await resolveStrings(book, sheets, 20_000);
  const chosen = choose(sheets);
  const index = chosen === null ? -1 : sheets.indexOf(chosen as Glance);
  if (index >= 0 && !sheets[index]!.exact) {
    let full = sheets[index]!;
    for (let length = headBytes; length <= 4_000_000; length *= 4) {
      full = await glanceAt(book, book.sheets[index]!, length, headRows);
      if (full.exact || full.head.length >= Math.min(headRows, 20_000 / Math.max(1, full.columns))) break;
    }
    await resolveStrings(book, [full], Number.POSITIVE_INFINITY);
    sheets[index] = full;
  } else if (index >= 0) await resolveStrings(book, [sheets[index]!], Number.POSITIVE_INFINITY);
  return sheets.map(({ pending: _, ...sheet }) => sheet);
}

async function glanceAt(
  book: XlsxBook,
  sheet: XlsxBook['sheets'][number],
  compressed: number,
  most: number,
): Promise<Glance> {
  const { bytes, whole } = await readEntryHead(book.file.path, sheet.entry, compressed, book.file.name);
  const head: SheetRow[] = [];
  const pending: Glance['pending'] = [];
  let cells: (string | null)[] = [];
  let columns = 0;
  let last = 0;
  let rowsSeen = 0;
  let wanted = -1;
  const numeric = new Set<number>();
  const scanner = createSheetScanner({
    dateStyles: book.dateStyles,
    date1904: book.date1904,
    string: (index) => {
      wanted = index;
      return '?';
    },
    cell: (row, column, text, number) => {
      if (number) numeric.add(column);
      if (wanted >= 0) pending.push({ row, column, index: wanted });
      wanted = -1;
      while (cells.length < column) cells.push(null);
      cells[column] = text;
    },
    rowEnd: (row) => {
      rowsSeen = row;
      if (cells.length > 0) {
        last = row;
        columns = Math.max(columns, cells.length);
        if (head.length < most) head.push({ row, cells });
      }
      cells = [];
      return whole || head.length < most;
    },
  });
  scanner.push(bytes);
  const size = whole ? { rows: last, columns, exact: true } : estimate(bytes, sheet.entry.size, rowsSeen, columns);
  return { name: sheet.name, hidden: sheet.hidden, head, pending, numeric: [...numeric], ...size };
}

/** Declared size where believable, else the file's size over the bytes that a row takes at the start. */
function estimate(bytes: Buffer, size: number, rows: number, columns: number) {
  const byBytes = Math.round((size / Math.max(1, bytes.length)) * Math.max(1, rows));
  const reference = tagsOf(bytes.toString('latin1', 0, 4_000), 'dimension')[0]?.ref ?? '';
  const declared = Number(/:[A-Z]+(\d+)$/.exec(reference)?.[1] ?? 0);
  const believable = declared > 0 && declared < byBytes * 2 && declared > byBytes / 4;
  return { rows: believable ? declared : byBytes, columns, exact: false };
}

/** Puts the texts of shared strings in place, up to the index `most`; beyond it they stay unknown ("?"). */
async function resolveStrings(book: XlsxBook, sheets: readonly Glance[], most: number): Promise<void> {
  let highest = -1;
  for (const sheet of sheets)
    for (const { index } of sheet.pending) if (index <= most && index > highest) highest = index;
  const strings = await readFirstStrings(book, highest);
  for (const sheet of sheets) {
    const rows = new Map(sheet.head.map((row) => [row.row, row]));
    for (const { row, column, index } of sheet.pending) {
      const found = rows.get(row);
      const text = strings[index];
      if (found !== undefined && text !== undefined) found.cells[column] = text.trim() === '' ? null : text;
    }
  }
}

/** All rows of one sheet, in runs, in memory bounded by the shared strings and one run. */
export async function* readXlsx(
  file: StagedFile,
  entries: readonly ZipEntry[],
  name: string,
  progress: (fraction: number) => void,
): AsyncGenerator<SheetBatch> {
  const book = await readXlsxBook(file, entries);
  const sheet = book.sheets.find((each) => each.name === name);
  if (sheet === undefined) throw new Fault('sheet-missing', { file: file.name, sheet: name });
  const strings = await readStrings(book);
  const ready: SheetBatch[] = [];
  let batch: SheetBatch = { rows: [], columns: [] };
  let filled = false;
  const scanner = createSheetScanner({
    dateStyles: book.dateStyles,
    date1904: book.date1904,
    string: (index) => strings[index] ?? '',
    cell: (_, column, text) => {
      let cells = batch.columns[column];
      if (cells === undefined) {
        cells = new Array<string | null>(batchRows).fill(null);
        batch.columns[column] = cells;
      }
      cells[batch.rows.length] = text;
      filled = true;
    },
    rowEnd: (row) => {
      if (!filled) return true;
      filled = false;
      batch.rows.push(row);
      if (batch.rows.length === batchRows) {
        ready.push(batch);
        batch = { rows: [], columns: [] };
      }
      return true;
    },
  });
  let read = 0;
  for await (const bytes of streamEntry(file.path, sheet.entry, file.name)) {
    scanner.push(bytes);
    read += bytes.length;
    progress(read / Math.max(1, sheet.entry.size));
    while (ready.length > 0) yield ready.shift()!;
  }
  if (!scanner.done()) throw new Fault('file-damaged', { file: file.name });
  if (batch.rows.length > 0) yield batch;
}
