import { Fault } from '../../../shared/rpc/fault.ts';
import { type Aligned, cutAligned } from './csv-aligned.ts';

/**
 * How a text file is cut into records and fields. `quote` is '' when the file uses none. `wrapped`: see csv-wrapped.ts;
 * `trailing` is then what comes again and again after the quoted cell, `"code,nom";;`. `aligned`: see csv-aligned.ts.
 * `escaped`: a quote inside a quoted cell has a backslash before it, `"le \\"bourg\\""`.
 */
export type Dialect = {
  delimiter: string;
  quote: string;
  newline: '\n' | '\r';
  wrapped?: 'all' | 'some';
  trailing?: string;
  aligned?: Aligned;
  escaped?: boolean;
};

export type Splitter = {
  /** Feeds text; complete records are emitted at once. `last` flushes what remains. */
  push(text: string, last: boolean): void;
  /** Physical lines seen before the next record, 0-based. */
  line(): number;
};

/**
 * A quoted field longer than this was never closed: its quote is then an ordinary character. Each one found shortens
 * how far the next is looked for, else a file of such quotes takes hours.
 */
const farthest = 4_000_000;
const nearest = 4_000;
/** No table has a record this long; past it, text would be kept and copied again with each piece. */
const longestRecord = 64_000_000;

type Reach = { most: number };

/**
 * Cuts text into records the way spreadsheets write them, and never refuses: an unclosed or misplaced quote is read
 * as an ordinary character. `emit` gets the fields, the 0-based physical line where the record starts and whether the
 * record was wrapped; it answers false to stop.
 */
export function createSplitter(
  dialect: Dialect,
  emit: (cells: string[], line: number, isWrapped: boolean) => boolean | undefined,
): Splitter {
  const reach: Reach = { most: farthest };
  let rest = '';
  let line = 0;
  let stopped = false;

  function push(text: string, last: boolean): void {
    if (stopped) return;
    let buffer = rest + text;
    // A CR at the very end may begin a CRLF, or a CRCRLF: wait for what follows.
    let held = '';
    if (dialect.newline === '\r') {
      if (!last && buffer.endsWith('\r')) held = buffer.endsWith('\r\r') ? '\r\r' : '\r';
      buffer = buffer.slice(0, buffer.length - held.length).replace(/\r\r?\n|\r/g, '\n');
    }
    let at = 0;
    // Looked for once, and again past each: a piece without quotes would be searched to its end for every line.
    let quoteAt = nextQuote(buffer, 0);
    while (at < buffer.length) {
      let end = buffer.indexOf('\n', at);
      if (end < 0) {
        if (!last) break;
        end = buffer.length;
      }
      if (quoteAt < at) quoteAt = nextQuote(buffer, at);
      if (quoteAt > end) {
        const content =
          end > at && buffer.charCodeAt(end - 1) === 13 ? buffer.slice(at, end - 1) : buffer.slice(at, end);
        at = end + 1;
        if (emit(cut(content), line, false) === false) stopped = true;
        line += 1;
      } else {
        const record = quotedRecord(buffer, at, dialect, last, reach);
        if (record === null) break;
        at = record.end;
        const inner = dialect.wrapped === undefined ? null : unwrapRecord(record.cells, dialect);
        if (emit(inner ?? record.cells, line, inner !== null) === false) stopped = true;
        line += record.lines;
      }
      if (stopped) return;
    }
    if (buffer.length - at > longestRecord) throw new Fault('record-too-long');
    rest = buffer.slice(at) + held;
  }
  function cut(content: string): string[] {
    if (dialect.aligned !== undefined) return cutAligned(content, dialect.aligned);
    return dialect.delimiter === '' ? [content] : content.split(dialect.delimiter);
  }
  function nextQuote(text: string, from: number): number {
    const found = dialect.quote === '' ? -1 : text.indexOf(dialect.quote, from);
    return found < 0 ? Number.POSITIVE_INFINITY : found;
  }
  return { push, line: () => line };
}

