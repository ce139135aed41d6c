import { z } from 'zod';
import { comparable, orderSql } from '../../sql/order.ts';
import { identifier } from '../../sql/quote.ts';
import { t } from '../../text/t.ts';
import { quoteName } from '../quote-words.ts';
import { findColumn, type StepDefinition, totalOrder } from '../relation.ts';
import { stepBase } from './base.ts';

/**
 * Keeps the first `count` rows in the current order. With `top`, those whose value of a column is among its `count` largest
 * (or smallest): rows that tie with the last one are kept too, rows without a value are not, and the order stays.
 */
export const limitSchema = z.object({
  ...stepBase,
  kind: z.literal('limit'),
  count: z.number().int().nonnegative(),
  top: z.object({ column: z.string(), smallest: z.boolean().optional() }).optional(),
});
export type Limit = z.infer<typeof limitSchema>;

export const limit: StepDefinition<Limit> = {
  cte: 'limite',
  columns(step, input) {
    if (step.top) findColumn(input, step.top.column);
    return input;
  },
  sql(step, input) {
    if (step.top) {
      const column = identifier(step.top.column);
      const { type } = findColumn(input.columns, step.top.column);
      const key = comparable(column, type);
      const rank = `rank() OVER (ORDER BY ${key} ${step.top.smallest ? 'ASC' : 'DESC'} NULLS LAST)`;
      return {
        body: `SELECT *\nFROM ${input.sql}\nWHERE ${column} IS NOT NULL\nQUALIFY ${rank} <= ${step.count}`,
        natural: false,
      };
    }
    // Even over a plain scan: DuckDB may let a later join's filter choose the rows of a LIMIT that orders nothing.
    const order = totalOrder(input);
    const orderBy = order.length > 0 ? `\nORDER BY ${orderSql(order)}` : '';
    return { body: `SELECT *\nFROM ${input.sql}${orderBy}\nLIMIT ${step.count}`, natural: false };
  },
  describe(step) {
    if (step.count === 0) return t('step.limit.none');
    if (!step.top) return t('step.limit', { count: step.count });
    const params = { count: step.count, column: quoteName(step.top.column) };
    return t(step.top.smallest ? 'step.limit.bottom' : 'step.limit.top', params);
  },
};
