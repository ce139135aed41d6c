import { Fault } from '../../shared/rpc/fault.ts';
import { identifier } from '../../shared/sql/quote.ts';
import type { Connection, Database } from './database.ts';

/** Cells of kept results, and how many of them. */
const mostCells = 40_000_000;
const mostResults = 8;
const mostCounts = 500;

export type Results = {
  /** Rows of `sql`, counted once. */
  count(sql: string, signal: AbortSignal | null): Promise<number>;
  /**
   * A table holding the rows of `sql` in order, `rowid` being the 0-based place. Made once, kept while it is used.
   * `fleeting`: given up half-made as soon as nobody waits for it.
   */
  table<T>(
    sql: string,
    signal: AbortSignal | null,
    work: (connection: Connection, table: string) => Promise<T>,
    options?: { fleeting: boolean },
  ): Promise<T>;
  /** Sources have changed: everything known is void. */
  clear(): Promise<void>;
};

type Result = { name: string; cells: number; users: number; waiting: number; controller: AbortController };

/** Answers already computed, keyed by SQL. Results are bounded and the least recently used goes first. */
export function createResults(database: Database): Results {
  const counts = new Map<string, number>();
  const results = new Map<string, { result: Result; made: Promise<void> }>();
  let next = 1;

  async function make(sql: string, result: Result): Promise<void> {
    await database.use(result.controller.signal, async (connection) => {
      await connection.run(`CREATE OR REPLACE TABLE ${identifier(result.name)} AS ${sql}`);
      const [size] = await connection.rows<{ rows: number; columns: number }>(
        `SELECT estimated_size AS rows, column_count AS columns FROM duckdb_tables() WHERE table_name = ?`,
        [result.name],
      );
      result.cells = (size?.rows ?? 0) * (size?.columns ?? 1);
    });
  }

  async function drop(sql: string): Promise<void> {
    const entry = results.get(sql);
    if (!entry) return;
    results.delete(sql);
    entry.result.controller.abort();
    await entry.made.catch(() => {});
    await database.use(null, (connection) => connection.run(`DROP TABLE IF EXISTS ${identifier(entry.result.name)}`));
  }

  /** Drops what is over the bounds, oldest first, and half-made results that nobody waits for any more. */
  async function trim(): Promise<void> {
    let cells = 0;
    for (const { result } of results.values()) cells += result.cells;
    for (const [sql, { result }] of [...results]) {
      const abandoned = result.cells < 0 && result.waiting === 0;
      if (result.users > 0 || result.waiting > 0) continue;
      if (!abandoned && results.size <= mostResults && cells <= mostCells) continue;
      cells -= result.cells;
      await drop(sql);
    }
  }

  function begin(sql: string) {
    const result: Result = {
      name: `result_${next++}`,
      cells: -1,
      users: 0,
      waiting: 0,
      controller: new AbortController(),
    };
    const made = make(sql, result);
    made.catch(() => results.get(sql)?.result === result && results.delete(sql));
    const entry = { result, made };
    results.set(sql, entry);
    return entry;
  }

  async function table<T>(
    sql: string,
    signal: AbortSignal | null,
    work: (connection: Connection, table: string) => Promise<T>,
    options?: { fleeting: boolean },
  ): Promise<T> {
    const entry = results.get(sql) ?? begin(sql);
    const { result, made } = entry;
    // Most recently used last.
    results.delete(sql);
    results.set(sql, entry);
    result.waiting++;
    void trim().catch(() => {});
    try {
      await orAborted(made, signal);
      result.users++;
    } finally {
      result.waiting--;
      if (options?.fleeting && result.cells < 0 && result.waiting === 0) void drop(sql).catch(() => {});
    }
    try {
      return await database.use(signal, (connection) => work(connection, result.name));
    } finally {
      result.users--;
      void trim().catch(() => {});
    }
  }

  return {
    async count(sql, signal) {
      const known = counts.get(sql);
      if (known !== undefined) return known;
      const read = async (connection: Connection, rows: string) => {
        const [row] = await connection.rows<{ count: number }>(`SELECT count(*) AS count FROM ${rows}`);
        return row?.count ?? 0;
      };
      const count = results.has(sql)
        ? await table(sql, signal, (connection, name) => read(connection, identifier(name)), { fleeting: true })
        : await database.use(signal, (connection) => read(connection, `(${sql})`));
      if (counts.size >= mostCounts) counts.clear();
      counts.set(sql, count);
      return count;
    },
    table,
    async clear() {
      counts.clear();
      for (const sql of [...results.keys()]) await drop(sql);
    },
  };
}

/** A scrolled page may be given up without giving up the result that the next page needs. */
function orAborted(made: Promise<void>, signal: AbortSignal | null): Promise<void> {
  if (!signal) return made;
  return new Promise((resolve, reject) => {
    const abort = () => reject(new Fault('cancelled'));
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort, { once: true });
    made.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
