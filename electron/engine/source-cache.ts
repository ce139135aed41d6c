import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OpenedSource } from '../../shared/contract.ts';
import type { SourceOptions } from '../../shared/project/project.ts';
import { identifier, literal } from '../../shared/sql/quote.ts';
import type { Background } from './background.ts';
import type { Connection, Database } from './database.ts';
import { dropPacked, packTable } from './packing.ts';

/**
 * What is done in the background to an opened source: a large table is packed (packing.ts), and each is kept as Parquet
 * in the staging folder, so that a restarted engine has it back at once. The main database stays in memory: measured on
 * 1 000 000 x 20, an import into a database file takes 3 x the time of one into memory (compression), while this copy is
 * made in the background and read back in 0.8 s.
 */
export type SourceCache = {
  /** Starts packing the table and keeping a copy; their failure harms nothing. */
  keep(opened: OpenedSource, options: SourceOptions): void;
  /**
   * Gives up the packing and the copy of what was opened under an id before another table takes its place: the copy
   * would hold rows of both, and the memory of the first as long as it is written. The table answers until then.
   */
  forget(id: string): Promise<void>;
  /** Puts `source_<id>` back when the same file was opened with the same options, under whatever id. */
  restore(id: string, sha256: string, options: SourceOptions): Promise<OpenedSource | null>;
  /** Settles when nothing is being packed or kept. */
  idle(): Promise<void>;
  /** Gives up what is not done yet. */
  stop(): Promise<void>;
};

export type SourceCacheOptions = {
  folder: string;
  database: Database;
  background: Background;
  /** Whether an engine may be restarted over the folder, or asked for long enough to make packing worth it. */
  keeps: boolean;
  sliceCells?: number;
};

/** A large table takes every core for a while to be packed or kept: what somebody waits for goes before it. */
const largeCells = 3_000_000;

/**
 * Cells that DuckDB keeps in memory before it writes them. It writes whole groups of rows of every column asked for: a
 * table of 36 000 x 1 900 copied at once takes 1.5 GB on top of its own, in slices of 200 columns 130 MB.
 */
const usualSlice = 7_000_000;
const groupRows = 122_880;

/**
 * `data` is the key of the Parquet files: a reading asked for with fewer options than it resolved to has two keys.
 * `slices` is how many files hold the columns, each with the number of the row.
 */
type Kept = { opened: OpenedSource; data: string; slices: number };

