import { Fault } from '../../../shared/rpc/fault.ts';
import { UnusualWorkbook } from './xlsx-book.ts';
import { numberOf, wholeNumber } from './xlsx-number.ts';
import { richText } from './xlsx-strings.ts';
import { unescapeXml } from './xml.ts';

/** What is told of a sheet, cell by cell, in order. Rows are 1-based, columns 0-based. */
export type ScanSink = {
  startRow(row: number): void;
  /** `style`: its place among the styles of cells. */
  number(column: number, value: number, style: number): void;
  /** A number that its style shows as a date or a time. */
  serial(column: number, serial: number, style: number): void;
  text(column: number, text: string): void;
  /** A text by its place among the shared strings. */
  shared(column: number, index: number): void;
  /** A cell whose formula has no result: another program than a spreadsheet wrote it. */
  formula?(row: number, column: number): void;
  /** Filled or not. Answers false to stop. */
  endRow(row: number): boolean;
};

const mostRows = 1_048_576;
const mostColumns = 16_384;

/**
 * Scans the bytes of a sheet's XML, piece by piece, for <row> and <c> alone. Built for speed: no XML tree, no text
 * made but of cells that are texts. Cells without coordinates follow one another. Throws UnusualWorkbook for what is
 * legal but rare (prefixed elements, rows or cells out of order), which SheetJS reads, and a Fault for what no sheet may
 * hold (places beyond XFD1048576, a DOCTYPE).
 */
