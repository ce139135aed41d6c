import { availableParallelism, totalmem } from 'node:os';
import {
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBInstance,
  type DuckDBResult,
  DuckDBTimestampValue,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { ColumnType } from '../../shared/recipe/column.ts';
import { Fault } from '../../shared/rpc/fault.ts';
import { literal } from '../../shared/sql/quote.ts';

/** Connections made at start: the progress settings are local to a connection and cannot be set once locked. */
const readyConnections = 6;
/** A query that ignores its interruption this long is stuck: the process has to go (RELIABILITY). */
const stuckAfterMilliseconds = 2000;

export type Value = DuckDBValue;
export type Chunk = DuckDBDataChunk;
export type ChunkType = DuckDBType;
export type Appender = DuckDBAppender;
export const createChunk = DuckDBDataChunk.create;
/** Column types that an appended chunk may have. */
export {
  BIGINT as bigint,
  DATE as date,
  DOUBLE as double,
  INTEGER as integer,
  VARCHAR as varchar,
} from '@duckdb/node-api';

/** A result that is read once, chunk by chunk (at most 2 048 rows each). */
export type ChunkStream = { names: string[]; types: DuckDBType[]; chunks: AsyncIterable<DuckDBDataChunk> };

/** One borrowed connection. Its calls fail with Fault `cancelled` once the signal it was borrowed with aborts. */
export type Connection = {
  run(sql: string, values?: DuckDBValue[]): Promise<void>;
  /** Rows as plain objects: BIGINT as number where safe (else bigint), DATE and TIMESTAMP as ISO text. */
  rows<T = Record<string, unknown>>(sql: string, values?: DuckDBValue[]): Promise<T[]>;
  stream(sql: string, values?: DuckDBValue[]): Promise<ChunkStream>;
  appender(table: string): Promise<DuckDBAppender>;
  /** 0 to 100 of the running query, -1 when unknown. Read it from a timer. */
  progress(): number;
};

export type Database = {
  /** What DuckDB may take of the memory. */
  memoryBytes: number;
  use<T>(signal: AbortSignal | null, work: (connection: Connection) => Promise<T>): Promise<T>;
  /** Stops every running query; each fails with `fault`. */
  interruptAll(fault: Fault): void;
  close(): void;
};

export type DatabaseOptions = {
  /** The only folder that DuckDB may read or write, absolute, without a trailing slash. */
  staging: string;
  /** For the command line and tests; defaults to every core and half of the memory. */
  threads?: number;
  memoryMegabytes?: number;
  /** Called when a query stays deaf to its interruption for 2 s. */
  onStuck?: () => void;
};

/** A second database in memory, whose checkpoints compress; its tables are found by their name alone, after the first's. */
export const packedStore = 'store';
const searchPath = `SET search_path='memory,${packedStore}'`;

/** Memory given up goes back to the system at once: DuckDB keeps 128 to 512 MB of it, more than many a table. */
const givingBack = {
  allocator_background_threads: 'true',
  allocator_flush_threshold: '16MB',
  allocator_bulk_deallocation_flush_threshold: '16MB',
};

/** Opens DuckDB and locks it down (RELIABILITY): extensions off, one folder, configuration frozen. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const memory = options.memoryMegabytes ?? Math.max(512, Math.floor(totalmem() / 2 / 1024 / 1024));
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(options.threads ?? availableParallelism()),
    memory_limit: `${memory}MB`,
    ...givingBack,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_unsigned_extensions: 'false',
    allow_persistent_secrets: 'false',
  });
  const idle: DuckDBConnection[] = [];
  for (let index = 0; index < readyConnections; index++) {
    const connection = await instance.connect();
    if (index === 0) await connection.run(`ATTACH ':memory:' AS ${packedStore} (COMPRESS)`);
    await connection.run(searchPath);
    // In this order: DuckDB draws a bar on standard output as soon as it is enabled with printing on.
    await connection.run(`SET enable_progress_bar_print=false`);
    await connection.run(`SET progress_bar_time=0`);
    await connection.run(`SET enable_progress_bar=true`);
    idle.push(connection);
  }
  const first = idle[0] as DuckDBConnection;
  const folder = options.staging.replaceAll('\\', '/');
  for (const statement of [
    `SET temp_directory=${literal(`${folder}/spill`)}`,
    `SET max_temp_directory_size='2GB'`,
    `SET allowed_directories=[${literal(`${folder}/`)}]`,
    `SET allowed_configs=['TimeZone']`,
    `SET enable_external_access=false`,
    `SET lock_configuration=true`,
  ]) {
    await first.run(statement);
  }

  const running = new Set<Borrowed>();
  const another = async () => {
    const connection = await instance.connect();
    await connection.run(searchPath);
    return connection;
  };
  return {
    memoryBytes: memory * 1024 * 1024,
    async use(signal, work) {
      if (signal?.aborted) throw new Fault('cancelled');
      const connection = idle.pop() ?? (await another());
      const borrowed: Borrowed = { connection, inQuery: false, fault: null, timer: null };
      const stop = (fault: Fault) => interrupt(borrowed, fault, options.onStuck);
      const abort = () => stop(new Fault('cancelled'));
      signal?.addEventListener('abort', abort, { once: true });
      if (signal?.aborted) abort();
      running.add(borrowed);
      try {
        return await work(borrow(borrowed));
      } catch (thrown) {
        await connection.run('ROLLBACK').catch(() => {});
        throw borrowed.fault ?? translate(thrown);
      } finally {
        signal?.removeEventListener('abort', abort);
        running.delete(borrowed);
        if (borrowed.timer) clearInterval(borrowed.timer);
        idle.push(connection);
      }
    },
    interruptAll(fault) {
      for (const borrowed of running) interrupt(borrowed, fault, options.onStuck);
    },
    close() {
      for (const connection of idle) connection.closeSync();
      instance.closeSync();
    },
  };
}

type Borrowed = {
  connection: DuckDBConnection;
  inQuery: boolean;
  fault: Fault | null;
  timer: NodeJS.Timeout | null;
};

/** Interrupts again until the work ends: an interruption that falls between two queries stops nothing. */
function interrupt(borrowed: Borrowed, fault: Fault, onStuck?: () => void): void {
  if (borrowed.fault) return;
  borrowed.fault = fault;
  const since = performance.now();
  borrowed.connection.interrupt();
  borrowed.timer = setInterval(() => {
    if (!borrowed.inQuery) return;
    borrowed.connection.interrupt();
    if (performance.now() - since > stuckAfterMilliseconds) onStuck?.();
  }, 25);
}

function borrow(borrowed: Borrowed): Connection {
  const { connection } = borrowed;
  async function query<T>(work: () => Promise<T>, isRead = true): Promise<T> {
    if (borrowed.fault) throw borrowed.fault;
    borrowed.inQuery = true;
    const answer = await work().finally(() => {
      borrowed.inQuery = false;
    });
    // Rows of an interrupted query may end early without an error: no rows at all for a count.
    if (isRead && borrowed.fault) throw borrowed.fault;
    return answer;
  }
  return {
    async run(sql, values) {
      await query(() => connection.run(sql, values), false);
    },
    async rows<T>(sql: string, values?: DuckDBValue[]) {
      const rows = await query(async () => (await connection.stream(sql, values)).getRowObjectsJS());
      return rows.map((row) => {
        for (const [name, value] of Object.entries(row)) row[name] = plain(value) as never;
        return row;
      }) as T[];
    },
    async stream(sql, values) {
      const result = await query(() => connection.stream(sql, values));
      return { names: result.columnNames(), types: result.columnTypes(), chunks: chunksOf(result, query) };
    },
    async appender(table) {
      if (borrowed.fault) throw borrowed.fault;
      return connection.createAppender(table);
    },
    progress: () => connection.progress.percentage,
  };
}

async function* chunksOf(
  result: DuckDBResult,
  query: <T>(work: () => Promise<T>) => Promise<T>,
): AsyncGenerator<DuckDBDataChunk> {
  for (;;) {
    const chunk = await query(() => result.fetchChunk());
    if (!chunk || chunk.rowCount === 0) return;
    yield chunk;
  }
}

/** The stored type of a result column; sums of integers (HUGEINT) and DECIMAL are numbers like any other. */
export function storedType(type: DuckDBType): ColumnType {
  const name = String(type);
  if (/^U?(TINY|SMALL|BIG)?INT(EGER)?$/.test(name)) return 'integer';
  if (/^(U?HUGEINT|DECIMAL|DOUBLE|FLOAT)/.test(name)) return 'decimal';
  if (name === 'BOOLEAN') return 'boolean';
  if (name === 'DATE') return 'date';
  if (name.startsWith('TIMESTAMP')) return 'timestamp';
  return 'text';
}

/**
 * One cell: text, number (safe integers and decimals), bigint (larger integers), boolean; DATE and TIMESTAMP as
 * milliseconds since 1970, UTC.
 */
export type Cell = string | number | bigint | boolean | null;

/** Reads a column of a chunk as cells, without making row objects. */
export function readColumn(chunk: DuckDBDataChunk, index: number): Cell[] {
  const vector = chunk.getColumnVector(index);
  const cells = new Array<Cell>(chunk.rowCount);
  for (let row = 0; row < cells.length; row++) cells[row] = cellOf(vector.getItem(row));
  return cells;
}

function cellOf(value: DuckDBValue | undefined): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : value;
  }
  if (typeof value !== 'object') return value;
  if (value instanceof DuckDBDateValue) return value.days * 86_400_000;
  if (value instanceof DuckDBTimestampValue) return Math.floor(Number(value.micros) / 1000);
  if (value instanceof DuckDBDecimalValue) return value.toDouble();
  return String(value);
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  return value;
}

function translate(thrown: unknown): unknown {
  if (thrown instanceof Fault) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (/no space left|max_temp_directory_size/i.test(message))
    return new Fault('disk-full', { file: 'fichier temporaire' });
  if (/^Out of Memory/i.test(message)) return new Fault('memory');
  return thrown;
}
