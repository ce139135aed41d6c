import type { Warning } from '../../../shared/contract.ts';
import { type AmountScale, amountScale } from '../../../shared/recipe/amount.ts';
import { isNumeric } from '../../../shared/recipe/column.ts';
import { literal } from '../../../shared/sql/quote.ts';
import { formatNumber } from '../../../shared/text/format.ts';
import type { Connection } from '../database.ts';
import type { ColumnPlan } from './plan.ts';
import { eurosOf } from './scales.ts';
import { isOddNegative } from './shapes.ts';
import { issuesOf } from './typed-table.ts';

/**
 * How the cells of a column were taken to be written, where that is a guess. Nothing of what the user chose. `countOf`: cells
 * of a column that hold a value.
 */
export function warnWriting(plans: readonly ColumnPlan[], countOf: (plan: ColumnPlan) => number): Warning[] {
  return plans.flatMap((plan): Warning[] => {
    if (plan.kept && !plan.pinned && plan.type === 'boolean' && plan.letters)
      return [{ code: 'yes-no-letters', params: { column: plan.name, count: countOf(plan) } }];
    if (plan.kept && !plan.pinned && plan.type === 'boolean' && plan.crosses)
      return [{ code: 'crosses', params: { column: plan.name, count: countOf(plan) } }];
    if (!plan.kept || plan.pinned || !isNumeric(plan.type)) return [];
    const { grouping, negatives, negative, name: column } = plan;
    const warnings: Warning[] = [];
    if (grouping !== undefined) {
      const { example, reads } = grouping;
      const params = { column, example, ...figuresOf(example) };
      if (grouping.doubt)
        warnings.push({ code: reads === 'decimals' ? 'dots-as-decimals' : 'dots-as-thousands', params });
      else warnings.push({ code: 'grouped-thousands', params: { column, example, thousands: params.thousands } });
    }
    if (negatives === true && negative !== undefined)
      warnings.push({ code: 'negatives', params: { column, example: negative } });
    if (plan.marks !== undefined) warnings.push({ code: 'marked-numbers', params: { column, ...plan.marks } });
    if (plan.suffix !== undefined)
      warnings.push({ code: 'unit-numbers', params: { column, count: countOf(plan), ...plan.suffix } });
    if (plan.scales === true && plan.scaled !== undefined) {
      const euros = formatNumber(eurosOf(plan.scaled));
      warnings.push({ code: 'scaled-amounts', params: { column, count: countOf(plan), example: plan.scaled, euros } });
    }
    return warnings;
  });
}

/** Columns of numbers whose titles say that they are thousands or millions of euros: nothing is multiplied. */
export function warnScaledTitles(plans: readonly ColumnPlan[]): Warning[] {
  const byScale = new Map<AmountScale, string[]>();
  for (const plan of plans) {
    const scale = plan.kept && isNumeric(plan.type) && plan.scales !== true ? amountScale(plan) : null;
    if (scale !== null) byScale.set(scale, [...(byScale.get(scale) ?? []), plan.name]);
  }
  return [...byScale].map(([scale, names]): Warning => {
    const params = { count: names.length, first: names[0]!, columns: JSON.stringify(names) };
    return { code: `${scale}-of-euros`, params };
  });
}

/** Codes of what the head tells and the whole table tells again. */
export const writingCodes: ReadonlySet<string> = new Set([
  'dots-as-decimals',
  'dots-as-thousands',
  'grouped-thousands',
  'negatives',
  'scaled-amounts',
  'unit-numbers',
  'yes-no-letters',
  'crosses',
  'thousands-of-euros',
  'millions-of-euros',
  'billions-of-euros',
]);

/** « 1.234 » in both of its readings. */
function figuresOf(example: string): { thousands: string; decimals: string } {
  const figures = example.replace(/[^\d.,]/g, '');
  const bare = figures.replace(/[.,](?=\d{3}(?:\D|$))/g, '').replace(',', '.');
  return { thousands: formatNumber(Number(bare)), decimals: figures.replace('.', ',') };
}

/** Cells of a column of numbers that may be negative ones, which nothing in the column tells. */
export async function warnOddNegatives(connection: Connection, id: string, plan: ColumnPlan): Promise<Warning[]> {
  if (!isNumeric(plan.type) || plan.negatives === true || plan.negative !== undefined) return [];
  const rows = await connection.rows<{ raw: string; count: number }>(
    `SELECT raw, count(*) AS count FROM ${issuesOf(id)} WHERE "column" = ${literal(plan.name)} AND reason = 'invalid' GROUP BY 1 ORDER BY count DESC, raw LIMIT 1000`,
  );
  const odd = rows.filter(({ raw }) => isOddNegative(raw));
  if (odd.length === 0) return [];
  const count = odd.reduce((sum, row) => sum + row.count, 0);
  const examples = odd.slice(0, 3).map(({ raw }) => raw.trim());
  return [{ code: 'odd-negatives', params: { column: plan.name, count, examples: examples.join('\u202f; ') } }];
}