export function createSheetScanner(
  sink: ScanSink,
  dateStyles: readonly boolean[],
  file: string,
): { push(bytes: Buffer): void; done(): boolean; ended(): boolean } {
  let rest: Buffer | null = null;
  let row = 0;
  /** Figures of `row`. */
  let figures = 0;
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
      if (at + 12 > length && !closesRow(b, at)) return at;
      const first = b[at + 1]!;
      const second = b[at + 2]!;
      if (!inside) {
        // <sheetData> or, with nothing in it, <sheetData/>; a prefix before it means another dialect.
        const tag = b.toString('latin1', at + 1, Math.min(length, at + 24));
        if (tag.startsWith('!DOCTYPE')) throw new Fault('archive-unsafe', { file });
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
        if (b[end - 1] === 47 && !sink.endRow(row)) finished = true;
        at = end + 1;
      } else if (first === 47 && second === 114) {
        if (!sink.endRow(row)) finished = true;
        at += 6;
      } else if (first === 47 && second === 115) {
        finished = true;
      } else at += 1;
    }
    return length;
  }

  function closesRow(b: Buffer, at: number): boolean {
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
        if (number < 1) throw new Fault('file-damaged', { file });
        // Rows out of order would break the order of the table.
        if (number <= row) throw new UnusualWorkbook();
        enterRow(number);
        return;
      }
    }
    enterRow(row + 1);
  }

  function enterRow(next: number): void {
    if (next > mostRows) throw new Fault('file-damaged', { file });
    row = next;
    figures = String(row).length;
    sink.startRow(row);
  }

  /** Answers the place after the cell, -1 when the piece stops inside it. */
  function scanCell(b: Buffer, start: number, length: number): number {
    const before = column;
    let at = start + 2;
    let style = 0;
    let type = 0;
    // `<c r="AB12" s="1" t="s">`, as nearly every program writes it, the row being this one.
    if (start + 64 < length && b[start + 3] === 114 && b[start + 4] === 61 && b[start + 5] === 34) {
      let index = 0;
      let next = start + 6;
      for (; b[next]! >= 65 && b[next]! <= 90; next += 1) index = index * 26 + b[next]! - 64;
      next += figures;
      if (b[next] === 34 && index > 0) {
        if (index > mostColumns || index < before + 2) refuse(index);
        next += 1;
        if (b[next] === 32 && b[next + 1] === 115 && b[next + 2] === 61) {
          next += 4;
          for (; b[next]! >= 48 && b[next]! <= 57; next += 1) style = style * 10 + b[next]! - 48;
          next += 1;
        }
        if (b[next] === 32 && b[next + 1] === 116 && b[next + 2] === 61 && b[next + 5] === 34) {
          type = b[next + 4]!;
          next += 6;
        }
        if (b[next] === 62) {
          column = index - 1;
          return scanContent(b, next, length, before, type, style);
        }
        if (b[next] === 47) {
          column = index - 1;
          return next + 2;
        }
        style = 0;
        type = 0;
      }
    }
    column += 1;
    if (column >= mostColumns) refuse(column + 1);
    // Attributes r, s, t have one letter; others are passed over.
    for (; at < length && b[at] !== 62; at += 1) {
      if (b[at] !== 61) continue;
      const name = b[at - 1]!;
      const quote = b[at + 1]!;
      let value = at + 2;
      if (b[at - 2]! <= 32) {
        if (name === 114) {
          let index = 0;
          for (; value < length && b[value]! >= 65 && b[value]! <= 90; value += 1) index = index * 26 + b[value]! - 64;
          if (value >= length) break;
          if (index > mostColumns || index < before + 2) refuse(index);
          column = index - 1;
        } else if (name === 115) {
          for (style = 0; value < length && b[value]! >= 48 && b[value]! <= 57; value += 1)
            style = style * 10 + b[value]! - 48;
        } else if (name === 116) {
          // Types by their first letters: s, str, inlineStr, b, e, n, d.
          type = b[value]! === 115 && b[value + 1] === 116 ? 83 : b[value]!;
        }
      }
      while (value < length && b[value] !== quote) value += 1;
      at = value;
    }
    if (at >= length) return restart(before);
    if (b[at - 1] === 47) return at + 1;
    return scanContent(b, at, length, before, type, style);
  }

  /** A place that no sheet has, or a cell out of order. */
  function refuse(index: number): never {
    if (index > mostColumns) throw new Fault('file-damaged', { file });
    throw new UnusualWorkbook();
  }

  /** `at`: the end of the opening tag. */
  function scanContent(b: Buffer, at: number, length: number, before: number, type: number, style: number): number {
    // "<v>" at once, and "</v></c>" after it: nearly every cell.
    if (b[at + 1] === 60 && b[at + 2] === 118 && b[at + 3] === 62) {
      let end = at + 4;
      while (end < length && b[end] !== 60) end += 1;
      if (end + 8 > length) return restart(before);
      if (b[end + 4] === 60 && b[end + 5] === 47 && b[end + 6] === 99 && b[end + 1] === 47 && type !== 105) {
        if (end > at + 4) takeValue(b, at + 4, end, type, style);
        return end + 8;
      }
    }
    // "</c>": nothing but the end of the cell is written so.
    let end = at + 1;
    while (end + 3 < length && !(b[end] === 60 && b[end + 1] === 47 && b[end + 2] === 99 && b[end + 3] === 62))
      end += 1;
    if (end + 3 >= length) return restart(before);
    if (end > at + 1) takeContent(b, at + 1, end, type, style);
    return end + 4;
  }

  function restart(before: number): number {
    column = before;
    return -1;
  }

  function takeContent(b: Buffer, from: number, to: number, type: number, style: number): void {
    if (type === 105) {
      const text = richText(b.toString('utf8', from, to));
      if (text.trim() !== '') sink.text(column, text);
      return;
    }
    let begin = from;
    // <v> after an optional <f>.
    while (begin + 2 < to && !(b[begin] === 60 && b[begin + 1] === 118 && (b[begin + 2] === 62 || b[begin + 2] === 32)))
      begin += 1;
    let end = 0;
    if (begin + 2 < to) {
      while (begin < to && b[begin] !== 62) begin += 1;
      begin += 1;
      end = begin;
      while (end < to && b[end] !== 60) end += 1;
      if (end > begin) takeValue(b, begin, end, type, style);
    }
    // The result of a formula of texts may be an empty one.
    if (end <= begin && type !== 83 && b[from] === 60 && b[from + 1] === 102) sink.formula?.(row, column);
  }

  function takeValue(b: Buffer, begin: number, end: number, type: number, style: number): void {
    if (type === 115) {
      const index = wholeNumber(b, begin, end);
      if (index >= 0) sink.shared(column, index);
      return;
    }
    if (type === 0 || type === 110) {
      const value = numberOf(b, begin, end);
      if (Number.isNaN(value)) throw new UnusualWorkbook();
      if (dateStyles[style] === true) sink.serial(column, value, style);
      else sink.number(column, value, style);
      return;
    }
    if (type === 98) {
      sink.text(column, b[begin] === 49 || b[begin] === 116 ? 'VRAI' : 'FAUX');
      return;
    }
    let text = unescapeXml(b.toString('utf8', begin, end));
    if (type === 100)
      text = text
        .replace(/T00:00:00(?:\.0+)?Z?$/, '')
        .replace('T', ' ')
        .replace(/Z$/, '');
    if (text.trim() !== '') sink.text(column, text);
  }

  return { push, done: () => finished || !inside, ended: () => finished };
}
