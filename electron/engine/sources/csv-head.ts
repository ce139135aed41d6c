import type { SourceOptions } from '../../../shared/project/project.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import { guessDialect } from './csv-dialect.ts';
import { findJoining, type Joining, joinCells, lengthOf } from './csv-joined.ts';
import { gatherProtected, type Protected, protectedColumns, unprotectCells } from './csv-protected.ts';
import { type Dialect, splitText } from './csv-split.ts';
import { createDecoder, type Encoding, encodings, guessEncoding } from './encoding.ts';
import { readBytes, type SheetRow } from './file.ts';
import { findTable, type Layout } from './layout.ts';
import { type Mender, mendedTitles, menderOf, mendRows } from './mending.ts';

export type CsvHead = {
  encoding: Encoding;
  bom: boolean;
  /** Bytes that are not valid in the encoding, in what was sampled. */
  invalid: number;
  dialect: Dialect;
  directive: boolean;
  layout: Layout;
  /** How records with too many cells come back to those of the titles. */
  joining: Joining | null;
  rows: SheetRow[];
  /** Records sampled past the head, at several places of the file, without row numbers. */
  samples: (string | null)[][];
  /** Protections against spreadsheets that were taken off, by column, in the rows of data seen. */
  unprotected: Protected;
  /** Columns whose cells the file protects as texts. */
  texts: Set<number>;
  /** Physical lines before the first data record. */
  skipLines: number;
  /** Lines seen that held their record in one quoted cell. */
  wrapped: number;
  /** How the texts are mended; `rows` and `samples` are. Null where nothing is to. */
  mender: Mender | null;
  /** Nobody chose how: damage further on is mended too. */
  mayMend: boolean;
  /** The rows are those of the whole file. */
  complete: boolean;
  /** Fields of the widest usual record. */
  width: number;
};

const headBytes = 256 * 1024;
const maximumHead = 16 * 1024 * 1024;
const wantedRows = 60;
const mostRows = 1_000;

/** Everything that the head of a text file (and a few samples further on) tells. Reads a fixed amount. */
export async function readCsvHead(
  file: { path: string; name: string; size: number },
  options: SourceOptions = {},
): Promise<CsvHead> {
  const others = await sampleBytes(file);
  for (let length = headBytes; ; length *= 4) {
    const bytes = await readBytes(file.path, 0, length);
    const complete = bytes.length >= file.size;
    const guess = pinnedEncoding(options.encoding, bytes) ?? guessEncoding([bytes.subarray(0, headBytes), ...others]);
    const text = createDecoder(guess.encoding)(bytes, complete).replace(/^\ufeff/, '');
    if (text.trim() === '' && complete) throw new Fault('file-empty', { file: file.name });
    const { directive, ...dialect } = guessDialect(text, complete, options);
    const records = splitText(text, dialect, { complete, limit: mostRows });
    if (!complete && records.length < wantedRows && length < maximumHead) continue;
    if (records.length === 0) throw new Fault('record-too-long', { file: file.name });
    const protections: Protected[] = records.map(({ cells }) => unprotectCells(cells, new Map()));
    const given: SheetRow[] = records.map((record, index) => ({
      row: index + 1,
      cells: record.cells.map((cell) => (cell === '' ? null : cell)),
    }));
    const mender = menderOf(given, options.mending);
    const rows = mender === null ? given : mendRows(given, mender);
    const end = options.lastDataRow ?? Number.POSITIVE_INFINITY;
    const found = findTable(
      rows.filter(({ row }) => row > (directive ? 1 : 0) && row <= end),
      options,
    );
    const joining = joiningOf(rows, found, dialect.delimiter, options);
    const layout =
      joining !== null && joinRows(rows, joining, found)
        ? findTable(
            rows.filter(({ row }) => row > (directive ? 1 : 0) && row <= end),
            options,
          )
        : found;
    if (mender !== null) mender.titles = mendedTitles(given, rows, layout.firstDataRow);
    const width = Math.max(usualWidth(rows, layout.firstDataRow), (layout.columns.at(-1)?.index ?? -1) + 1);
    const unprotected = gatherProtected(protections.slice(layout.firstDataRow - 1));
    const data = rows.slice(layout.firstDataRow - 1);
    return {
      ...guess,
      unprotected,
      texts: protectedColumns(unprotected, data),
      dialect,
      directive,
      layout,
      joining,
      rows,
      mender,
      mayMend: options.mending === undefined,
      samples:
        options.lastDataRow === undefined
          ? others.flatMap((sample) => sampleRecords(sample, guess.encoding, dialect, width, joining, mender))
          : [],
      wrapped: records.filter(({ isWrapped }) => isWrapped).length,
      skipLines: records[layout.firstDataRow - 1]?.line ?? records.length,
      complete: complete && records.length < mostRows,
      width,
    };
  }
}

