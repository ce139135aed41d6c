import type { ColumnProfile } from '../../../shared/contract.ts';
import { identifier, literal } from '../../../shared/sql/quote.ts';
import type { Connection } from '../database.ts';
import type { IssueCounts } from './column-issues.ts';
import { firstFooter } from './footers.ts';
import { tidy } from './names.ts';
import type { ColumnPlan } from './plan.ts';
import type { Counts } from './settle.ts';
import { type Leftovers, leftover, tableOf } from './typed-table.ts';

/** Rows at the end that are notes, not data: taken out of the table and given back as texts, in file order. */
export async function takeFooters(
  connection: Connection,
  id: string,
  plans: readonly ColumnPlan[],
  leftovers: Leftovers,
): Promise<string[]> {
  const kept = plans.filter((plan) => plan.kept);
  const [{ total } = { total: 0 }] = await connection.rows<{ total: number }>(
    `SELECT count(*) AS total FROM ${tableOf(id)}`,
  );
  if (total < 2) return [];
  const texts = kept.map((plan, at) => `${textOf(plan, leftovers)} AS c${at}`);
  const tail = await connection.rows<Record<string, string | number | null>>(
    `SELECT "__row", ${texts.join(', ')} FROM ${tableOf(id)} WHERE rowid >= ${Math.max(0, total - 60)} ORDER BY "__row"`,
  );
  const rows = tail.map((row) => ({
    row: Number(row.__row),
    cells: kept.map((_, at) => row[`c${at}`]).filter((cell) => cell !== null && String(cell).trim() !== ''),
  }));
  const first = firstFooter(rows, kept.length);
  if (first < 0) return [];
  const footers = rows.slice(first);
  await connection.run(
    `DELETE FROM ${tableOf(id)} WHERE "__row" IN (${footers.map((row) => literal(row.row)).join(', ')})`,
  );
  return footers.map((row) => tidy(row.cells.join(' '))).filter((note) => note !== '');
}

/** Takes out the rows past the last one that the user chose; the first hundred are given back as texts. */
export async function takeBeyond(
  connection: Connection,
  id: string,
  plans: readonly ColumnPlan[],
  leftovers: Leftovers,
  lastDataRow: number,
): Promise<string[]> {
  const texts = plans.filter((plan) => plan.kept).map((plan) => textOf(plan, leftovers));
  const rows = await connection.rows<{ text: string }>(
    `SELECT concat_ws(' ', ${texts.join(', ')}) AS text FROM ${tableOf(id)} WHERE "__row" > ${lastDataRow} ORDER BY "__row" LIMIT 100`,
  );
  if (rows.length > 0) await dropBeyond(connection, id, lastDataRow);
  return rows.map((row) => tidy(row.text)).filter((text) => text !== '');
}

export async function dropBeyond(connection: Connection, id: string, lastDataRow: number): Promise<void> {
  await connection.run(`DELETE FROM ${tableOf(id)} WHERE "__row" > ${lastDataRow}`);
}

export async function countRows(connection: Connection, id: string): Promise<number> {
  const [row] = await connection.rows<{ total: number }>(`SELECT count(*) AS total FROM ${tableOf(id)}`);
  return row?.total ?? 0;
}

function textOf(plan: ColumnPlan, leftovers: Leftovers): string {
  const value = `CAST(${identifier(plan.name)} AS VARCHAR)`;
  return !leftovers.has(plan.index) ? value : `coalesce(${leftover(plan, leftovers)}, ${value})`;
}

/** Takes out the rows that hold nothing at all; answers how many. */
export async function takeBlankRows(
  connection: Connection,
  id: string,
  plans: readonly ColumnPlan[],
  leftovers: Leftovers,
): Promise<number> {
  const kept = plans.filter((plan) => plan.kept);
  if (kept.length < 1) return 0;
  const conditions = kept.map((plan) =>
    leftovers.has(plan.index)
      ? `${identifier(plan.name)} IS NULL AND ${leftover(plan, leftovers)} IS NULL`
      : `${identifier(plan.name)} IS NULL`,
  );
  const condition = conditions.join(' AND ');
  const [{ count } = { count: 0 }] = await connection.rows<{ count: number }>(
    `SELECT count(*) AS count FROM ${tableOf(id)} WHERE ${condition}`,
  );
  if (count > 0) await connection.run(`DELETE FROM ${tableOf(id)} WHERE ${condition}`);
  return count;
}

/** Of the nth column of a slice: `d` different values. */
type Tally = Record<string, number>;

/** Above this many cells distinct counts come from the table's own statistics, a few per cent off. */
const exactCells = 4_000_000;
/** Each exact count keeps a table of its values: past this many columns it costs seconds even on a few rows. */
const exactColumns = 300;

export async function profileColumns(
  connection: Connection,
  id: string,
  plans: readonly ColumnPlan[],
  issues: IssueCounts,
  counts: Counts,
  rowCount: number,
): Promise<ColumnProfile[]> {
  const kept = plans.filter((plan) => plan.kept);
  const exact = rowCount * kept.length <= exactCells && kept.length <= exactColumns;
  const profiles: ColumnProfile[] = [];
  for (let from = 0; from < kept.length; from += 500) {
    const slice = kept.slice(from, from + 500);
    const distinct = exact ? await countDistinct(connection, id, slice) : null;
    for (const [at, plan] of slice.entries()) {
      const found = issues.get(plan.name) ?? { missingReasons: {}, invalid: 0 };
      const counted = counts.get(plan.index) ?? { values: 0, distinct: 0 };
      profiles.push({
        name: plan.name,
        missing: rowCount - counted.values,
        missingReasons: found.missingReasons,
        invalid: found.invalid,
        distinct: distinct?.[`d${at}`] ?? counted.distinct,
      });
    }
  }
  return profiles;
}

async function countDistinct(connection: Connection, id: string, plans: readonly ColumnPlan[]): Promise<Tally> {
  const selected = plans.map(({ name }, at) => `count(DISTINCT ${identifier(name)}) AS d${at}`);
  const [row] = await connection.rows<Tally>(`SELECT ${selected.join(', ')} FROM ${tableOf(id)}`);
  return row ?? {};
}