/** Null when the record goes on past the text at hand. */
function quotedRecord(
  text: string,
  start: number,
  dialect: Dialect,
  last: boolean,
  reach: Reach,
): { cells: string[]; end: number; lines: number } | null {
  const cells: string[] = [];
  let at = start;
  let lines = 1;
  for (;;) {
    const field = quotedField(text, at, dialect, last, reach);
    if (field === null) return null;
    if (field !== 'plain') {
      cells.push(field.value);
      for (let next = text.indexOf('\n', at); next >= 0 && next < field.end; next = text.indexOf('\n', next + 1))
        lines += 1;
      at = field.end;
    } else {
      const newline = text.indexOf('\n', at);
      if (newline < 0 && !last) return null;
      const lineEnd = newline < 0 ? text.length : newline;
      const delimiterAt = dialect.delimiter === '' ? -1 : text.indexOf(dialect.delimiter, at);
      const end = delimiterAt >= 0 && delimiterAt < lineEnd ? delimiterAt : lineEnd;
      cells.push(end === lineEnd && text[end - 1] === '\r' && end > at ? text.slice(at, end - 1) : text.slice(at, end));
      at = end;
    }
    if (at >= text.length) return last ? { cells, end: at, lines } : null;
    if (dialect.delimiter !== '' && text.startsWith(dialect.delimiter, at)) {
      at += dialect.delimiter.length;
      continue;
    }
    if (text[at] === '\r') at += 1;
    return { cells, end: at + 1, lines };
  }
}

/** 'plain' when the field is not a well-formed quoted one. */
function quotedField(
  text: string,
  start: number,
  dialect: Dialect,
  last: boolean,
  reach: Reach,
): { value: string; end: number } | 'plain' | null {
  let open = start;
  while (text[open] === ' ') open += 1;
  if (text[open] !== dialect.quote) return 'plain';
  let stray = false;
  for (let at = open + 1; ; ) {
    const quote = text.indexOf(dialect.quote, at);
    if (quote < 0 || quote - start > reach.most) {
      if (quote < 0 && !last && text.length - start < reach.most) return null;
      reach.most = Math.max(nearest, reach.most / 4);
      return 'plain';
    }
    if (quote + 1 >= text.length && !last) return null;
    if (dialect.escaped && isEscaped(text, quote)) {
      at = quote + 1;
      continue;
    }
    if (text[quote + 1] === dialect.quote) {
      at = quote + 2;
      continue;
    }
    let after = quote + 1;
    while (text[after] === ' ') after += 1;
    if (dialect.trailing !== undefined) after = pastTrailing(text, after, dialect.trailing);
    const closes =
      after >= text.length ||
      text[after] === '\n' ||
      (text[after] === '\r' && (text[after + 1] === '\n' || after + 1 >= text.length)) ||
      (dialect.delimiter !== '' && text.startsWith(dialect.delimiter, after));
    if (closes) {
      const inside = text.slice(open + 1, quote);
      // A stray quote and a line end together mean that the opening quote was never one.
      if (stray && inside.includes('\n')) return 'plain';
      const value = inside.replaceAll(dialect.quote + dialect.quote, dialect.quote);
      return { value: dialect.escaped ? value.replace(/\\(["'\\])/g, '$1') : value, end: after };
    }
    stray = true;
    at = quote + 1;
  }
}

/** Whether a quote has a backslash before it that is not itself escaped. */
function isEscaped(text: string, quote: number): boolean {
  let at = quote;
  while (text[at - 1] === '\\') at -= 1;
  return (quote - at) % 2 === 1;
}

/** Where a line ends of which only separators are left; `from` for any other. */
function pastTrailing(text: string, from: number, trailing: string): number {
  let at = from;
  while (text[at] === trailing) at += 1;
  return at >= text.length || text[at] === '\n' || text[at] === '\r' ? at : from;
}

/**
 * The fields of a record held by one quoted cell, inner quotes doubled: a spreadsheet that did not know the delimiter took
 * each line for a cell, and wrote it again so. Null for any other record.
 */
export function unwrapRecord(cells: readonly string[], dialect: Dialect): string[] | null {
  const [whole] = cells;
  if (cells.length !== 1 || whole === undefined || !whole.includes(dialect.delimiter)) return null;
  if (dialect.wrapped === 'some' && !whole.includes(dialect.quote)) return null;
  const { wrapped: _, ...inner } = dialect;
  const records = splitText(whole, inner, { complete: true, limit: 2 });
  return records.length === 1 ? records[0]!.cells : null;
}

/** Every record of a text held in memory, up to `limit`. The last one is left out when the text stops inside it. */
export function splitText(
  text: string,
  dialect: Dialect,
  options: { complete: boolean; limit?: number },
): { cells: string[]; line: number; isWrapped: boolean }[] {
  const records: { cells: string[]; line: number; isWrapped: boolean }[] = [];
  const limit = options.limit ?? Number.POSITIVE_INFINITY;
  const splitter = createSplitter(dialect, (cells, line, isWrapped) => {
    records.push({ cells, line, isWrapped });
    return records.length < limit;
  });
  splitter.push(text, options.complete);
  return records;
}
