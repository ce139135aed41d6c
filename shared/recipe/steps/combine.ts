import { z } from 'zod';
import { Fault } from '../../rpc/fault.ts';
import { identifier } from '../../sql/quote.ts';
import { numberSql } from '../../sql/value.ts';
import { t } from '../../text/t.ts';
import { type Column, isNumeric } from '../column.ts';
import { findColumn } from '../relation.ts';

/**
 * What becomes of a column where several rows become one:
 * - `key`: rows that differ here stay apart (a year, a category);
 * - `sum`: a stock, added up; missing as soon as one row's is, since the sum of what is known would pass for the whole;
 * - `ratio`: computed again, sum of the numerators / sum of the denominators x scale; missing as a sum is;
 * - `blank`: missing, for a ratio whose parts are not in the table;
 * - `keep`: the value of the row that already bore the code, else of the first.
 * Where a row stays alone, every column keeps its value.
 */
export const combineSchema = z.object({
  columns: z.array(
    z.object({
      name: z.string(),
      rule: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('key') }),
        z.object({ kind: z.literal('sum') }),
        z.object({
          kind: z.literal('ratio'),
          numerator: z.string(),
          denominator: z.string(),
          scale: z.number(),
        }),
        z.object({ kind: z.literal('blank') }),
        z.object({ kind: z.literal('keep') }),
      ]),
    }),
  ),
});
export type Combine = z.infer<typeof combineSchema>;
export type CombinedColumn = Combine['columns'][number];

/** The columns once combined. Throws Fault `column-missing`, `measure-type`. */
export function checkCombination(combine: Combine, code: string, input: readonly Column[]): readonly Column[] {
  for (const { name, rule } of combine.columns) {
    const column = findColumn(input, name);
    if (column.name === code) continue;
    const added =
      rule.kind === 'sum'
        ? [column]
        : rule.kind === 'ratio'
          ? [column, findColumn(input, rule.numerator), findColumn(input, rule.denominator)]
          : [];
    const other = added.find(({ type }) => !isNumeric(type));
    if (other) throw new Fault('measure-type', { column: other.name, measure: t('measure.sum') });
  }
  return input.map((column) => {
    const rule = combine.columns.find(({ name }) => name === column.name)?.rule;
    return rule?.kind === 'ratio' ? { ...column, type: 'decimal' } : column;
  });
}

/**
 * The combined cell as SQL, over a group of rows. `was` and `place` are quoted columns: whether the row's code was
 * replaced, and its rank.
 */
export function combinedSql(
  column: Column,
  rule: CombinedColumn['rule'],
  { was, place }: { was: string; place: string },
): string {
  const name = identifier(column.name);
  const own = `first(${name} ORDER BY ${was}, ${place})`;
  switch (rule.kind) {
    case 'sum':
      return whole(name, column.type === 'integer' ? `TRY_CAST(sum(${name}) AS BIGINT)` : `sum(${name})`);
    case 'ratio': {
      const [numerator, denominator] = [identifier(rule.numerator), identifier(rule.denominator)];
      const ratio = `sum(${numerator}) / nullif(sum(${denominator}), 0) * ${numberSql(rule.scale)}`;
      const computed = whole(numerator, whole(denominator, `CAST(${ratio} AS DOUBLE)`));
      return `CASE WHEN count(*) = 1 THEN CAST(${own} AS DOUBLE) ELSE ${computed} END`;
    }
    case 'blank':
      return `CASE WHEN count(*) = 1 THEN ${own} END`;
    default:
      return own;
  }
}

/** Missing as soon as one row's value is. */
function whole(name: string, sql: string): string {
  return `CASE WHEN count(${name}) = count(*) THEN ${sql} END`;
}
