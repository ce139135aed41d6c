import { identifier, literal } from '../../../shared/sql/quote.ts';
import type { Connection } from '../database.ts';
import { castText } from './cast.ts';
import type { ColumnPlan } from './plan.ts';

/** Texts of a source: a table or table function with one VARCHAR column `c<n>` per 0-based column of the file. */
export type Texts = {
  relation: string;
  /** SQL of the 1-based row number; null when rows follow one another from `firstRow`. */
  row: string | null;
  firstRow: number;
};

export const tableOf = (id: string) => identifier(`source_${id}`);
export const issuesOf = (id: string) => identifier(`issues_${id}`);
/** Holds, until the types are settled, the texts of a column that did not convert. */
export const leftover = (plan: { index: number }) => identifier(`__left_${plan.index}`);

/** Makes `source_<id>` in one pass: typed columns, and beside each typed one the texts that did not convert. */
export async function createTypedTable(
  connection: Connection,
  id: string,
  texts: Texts,
  plans: readonly ColumnPlan[],
): Promise<void> {
  const kept = plans.filter((plan) => plan.kept);
  const values = kept.map(readColumn);
  const selected = kept.flatMap(selectColumn);
  if (texts.row !== null) {
    values.unshift(`CAST(${texts.row} AS BIGINT) AS r`);
    selected.unshift('r AS "__row"');
  } else selected.push('0::BIGINT AS "__row"');
  // Each value is computed once, in a query of its own: written twice, 4 000 columns take a minute to plan.
  const read = `SELECT ${values.join(', ')} FROM ${texts.relation}`;
  await connection.run(`DROP TABLE IF EXISTS ${tableOf(id)}`);
  await connection.run(`CREATE TABLE ${tableOf(id)} AS SELECT ${selected.join(', ')} FROM (${read})`);
  if (texts.row === null) await numberRows(connection, id, texts.firstRow);
}

/**
 * Fills "__row" with each row's place. row_number() would make the reader wait for each piece in turn, and an update
 * of every row takes a third of the reading; a change of type goes over the rows in order and costs a fiftieth. That
 * order is DuckDB's habit, not its promise (ADD COLUMN with the same default goes in parallel), so it is checked.
 */
export async function numberRows(connection: Connection, id: string, firstRow: number): Promise<void> {
  const table = tableOf(id);
  const places = identifier(`places_${id}`);
  await connection.run(`CREATE OR REPLACE SEQUENCE ${places} START ${firstRow}`);
  await connection.run(
    `ALTER TABLE ${table} ALTER COLUMN "__row" SET DATA TYPE BIGINT USING nextval(${literal(places)})`,
  );
  await connection.run(`DROP SEQUENCE ${places}`);
  const [wrong] = await connection.rows<{ count: number }>(
    `SELECT count(*) AS count FROM ${table} WHERE "__row" <> rowid + ${firstRow}`,
  );
  if (wrong?.count !== 0) await connection.run(`UPDATE ${table} SET "__row" = rowid + ${firstRow}`);
}

function readColumn(plan: ColumnPlan): string {
  const text = `"c${plan.index}"`;
  return plan.type === 'text' ? text : `${text}, ${castText(text, plan)} AS v${plan.index}`;
}

function selectColumn(plan: ColumnPlan): string[] {
  const text = `"c${plan.index}"`;
  if (plan.type === 'text') return [`${text} AS ${identifier(plan.name)}`];
  return [
    `v${plan.index} AS ${identifier(plan.name)}`,
    `CASE WHEN v${plan.index} IS NULL THEN CASE WHEN trim(${text}) <> '' THEN ${text} END END AS ${leftover(plan)}`,
  ];
}
