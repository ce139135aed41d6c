import { readFileSync } from 'node:fs';
import { type CellObject, read, set_cptable, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { Fault } from '../../../shared/rpc/fault.ts';
import { createDecoder, guessEncoding } from './encoding.ts';
import { contentOf, type SheetRow, type StagedFile } from './file.ts';
import { isPage } from './format.ts';
import { factsOf, type MergedCells } from './merged-cells.ts';
import { markOdsPercents } from './ods-percents.ts';
import { createPercents, isPercentFormat } from './percent.ts';
import { elapsedText, isDateFormat, isElapsedFormat, numberText, serialText } from './serial.ts';
import { headRows, type SheetHeadRows } from './sheet.ts';
import { createRunBuilder, type SheetRange, type SheetRun } from './spreadsheet-run.ts';

let last: { content: string; book: WorkBook } | null = null;

/** Whether this workbook is the one that was read last. */
export async function holdsBook(file: StagedFile): Promise<boolean> {
  return last !== null && last.content === (await contentOf(file));
}

/** Reads .xls, .xlsb, .ods, HTML, XML 2003, SYLK and DIF workbooks whole. The last one is kept: inspecting then opening is common. */
export async function loadBook(file: StagedFile): Promise<WorkBook> {
  const content = await contentOf(file);
  if (last?.content === content) return last.book;
  last = null;
  let book: WorkBook;
  // SheetJS writes remarks on number formats to the console.
  const { error } = console;
  console.error = () => {};
  try {
    const bytes = readFileSync(file.path);
    // Workbooks older than Excel 97 write their texts in the code page of the PC; later ones, and packages, in Unicode.
    if (bytes.toString('latin1', 0, 2) !== 'PK') set_cptable(await import('@e965/xlsx/dist/cpexcel.full.mjs'));
    const page = pageText(bytes);
    book = read(page ?? bytes, {
      type: page === null ? 'buffer' : 'string',
      // A page has no types: SheetJS would guess them, and "01001" would be a thousand and one.
      raw: page !== null,
      dense: true,
      cellDates: false,
      cellNF: true,
      cellText: false,
      cellHTML: false,
      cellFormula: false,
      cellStyles: false,
    });
  } catch (thrown) {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    if (/password|encrypt/i.test(message)) throw new Fault('password', { file: file.name });
    throw new Fault('file-damaged', { file: file.name });
  } finally {
    console.error = error;
  }
  if (book.SheetNames.length === 0) throw new Fault('file-damaged', { file: file.name });
  if (book.bookType === 'ods') await markOdsPercents(file, book);
  last = { content, book };
  return book;
}

/** The text of a page, which SheetJS takes for UTF-8 whatever it declares; null for anything else. */
function pageText(bytes: Buffer): string | null {
  const { encoding } = guessEncoding([bytes.subarray(0, 256 * 1024)]);
  if (!isPage(createDecoder(encoding)(bytes.subarray(0, 4096), false))) return null;
  return createDecoder(encoding)(bytes, true).replace(/^\ufeff/, '');
}

/** A place further right is no place of a sheet; SheetJS takes any. */
const mostColumns = 16_384;

type DenseRows = (CellObject | undefined)[][];

function denseRows(sheet: WorkSheet | undefined): DenseRows {
  return ((sheet as { '!data'?: DenseRows } | undefined)?.['!data'] ?? []) as DenseRows;
}

export function surveyBook(book: WorkBook): SheetHeadRows[] {
  const calendar = calendarOf(book);
  return book.SheetNames.map((name, index) => {
    const rows = denseRows(book.Sheets[name]);
    let used = 0;
    let columns = 0;
    const head: SheetRow[] = [];
    // Loop over the cells that exist: the declared range may be the whole grid.
    for (let place = 0; place < rows.length; place += 1) {
      const row = rows[place];
      if (row === undefined) continue;
      let filled = 0;
      for (let at = Math.min(row.length, mostColumns) - 1; at >= 0; at -= 1) {
        if (cellText(row[at], calendar) !== null) {
          filled = at + 1;
          break;
        }
      }
      if (filled === 0) continue;
      used = place + 1;
      columns = Math.max(columns, filled);
      if (head.length < headRows)
        head.push({ row: place + 1, cells: Array.from({ length: filled }, (_, at) => cellText(row[at], calendar)) });
    }
    const numeric = new Set<number>();
    const percents = createPercents();
    const heads = new Map(head.map(({ row, cells }) => [row, cells]));
    for (const [place, row] of rows.slice(0, headRows).entries())
      row?.forEach((cell, at) => {
        if (cell?.t !== 'n') return;
        numeric.add(at);
        const cells = heads.get(place + 1);
        if (cells !== undefined) percents.note(cells, at, Number(cell.v), isPercentFormat(String(cell.z ?? '')));
      });
    const hidden = (book.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0;
    return {
      name,
      rows: used,
      columns,
      exact: true,
      head,
      hidden,
      numeric: [...numeric],
      percents: percents.settle(),
      date1904: calendar.date1904,
      merges: mergesOf(book.Sheets[name]).filter(({ index, until, first }) => index < until && first <= headRows),
    };
  });
}

/** The rows of one sheet, in runs. `restart` when another reader began and gave up. `uncalculated`: see SheetFacts. */
export function* readBook(
  book: WorkBook,
  sheet: string,
  range: SheetRange,
  restart: boolean,
  uncalculated = 0,
): Generator<SheetRun> {
  const calendar = calendarOf(book);
  const builder = createRunBuilder(range, calendar.date1904, restart);
  const rows = denseRows(book.Sheets[sheet]);
  const wanted = new Set(range.columns.filter(({ kept }) => kept).map((column) => column.index));
  let damaged = 0;
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place];
    if (row === undefined) continue;
    builder.startRow(place + 1);
    for (let index = 0; index < Math.min(row.length, mostColumns); index += 1) {
      const cell = row[index];
      if (cell === undefined) continue;
      if (cell.t === 'n' && typeof cell.v === 'number') {
        const format = String(cell.z ?? '');
        if (cell.v >= 1 && isElapsedFormat(format)) builder.text(index, elapsedText(cell.v));
        else if (isDateFormat(format)) builder.serial(index, serialOf(cell.v, calendar));
        else builder.number(index, cell.v);
        continue;
      }
      if (isDamaged(cell) && wanted.has(index) && place + 1 >= range.firstDataRow) damaged += 1;
      const text = cellText(cell, calendar);
      if (text !== null) builder.text(index, text);
    }
    const run = builder.endRow();
    if (run !== null) yield run;
  }
  const run = builder.finish(factsOf(mergesOf(book.Sheets[sheet]), range, { uncalculated, damaged }));
  if (run !== null) yield run;
}

