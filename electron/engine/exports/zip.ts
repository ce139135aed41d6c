import { once } from 'node:events';
import { type FileHandle, open } from 'node:fs/promises';
import { createDeflateRaw, crc32 as nodeCrc32 } from 'node:zlib';
import { Fault } from '../../../shared/rpc/fault.ts';

type Entry = { name: Buffer; offset: number; crc: number; packed: number; size: number };

/** Texts are written as UTF-8. */
export type Pieces = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

export type ZipWriter = {
  /** Writes one entry from pieces, compressed on the way; nothing is kept in memory. */
  add(name: string, pieces: Pieces): Promise<void>;
  /** Writes the directory, syncs and closes. */
  finish(): Promise<void>;
  /** Closes a zip that will not be finished. */
  abandon(): Promise<void>;
};

/** The format without its 64-bit extension, which older spreadsheet programs do not read. */
const largestSize = 0xffff_ffff;
const storedAt = { time: 0, date: 0x21 };

/** A new .zip file at `path`. Fault `export-too-large` past 4 GB. */
export async function createZip(path: string): Promise<ZipWriter> {
  const file = await open(path, 'wx');
  const entries: Entry[] = [];
  let position = 0;

  async function write(bytes: Uint8Array): Promise<void> {
    let done = 0;
    while (done < bytes.length) {
      const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
      done += bytesWritten;
    }
    position += bytes.length;
    if (position > largestSize) throw new Fault('export-too-large');
  }

  return {
    async add(name, pieces) {
      const entry: Entry = { name: Buffer.from(name), offset: position, crc: 0, packed: 0, size: 0 };
      await write(localHeader(entry));
      const begin = position;
      for await (const packed of deflate(pieces, entry)) await write(packed);
      entry.packed = position - begin;
      if (entry.size > largestSize) throw new Fault('export-too-large');
      await overwrite(file, localHeader(entry), entry.offset);
      entries.push(entry);
    },
    async finish() {
      const begin = position;
      for (const entry of entries) await write(directoryHeader(entry));
      const size = position - begin;
      const end = Buffer.alloc(22);
      end.writeUInt32LE(0x06054b50, 0);
      end.writeUInt16LE(entries.length, 8);
      end.writeUInt16LE(entries.length, 10);
      end.writeUInt32LE(size, 12);
      end.writeUInt32LE(begin, 16);
      await write(end);
      await file.sync();
      await file.close();
    },
    abandon: () => file.close().catch(() => {}),
  };
}

async function overwrite(file: FileHandle, bytes: Uint8Array, at: number): Promise<void> {
  await file.write(bytes, 0, bytes.length, at);
}

/** Compresses pieces; counts and checksums the plain bytes into `entry`. */
async function* deflate(pieces: Pieces, entry: Entry): AsyncGenerator<Uint8Array> {
  const packer = createDeflateRaw({ level: 3, chunkSize: 256 * 1024 });
  let failure: unknown = null;
  const feeding = (async () => {
    for await (const piece of pieces) {
      const bytes = typeof piece === 'string' ? Buffer.from(piece) : piece;
      entry.size += bytes.length;
      entry.crc = crc32(bytes, entry.crc);
      if (!packer.write(bytes)) await once(packer, 'drain');
    }
    packer.end();
  })().catch((thrown) => {
    failure = thrown;
    packer.destroy();
  });
  try {
    for await (const packed of packer) yield packed as Uint8Array;
  } catch (thrown) {
    throw failure ?? thrown;
  } finally {
    packer.destroy();
    if (!packer.writableFinished) failure ??= new Error('abandoned');
  }
  await feeding;
  if (failure) throw failure;
}

function localHeader(entry: Entry): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  writeCommon(header, entry, 6);
  return Buffer.concat([header, entry.name]);
}

function directoryHeader(entry: Entry): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(20, 6);
  writeCommon(header, entry, 8);
  header.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([header, entry.name]);
}

/** From « general purpose flags » to « file name length »: the same fields in both headers. Names are UTF-8. */
function writeCommon(header: Buffer, entry: Entry, at: number): void {
  header.writeUInt16LE(0x0800, at);
  header.writeUInt16LE(8, at + 2);
  header.writeUInt16LE(storedAt.time, at + 4);
  header.writeUInt16LE(storedAt.date, at + 6);
  header.writeUInt32LE(entry.crc, at + 8);
  header.writeUInt32LE(entry.packed, at + 12);
  header.writeUInt32LE(Math.min(entry.size, largestSize), at + 16);
  header.writeUInt16LE(entry.name.length, at + 20);
}

const crcTable = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** zlib's own where Node has it (20.15 and later; Electron's may hide it), else a table. */
function crc32(bytes: Uint8Array, previous: number): number {
  if (typeof nodeCrc32 === 'function') return nodeCrc32(bytes, previous);
  let value = ~previous >>> 0;
  for (const byte of bytes) value = (value >>> 8) ^ (crcTable[(value ^ byte) & 0xff] as number);
  return ~value >>> 0;
}
