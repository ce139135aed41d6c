import { splitText } from './csv-split.ts';
import { isFilled } from './names.ts';
import type { SheetHeadRows } from './sheet.ts';

/** Fields of a line, rows of the sheet and their share that tell that it holds a text file, and not cells with delimiters. */
const fewestFields = 3;
const fewestRows = 3;
const share = 0.9;

/** Delimiters of text files, and the other one, by which a spreadsheet cut what it opened. */
const cuts: Record<string, string> = { ';': ',', ',': ';', '\t': ';', '|': ';' };

/**
 * The delimiter of a text file whose lines a spreadsheet opened without cutting them into cells: « 01001;Ars;784 » in the
 * first column. Where its fields held another delimiter, they go on in the next cells. Null for any other sheet.
 */
export function packedDelimiter(sheet: SheetHeadRows): string | null {
  const rows = sheet.head.map(({ cells }) => cells).filter((cells) => cells.some(isFilled));
  if (rows.length < fewestRows) return null;
  return Object.keys(cuts).find((delimiter) => isPacked(rows, delimiter)) ?? null;
}

function isPacked(rows: readonly (readonly (string | null)[])[], delimiter: string): boolean {
  const packed = rows.filter((cells) => cells[0]?.includes(delimiter));
  if (packed.length < rows.length * share) return false;
  const lines = rows.map((cells) => lineOf(cells, delimiter));
  const fields = lines.map((line) => splitLine(line, delimiter));
  const widths = new Map<number, number>();
  for (const { length } of fields) widths.set(length, (widths.get(length) ?? 0) + 1);
  const [width, most] = [...widths].reduce((best, each) => (each[1] > best[1] ? each : best));
  if (width < fewestFields || most < Math.max(fewestRows, rows.length * share)) return false;
  // « Sport, culture, jeunesse » on every row is a list: only titles over them, in one cell, make a table of it.
  const at = fields.findIndex(({ length }) => length === width);
  const titles = fields[at]!;
  if (rows[at]!.filter(isFilled).length > 1) return false;
  const named = titles.every((title) => isFilled(title) && !/^[\d\s.,%-]+$/.test(title));
  return named && new Set(titles).size === width;
}

/** The line that the cells of a row hold, without the line ends that a cell may have. */
export function lineOf(cells: readonly (string | null)[], delimiter: string): string {
  const last = cells.findLastIndex(isFilled);
  return cells
    .slice(0, last + 1)
    .map((cell) => cell ?? '')
    .join(cuts[delimiter])
    .replaceAll(/[\r\n]+/g, ' ');
}

function splitLine(line: string, delimiter: string): string[] {
  return splitText(line, { delimiter, quote: '"', newline: '\n' }, { complete: true, limit: 1 })[0]?.cells ?? [];
}
