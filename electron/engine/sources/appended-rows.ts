import { identifier } from '../../../shared/sql/quote.ts';
import type { Connection } from '../database.ts';
import { tableOf } from './typed-table.ts';

/** Rows of a group, DuckDB's own unit: fewer are read by one thread. */
const groupRows = 122_880;

/**
 * What was appended. DuckDB gathers rows of a table as if several threads read them, which holds a new table of theirs twice
 * for a while: 100 MB for 36 000 x 200. Not so where a part of the query, an empty one here, has no batches to number.
 */
export function rowsOf(id: string, count: number): string {
  const raw = identifier(`raw_${id}`);
  if (count > groupRows) return raw;
  return `(SELECT * FROM ${raw} UNION ALL BY NAME SELECT 0::BIGINT AS "__row" FROM range(0))`;
}

/** DuckDB keeps the order of rows through this query, but does not promise it: the place of a row is its order. */
export async function checkOrder(connection: Connection, id: string): Promise<void> {
  const [wrong] = await connection.rows<{ count: number }>(
    `SELECT count(*) AS count FROM (SELECT "__row" AS here FROM ${tableOf(id)}) POSITIONAL JOIN (SELECT "__row" AS there FROM ${identifier(`raw_${id}`)}) WHERE here <> there`,
  );
  if (wrong?.count === 0) return;
  const sorted = identifier(`sorted_${id}`);
  await connection.run(`CREATE OR REPLACE TABLE ${sorted} AS FROM ${tableOf(id)} ORDER BY "__row"`);
  await connection.run(`DROP TABLE ${tableOf(id)}`);
  await connection.run(`ALTER TABLE ${sorted} RENAME TO ${tableOf(id)}`);
}
