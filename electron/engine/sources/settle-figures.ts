import { identifier } from '../../../shared/sql/quote.ts';
import { headerWords } from '../../../shared/territory/recognise.ts';
import type { Connection } from '../database.ts';
import { groupingOf } from './groups.ts';
import { areCategories } from './missing.ts';
import type { ColumnPlan } from './plan.ts';
import { shapeOf } from './shapes.ts';
import { tableOf } from './typed-table.ts';

/**
 * "1.234" far under whole numbers: thousands or decimals, judged by the largest of them as groupingOf does. Null where there
 * is no such doubt.
 */
export async function correctGroups(
  connection: Connection,
  id: string,
  plan: ColumnPlan,
  texts: readonly { raw: string }[],
): Promise<Partial<ColumnPlan> | null> {
  const [row] = await connection.rows<{ largest: number }>(
    `SELECT max(abs(${identifier(plan.name)})) AS largest FROM ${tableOf(id)}`,
  );
  const header = headerOf(plan);
  const values = [String(row?.largest ?? 0), ...texts.map(({ raw }) => raw.trim())];
  const grouping = groupingOf(header, values, values.map(shapeOf), undefined);
  if (grouping === null) return null;
  const { thousands, reads } = grouping;
  if (reads === 'decimals') return { type: 'decimal', decimal: thousands, grouping };
  return { decimal: thousands === '.' ? ',' : '.', thousands, plain: false, grouping };
}

/** What a column is called, in the words of headerWords. */
export function headerOf({ name, label = '' }: ColumnPlan): string {
  return [name, label].map(headerWords).join(' | ');
}

/** See areCategories: the whole column judges what its head could not. */
export async function holdsCategories(
  connection: Connection,
  id: string,
  plan: ColumnPlan,
  missing: ReadonlySet<string>,
): Promise<boolean> {
  const header = headerOf(plan);
  if (!areCategories(header, ['1', '1', '1'], missing)) return false;
  const rows = await connection.rows<{ value: number }>(
    `SELECT ${identifier(plan.name)} AS value FROM ${tableOf(id)} WHERE ${identifier(plan.name)} IS NOT NULL LIMIT 5000`,
  );
  return areCategories(
    header,
    rows.map(({ value }) => String(value)),
    missing,
  );
}
