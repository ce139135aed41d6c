import { availableParallelism, totalmem } from 'node:os';
import {
  type DuckDBAppender,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api';
import { Fault } from '../../shared/rpc/fault.ts';
import { literal } from '../../shared/sql/quote.ts';

export type Value = DuckDBValue;
export type Chunk = DuckDBDataChunk;
export type ChunkType = DuckDBType;
export type Appender = DuckDBAppender;
export const createChunk = DuckDBDataChunk.create;

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
  use<T>(signal: AbortSignal | null, work: (connection: Connection) => Promise<T>): Promise<T>;
  close(): void;
};

export type DatabaseOptions = {
  /** Database file inside `staging`, or ':memory:'. */
  file: string;
  /** The only folder that DuckDB may read or write, absolute, without a trailing slash. */
  staging: string;
  /** For the command line and tests; defaults to every core and half of the memory. */
  threads?: number;
  memoryMegabytes?: number;
};

/** Opens DuckDB and locks it down (RELIABILITY): extensions off, one folder, configuration frozen. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const memory = options.memoryMegabytes ?? Math.max(512, Math.floor(totalmem() / 2 / 1024 / 1024));
  const instance = await DuckDBInstance.create(options.file, {
    threads: String(options.threads ?? availableParallelism()),
    memory_limit: `${memory}MB`,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    allow_community_extensions: 'false',
    allow_unsigned_extensions: 'false',
    allow_persistent_secrets: 'false',
  });
  const first = await instance.connect();
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
  const idle: DuckDBConnection[] = [first];

  return {
    async use(signal, work) {
      if (signal?.aborted) throw new Fault('cancelled');
      const connection = idle.pop() ?? (await instance.connect());
      const interrupt = () => connection.interrupt();
      signal?.addEventListener('abort', interrupt, { once: true });
      try {
        return await work(borrow(connection, signal));
      } catch (thrown) {
        throw translate(thrown, signal);
      } finally {
        signal?.removeEventListener('abort', interrupt);
        idle.push(connection);
      }
    },
    close() {
      for (const connection of idle) connection.closeSync();
      instance.closeSync();
    },
  };
}

function borrow(connection: DuckDBConnection, signal: AbortSignal | null): Connection {
  const check = () => {
    if (signal?.aborted) throw new Fault('cancelled');
  };
  return {
    async run(sql, values) {
      check();
      await connection.run(sql, values);
    },
    async rows<T>(sql: string, values?: DuckDBValue[]) {
      check();
      const result = await connection.stream(sql, values);
      const rows = await result.getRowObjectsJS();
      return rows.map((row) => {
        for (const [name, value] of Object.entries(row)) row[name] = plain(value) as never;
        return row;
      }) as T[];
    },
    async stream(sql, values) {
      check();
      const result = await connection.stream(sql, values);
      return { names: result.columnNames(), types: result.columnTypes(), chunks: result };
    },
    async appender(table) {
      check();
      return connection.createAppender(table);
    },
    progress: () => connection.progress.percentage,
  };
}

function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(plain);
  return value;
}

function translate(thrown: unknown, signal: AbortSignal | null): unknown {
  if (thrown instanceof Fault) return thrown;
  if (signal?.aborted) return new Fault('cancelled');
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (/no space left|max_temp_directory_size/i.test(message))
    return new Fault('disk-full', { file: 'fichier temporaire' });
  if (/^Out of Memory/i.test(message)) return new Fault('memory');
  return thrown;
}
