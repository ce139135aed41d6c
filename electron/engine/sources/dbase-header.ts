import { Fault } from '../../../shared/rpc/fault.ts';
import { fileSize, readBytes } from './file.ts';

/**
 * How the bytes of a field become a cell. `number`: figures in ASCII. `binary-*`: little-endian values of FoxPro.
 * `apart`: kept in another file (a memo), or bytes that are no cell.
 */
export type FieldKind =
  | 'text'
  | 'number'
  | 'date'
  | 'logical'
  | 'binary-integer'
  | 'binary-double'
  | 'currency'
  | 'instant'
  | 'apart';

/** `start`: its place in a record. `nullBit`: which bit of the record's flags says that it is null, in FoxPro. */
export type DbaseField = {
  name: Buffer;
  type: string;
  kind: FieldKind;
  start: number;
  length: number;
  nullBit: number | null;
};

/** The head of a dBase III, IV or FoxPro table. Source: the published « Xbase file format description ». */
export type DbaseTable = {
  fields: DbaseField[];
  /** Where its FoxPro null flags are in a record. */
  flags: { start: number; length: number } | null;
  headerLength: number;
  recordLength: number;
  /** Records that the header says there are, and that the file has room for. */
  announced: number;
  room: number;
  /** Byte 29: the code page, 0 when it does not say. */
  driver: number;
};

const descriptor = 32;
const foxPro: ReadonlySet<number> = new Set([0x30, 0x31, 0x32]);
const versions: ReadonlySet<number> = new Set([0x03, 0x43, 0x63, 0x83, 0x8b, 0x8e, 0xcb, 0xe5, 0xf5, 0xfb, ...foxPro]);

const kinds: Record<string, FieldKind> = {
  C: 'text',
  N: 'number',
  F: 'number',
  D: 'date',
  L: 'logical',
  I: 'binary-integer',
  Y: 'currency',
  T: 'instant',
  M: 'apart',
  G: 'apart',
  P: 'apart',
  B: 'apart',
  V: 'apart',
  Q: 'apart',
  W: 'apart',
  '0': 'apart',
};

/** Bytes of the binary values; a field of another length holds something else. */
const lengths: Partial<Record<FieldKind, number>> = {
  date: 8,
  'binary-integer': 4,
  'binary-double': 8,
  currency: 8,
  instant: 8,
};

/** Whether a file begins as a dBase table does: a version, a date, and a first field with a name and a type. */
export function startsAsDbase(head: Buffer): boolean {
  if (head.length < 2 * descriptor || !versions.has(head[0]!) || head[2]! > 12 || head[3]! > 31) return false;
  return nameOf(head, descriptor) !== null && kinds[String.fromCharCode(head[descriptor + 11]!)] !== undefined;
}

/** A name is letters, digits and signs, then zeros. What follows the first zero may be anything. */
function nameOf(bytes: Buffer, at: number): Buffer | null {
  const all = bytes.subarray(at, at + 11);
  const end = all.indexOf(0);
  const name = end < 0 ? all : all.subarray(0, end);
  return name.length > 0 && name.every((byte) => byte >= 0x20 && byte !== 0x7f) ? name : null;
}

/** The fields of a table and its size. Throws Fault `file-damaged` for a header that describes no table. */
export async function readDbaseTable(file: { path: string; name: string }): Promise<DbaseTable> {
  const size = await fileSize(file.path);
  const damaged = new Fault('file-damaged', { file: file.name });
  const first = await readBytes(file.path, 0, descriptor);
  const headerLength = first.readUInt16LE(8);
  const recordLength = first.readUInt16LE(10);
  if (headerLength < 2 * descriptor || headerLength > size || recordLength < 2) throw damaged;
  const header = await readBytes(file.path, 0, headerLength);
  const isFoxPro = foxPro.has(header[0]!);
  const described: { name: Buffer; type: string; length: number; decimals: number; nullable: boolean }[] = [];
  for (let at = descriptor; at + descriptor <= headerLength && header[at] !== 0x0d; at += descriptor) {
    const name = nameOf(header, at);
    if (name === null) throw damaged;
    described.push({
      name,
      type: String.fromCharCode(header[at + 11]!),
      length: header[at + 16]!,
      decimals: header[at + 17]!,
      nullable: isFoxPro && (header[at + 18]! & 2) !== 0,
    });
  }
  const sum = (wide: boolean) => described.reduce((total, field) => total + lengthOf(field, wide), 1);
  // Texts of more than 255 bytes (Clipper, FoxPro) say their length in two bytes; other writers leave anything there.
  const wide = sum(false) !== recordLength && sum(true) === recordLength;
  if (described.length === 0 || sum(wide) > recordLength) throw damaged;
  let start = 1;
  let bit = 0;
  const fields = described.map((each): DbaseField => {
    const length = lengthOf(each, wide);
    const place = start;
    start += length;
    if (each.type === 'V' || each.type === 'Q') bit += 1;
    const nullBit = each.nullable ? bit : null;
    if (each.nullable) bit += 1;
    return {
      name: each.name,
      type: each.type,
      kind: kindOf(each.type, length, isFoxPro),
      start: place,
      length,
      nullBit,
    };
  });
  const flags = fields.find(({ type }) => type === '0') ?? null;
  return {
    fields,
    flags: flags === null ? null : { start: flags.start, length: flags.length },
    headerLength,
    recordLength,
    announced: header.readUInt32LE(4),
    room: Math.floor((size - headerLength) / recordLength),
    driver: header[29]!,
  };
}

function lengthOf(
  { type, length, decimals }: { type: string; length: number; decimals: number },
  wide: boolean,
): number {
  return wide && type === 'C' ? length + decimals * 256 : length;
}

function kindOf(type: string, length: number, isFoxPro: boolean): FieldKind {
  const kind = type === 'B' && isFoxPro ? 'binary-double' : (kinds[type] ?? 'apart');
  return (lengths[kind] ?? length) === length ? kind : 'apart';
}
