import { Fault } from '../../../shared/rpc/fault.ts';
import type { SheetRow, StagedFile } from './file.ts';
import { createMergeScanner, factsOf } from './merged-cells.ts';
import { createPercents } from './percent.ts';
import { elapsedText, numberText, serialText } from './serial.ts';
import { headRows, type SheetHeadRows } from './sheet.ts';
import { createRunBuilder, type SheetRange, type SheetRun } from './spreadsheet-run.ts';
import { readXlsxBook, type XlsxBook } from './xlsx-book.ts';
import { createSheetScanner, type ScanSink } from './xlsx-scan.ts';
import { createFirstStrings, type FirstStrings, readStrings } from './xlsx-strings.ts';
import { tagsOf } from './xml.ts';
import { readEntryHead, streamEntry, type ZipEntry } from './zip.ts';

const glance = 12 * 1024;
const headBytes = 48 * 1024;
/** Cells of a full head: enough to guess types from, few enough for a preview in a tenth of a second. */
const headCells = 12_000;

/** Rows of the full head of a sheet so wide, when it has them. */
export function headLength(columns: number): number {
  return Math.max(40, Math.min(headRows, Math.ceil(headCells / Math.max(1, columns))));
}

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
  const strings = createFirstStrings(book);
  await resolveStrings(strings, sheets, 20_000);
  const chosen = choose(sheets);
  const index = chosen === null ? -1 : sheets.indexOf(chosen as Glance);
  if (index >= 0 && !sheets[index]!.exact) {
    let full = sheets[index]!;
    const wanted = headLength(full.columns);
    // As much as the rows of the first glance foretell.
    const foretold = Math.ceil((glance * 1.3 * wanted) / Math.max(1, full.head.length));
    for (let length = Math.max(headBytes, foretold); length <= 4_000_000; length *= 4) {
      full = await glanceAt(book, book.sheets[index]!, length, wanted);
      if (full.exact || full.head.length >= wanted) break;
    }
    await resolveStrings(strings, [full], Number.POSITIVE_INFINITY);
    sheets[index] = full;
  } else if (index >= 0) await resolveStrings(strings, [sheets[index]!], Number.POSITIVE_INFINITY);
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
  const numeric = new Set<number>();
  const dates = new Map<number, string>();
  const percents = createPercents();
  const hasPercents = book.percentStyles.includes(true);
  let cells: (string | null)[] = [];
  let columns = 0;
  let last = 0;
  let current = 0;
  const put = (column: number, text: string) => {
    while (cells.length < column) cells.push(null);
    cells[column] = text;
  };
  const sink: ScanSink = {
    startRow: (row) => {
      current = row;
    },
    number: (column, value, style) => {
      numeric.add(column);
      put(column, numberText(value));
      if (hasPercents && head.length < most) percents.note(cells, column, value, book.percentStyles[style] === true);
    },
    serial: (column, value, style) => {
      numeric.add(column);
      if (value >= 1 && book.elapsedStyles[style] === true) {
        put(column, elapsedText(value));
        return;
      }
      let text = dates.get(value);
      if (text === undefined) {
        text = serialText(value, book.date1904);
        dates.set(value, text);
      }
      put(column, text);
    },
    text: put,
    shared: (column, index) => {
      pending.push({ row: current, column, index });
      put(column, '?');
    },
    endRow: (row) => {
      if (cells.length > 0) {
        last = row;
        columns = Math.max(columns, cells.length);
        if (head.length < most) head.push({ row, cells });
      }
      cells = [];
      return whole || head.length < most;
    },
  };
  createSheetScanner(sink, book.dateStyles, book.file.name).push(bytes);
  const size = whole ? { rows: last, columns, exact: true } : estimate(bytes, sheet.entry.size, columns);
  return {
    name: sheet.name,
    hidden: sheet.hidden,
    head,
    pending,
    numeric: [...numeric],
    percents: percents.settle(),
    date1904: book.date1904,
    ...size,
  };
}

/** Declared size where believable, else the rows of these bytes as many times as the sheet has such bytes. */
function estimate(bytes: Buffer, size: number, columns: number) {
  const sample = bytes.subarray(0, 256 * 1024);
  let rows = 0;
  for (let at = sample.indexOf('<row'); at >= 0; at = sample.indexOf('<row', at + 4)) rows += 1;
  const byBytes = Math.round((size / Math.max(1, sample.length)) * Math.max(1, rows));
  const reference = tagsOf(bytes.toString('latin1', 0, 4_000), 'dimension')[0]?.ref ?? '';
  const declared = Number(/:[A-Z]+(\d+)$/.exec(reference)?.[1] ?? 0);
  const believable = declared > 0 && declared < byBytes * 2 && declared > byBytes / 4;
  return { rows: believable ? declared : byBytes, columns, exact: false };
}

