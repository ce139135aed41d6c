import { createHash } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { OpenedSource } from '../../shared/contract.ts';
import type { SourceOptions } from '../../shared/project/project.ts';
import { identifier, literal } from '../../shared/sql/quote.ts';
import type { Database } from './database.ts';

/**
 * Opened sources kept as Parquet in the staging folder, so that a restarted engine has them back at once. The main
 * database stays in memory: measured on 1 000 000 x 20, an import into a database file takes 3 x the time of one into
 * memory (compression), while this copy is made in the background and read back in 0.8 s.
 */
export type SourceCache = {
  /** Starts keeping a copy; its failure harms nothing. */
  keep(opened: OpenedSource, options: SourceOptions): void;
  /** Puts `source_<id>` back when the same file was opened with the same options, under whatever id. */
  restore(id: string, sha256: string, options: SourceOptions): Promise<OpenedSource | null>;
  /** Settles when nothing is being kept. */
  idle(): Promise<void>;
  /** Gives up what waits to be kept; settles once what is being written is. */
  stop(): Promise<void>;
};

/** A large copy takes every core for a while: the first pages go before it. */
const largeRows = 300_000;
const politePause = 3000;

/** `data` is the key of the Parquet files: a reading asked for with fewer options than it resolved to has two keys. */
type Kept = { opened: OpenedSource; data: string };

export function openSourceCache(folder: string, database: Database, keeps: boolean): SourceCache {
  let queue: Promise<void> = Promise.resolve();
  const stopping = new AbortController();
  const place = (key: string, name: string) => join(folder, `${key}.${name}`);

  async function write(opened: OpenedSource, key: string, alias: string): Promise<void> {
    const { id } = opened.source;
    const part = place(key, `${process.pid}.part`);
    await database.use(null, async (connection) => {
      for (const [table, name] of [
        [`source_${id}`, 'source'],
        [`issues_${id}`, 'issues'],
      ] as const) {
        await connection.run(
          `COPY (FROM ${identifier(table)}) TO ${literal(slashes(part))} (FORMAT parquet, COMPRESSION lz4)`,
        );
        await rename(part, place(key, `${name}.parquet`));
      }
    });
    // Written last: its presence says that the two others are whole.
    for (const name of new Set([key, alias])) {
      await writeFile(part, JSON.stringify({ opened, data: key } satisfies Kept));
      await rename(part, place(name, 'json'));
    }
  }

  async function read(id: string, key: string): Promise<OpenedSource | null> {
    const text = await readFile(place(key, 'json'), 'utf8').catch(() => null);
    if (text === null) return null;
    let kept: Kept | null = null;
    try {
      kept = JSON.parse(text) as Kept;
      const { opened, data } = kept;
      await database.use(null, async (connection) => {
        for (const [table, name] of [
          [`source_${id}`, 'source'],
          [`issues_${id}`, 'issues'],
        ] as const) {
          const path = slashes(place(data, `${name}.parquet`));
          await connection.run(`CREATE OR REPLACE TABLE ${identifier(table)} AS FROM read_parquet(${literal(path)})`);
        }
      });
      return { ...opened, source: { ...opened.source, id } };
    } catch {
      await quarantine(key, kept?.data ?? key);
      return null;
    }
  }

  /** A cache that does not open is put aside and made anew from the file (RELIABILITY). */
  async function quarantine(key: string, data: string): Promise<void> {
    await rm(place(key, 'json'), { force: true });
    for (const name of ['source', 'issues'])
      await rename(place(data, `${name}.parquet`), place(data, `${name}.damaged`)).catch(() => {});
  }

  return {
    keep(opened, options) {
      if (!keeps) return;
      const { sha256 } = opened.source;
      const key = cacheKey(sha256, opened.source.options);
      const pause = opened.source.rowCount > largeRows ? politePause : 0;
      queue = queue
        .then(() => wait(pause, undefined, { signal: stopping.signal }))
        .then(() => write(opened, key, cacheKey(sha256, options)))
        .catch(() => {});
    },
    restore: (id, sha256, options) => read(id, cacheKey(sha256, options)),
    idle: () => queue,
    stop() {
      stopping.abort();
      return queue;
    },
  };
}

function cacheKey(sha256: string, options: SourceOptions): string {
  return createHash('sha256')
    .update(`${sha256} ${JSON.stringify(sorted(options))}`)
    .digest('hex')
    .slice(0, 32);
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
