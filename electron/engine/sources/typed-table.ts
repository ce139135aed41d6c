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
  /** Columns of which values stand ready beside the texts, as `n<n>`: some of them, or all (then there is no `c<n>`). */
  ready?: (plan: ColumnPlan) => 'none' | 'some' | 'all';
};

/** Columns, by place in the file, that have a leftover column beside them. */
export type Leftovers = ReadonlySet<number>;

export const tableOf = (id: string) => identifier(`source_${id}`);
export const issuesOf = (id: string) => identifier(`issues_${id}`);
/** Holds, until the types are settled, the texts of a column that did not convert. */
export const leftover = (plan: { index: number }) => identifier(`__left_${plan.index}`);

/** Makes `source_<id>` in one pass: typed columns, and beside each typed one that came as texts those that did not convert. */
export async function createTypedTable(
  connection: Connection,
  id: string,
  texts: Texts,
  plans: readonly ColumnPlan[],
): Promise<Leftovers> {
  const kept = plans.filter((plan) => plan.kept);
  const ready = (plan: ColumnPlan) => texts.ready?.(plan) ?? 'none';
  const values = kept.map((plan) => readColumn(plan, ready(plan)));
  const selected = kept.flatMap((plan) => selectColumn(plan, ready(plan)));
  if (texts.row !== null) {
    values.unshift(`CAST(${texts.row} AS BIGINT) AS r`);
    selected.unshift('r AS "__row"');
  } else selected.push('0::BIGINT AS "__row"');
  // Each value is computed once, in a query of its own: written twice, 4 000 columns take a minute to plan.
  const read = `SELECT ${values.join(', ')} FROM ${texts.relation}`;
  await connection.run(`DROP TABLE IF EXISTS ${tableOf(id)}`);
  await connection.run(`CREATE TABLE ${tableOf(id)} AS SELECT ${selected.join(', ')} FROM (${read})`);
  if (texts.row === null) await numberRows(connection, id, texts.firstRow);
  return new Set(kept.filter((plan) => plan.type !== 'text' && ready(plan) !== 'all').map((plan) => plan.index));
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

function readColumn(plan: ColumnPlan, ready: 'none' | 'some' | 'all'): string {
  const text = `"c${plan.index}"`;
  if (plan.type === 'text') return text;
  const value = `"n${plan.index}"`;
  if (ready === 'all') return `${value} AS v${plan.index}`;
  const cast = castText(text, plan);
  return `${text}, ${ready === 'some' ? `coalesce(${value}, ${cast})` : cast} AS v${plan.index}`;
}

function selectColumn(plan: ColumnPlan, ready: 'none' | 'some' | 'all'): string[] {
  const text = `"c${plan.index}"`;
  if (plan.type === 'text') return [`${text} AS ${identifier(plan.name)}`];
  const value = `v${plan.index} AS ${identifier(plan.name)}`;
  if (ready === 'all') return [value];
  return [
    value,
    `CASE WHEN v${plan.index} IS NULL THEN CASE WHEN trim(${text}) <> '' THEN ${text} END END AS ${leftover(plan)}`,
  ];
}
