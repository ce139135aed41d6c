import type { Warning } from '../../../shared/contract.ts';
import { identifier, literal } from '../../../shared/sql/quote.ts';
import { formatNames } from '../../../shared/text/format.ts';
import type { Connection } from '../database.ts';
import { isFilled } from './names.ts';
import { isPageLine } from './page-lines.ts';
import type { ColumnPlan, SheetHead } from './plan.ts';
import { issuesOf, tableOf } from './typed-table.ts';

/** Wider tables are written by programs. */
const mostColumns = 200;
const fewest = 2;

/**
 * Rows that hold one text alone, « BRETAGNE » over its départements: titles of what comes under them. They are looked for
 * where the first rows show some, so that other tables cost nothing.
 */
export async function warnGroupRows(
  connection: Connection,
  id: string,
  head: SheetHead,
  plans: readonly ColumnPlan[],
  rowCount: number,
): Promise<Warning[]> {
  const kept = plans.filter((plan) => plan.kept);
  if (kept.length < 3 || kept.length > mostColumns) return [];
  const titles = titleColumn(head);
  const plan = kept.find(({ index }) => index === titles);
  if (plan === undefined || plan.type !== 'text') return [];
  const name = identifier(plan.name);
  const others = kept.filter((each) => each !== plan).map((each) => `${identifier(each.name)} IS NULL`);
  // A cell that was read as missing was filled.
  const told = `SELECT "row" FROM ${issuesOf(id)}`;
  const rows = await connection.rows<{ value: string; count: number }>(
    `SELECT ${name} AS value, count(*) AS count FROM ${tableOf(id)} WHERE ${name} IS NOT NULL AND ${others.join(' AND ')} ` +
      `AND "__row" NOT IN (${told}) GROUP BY 1 ORDER BY min("__row") LIMIT 1000`,
  );
  const isPage = ({ value }: { value: string }) => isPageLine({ cells: [value] }, head.layout.notes);
  const pages = rows.filter(isPage);
  const groups = rows.filter((row) => !isPage(row));
  return [
    ...(await loneRows(connection, id, plan, pages, rowCount, 'page-rows')),
    ...(await loneRows(connection, id, plan, groups, rowCount, 'group-rows')),
  ];
}

async function loneRows(
  connection: Connection,
  id: string,
  plan: ColumnPlan,
  rows: readonly { value: string; count: number }[],
  rowCount: number,
  code: 'page-rows' | 'group-rows',
): Promise<Warning[]> {
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  if (count < fewest || count * 2 > rowCount) return [];
  const values = rows.map(({ value }) => value);
  const name = identifier(plan.name);
  const [all] = await connection.rows<{ count: number }>(
    `SELECT count(*) AS count FROM ${tableOf(id)} WHERE ${name} IN (${values.map(literal).join(', ')})`,
  );
  const examples = formatNames(
    values.map((value) => value.trim().slice(0, 60)),
    3,
  );
  // A name that is that of a row of figures too cannot be left out by its name.
  const params: Warning['params'] = { column: plan.name, count, examples };
  if (all?.count === count) params.values = JSON.stringify(values);
  return [{ code, params }];
}

/** The column of the texts that stand alone on their rows, above rows of several cells; -1 where there are not two of them. */
function titleColumn({ rows, layout }: SheetHead): number {
  const data = rows.filter(({ row }) => row >= layout.firstDataRow);
  const found = new Map<number, number>();
  for (const [at, { cells }] of data.entries()) {
    const next = data[at + 1]?.cells.filter(isFilled).length ?? 0;
    const place = cells.findIndex(isFilled);
    if (next < fewest || place < 0 || cells.findLastIndex(isFilled) !== place) continue;
    found.set(place, (found.get(place) ?? 0) + 1);
  }
  const [place = -1, count = 0] = [...found].reduce((best, each) => (each[1] > best[1] ? each : best), [-1, 0]);
  return count < fewest ? -1 : place;
}