export function openSourceCache(options: SourceCacheOptions): SourceCache {
  const { folder, database, background, keeps, sliceCells = usualSlice } = options;
  let queue: Promise<void> = Promise.resolve();
  let running: { id: string; done: Promise<void> } | null = null;
  const stopping = new AbortController();
  /** Of each id, what gives up what waits or is being done. */
  const pending = new Map<string, AbortController>();
  const place = (key: string, name: string) => join(folder, `${key}.${name}`);
  const sourcePlace = (key: string, slice: number) =>
    place(key, slice === 0 ? 'source.parquet' : `source-${slice}.parquet`);

  async function forget(id: string): Promise<void> {
    pending.get(id)?.abort();
    pending.delete(id);
    if (running?.id === id) await running.done;
  }

  /** After what already waits. */
  function later(id: string, work: (signal: AbortSignal) => Promise<void>): void {
    pending.get(id)?.abort();
    const own = new AbortController();
    pending.set(id, own);
    const signal = AbortSignal.any([own.signal, stopping.signal]);
    queue = queue.then(async () => {
      if (signal.aborted) return;
      const done = work(signal).catch(() => {});
      running = { id, done };
      await done;
      running = null;
    });
  }

  async function pack({ source }: OpenedSource, signal: AbortSignal): Promise<void> {
    const table = `source_${source.id}`;
    // What the table took the place of.
    await dropPacked(database, table);
    await packTable(database, background, table, source.rowCount, signal);
  }

  async function write(opened: OpenedSource, key: string, alias: string, signal: AbortSignal): Promise<void> {
    const { id } = opened.source;
    const part = place(key, `${process.pid}.part`);
    const copy = async (connection: Connection, table: string, columns: string, path: string) => {
      const rows = `SELECT ${columns} FROM ${identifier(table)}`;
      await connection.run(`COPY (${rows}) TO ${literal(slashes(part))} (FORMAT parquet, COMPRESSION lz4)`);
      await rename(part, path);
    };
    const copyAll = async (connection: Connection) => {
      const slices = await sliceColumns(connection, `source_${id}`, opened.source.rowCount, sliceCells);
      for (const [at, columns] of slices.entries())
        await copy(connection, `source_${id}`, columns, sourcePlace(key, at));
      await copy(connection, `issues_${id}`, '*', place(key, 'issues.parquet'));
      return slices.length;
    };
    const slices = await (isLarge(opened) ? background.run(signal, copyAll) : database.use(signal, copyAll));
    signal.throwIfAborted();
    // Written last: its presence says that the others are whole.
    for (const name of new Set([key, alias])) {
      await writeFile(part, JSON.stringify({ opened, data: key, slices } satisfies Kept));
      await rename(part, place(name, 'json'));
    }
  }

  async function read(id: string, key: string): Promise<OpenedSource | null> {
    const text = await readFile(place(key, 'json'), 'utf8').catch(() => null);
    if (text === null) return null;
    let kept: Kept | null = null;
    try {
      kept = JSON.parse(text) as Kept;
      const { opened, data, slices } = kept;
      const paths = Array.from({ length: slices }, (_, at) => slashes(sourcePlace(data, at)));
      await forget(id);
      await database.use(null, async (connection) => {
        await connection.run(`CREATE OR REPLACE TABLE ${identifier(`source_${id}`)} AS ${joinSlices(paths)}`);
        const issues = literal(slashes(place(data, 'issues.parquet')));
        await connection.run(`CREATE OR REPLACE TABLE ${identifier(`issues_${id}`)} AS FROM read_parquet(${issues})`);
      });
      const restored = { ...opened, source: { ...opened.source, id } };
      later(id, (signal) => pack(restored, signal));
      return restored;
    } catch {
      await quarantine(key, kept);
      return null;
    }
  }

  /** A cache that does not open is put aside and made anew from the file (RELIABILITY). */
  async function quarantine(key: string, kept: Kept | null): Promise<void> {
    await rm(place(key, 'json'), { force: true });
    const data = kept?.data ?? key;
    const sources = Array.from({ length: kept?.slices ?? 1 }, (_, at) => sourcePlace(data, at));
    for (const path of [...sources, place(data, 'issues.parquet')])
      await rename(path, path.replace(/parquet$/, 'damaged')).catch(() => {});
  }

  return {
    keep(opened, options) {
      if (!keeps) return;
      const { sha256 } = opened.source;
      const key = cacheKey(sha256, opened.source.options);
      later(opened.source.id, async (signal) => {
        await pack(opened, signal).catch(() => {});
        await write(opened, key, cacheKey(sha256, options), signal);
      });
    },
    forget,
    restore: (id, sha256, options) => read(id, cacheKey(sha256, options)),
    idle: () => queue,
    stop() {
      stopping.abort();
      return queue;
    },
  };
}

function isLarge({ source, columns }: OpenedSource): boolean {
  return source.rowCount * columns.length > largeCells;
}

function cacheKey(sha256: string, options: SourceOptions): string {
  return createHash('sha256')
    .update(`${sha256} ${JSON.stringify(sorted(options))}`)
    .digest('hex')
    .slice(0, 32);
}

/** The columns of a table, as SQL lists with the number of the row each, so few that `cells` of them make a group. */
async function sliceColumns(connection: Connection, table: string, rows: number, cells: number): Promise<string[]> {
  const found = await connection.rows<{ name: string }>(
    `SELECT column_name AS name FROM duckdb_columns() WHERE table_name = ? AND column_name <> '__row' ORDER BY column_index`,
    [table],
  );
  const names = found.map(({ name }) => identifier(name));
  const most = Math.max(1, Math.floor(cells / Math.max(1, Math.min(rows, groupRows))));
  const slices: string[] = [];
  for (let from = 0; from < Math.max(1, names.length); from += most)
    slices.push(['"__row"', ...names.slice(from, from + most)].join(', '));
  return slices;
}

/** The rows of slices side by side. An error, and the copy is not used, were they not in the same order. */
function joinSlices(paths: readonly string[]): string {
  const relations = paths.map((path, at) => `read_parquet(${literal(path)}) p${at}`);
  if (relations.length === 1) return `FROM ${relations[0]}`;
  const others = relations.slice(1).map((_, at) => `p${at + 1}`);
  const same = others.map((other) => `p0."__row" = ${other}."__row"`).join(' AND ');
  const columns = ['p0', ...others].map((slice) => `${slice}.* EXCLUDE ("__row")`).join(', ');
  const row = `CASE WHEN ${same} THEN p0."__row" ELSE error('slices out of order') END AS "__row"`;
  return `SELECT ${row}, ${columns} FROM ${relations.join(' POSITIONAL JOIN ')}`;
}

/** The same options in whatever order their fields came. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, field]) => [name, sorted(field)]));
}

function slashes(path: string): string {
  return path.replaceAll('\\', '/');
}