/** A project that has columns beyond the titles keeps them. */
function joiningOf(rows: readonly SheetRow[], layout: Layout, delimiter: string, { columns }: SourceOptions) {
  const joining = findJoining(rows, layout, delimiter);
  return joining !== null && columns?.some(({ index }) => index >= joining.width) ? null : joining;
}

/** Puts the rows of the table together again; whether there were any to put. */
function joinRows(rows: readonly SheetRow[], joining: Joining, { firstDataRow }: Layout): boolean {
  let any = false;
  for (const row of rows) {
    if (row.row < firstDataRow || lengthOf(row.cells) <= joining.width) continue;
    const joined = joinCells(
      row.cells.map((cell) => cell ?? ''),
      joining,
    );
    if (joined === null) continue;
    row.cells = joined.map((cell) => (cell === '' ? null : cell));
    any = true;
  }
  return any;
}

function pinnedEncoding(name: string | undefined, bytes: Buffer) {
  if (name === undefined) return null;
  const encoding = encodings.find((each) => each === name.toLowerCase());
  if (encoding === undefined) throw new Fault('encoding-unknown', { encoding: name });
  const { bom } = guessEncoding([bytes.subarray(0, 4)]);
  return { encoding, bom, invalid: 0 };
}

/** 32 KB at each of six places past the head: types and encodings may change far from the first rows. */
async function sampleBytes(file: { path: string; size: number }): Promise<Buffer[]> {
  if (file.size <= headBytes) return [];
  const length = 32 * 1024;
  const samples: Buffer[] = [];
  for (let place = 1; place <= 6; place += 1) {
    // An even start keeps UTF-16 units whole.
    const start = Math.floor(((file.size - length) * place) / 12) * 2;
    if (start >= headBytes) samples.push(await readBytes(file.path, start, length));
  }
  return samples;
}

/** Whole records inside a sample, told by their width: the first and last pieces are cut. */
function sampleRecords(
  bytes: Buffer,
  encoding: Encoding,
  dialect: Dialect,
  width: number,
  joining: Joining | null,
  mender: Mender | null,
): (string | null)[][] {
  const text = createDecoder(encoding)(bytes, true);
  const start = text.indexOf(dialect.newline) + 1;
  return splitText(text.slice(start), dialect, { complete: false, limit: 300 })
    .map(({ cells }) => (joining === null ? cells : (joinCells(cells, joining) ?? cells)))
    .filter((cells) => cells.length === width)
    .map((cells) => {
      unprotectCells(cells, new Map());
      return cells.map((cell, index) => (cell === '' ? null : (mender?.mend(cell, index, 0) ?? cell)));
    });
}

function usualWidth(rows: readonly SheetRow[], firstDataRow: number): number {
  const widths = new Map<number, number>();
  for (const row of rows) {
    if (row.row < firstDataRow) continue;
    widths.set(row.cells.length, (widths.get(row.cells.length) ?? 0) + 1);
  }
  let usual = 0;
  let most = 0;
  for (const [width, count] of widths) if (count > most) [usual, most] = [width, count];
  return usual;
}
