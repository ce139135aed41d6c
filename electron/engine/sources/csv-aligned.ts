import type { Dialect } from './csv-split.ts';
import { isSeparated } from './csv-unusual.ts';

/** Places of a line between two of its columns, blank on every line seen. */
type Gap = readonly [start: number, end: number];

/**
 * How a line is cut where no separator stands between its cells: at gaps that are at the same places on each line, wherever
 * there are spaces, or at bars, between rules of dashes that are no rows.
 */
export type Aligned = readonly Gap[] | 'spaces' | 'bars';

const fewestLines = 5;
const fewestColumns = 3;
/** `+-----+-----+`, `|---|:--:|`, `-----------` */
const isRule = (line: string) => /^[-+|=:_\s]+$/.test(line) && /[-=_]{3}/.test(line);

/** A line as its cells, without the spaces that only align them. A rule has none. */
export function cutAligned(line: string, aligned: Aligned): string[] {
  if (isRule(line)) return [];
  const bare = line.trim();
  if (aligned === 'spaces') return bare.split(/ +/);
  if (aligned === 'bars') {
    const inside = bare.startsWith('|') ? bare.slice(1, bare.endsWith('|') ? -1 : undefined) : bare;
    return inside.split('|').map((cell) => cell.trim());
  }
  // A title above the table, or a note under it.
  if (!isPadded(line) && aligned.some(([start, end]) => line.slice(start, end).trim() !== '')) return [bare];
  const cells: string[] = [];
  let from = 0;
  for (const gap of aligned) {
    const at = placeIn(line, gap);
    // Figures grow to the left; a word that begins before its column is of a title.
    if (at === null || (at < gap[1] && !/[-+(\d€\u2212]/.test(line[at]!))) return cutByWords(bare, aligned.length + 1);
    cells.push(line.slice(from, at).trim());
    from = at;
  }
  return [...cells, line.slice(from).trim()];
}

/** Titles that are wider than their columns; any other line that fits nowhere is one cell. */
function cutByWords(bare: string, count: number): string[] {
  const parts = [bare.split(/ {2,}/), bare.split(/ +/)].find((cells) => cells.length === count);
  return parts === undefined || parts.some(isFigure) ? [bare] : parts;
}

/** Where to cut a line inside a gap: a figure longer than those seen goes into it from the right, a text from the left. */
function placeIn(line: string, [start, end]: Gap): number | null {
  for (let at = end; at > start; at -= 1) if ((line[at - 1] ?? ' ') === ' ') return at;
  return null;
}

/** Tables that a program drew for people to read: `| 01001 | Ars |` between rules, or columns of spaces. Null for any other text. */
export function findAligned(lines: readonly string[], newline: Dialect['newline']): Dialect | null {
  if (lines.length < fewestLines) return null;
  if (areBarred(lines)) return { delimiter: '|', quote: '', newline, aligned: 'bars' };
  const rows = lines.filter((line) => !isRule(line));
  if (rows.length < fewestLines || isSeparated(rows) || rows.some((line) => line.includes('\t'))) return null;
  const aligned = findGaps(rows) ?? (areSpaced(rows) ? 'spaces' : null);
  return aligned === null ? null : { delimiter: ' ', quote: '', newline, aligned };
}

/** A rule, and as many bars on each line, at its ends or between spaces. */
function areBarred(lines: readonly string[]): boolean {
  const rows = lines.filter((line) => !isRule(line));
  const barred = rows.filter((line) => line.includes('|'));
  if (rows.length === lines.length || barred.length < 2 || barred.length < rows.length * 0.6) return false;
  const count = barred[0]!.split('|').length;
  return barred.every((line) => line.split('|').length === count && / \| |\|\s*$/.test(line));
}

/** Three words and more on each line, always as many, most of them figures: `01 2020 624 22.81`. */
function areSpaced(lines: readonly string[]): boolean {
  const rows = lines.map((line) => line.trim().split(/ +/));
  const [titles = [], ...body] = rows;
  const width = titles.length;
  if (width < fewestColumns || rows.some((row) => row.length !== width)) return false;
  const areFigures = (row: readonly string[], share: number) => row.filter(isFigure).length >= width * share;
  if (!titles.some(isFigure)) return body.every((row) => areFigures(row, 0.6));
  // Without titles, « 04 74 12 34 56 » and « 123 456 789 » are one text of groups of one length.
  const lengths = new Set(rows.flatMap((row) => row.slice(1).map((cell) => cell.length)));
  return lengths.size > 1 && rows.every((row) => areFigures(row, 1));
}

const isFigure = (cell: string) => /^[-+]?\d+(?:[.,]\d+)?$/.test(cell);

const printed = /(?<!\p{L})(?:[ée]dit[ée]|[ée]dition|imprim[ée]|tirage|page|liste|[ée]tat)(?!\p{L}).*\d/iu;

/** The gaps between the columns of a table that may stand under titles and above notes, which fill them. */
function findGaps(lines: readonly string[]): Gap[] | null {
  let found: Gap[] = [];
  for (let first = 0; first <= Math.min(10, lines.length - fewestLines); first += 1) {
    let best: Gap[] = [];
    for (let end = lines.length; end - first >= fewestLines && end > lines.length - 6; end -= 1) {
      const gaps = gapsOfTable(lines.slice(first, end));
      if (gaps.length > best.length) best = gaps;
      if (isPadded(lines[end - 1]!)) break;
    }
    // Past its titles, any row of a table seems to be some: they must have missed a column, or tell when it was printed.
    const isPrinted = first > 0 && printed.test(lines[first - 1]!);
    if (best.length > found.length * 1.2 || (isPrinted && best.length >= found.length)) found = best;
  }
  return found.length + 1 < fewestColumns ? null : found;
}

/** The gaps before columns that have a title on the first line; none where the lines are no table. */
function gapsOfTable(table: readonly string[]): Gap[] {
  const gaps = blanksOf(table);
  if (gaps.length === 0) return [];
  const [titles = [], ...rows] = table.map((line) => cutAligned(line, gaps));
  if (titles.some(isFigure) && rows.filter((cells) => cells.some(isGlued)).length > rows.length / 2) return [];
  const holds = (at: number) => rows.filter((cells) => cells[at] !== '').length > rows.length * 0.05;
  const named = gaps.filter(([start, end], before) => {
    const title = titles[before + 1];
    if (title === '' || rows.filter((cells) => cells[before + 1] === title).length > rows.length / 2) return false;
    if (end - start > 1) return true;
    // « BRUT ANNUEL » over one column of figures, « 12 500 ».
    const areThousands = rows.every((cells) => cells[before + 1] === '' || isGroup(cells, before));
    return holds(before) && holds(before + 1) && !areThousands;
  });
  const filled = rows.filter((cells) => cells.filter((cell) => cell !== '').length > 1);
  const padded = table.filter(isPadded);
  return padded.length >= table.length * 0.6 && filled.length >= rows.length * 0.8 ? named : [];
}

/** « 195807101053BOURG »: columns that nothing keeps apart. */
const isGlued = (cell: string) => /\d{5}\p{L}{3}|\p{L}{3}\d{5}/u.test(cell);

const isGroup = (cells: readonly string[], at: number) =>
  /^[1-9]\d{0,2}$/.test(cells[at]!) && /^\d{3}$/.test(cells[at + 1]!);

/** Prose has no two spaces in a row, nor has one text of figures in groups, « 04 74 12 34 56 ». */
function isPadded(line: string): boolean {
  return / {2}/.test(line.trim());
}

/** The runs of places that are blank on every line, between the first column and the last. */
function blanksOf(lines: readonly string[]): Gap[] {
  const width = Math.min(4_000, Math.max(...lines.map((line) => line.length)));
  const gaps: Gap[] = [];
  let start = 0;
  let filled = false;
  for (let at = 0; at < width; at += 1) {
    if (lines.every((line) => (line[at] ?? ' ') === ' ')) continue;
    if (filled && at > start) gaps.push([start, at]);
    filled = true;
    start = at + 1;
  }
  return gaps;
}
