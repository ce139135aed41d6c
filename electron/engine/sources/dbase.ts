import { open } from 'node:fs/promises';
import type { SourceOptions } from '../../../shared/project/project.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import type { LoadContext } from './csv-open.ts';
import { createCellReader, type DbaseCell } from './dbase-cells.ts';
import { type Declared, decideEncoding } from './dbase-encoding.ts';
import { type DbaseField, type DbaseTable, readDbaseTable } from './dbase-header.ts';
import { areNumbered } from './declared-fields.ts';
import type { Encoding } from './encoding.ts';
import { type Cell, readBytes, type SheetRow, type StagedFile } from './file.ts';
import type { Layout } from './layout.ts';
import { uniqueNames } from './names.ts';
import { numberText } from './serial.ts';
import { createRunBuilder, type SheetRange, type SheetRun } from './spreadsheet-run.ts';

/** What the first records of a table tell, and a few more at other places of the file. */
export type DbaseHead = {
  table: DbaseTable;
  encoding: Encoding;
  layout: Layout;
  rows: SheetRow[];
  samples: Cell[][];
  /** Places of the columns whose cells are numbers. */
  numeric: Set<number>;
  /** Places of the columns whose texts look like numbers and are not. */
  texts: Set<number>;
  /** Names of the fields that are not read: their content is in another file. */
  apart: string[];
  /** The rows are those of the whole file. */
  complete: boolean;
};

/** What was met while reading all records. `blank`: without any cell. */
export type DbaseTally = { records: number; deleted: number; blank: number; starred: number };

const headBytes = 256 * 1024;
const sampleBytes = 32 * 1024;
const mostRows = 1_000;
const runBytes = 1024 * 1024;
const deletedFlag = 0x2a;
const liveFlag = 0x20;
const endFlag = 0x1a;

/** The head of a .dbf. Reads a fixed amount. Throws Fault `file-damaged`, `not-a-table` or `encoding-unknown`. */
export async function readDbaseHead(
  file: StagedFile,
  codepage: string | null,
  options: SourceOptions,
): Promise<DbaseHead> {
  const table = await readDbaseTable(file);
  const fits = Math.max(1, Math.floor(headBytes / table.recordLength));
  const first = await readRecords(file, table, 0, fits);
  const others: Buffer[] = [];
  for (let place = 1; place <= 6 && table.room > fits; place += 1) {
    const record = Math.max(fits, Math.floor((table.room * place) / 7));
    others.push(await readRecords(file, table, record, Math.ceil(sampleBytes / table.recordLength)));
  }
  const declared: Declared = { codepage, driver: table.driver };
  const encoding = decideEncoding(accentedTexts(table, [first, ...others]), declared, options.encoding);
  const cells = createCellReader(table, encoding);
  const { fields } = table;
  const read = fields.filter(({ kind }) => kind !== 'apart');
  const nameOf = ({ name }: DbaseField) => cells.text(name, 0, name.length) ?? '';
  const names = uniqueNames(read.map((field) => ({ index: fields.indexOf(field), name: nameOf(field) })));
  const numeric = new Set<number>();
  const rowOf = (bytes: Buffer, at: number): Cell[] =>
    fields.map((field, index) => {
      const cell = cells.read(bytes, at, field);
      if (typeof cell !== 'number') return cell;
      numeric.add(index);
      return numberText(cell);
    });
  const rows: SheetRow[] = [];
  const live = [...liveRecords(table, first, 0)];
  for (const at of live.slice(0, mostRows)) {
    checkFigures(file, read, first, at);
    rows.push({ row: at / table.recordLength + 1, cells: rowOf(first, at) });
  }
  return {
    table,
    encoding,
    layout: {
      headerRows: [],
      firstDataRow: 1,
      columns: read.map((field, place) => ({ index: fields.indexOf(field), name: names[place]! })),
      notes: [],
    },
    rows,
    samples: others.flatMap((bytes) => [...liveRecords(table, bytes, fits)].slice(0, 50).map((at) => rowOf(bytes, at))),
    numeric,
    texts: new Set(read.map((field) => fields.indexOf(field)).filter((index) => areNumbered(rows, index))),
    apart: fields.filter(({ kind, type }) => kind === 'apart' && type !== '0').map(nameOf),
    complete: table.room <= fits && live.length <= mostRows,
  };
}

function readRecords(file: StagedFile, table: DbaseTable, first: number, count: number): Promise<Buffer> {
  const { headerLength, recordLength, room } = table;
  const length = Math.max(0, Math.min(count, room - first)) * recordLength;
  return readBytes(file.path, headerLength + first * recordLength, length);
}

