import {
  Bool,
  type Data,
  DateMillisecond,
  Field,
  Float64,
  Int64,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampMillisecond,
  Utf8,
} from 'apache-arrow';
import type { ColumnType } from '../../shared/recipe/column.ts';
import { type Cell, type Chunk, type ChunkStream, readColumn, storedType } from './database.ts';

const encoder = new TextEncoder();

/**
 * A result as Arrow IPC, stream format: text utf8, integer int64, decimal float64, boolean bool, date and timestamp in
 * milliseconds since 1970, UTC. Columns go from chunk to vector without row objects; one batch per chunk. Columns before
 * `from` are left out.
 */
export async function encodeStream(stream: ChunkStream, from = 0): Promise<Uint8Array> {
  const types = stream.types.slice(from).map(storedType);
  const fields = stream.names
    .slice(from)
    .map((name, index) => new Field(name, arrowType(types[index] ?? 'text'), true));
  const batches: RecordBatch[] = [];
  const schema = new Schema(fields);
  for await (const chunk of stream.chunks) batches.push(encodeChunk(schema, types, chunk, from));
  if (batches.length === 0)
    batches.push(
      batch(
        schema,
        types.map((type) => encodeColumn(type, [])),
        0,
      ),
    );
  return RecordBatchStreamWriter.writeAll(batches).toUint8Array(true);
}

function encodeChunk(schema: Schema, types: ColumnType[], chunk: Chunk, from: number): RecordBatch {
  const children = types.map((type, index) => encodeColumn(type, readColumn(chunk, from + index)));
  return batch(schema, children, chunk.rowCount);
}

function batch(schema: Schema, children: Data[], length: number): RecordBatch {
  return new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length, nullCount: 0, children }));
}

function arrowType(type: ColumnType) {
  switch (type) {
    case 'integer':
      return new Int64();
    case 'decimal':
      return new Float64();
    case 'boolean':
      return new Bool();
    case 'date':
      return new DateMillisecond();
    case 'timestamp':
      return new TimestampMillisecond();
    case 'text':
      return new Utf8();
  }
}

function encodeColumn(type: ColumnType, cells: Cell[]): Data {
  const length = cells.length;
  const { nullBitmap, nullCount } = validity(cells);
  switch (type) {
    case 'text': {
      const { valueOffsets, data } = packText(cells);
      return makeData({ type: new Utf8(), length, nullCount, nullBitmap, valueOffsets, data });
    }
    case 'boolean': {
      const data = bits(cells, (cell) => cell === true);
      return makeData({ type: new Bool(), length, nullCount, nullBitmap, data });
    }
    case 'decimal': {
      const data = Float64Array.from(cells, (cell) => Number(cell ?? 0));
      return makeData({ type: new Float64(), length, nullCount, nullBitmap, data });
    }
    case 'integer':
      return makeData({ type: new Int64(), length, nullCount, nullBitmap, data: integers(cells) });
    case 'date':
      return makeData({ type: new DateMillisecond(), length, nullCount, nullBitmap, data: integers(cells) });
    case 'timestamp':
      return makeData({ type: new TimestampMillisecond(), length, nullCount, nullBitmap, data: integers(cells) });
  }
}

function integers(cells: Cell[]): BigInt64Array {
  return BigInt64Array.from(cells, (cell) => (typeof cell === 'bigint' ? cell : BigInt(Number(cell ?? 0))));
}

function bits(cells: Cell[], set: (cell: Cell) => boolean): Uint8Array {
  const bytes = new Uint8Array((cells.length + 7) >> 3);
  for (let row = 0; row < cells.length; row++) {
    if (set(cells[row] ?? null)) bytes[row >> 3] = (bytes[row >> 3] ?? 0) | (1 << (row & 7));
  }
  return bytes;
}

function validity(cells: Cell[]): { nullBitmap: Uint8Array; nullCount: number } {
  let nullCount = 0;
  for (const cell of cells) if (cell === null) nullCount++;
  return { nullBitmap: bits(cells, (cell) => cell !== null), nullCount };
}

function packText(cells: Cell[]): { valueOffsets: Int32Array; data: Uint8Array } {
  const valueOffsets = new Int32Array(cells.length + 1);
  let data = new Uint8Array(Math.max(64, cells.length * 16));
  let used = 0;
  for (let row = 0; row < cells.length; row++) {
    const cell = cells[row] ?? null;
    if (cell !== null) {
      const text = String(cell);
      // A UTF-16 unit takes at most three bytes of UTF-8.
      if (used + text.length * 3 > data.length) {
        const grown = new Uint8Array((used + text.length * 3) * 2);
        grown.set(data.subarray(0, used));
        data = grown;
      }
      used += encoder.encodeInto(text, data.subarray(used)).written;
    }
    valueOffsets[row + 1] = used;
  }
  return { valueOffsets, data: data.subarray(0, used) };
}