/** Puts the texts of shared strings in place, up to the index `most`; beyond it they stay unknown ("?"). */
async function resolveStrings(first: FirstStrings, sheets: readonly Glance[], most: number): Promise<void> {
  let highest = -1;
  for (const sheet of sheets)
    for (const { index } of sheet.pending) if (index <= most && index > highest) highest = index;
  const textOf = await first.upTo(highest);
  for (const sheet of sheets) {
    const rows = new Map(sheet.head.map((row) => [row.row, row]));
    for (const { row, column, index } of sheet.pending) {
      const found = rows.get(row);
      const text = found === undefined ? undefined : textOf(index);
      if (found !== undefined && text !== undefined) found.cells[column] = text.trim() === '' ? null : text;
    }
  }
}

/** All rows of one sheet, in runs, in memory bounded by the shared strings and one run. */
export async function* readXlsx(
  file: StagedFile,
  entries: readonly ZipEntry[],
  name: string,
  range: SheetRange,
  progress: (fraction: number) => void,
): AsyncGenerator<SheetRun> {
  const book = await readXlsxBook(file, entries);
  const sheet = sheetNamed(book, name);
  const builder = createRunBuilder(range, book.date1904);
  builder.takeShared(await readStrings(book));
  const ready: SheetRun[] = [];
  const endRow = () => {
    const run = builder.endRow();
    if (run !== null) ready.push(run);
    return true;
  };
  const kept = new Set(range.columns.filter((column) => column.kept).map(({ index }) => index));
  let uncalculated = 0;
  const formula = (row: number, column: number) => {
    const wanted = row >= range.firstDataRow && row <= (range.lastDataRow ?? row);
    if (wanted && kept.has(column)) uncalculated += 1;
  };
  const serial = (column: number, value: number, style: number) => {
    if (value >= 1 && book.elapsedStyles[style] === true) builder.text(column, elapsedText(value));
    else builder.serial(column, value);
  };
  const timed = book.elapsedStyles.includes(true) ? { serial } : {};
  const scanner = createSheetScanner({ ...builder, ...timed, formula, endRow }, book.dateStyles, file.name);
  const merges = createMergeScanner();
  let read = 0;
  for await (const bytes of streamEntry(file.path, sheet.entry, file.name)) {
    scanner.push(bytes);
    if (scanner.ended()) merges.push(bytes);
    read += bytes.length;
    progress(read / Math.max(1, sheet.entry.size));
    while (ready.length > 0) yield ready.shift()!;
  }
  if (!scanner.done()) throw new Fault('file-damaged', { file: file.name });
  const run = builder.finish(factsOf(merges.found, range, { uncalculated }));
  if (run !== null) yield run;
}

function sheetNamed(book: XlsxBook, name: string): XlsxBook['sheets'][number] {
  const sheet = book.sheets.find((each) => each.name === name);
  if (sheet === undefined) throw new Fault('sheet-missing', { file: book.file.name, sheet: name });
  return sheet;
}

/** Last row and last column that hold something, read from the whole of a sheet: about a second for ten million cells. */
export async function measureXlsx(
  file: StagedFile,
  entries: readonly ZipEntry[],
  names: readonly string[],
): Promise<{ name: string; rows: number; columns: number }[]> {
  const book = await readXlsxBook(file, entries);
  const strings = await readStrings(book);
  const sizes: { name: string; rows: number; columns: number }[] = [];
  for (const name of names) {
    const sheet = sheetNamed(book, name);
    let rows = 0;
    let columns = 0;
    let widest = -1;
    const take = (column: number) => {
      if (column > widest) widest = column;
    };
    const sink: ScanSink = {
      startRow: () => {
        widest = -1;
      },
      number: take,
      serial: take,
      text: take,
      shared: (column, index) => {
        if ((strings[index] ?? '') !== '') take(column);
      },
      endRow: (row) => {
        if (widest >= 0) rows = row;
        columns = Math.max(columns, widest + 1);
        return true;
      },
    };
    const scanner = createSheetScanner(sink, book.dateStyles, file.name);
    for await (const bytes of streamEntry(file.path, sheet.entry, file.name)) scanner.push(bytes);
    sizes.push({ name, rows, columns });
  }
  return sizes;
}
