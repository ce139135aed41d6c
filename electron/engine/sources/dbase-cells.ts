import type { DbaseField, DbaseTable } from './dbase-header.ts';
import { createDecoder, type Encoding, unfinished } from './encoding.ts';

/** A cell of a record: a number as its value, anything else as text. */
export type DbaseCell = string | number | null;

export type CellReader = {
  /** The cell of a field in the record that begins at `record`. */
  read(bytes: Buffer, record: number, field: DbaseField): DbaseCell;
  text(bytes: Buffer, from: number, to: number): string | null;
  /** Numbers read so far that hold nothing but asterisks: what is written where a number has no value, or no room. */
  starred: number;
};

const star = 0x2a;
/** Those that a double holds exactly: one operation with one of them rounds once, as reading the text does. */
const powers = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

const mostDates = 50_000;

export function createCellReader({ flags }: Pick<DbaseTable, 'flags'>, encoding: Encoding): CellReader {
  const decode = createDecoder(encoding);
  const dates = new Map<string, string | null>();
  const reader: CellReader = { read, text, starred: 0 };
  return reader;

  function read(bytes: Buffer, record: number, field: DbaseField): DbaseCell {
    const from = record + field.start;
    const { nullBit } = field;
    if (nullBit !== null && flags !== null && nullBit < flags.length * 8)
      if (((bytes[record + flags.start + (nullBit >> 3)]! >> (nullBit & 7)) & 1) === 1) return null;
    switch (field.kind) {
      case 'text':
        return text(bytes, from, from + field.length);
      case 'number':
        return number(bytes, from, from + field.length);
      case 'date':
        return date(bytes.toString('latin1', from, from + 8));
      case 'logical':
        return logicalText(bytes.toString('latin1', from, from + field.length));
      case 'binary-integer':
        return bytes.readInt32LE(from);
      case 'binary-double':
        return finite(bytes.readDoubleLE(from));
      case 'currency':
        return Number(bytes.readBigInt64LE(from)) / 10_000;
      case 'instant':
        return instantText(bytes.readInt32LE(from), bytes.readInt32LE(from + 4));
      default:
        return null;
    }
  }

  /** Days come back: checking one against the calendar takes longer than anything else of a record. */
  function date(written: string): string | null {
    const known = dates.get(written);
    if (known !== undefined) return known;
    const text = dateText(written);
    if (dates.size < mostDates) dates.set(written, text);
    return text;
  }

  /** A text without the spaces, or zeros, that fill its field. */
  function text(bytes: Buffer, from: number, to: number): string | null {
    let end = from;
    let isAscii = true;
    for (let at = from; at < to; at += 1) {
      const byte = bytes[at]!;
      if (byte === 0) break;
      if (byte !== 0x20) end = at + 1;
      if (byte > 127) isAscii = false;
    }
    if (end === from) return null;
    if (isAscii) return bytes.toString('latin1', from, end);
    // Writers count bytes: a text that fills its field may stop inside its last character.
    const cut = end === to && encoding === 'utf-8' ? unfinished(bytes.subarray(from, end)) : 0;
    return decode(bytes.subarray(from, end - cut), true) || null;
  }

  function number(bytes: Buffer, from: number, to: number): DbaseCell {
    let start = from;
    let end = to;
    while (start < end && bytes[start]! === 0x20) start += 1;
    while (end > start && (bytes[end - 1]! === 0x20 || bytes[end - 1]! === 0)) end -= 1;
    if (start === end) return null;
    const isNegative = bytes[start] === 0x2d;
    let at = isNegative ? start + 1 : start;
    const first = at;
    let figures = 0;
    let point = -1;
    for (; at < end; at += 1) {
      const byte = bytes[at]!;
      if (byte >= 0x30 && byte <= 0x39) figures = figures * 10 + byte - 0x30;
      else if (byte === 0x2e && point < 0) point = at;
      else break;
    }
    const count = at - first - (point < 0 ? 0 : 1);
    // "007" is no number but a code.
    const isCode = count > 1 && bytes[first] === 0x30 && bytes[first + 1] !== 0x2e;
    const power = (point < 0 ? 0 : point + 1 - at) + (at < end ? exponent(bytes, at, end) : 0);
    if (count === 0 || count > 15 || isCode || !(power >= -22 && power <= 22)) return unusual(bytes, start, end);
    const value = power < 0 ? figures / powers[-power]! : figures * powers[power]!;
    return isNegative && value !== 0 ? -value : value;
  }

  function unusual(bytes: Buffer, start: number, end: number): DbaseCell {
    if (bytes.subarray(start, end).every((byte) => byte === star)) {
      reader.starred += 1;
      return null;
    }
    const written = bytes.toString('latin1', start, end);
    if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(written) || /^[-+]?0\d/.test(written)) return written;
    const value = Number(written);
    const isWhole = /^[-+]?\d+$/.test(written);
    return Number.isFinite(value) && (!isWhole || Number.isSafeInteger(value)) ? value : written;
  }
}

/** The value of "e+003", NaN for anything else. */
function exponent(bytes: Buffer, from: number, end: number): number {
  const sign = bytes[from + 1];
  const first = sign === 0x2b || sign === 0x2d ? from + 2 : from + 1;
  if ((bytes[from]! | 0x20) !== 0x65 || first >= end) return Number.NaN;
  let value = 0;
  for (let at = first; at < end; at += 1) {
    const figure = bytes[at]! - 0x30;
    if (figure < 0 || figure > 9) return Number.NaN;
    value = value * 10 + figure;
  }
  return sign === 0x2d ? -value : value;
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

const day = 86_400_000;

/** "20240131" as "2024-01-31". Zeros, like spaces, are no date; what is no day of the calendar stays as written. */
function dateText(written: string): string | null {
  const text = written.replaceAll('\0', ' ').trim();
  if (text === '' || /^0+$/.test(text)) return null;
  const parts = /^(\d{4})(\d\d)(\d\d)$/.exec(text);
  if (parts === null) return text;
  const iso = `${parts[1]}-${parts[2]}-${parts[3]}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.valueOf()) && date.toISOString().startsWith(iso) ? iso : text;
}

function logicalText(written: string): string | null {
  const text = written.replaceAll('\0', ' ').trim();
  if (/^[ty]$/i.test(text)) return 'VRAI';
  if (/^[fn]$/i.test(text)) return 'FAUX';
  return text === '' || text === '?' ? null : text;
}

/** Days of the Julian calendar of astronomers and milliseconds of the day, as "2024-01-31 08:30:00". */
function instantText(julian: number, milliseconds: number): string | null {
  if (julian === 0 && milliseconds === 0) return null;
  const at = (julian - 2_440_588) * day + Math.round(milliseconds / 1_000) * 1_000;
  if (!(Math.abs(at) < 8.64e15)) return null;
  const iso = new Date(at).toISOString();
  return milliseconds === 0 ? iso.slice(0, -14) : iso.slice(0, -5).replace('T', ' ');
}
