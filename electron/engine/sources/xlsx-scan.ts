import { numberText, serialText } from './serial.ts';
import { UnusualWorkbook } from './xlsx-book.ts';
import { richText } from './xlsx-strings.ts';
import { unescapeXml } from './xml.ts';

export type ScanContext = {
  dateStyles: readonly boolean[];
  date1904: boolean;
  /** Shared string of an index. */
  string: (index: number) => string;
  /** One cell that holds something: 1-based row, 0-based column; `number` when it is stored as one. */
  cell: (row: number, column: number, text: string, number: boolean) => void;
  /** The end of a row, filled or not. Answers false to stop. */
  rowEnd: (row: number) => boolean;
};

const mostRows = 1_048_576;
const mostColumns = 16_384;

/**
 * Scans the bytes of a sheet's XML, piece by piece, for <row> and <c> alone. Built for speed: no XML tree, no text
 * made but of cells. Cells without coordinates follow one another. Throws UnusualWorkbook for prefixed elements.
 */
export function createSheetScanner(context: ScanContext): { push(bytes: Buffer): void; done(): boolean } {
  let rest: Buffer | null = null;
  let row = 0;
  let column = -1;
  let inside = false;
  let finished = false;

  function push(bytes: Buffer): void {
    if (finished) return;
    const all: Buffer = rest === null ? bytes : Buffer.concat([rest, bytes]);
    const stop = scan(all);
    rest = stop < all.length ? all.subarray(stop) : null;
    if (rest !== null && rest.length > 64_000_000) throw new UnusualWorkbook();
  }

  /** Answers where the first unfinished element begins. */
  function scan(b: Buffer): number {
    const length = b.length;
    let at = 0;
    while (!finished) {
      while (at < length && b[at] !== 60) at += 1;
      if (at >= length) return length;
      if (at + 12 > length && !closesSheet(b, at)) return at;
      const first = b[at + 1]!;
      const second = b[at + 2]!;
      if (!inside) {
        // <sheetData> or, with nothing in it, <sheetData/>; a prefix before it means another dialect.
        const tag = b.toString('latin1', at + 1, Math.min(length, at + 24));
        if (/^\w+:sheetData\b/.test(tag)) throw new UnusualWorkbook();
        if (tag.startsWith('sheetData')) {
          const end = b.indexOf(62, at);
          if (end < 0) return at;
          inside = true;
          if (b[end - 1] === 47) finished = true;
          at = end + 1;
        } else at += 1;
        continue;
      }
      if (first === 99 && (second === 32 || second === 62 || second === 47 || second === 10 || second === 13)) {
        const next = scanCell(b, at, length);
        if (next < 0) return at;
        at = next;
      } else if (first === 114 && second === 111) {
        let end = at + 4;
        while (end < length && b[end] !== 62) end += 1;
        if (end >= length) return at;
        startRow(b, at + 4, end);
        if (b[end - 1] === 47 && !context.rowEnd(row)) finished = true;
        at = end + 1;
      } else if (first === 47 && second === 114) {
        if (!context.rowEnd(row)) finished = true;
        at += 6;
      } else if (first === 47 && second === 115) {
        finished = true;
      } else at += 1;
    }
    return length;
  }

  function closesSheet(b: Buffer, at: number): boolean {
    return b.toString('latin1', at, at + 6) === '</row>';
  }

  function startRow(b: Buffer, from: number, to: number): void {
    column = -1;
    // The attribute r alone, not spans, not ht.
    for (let at = from; at < to - 3; at += 1) {
      if (b[at] === 114 && b[at + 1] === 61 && b[at - 1]! <= 32) {
        let number = 0;
        for (let digit = at + 3; digit < to && b[digit]! >= 48 && b[digit]! <= 57; digit += 1)
          number = number * 10 + b[digit]! - 48;
        if (number < 1 || number > mostRows) throw new UnusualWorkbook();
        // Rows out of order would break the order of the table.
        if (number <= row) throw new UnusualWorkbook();
        row = number;
        return;
      }
    }
    row += 1;
    if (row > mostRows) throw new UnusualWorkbook();
  }

  /** Answers the place after the cell, -1 when the piece stops inside it. */
  function scanCell(b: Buffer, start: number, length: number): number {
    let at = start + 2;
    let style = 0;
    let type = 0;
    column += 1;
    // Attributes r, s, t have one letter; others are passed over.
    for (; at < length && b[at] !== 62; at += 1) {
      if (b[at] !== 61) continue;
      const name = b[at - 1]!;
      const alone = b[at - 2]! <= 32;
      const quote = b[at + 1]!;
      let value = at + 2;
      if (alone && name === 114) {
        let index = 0;
        for (; value < length && b[value]! >= 65 && b[value]! <= 90; value += 1) index = index * 26 + b[value]! - 64;
        if (index > mostColumns || index === 0) {
          if (value >= length) break;
          throw new UnusualWorkbook();
        }
        column = index - 1;
      } else if (alone && name === 115) {
        for (style = 0; value < length && b[value]! >= 48 && b[value]! <= 57; value += 1)
          style = style * 10 + b[value]! - 48;
      } else if (alone && name === 116) {
        // Types by their first letters: s, str, inlineStr, b, e, n, d.
        type = b[value]! === 115 && b[value + 1] === 116 ? 83 : b[value]!;
      }
      while (value < length && b[value] !== quote) value += 1;
      at = value;
    }
    if (at >= length) return restart();
    if (b[at - 1] === 47) return at + 1;
    // "</c>": nothing but the end of the cell is written so.
    let end = at + 1;
    while (end + 3 < length && !(b[end] === 60 && b[end + 1] === 47 && b[end + 2] === 99 && b[end + 3] === 62))
      end += 1;
    if (end + 3 >= length) return restart();
    if (end > at + 1) takeValue(b, at + 1, end, type, style);
    return end + 4;
  }

  function restart(): number {
    column -= 1;
    return -1;
  }

  function takeValue(b: Buffer, from: number, to: number, type: number, style: number): void {
    if (type === 105) {
      const text = richText(b.toString('utf8', from, to));
      if (text.trim() !== '') context.cell(row, column, text, false);
      return;
    }
    let begin = from;
    // <v> after an optional <f>.
    while (begin + 2 < to && !(b[begin] === 60 && b[begin + 1] === 118 && (b[begin + 2] === 62 || b[begin + 2] === 32)))
      begin += 1;
    if (begin + 2 >= to) return;
    while (begin < to && b[begin] !== 62) begin += 1;
    begin += 1;
    let end = begin;
    while (end < to && b[end] !== 60) end += 1;
    if (end === begin) return;
    const text = textOf(b, begin, end, type, style);
    if (text !== '') context.cell(row, column, text, type === 0 || type === 110);
  }

  function textOf(b: Buffer, begin: number, end: number, type: number, style: number): string {
    if (type === 115 || type === 0 || type === 110) {
      const whole = end - begin <= 15 ? wholeNumber(b, begin, end) : -1;
      if (type === 115) {
        const text = whole >= 0 ? context.string(whole) : '';
        return text.trim() === '' ? '' : text;
      }
      const date = context.dateStyles[style] === true;
      if (whole >= 0 && !date) return String(whole);
      const number = Number(b.toString('latin1', begin, end));
      if (Number.isNaN(number)) throw new UnusualWorkbook();
      return date ? serialText(number, context.date1904) : numberText(number);
    }
    if (type === 98) return b[begin] === 49 || b[begin] === 116 ? 'VRAI' : 'FAUX';
    const text = unescapeXml(b.toString('utf8', begin, end));
    if (type === 100)
      return text
        .replace(/T00:00:00(?:\.0+)?Z?$/, '')
        .replace('T', ' ')
        .replace(/Z$/, '');
    return text.trim() === '' ? '' : text;
  }

  return { push, done: () => finished || !inside };
}

/** -1 when the bytes are not digits alone. */
function wholeNumber(b: Buffer, begin: number, end: number): number {
  let number = 0;
  for (let at = begin; at < end; at += 1) {
    const digit = b[at]! - 48;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}
