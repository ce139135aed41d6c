import { createReadStream } from 'node:fs';
import { constants, createInflateRaw, inflateRawSync, type ZlibOptions } from 'node:zlib';
import { Fault } from '../../../shared/rpc/fault.ts';
import { createDecoder, guessEncoding } from './encoding.ts';
import { fileSize, readBytes } from './file.ts';

export type ZipEntry = {
  name: string;
  method: number;
  compressedSize: number;
  size: number;
  /** Where its local header begins. */
  offset: number;
  encrypted: boolean;
};

/**
 * Sizes are limited where they cost memory. Read in a stream, a sheet costs none: one of 36 000 x 1 900 cells, which must
 * open, inflates to 2 GB from 150 MB. A library that inflates all at once is given no more than `whole`. Real sheets
 * shrink 5 to 30 times, so a ratio of 100 past 50 MB is no sheet; smaller entries are harmless whatever their ratio.
 * Tables of fixed width are mostly spaces and zeros: real ones shrink 500 times, and are read in a stream, in any case.
 */
const limits = {
  entries: 10_000,
  declared: 4_000_000_000,
  whole: 600_000_000,
  ratio: 100,
  smallEnough: 50_000_000,
  fixedWidth: 1_000_000_000,
};

/**
 * The central directory of a zip archive, checked before anything is inflated: number of entries, declared sizes,
 * compression ratio, names that leave the folder. Throws Fault `file-damaged` or `archive-unsafe`.
 */
export async function readZip(path: string, name: string): Promise<ZipEntry[]> {
  const size = await fileSize(path);
  const tailLength = Math.min(size, 65_557);
  const tail = await readBytes(path, size - tailLength, tailLength);
  const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0 || end + 22 > tail.length) throw new Fault('file-damaged', { file: name });
  let count = tail.readUInt16LE(end + 10);
  let length = tail.readUInt32LE(end + 12);
  let start = tail.readUInt32LE(end + 16);
  if (start === 0xffffffff || count === 0xffff || length === 0xffffffff) {
    const locator = end - 20;
    if (locator < 0 || tail.readUInt32LE(locator) !== 0x07064b50) throw new Fault('file-damaged', { file: name });
    const record = await readBytes(path, Number(tail.readBigUInt64LE(locator + 8)), 56);
    if (record.length < 56) throw new Fault('file-damaged', { file: name });
    count = Number(record.readBigUInt64LE(32));
    length = Number(record.readBigUInt64LE(40));
    start = Number(record.readBigUInt64LE(48));
  }
  if (count > limits.entries || length > 64_000_000) throw new Fault('archive-unsafe', { file: name });
  if (start + length > size) throw new Fault('file-damaged', { file: name });
  return checked(parseDirectory(await readBytes(path, start, length), count, name), name, size);
}

function parseDirectory(bytes: Buffer, count: number, name: string): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50)
      throw new Fault('file-damaged', { file: name });
    const nameLength = bytes.readUInt16LE(at + 28);
    const extraLength = bytes.readUInt16LE(at + 30);
    const flags = bytes.readUInt16LE(at + 8);
    const rawName = bytes.subarray(at + 46, at + 46 + nameLength);
    const extra = bytes.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength);
    const entry: ZipEntry = {
      name: nameOf(rawName, (flags & 0x800) !== 0).replaceAll('\\', '/'),
      method: bytes.readUInt16LE(at + 10),
      compressedSize: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
      encrypted: (flags & 1) !== 0,
    };
    widen(entry, extra);
    entries.push(entry);
    at += 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** Zip64 extra field 0x0001: only the values that overflowed, in this order. */
function widen(entry: ZipEntry, extra: Buffer): void {
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) {
      let value = at + 4;
      for (const key of ['size', 'compressedSize', 'offset'] as const) {
        if (entry[key] === 0xffffffff && value + 8 <= extra.length) {
          entry[key] = Number(extra.readBigUInt64LE(value));
          value += 8;
        }
      }
    }
    at += 4 + length;
  }
}

/** Windows writes names in the code page of DOS, other programs in their own, most of them without saying so. */
function nameOf(bytes: Buffer, isUtf8: boolean): string {
  const text = bytes.toString('utf8');
  if (isUtf8 || !text.includes('\ufffd')) return text;
  const { encoding } = guessEncoding([bytes]);
  return createDecoder(encoding === 'windows-1252' ? encoding : 'cp850')(bytes, true);
}

