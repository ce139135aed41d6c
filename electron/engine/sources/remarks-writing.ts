import type { Warning } from '../../../shared/contract.ts';
import { isNumeric } from '../../../shared/recipe/column.ts';
import { literal } from '../../../shared/sql/quote.ts';
import { formatNumber } from '../../../shared/text/format.ts';
import type { Connection } from '../database.ts';
import type { ColumnPlan } from './plan.ts';
import { isOddNegative } from './shapes.ts';
import { issuesOf } from './typed-table.ts';

/** How the numbers of a column were taken to be written, where that is a guess. Nothing of what the user chose. */
export function warnWriting(plans: readonly ColumnPlan[]): Warning[] {
  return plans.flatMap((plan): Warning[] => {
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
    return warnings;
  });
}

/** Codes of what the head tells and the whole table tells again. */
export const writingCodes: ReadonlySet<string> = new Set([
  'dots-as-decimals',
  'dots-as-thousands',
  'grouped-thousands',
  'negatives',
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
