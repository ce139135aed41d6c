import { findAligned } from './csv-aligned.ts';
import { type Dialect, splitText } from './csv-split.ts';
import { areApostrophes, areEscaped, filledLines, rareDelimiter } from './csv-unusual.ts';
import { wrappedBefore, wrappedDialect } from './csv-wrapped.ts';
import { shapeOf } from './shapes.ts';

const candidates = [';', ',', '\t', '|'];

const webCode = /&(#\d{2,6}|amp|lt|gt|quot|apos|nbsp|[a-zA-Z](?:acute|grave|circ|cedil|uml|tilde));/g;

/** « 48.8566, 2.3522 »: a latitude and a longitude in one cell. */
const place = /^\s*-?\d{1,3}\.\d+\s*,\s*-?\d{1,3}\.\d+\s*$/;

export type DialectGuess = Dialect & {
  /** The file begins with a line like "sep=;", which is not data. */
  directive: boolean;
};

/**
 * Delimiter, quote and line end of the head of a text file: the delimiter that gives records of one width whose
 * fields look like values. `pinned` are the user's choices.
 */
export function guessDialect(
  text: string,
  complete: boolean,
  pinned: { delimiter?: string | undefined; quote?: string | undefined },
): DialectGuess {
  const newline = lineEnd(text);
  const directive = /^\ufeff?"?sep=(.|\\t)"?[\r\n]/i.exec(text);
  const declared = directive?.[1] === '\\t' ? '\t' : directive?.[1];
  const head = text.slice(0, 200_000);
  const whole = complete && head.length === text.length;
  const lines = filledLines(head, newline, whole);
  const quote = pinned.quote ?? (areApostrophes(lines, candidates) ? "'" : '"');
  const how = { quote, newline, ...(areEscaped(lines, quote) && { escaped: true }) };
  const settled = pinned.delimiter ?? declared;
  const drawn = settled === undefined || settled === ' ' || settled === '|' ? findAligned(lines, newline) : null;
  if (drawn !== null && (settled ?? drawn.delimiter) === drawn.delimiter) return { ...drawn, directive: false };
  if (settled === ' ') return { delimiter: ' ', quote: '', newline, aligned: 'spaces', directive: false };
  if (settled !== undefined) {
    const dialect = { delimiter: settled, ...how };
    return { ...(wrappedDialect(head, dialect, whole) ?? dialect), directive: directive !== null };
  }
  const rare = rareDelimiter(lines);
  if (rare !== null) return { delimiter: rare, ...how, directive: false };
  let best = '';
  let bestScore = 0.35;
  // « &eacute; » has a semicolon of its own.
  const bare = head.includes('&') ? head.replace(webCode, '&$1') : head;
  for (const delimiter of candidates) {
    const score = scoreDelimiter(bare, { delimiter, ...how }, complete);
    if (score > bestScore + 1e-9) {
      best = delimiter;
      bestScore = score;
    }
  }
  if (best === ',' && areDecimals(head)) best = '';
  for (const delimiter of best === '' ? candidates : [best]) {
    const wrapped = wrappedDialect(head, { delimiter, ...how }, whole);
    if (wrapped !== null) return { ...wrapped, directive: false };
  }
  // What seems to separate may only come after quoted cells that hold all of their line.
  for (const delimiter of best === '' ? [] : candidates) {
    const wrapped = wrappedBefore(head, { delimiter, ...how, trailing: best }, whole);
    if (wrapped !== null) return { ...wrapped, directive: false };
  }
  // One column: any delimiter will do, and the file's own decimal comma must not be taken for one.
  return { delimiter: best === '' ? ';' : best, ...how, directive: false };
}

/** One title without a comma, and under it nothing but numbers with one: decimals, not two columns. */
function areDecimals(text: string): boolean {
  const [title = '', ...lines] = text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  if (lines.length < 2 || title.includes(',') || /^[\d.]+$/.test(title)) return false;
  return lines.slice(0, -1).every((line) => /^\s*[-+]?\d+(?:,\d+)?\s*$/.test(line));
}

function lineEnd(text: string): '\n' | '\r' {
  const head = text.slice(0, 100_000);
  const feeds = head.split('\n').length - 1;
  const returns = head.split('\r').length - 1;
  // Line ends converted twice, CR CR LF, are read as those of CR are.
  const twice = head.split('\r\r\n').length - 1;
  return (returns > 1 && feeds < returns / 10) || twice > feeds * 0.9 ? '\r' : '\n';
}

/** 0 when the delimiter explains nothing, about 1.3 when every record has one width and fields are values. */
function scoreDelimiter(text: string, dialect: Dialect, complete: boolean): number {
  if (!text.includes(dialect.delimiter)) return 0;
  const records = splitText(text, dialect, { complete, limit: 300 })
    .map((record) => record.cells)
    .filter((cells) => cells.some((cell) => cell.trim() !== ''));
  if (records.length === 0) return 0;
  const widths = new Map<number, number>();
  for (const cells of records) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  let width = 1;
  let most = 0;
  for (const [candidate, count] of widths) {
    if (candidate > 1 && count * Math.sqrt(candidate) > most) {
      width = candidate;
      most = count * Math.sqrt(candidate);
    }
  }
  if (width === 1) return 0;
  const tail = records.slice(Math.floor(records.length / 3));
  const isUsual = (row: readonly string[]) => row.length === width;
  const share = (rows: readonly string[][]) => rows.filter(isUsual).length / rows.length;
  // Titles above a table and notes under it are of any width.
  const table = records.slice(records.findIndex(isUsual), records.findLastIndex(isUsual) + 1);
  let values = 0;
  let cells = 0;
  for (const record of table.slice(Math.floor(table.length / 3))) {
    for (const cell of record) {
      cells += 1;
      const shape = shapeOf(cell);
      if (shape !== 'text') values += 1;
      else if (!candidates.some((other) => cell.includes(other)) || place.test(cell)) values += 0.5;
      // What separates the fields of most records is not inside them.
      else if (record.length > 1) values -= 2;
    }
  }
  // What only ends the lines separates nothing, if something else does.
  const ends = records.filter((row) => row.slice(1).every((cell) => cell.trim() === '')).length / records.length;
  const regular = share(records) * 0.3 + share(tail) * 0.3 + share(table) * 0.4;
  return (regular + (values / cells) * 0.3 + Math.min(width, 30) * 0.001) * (ends > 0.7 ? 0.5 : 1);
}