function checked(entries: ZipEntry[], name: string, archiveSize: number): ZipEntry[] {
  let total = 0;
  let sheets = 0;
  for (const entry of entries) {
    const isFixedWidth = /\.dbf$/i.test(entry.name) && entry.size <= limits.fixedWidth;
    total += entry.size;
    if (!isFixedWidth) sheets += entry.size;
    const escapes = entry.name.startsWith('/') || /^[A-Za-z]:/.test(entry.name) || entry.name.split('/').includes('..');
    const swollen =
      !isFixedWidth && entry.size > limits.smallEnough && entry.size > entry.compressedSize * limits.ratio;
    if (escapes || swollen) throw new Fault('archive-unsafe', { file: name });
  }
  const swollen = sheets > limits.smallEnough && sheets > archiveSize * limits.ratio;
  if (total > limits.declared || swollen) throw new Fault('archive-unsafe', { file: name });
  return entries;
}

/** Length of the local header of an entry, which `bytes` begin with. */
function headerLength(bytes: Buffer, file: string): number {
  if (bytes.length < 30 || bytes.readUInt32LE(0) !== 0x04034b50) throw new Fault('file-damaged', { file });
  return 30 + bytes.readUInt16LE(26) + bytes.readUInt16LE(28);
}

/** What a local header usually takes beyond the name: read with the data, in one go. */
const usualHeader = 30 + 512;

/** The first bytes of an entry, inflating no more than `compressed` bytes of it. `whole` when that was all of it. */
export async function readEntryHead(
  path: string,
  entry: ZipEntry,
  compressed: number,
  file: string,
): Promise<{ bytes: Buffer; whole: boolean }> {
  if (entry.encrypted) throw new Fault('password', { file });
  const length = Math.min(compressed, entry.compressedSize);
  const read = await readBytes(path, entry.offset, usualHeader + entry.name.length + length);
  const header = headerLength(read, file);
  const covered = read.length >= header + length;
  const slice = covered ? read.subarray(header, header + length) : await readBytes(path, entry.offset + header, length);
  const whole = length === entry.compressedSize;
  if (slice.length < length) throw new Fault('file-damaged', { file });
  if (entry.method === 0) return { bytes: slice, whole };
  if (entry.method !== 8) throw new Fault('file-damaged', { file });
  try {
    // Z_SYNC_FLUSH accepts an input that stops in the middle.
    const bytes = inflateRawSync(slice, {
      finishFlush: constants.Z_SYNC_FLUSH,
      chunkSize: 512 * 1024,
      maxOutputLength: Math.max(entry.size + 1, 1_000_000),
    });
    return { bytes, whole };
  } catch {
    throw new Fault('file-damaged', { file });
  }
}

/** An entry that is small by nature (styles, relations). Refuses more than `limit` bytes. */
export async function readEntry(path: string, entry: ZipEntry, file: string, limit = 64_000_000): Promise<Buffer> {
  if (entry.size > limit) throw new Fault('archive-unsafe', { file });
  const { bytes } = await readEntryHead(path, entry, entry.compressedSize, file);
  return bytes;
}

/** The inflated bytes of an entry, in pieces. Stops with a fault past its declared size or when it ends too soon. */
export async function* streamEntry(path: string, entry: ZipEntry, file: string): AsyncGenerator<Buffer> {
  if (entry.encrypted) throw new Fault('password', { file });
  if (entry.compressedSize === 0) return;
  const start = entry.offset + headerLength(await readBytes(path, entry.offset, 30), file);
  const source = createReadStream(path, {
    start,
    end: start + entry.compressedSize - 1,
    highWaterMark: 256 * 1024,
  });
  let total = 0;
  try {
    if (entry.method === 0) {
      for await (const bytes of source) {
        total += (bytes as Buffer).length;
        yield bytes as Buffer;
      }
    } else {
      // Some pieces ahead: the inflating thread works while a piece is read. The streams' own option, passed through.
      const inflate = createInflateRaw({ chunkSize: 256 * 1024, highWaterMark: 4 * 1024 * 1024 } as ZlibOptions);
      source.on('error', (error) => inflate.destroy(error));
      for await (const bytes of source.pipe(inflate)) {
        total += (bytes as Buffer).length;
        if (total > entry.size) throw new Fault('archive-unsafe', { file });
        yield bytes as Buffer;
      }
    }
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    throw new Fault('file-damaged', { file });
  } finally {
    source.destroy();
  }
  if (total !== entry.size) throw new Fault('file-damaged', { file });
}

/**
 * Inflates every part of an archive that a library will inflate for itself, keeping nothing: sizes are really what they
 * are said to be, and no part has a DOCTYPE. Throws Fault `file-large`, `archive-unsafe` or `file-damaged`.
 */
export async function checkInflated(path: string, name: string): Promise<void> {
  const entries = await readZip(path, name);
  if (entries.reduce((sum, entry) => sum + entry.size, 0) > limits.whole) throw new Fault('file-large', { file: name });
  for (const entry of entries) {
    let first = true;
    for await (const bytes of streamEntry(path, entry, name)) {
      if (first && /\.(?:xml|rels)$/i.test(entry.name) && bytes.subarray(0, 65_536).includes('<!DOCTYPE'))
        throw new Fault('archive-unsafe', { file: name });
      first = false;
    }
  }
}
