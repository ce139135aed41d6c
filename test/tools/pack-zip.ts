import { crc32, deflateRawSync } from 'node:zlib';

/** Header fields of an entry, which a hostile archive may have wrong. `method` 8 is deflate. */
export type EntryFields = { size: number; packedSize: number; flags: number; method: number };

/** A zip of deflated parts, each given as pieces. `tamper` changes what is said of them, never their bytes. */
export function zipOf(
  parts: readonly (readonly [string, readonly (string | Buffer)[]])[],
  tamper: (name: string, fields: EntryFields) => void = () => {},
): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, pieces] of parts) {
    const bytes = Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)));
    const packed = deflateRawSync(bytes, { level: 6 });
    const said: EntryFields = { size: bytes.length, packedSize: packed.length, flags: 0x800, method: 8 };
    tamper(name, said);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(said.flags, 2);
    fields.writeUInt16LE(said.method, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(said.packedSize, 14);
    fields.writeUInt32LE(said.size, 18);
    fields.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name)]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\0'), fields, rest, Buffer.from(name)]));
    bodies.push(local, packed);
    offset += local.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(Math.min(parts.length, 0xffff), 8);
  end.writeUInt16LE(Math.min(parts.length, 0xffff), 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...bodies, central, end]);
}
