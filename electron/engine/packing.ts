import { identifier } from '../../shared/sql/quote.ts';
import type { Background } from './background.ts';
import { type Connection, type Database, packedStore } from './database.ts';

/** Below, a table answers as fast unpacked. */
const fewestRows = 200_000;
/** Of a text column whose dictionary is worth having: an eighth of the rows that DuckDB compresses together. */
const mostValues = 15_360;

/**
 * Moves a large table into the store that keeps a dictionary of each text column with few values: measured on
 * 1 000 000 x 20, such a column groups 2.6 x faster, is searched without accents 8 x faster and takes a fifth of the
 * memory. The other columns stay as they are: packed, codes group and rows sort slower. The name of the table does not
 * change, nor the order of its rows; readers of the former table end undisturbed. False where nothing is to be won.
 */
export async function packTable(
  database: Database,
  background: Background,
  table: string,
  rowCount: number,
  signal: AbortSignal,
): Promise<boolean> {
  if (rowCount < fewestRows) return false;
  const packed = packedName(table);
  const plain = `memory.main.${identifier(table)}`;
  try {
    const isPacked = await background.run(signal, async (connection) => {
      if (!(await hasRoom(connection, database.memoryBytes))) return false;
      const columns = await columnsOf(connection, table);
      const few = await fewValues(connection, plain, columns);
      if (few.size === 0) return false;
      const list = columns.map(({ name, type }) => {
        return `${identifier(name)} ${type} USING COMPRESSION ${few.has(name) ? 'dict_fsst' : 'uncompressed'}`;
      });
      await connection.run(`CREATE OR REPLACE TABLE ${packed} (${list.join(', ')})`);
      await connection.run(`INSERT INTO ${packed} FROM ${plain}`);
      return true;
    });
    if (!isPacked) return false;
    // Not to be interrupted; readers go on beside it.
    await database.use(null, (connection) => connection.run(`CHECKPOINT ${packedStore}`));
    signal.throwIfAborted();
    await database.use(null, (connection) => connection.run(`DROP TABLE ${plain}`));
    return true;
  } catch (thrown) {
    await dropPacked(database, table);
    throw thrown;
  }
}

export async function dropPacked(database: Database, table: string): Promise<void> {
  await database.use(null, (connection) => connection.run(`DROP TABLE IF EXISTS ${packedName(table)}`));
}

function packedName(table: string): string {
  return `${packedStore}.main.${identifier(table)}`;
}

/** Both tables are in memory for a while. */
async function hasRoom(connection: Connection, limit: number): Promise<boolean> {
  const used = `SELECT coalesce(sum(memory_usage_bytes + temporary_storage_bytes), 0)::DOUBLE AS bytes FROM duckdb_memory()`;
  const [row] = await connection.rows<{ bytes: number }>(used);
  return (row?.bytes ?? 0) * 2.5 < limit;
}

type StoredColumn = { name: string; type: string };

function columnsOf(connection: Connection, table: string): Promise<StoredColumn[]> {
  return connection.rows<StoredColumn>(
    `SELECT column_name AS name, data_type AS type FROM duckdb_columns()
WHERE database_name = 'memory' AND table_name = ? ORDER BY column_index`,
    [table],
  );
}

/** Names of the text columns with few values. */
async function fewValues(connection: Connection, table: string, columns: StoredColumn[]): Promise<Set<string>> {
  const texts = columns.filter(({ type }) => type === 'VARCHAR').map(({ name }) => name);
  if (texts.length === 0) return new Set();
  const counts = texts.map((name, at) => `approx_count_distinct(${identifier(name)}) AS n${at}`);
  const [row] = await connection.rows<Record<string, number>>(`SELECT ${counts.join(', ')} FROM ${table}`);
  return new Set(texts.filter((_, at) => (row?.[`n${at}`] ?? mostValues + 1) <= mostValues));
}
