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

/** Columns, by place in the file, whose texts that did not convert stand beside their values: in lists, in this order. */
export type Leftovers = ReadonlySet<number>;

export const tableOf = (id: string) => identifier(`source_${id}`);
export const issuesOf = (id: string) => identifier(`issues_${id}`);

/** Columns that share a list: one each would take a tenth of an opening though nearly all stay empty, many are slow to look into. */
const perList = 8;
const listAt = (at: number) => identifier(`__left_${at}`);

/** The columns of the table that hold, until the types are settled, the texts that did not convert. */
export function leftoverLists(leftovers: Leftovers): string[] {
  return Array.from({ length: Math.ceil(leftovers.size / perList) }, (_, at) => listAt(at));
}

/** SQL of the text of a cell that did not convert, NULL for any other. */
export function leftover({ index }: { index: number }, leftovers: Leftovers): string {
  const place = [...leftovers].indexOf(index);
  return `${listAt(Math.floor(place / perList))}[${(place % perList) + 1}]`;
}

/** The list that a column is in. */
export function leftoverList({ index }: { index: number }, leftovers: Leftovers): string {
  return listAt(Math.floor([...leftovers].indexOf(index) / perList));
}

/** The lists selected, of cells in the order of the leftovers. `text` is NULL where nothing is left, surely so unless `doubt`. */
export function selectLeftovers(cells: readonly { doubt: string; text: string }[]): string[] {
  return Array.from({ length: Math.ceil(cells.length / perList) }, (_, at) => {
    const listed = cells.slice(at * perList, (at + 1) * perList);
    const doubt = listed.map((cell) => `(${cell.doubt})`).join(' OR ');
    return `CASE WHEN ${doubt} THEN [${listed.map(({ text }) => text).join(', ')}] END AS ${listAt(at)}`;
  });
}

/** Columns with leftovers beyond this many cost more, in memory and to drop, than reading a file again that needs them. */
const mostLeftovers = 100;
const bitsPerMask = 60;

/**
 * Makes `source_<id>` in one pass: typed columns, and beside each typed one that came as texts those that did not convert.
 * A wide table gets such a column only where codes were seen; bits tell whether another needs one, and then it is made
 * again. Answers the columns that have one.
 */
export async function createTypedTable(
  connection: Connection,
  id: string,
  texts: Texts,
  plans: readonly ColumnPlan[],
): Promise<Leftovers> {
  const ready = (plan: ColumnPlan) => texts.ready?.(plan) ?? 'none';
  const typed = plans.filter((plan) => plan.kept && plan.type !== 'text' && ready(plan) !== 'all');
  const watched = typed.length <= mostLeftovers ? typed : typed.filter((plan) => plan.missing.length > 0);
  const leftovers = new Set(watched.map((plan) => plan.index));
  const masked = typed.filter((plan) => !leftovers.has(plan.index));
  await makeTable(connection, id, texts, plans, leftovers, masked);
  const failing = masked.length === 0 ? [] : await takeMasks(connection, id, masked);
  if (failing.length === 0) return leftovers;
  for (const plan of failing) leftovers.add(plan.index);
  await makeTable(connection, id, texts, plans, leftovers, []);
  return leftovers;
}

async function makeTable(
  connection: Connection,
  id: string,
  texts: Texts,
  plans: readonly ColumnPlan[],
  leftovers: Leftovers,
  masked: readonly ColumnPlan[],
): Promise<void> {
  const kept = plans.filter((plan) => plan.kept);
  const values = kept.map((plan) => readColumn(plan, texts.ready?.(plan) ?? 'none'));
  const selected = kept.map(selectColumn);
  const byIndex = new Map(kept.map((plan) => [plan.index, plan]));
  selected.push(
    ...selectLeftovers(
      [...leftovers].map((index) => {
        const text = `"c${index}"`;
        return {
          doubt: `v${index} IS NULL AND ${text} IS NOT NULL`,
          text: `CASE WHEN ${failed(byIndex.get(index)!)} THEN ${text} END`,
        };
      }),
    ),
  );
  for (let from = 0; from < masked.length; from += bitsPerMask) {
    const bits = masked
      .slice(from, from + bitsPerMask)
      .map((plan, bit) => `CASE WHEN ${failed(plan)} THEN ${2n ** BigInt(bit)}::BIGINT ELSE 0 END`);
    selected.push(`${bits.join(' + ')} AS "__mask_${from / bitsPerMask}"`);
  }
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

/** Columns of which a text did not convert. The masks are dropped. */
async function takeMasks(connection: Connection, id: string, masked: readonly ColumnPlan[]): Promise<ColumnPlan[]> {
  const masks = Array.from({ length: Math.ceil(masked.length / bitsPerMask) }, (_, at) => `"__mask_${at}"`);
  const [row] = await connection.rows<Record<string, string | null>>(
    `SELECT ${masks.map((mask, at) => `CAST(bit_or(${mask}) AS VARCHAR) AS m${at}`).join(', ')} FROM ${tableOf(id)}`,
  );
  for (const mask of masks) await connection.run(`ALTER TABLE ${tableOf(id)} DROP COLUMN ${mask}`);
  return masked.filter((_, at) => {
    const bits = BigInt(row?.[`m${Math.floor(at / bitsPerMask)}`] ?? 0);
    return ((bits >> BigInt(at % bitsPerMask)) & 1n) === 1n;
  });
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

function selectColumn(plan: ColumnPlan): string {
  return `${plan.type === 'text' ? `"c${plan.index}"` : `v${plan.index}`} AS ${identifier(plan.name)}`;
}

/** A text is there and gave no value. */
function failed(plan: ColumnPlan): string {
  const text = `"c${plan.index}"`;
  return `CASE WHEN v${plan.index} IS NULL THEN trim(${text}) <> '' ELSE FALSE END`;
}