/** Where the records that are not deleted begin in `bytes`, the first of which is record `first` of the table. */
function* liveRecords({ recordLength, announced }: DbaseTable, bytes: Buffer, first: number): Generator<number> {
  for (let at = 0; at + recordLength <= bytes.length; at += recordLength) {
    if (isEnd(bytes[at]!, first + at / recordLength, announced)) return;
    if (bytes[at] !== deletedFlag) yield at;
  }
}

/** Past the records that are announced, only what is plainly a record goes on: some programs forget to count them. */
function isEnd(flag: number, record: number, announced: number): boolean {
  return flag === endFlag || (record >= announced && flag !== liveFlag && flag !== deletedFlag);
}

/** MapInfo keeps numbers as doubles, of 8 bytes, under the same header: their bytes are no figures. */
function checkFigures(file: StagedFile, fields: readonly DbaseField[], bytes: Buffer, record: number): void {
  for (const { kind, start, length } of fields) {
    if (kind !== 'number' || length !== 8) continue;
    const cell = bytes.subarray(record + start, record + start + length);
    const written = cell.subarray(0, cell.findLastIndex((byte) => byte !== 0) + 1);
    if (written.filter((byte) => byte < 0x20 || byte > 0x7e).length > 1)
      throw new Fault('not-a-table', { file: file.name, what: 'MapInfo' });
  }
}

/** The texts with bytes past ASCII of some records, and of the names of fields, one per line. */
function accentedTexts({ fields, recordLength }: DbaseTable, blocks: readonly Buffer[]): Buffer[] {
  const texts = fields.filter(({ kind }) => kind === 'text');
  const isAccented = (bytes: Buffer) => bytes.some((byte) => byte > 127);
  const found = fields.map(({ name }) => name).filter(isAccented);
  for (const bytes of blocks)
    for (let at = 0; at + recordLength <= bytes.length; at += recordLength)
      for (const { start, length } of texts) {
        const cell = bytes.subarray(at + start, at + start + length);
        // One byte less: a character cut by the end of its field says nothing.
        if (isAccented(cell)) found.push(length > 8 ? cell.subarray(0, wholeEnd(cell)) : cell);
      }
  const line = Buffer.from('\n');
  return found.length === 0 ? [] : [Buffer.concat(found.flatMap((text) => [text, line]))];
}

/** Where the last ASCII byte ends when the cell is full: what follows may be cut. */
function wholeEnd(cell: Buffer): number {
  let end = cell.length;
  while (end > cell.length - 4 && cell[end - 1]! > 127) end -= 1;
  return end;
}

/** The records of a table in runs; `tally` is filled on the way. Deleted records are left out. */
export async function* readDbase(
  file: StagedFile,
  { table, encoding }: DbaseHead,
  range: SheetRange,
  tally: DbaseTally,
  { signal, progress }: Pick<LoadContext, 'signal' | 'progress'>,
): AsyncGenerator<SheetRun> {
  const { headerLength, recordLength, announced, room } = table;
  const builder = createRunBuilder(range, false);
  const cells = createCellReader(table, encoding);
  const wanted = range.columns
    .filter(({ kept }) => kept)
    .flatMap(({ index }) => (table.fields[index] === undefined ? [] : [{ index, field: table.fields[index] }]));
  const perBlock = Math.max(1, Math.floor(runBytes / recordLength));
  const block = Buffer.allocUnsafe(perBlock * recordLength);
  const handle = await open(file.path, 'r');
  try {
    let ended = false;
    for (let first = 0; first < room && !ended; first += perBlock) {
      if (signal?.aborted) throw new Fault('cancelled');
      progress('reading', first / room);
      const length = Math.min(perBlock, room - first) * recordLength;
      const { bytesRead } = await handle.read(block, 0, length, headerLength + first * recordLength);
      for (let at = 0; at + recordLength <= bytesRead; at += recordLength) {
        const flag = block[at]!;
        ended = isEnd(flag, tally.records, announced);
        if (ended) break;
        tally.records += 1;
        if (flag === deletedFlag) {
          tally.deleted += 1;
          continue;
        }
        builder.startRow(tally.records);
        let isBlank = true;
        for (const { index, field } of wanted) {
          const cell: DbaseCell = cells.read(block, at, field);
          if (cell === null) continue;
          isBlank = false;
          if (typeof cell === 'number') builder.number(index, cell);
          else builder.text(index, cell);
        }
        if (isBlank) tally.blank += 1;
        const run = builder.endRow();
        if (run !== null) yield run;
      }
    }
  } finally {
    await handle.close();
  }
  tally.starred = cells.starred;
  const run = builder.finish({});
  if (run !== null) yield run;
}
