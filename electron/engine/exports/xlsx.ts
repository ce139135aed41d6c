import type { ColumnType } from '../../../shared/recipe/column.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import { type Cell, type ChunkStream, readColumn, storedType } from '../database.ts';
import { isoDate } from './cells.ts';
import { columnLetters, escapeText, fixedParts, style } from './xlsx-parts.ts';
import { createZip } from './zip.ts';

/** Limits of the format (Excel specifications and limits). */
export const xlsxLimits = { rows: 1_048_576, columns: 16_384, text: 32_767 };

/** A sheet of text beside the data: one array of cells per row. `title` rows are bold. */
export type NoteSheet = { name: string; rows: { cells: (string | number)[]; title?: boolean }[] };

/**
 * Writes results as a workbook, one sheet each: text as text cells (codes keep their zeros), numbers as numbers, dates as
 * dates, then sheets of notes. Streams: memory does not grow with rows. Faults `export-too-many-rows`, `export-too-many-columns`,
 * `export-text-too-long`, `export-too-large`.
 */
export async function writeXlsx(
  path: string,
  options: {
    /** Opened one after the other, in the order of the sheets. */
    sheets: { name: string; open: () => Promise<ChunkStream> }[];
    notes: NoteSheet[];
    onRows: (rows: number) => void;
  },
): Promise<number> {
  const { notes } = options;
  const zip = await createZip(path);
  let rows = 0;
  try {
    const taken = notes.map(({ name }) => name);
    const names = options.sheets.map(({ name }) => sheetName(name, taken));
    for (const [name, text] of fixedParts([...names, ...taken])) await zip.add(name, [text]);
    for (const [place, sheet] of options.sheets.entries()) {
      const stream = await sheet.open();
      if (stream.names.length > xlsxLimits.columns)
        throw new Fault('export-too-many-columns', { count: stream.names.length, most: xlsxLimits.columns });
      const before = rows;
      const pieces = dataSheet(stream, (count) => {
        rows = before + count;
        options.onRows(rows);
      });
      await zip.add(`xl/worksheets/sheet${place + 1}.xml`, pieces);
    }
    for (const [place, note] of notes.entries())
      await zip.add(`xl/worksheets/sheet${names.length + place + 1}.xml`, noteSheet(note));
    await zip.finish();
    return rows;
  } catch (thrown) {
    await zip.abandon();
    throw thrown;
  }
}

const sheetOpen =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';

/** The XML of a sheet of results, titles first. */
export async function* dataSheet(stream: ChunkStream, onRows: (rows: number) => void): AsyncGenerator<string> {
  const types = stream.types.map(storedType);
  const letters = types.map((_, index) => columnLetters(index));
  const widths = stream.names.map((name, index) => {
    const width = Math.min(40, Math.max(types[index] === 'timestamp' ? 20 : 11, name.length + 3));
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`;
  });
  yield `${sheetOpen}<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`;
  const titles = stream.names.map((name, index) => textCell(`${letters[index]}1`, name, style.title));
  yield `<row r="1">${titles.join('')}</row>`;
  let rows = 0;
  for await (const chunk of stream.chunks) {
    if (rows + chunk.rowCount + 1 > xlsxLimits.rows)
      throw new Fault('export-too-many-rows', { most: xlsxLimits.rows - 1 });
    const columns = types.map((_, index) => readColumn(chunk, index));
    let text = '';
    for (let row = 0; row < chunk.rowCount; row++) {
      const number = rows + row + 2;
      text += `<row r="${number}">`;
      for (let index = 0; index < columns.length; index++)
        text += dataCell(`${letters[index]}${number}`, columns[index]?.[row] ?? null, types[index] ?? 'text');
      text += '</row>';
    }
    yield text;
    rows += chunk.rowCount;
    onRows(rows);
  }
  const range = `A1:${letters.at(-1) ?? 'A'}${rows + 1}`;
  yield `</sheetData>${types.length > 0 ? `<autoFilter ref="${range}"/>` : ''}</worksheet>`;
}

/** The XML of a sheet of texts and figures. */
export function* noteSheet(notes: Pick<NoteSheet, 'rows'>): Generator<string> {
  yield `${sheetOpen}<cols><col min="1" max="1" width="34" customWidth="1"/><col min="2" max="8" width="24" customWidth="1"/></cols><sheetData>`;
  for (const [index, row] of notes.rows.entries()) {
    const cells = row.cells.map((cell, column) => {
      const reference = `${columnLetters(column)}${index + 1}`;
      if (typeof cell === 'number') return numberCell(reference, String(cell), style.general);
      return cell === ''
        ? ''
        : textCell(reference, cell.slice(0, xlsxLimits.text), row.title ? style.title : style.text);
    });
    yield `<row r="${index + 1}">${cells.join('')}</row>`;
  }
  yield '</sheetData></worksheet>';
}

function dataCell(reference: string, cell: Cell, type: ColumnType): string {
  if (cell === null) return '';
  switch (type) {
    case 'text':
      return textCell(reference, String(cell), style.text);
    case 'boolean':
      return `<c r="${reference}" t="b"><v>${cell ? 1 : 0}</v></c>`;
    case 'date':
    case 'timestamp':
      return dateCell(reference, Number(cell), type === 'timestamp');
    case 'integer':
      // A spreadsheet keeps 15 digits: a longer whole number is only safe as text.
      if (typeof cell === 'bigint') return textCell(reference, String(cell), style.text);
      return numberCell(reference, String(cell), style.general);
    case 'decimal': {
      const number = Number(cell);
      return Number.isFinite(number) ? numberCell(reference, String(number), style.general) : '';
    }
  }
}

function numberCell(reference: string, number: string, styleIndex: number): string {
  return `<c r="${reference}"${styleIndex === 0 ? '' : ` s="${styleIndex}"`}><v>${number}</v></c>`;
}

function textCell(reference: string, text: string, styleIndex: number): string {
  if (text.length > xlsxLimits.text)
    throw new Fault('export-text-too-long', { cell: reference, most: xlsxLimits.text });
  const space = /^\s|\s$|\n/.test(text) ? ' xml:space="preserve"' : '';
  return `<c r="${reference}" s="${styleIndex}" t="inlineStr"><is><t${space}>${escapeText(text)}</t></is></c>`;
}

/** 1 March 1900: before it Excel counts a 29 February 1900 that never was, and nothing before 1900. */
const firstSafeDay = Date.UTC(1900, 2, 1);
const dayZero = Date.UTC(1899, 11, 30);

function dateCell(reference: string, milliseconds: number, withTime: boolean): string {
  if (milliseconds < firstSafeDay || milliseconds >= Date.UTC(10_000, 0, 1))
    return textCell(reference, isoDate(milliseconds, withTime), style.text);
  const serial = (milliseconds - dayZero) / 86_400_000;
  return numberCell(reference, String(serial), withTime ? style.timestamp : style.date);
}

/** A legal sheet name: at most 31 characters, none of `[]:*?/\`, no apostrophe at the ends, unlike `others`. */
export function sheetName(wanted: string, others: readonly string[]): string {
  const cleaned = wanted
    .replace(/[[\]:*?/\\]/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[' ]+|[' ]+$/g, '')
    .slice(0, 31)
    .replace(/[' ]+$/, '');
  const isTaken = others.some((other) => other.toLowerCase() === cleaned.toLowerCase());
  return cleaned === '' || isTaken ? 'Table' : cleaned;
}