function mergesOf(sheet: WorkSheet | undefined): MergedCells[] {
  const merges = sheet?.['!merges'] ?? [];
  return merges.map(({ s, e }) => ({ index: s.c, until: e.c, first: s.r + 1, last: e.r + 1 }));
}

function cellText(cell: CellObject | undefined, calendar: Calendar): string | null {
  if (cell === undefined || cell.v === undefined || cell.v === null) return null;
  switch (cell.t) {
    case 'n': {
      const value = Number(cell.v);
      const format = String(cell.z ?? '');
      if (value >= 1 && isElapsedFormat(format)) return elapsedText(value);
      return isDateFormat(format) ? serialText(serialOf(value, calendar), calendar.date1904) : numberText(value);
    }
    case 'b':
      return cell.v ? 'VRAI' : 'FAUX';
    case 'd':
      return cell.v instanceof Date ? cell.v.toISOString().replace(/T00:00:00\.000Z$/, '') : String(cell.v);
    case 'e':
      return errorText(Number(cell.v));
    case 'z':
      return null;
    default: {
      const text = isDamaged(cell) ? String(cell.v).replaceAll('\0', '') : String(cell.v);
      return text.trim() === '' ? null : text;
    }
  }
}

/** How the dates of a workbook are counted. */
type Calendar = { date1904: boolean; isOds: boolean };

function calendarOf(book: WorkBook): Calendar {
  return { date1904: book.Workbook?.WBProps?.date1904 === true, isOds: book.bookType === 'ods' };
}

/** OpenDocument writes dates in full, and SheetJS counts those before 1900 a day too low. */
function serialOf(serial: number, { isOds }: Calendar): number {
  return isOds && serial < 0 ? serial + 1 : serial;
}

/** A text with NUL characters: where they stand, the file has lost what it held. */
function isDamaged(cell: CellObject): boolean {
  return typeof cell.v === 'string' && cell.v.includes('\0');
}

const errors: Record<number, string> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
};

function errorText(code: number): string {
  return errors[code] ?? '#N/A';
}
