import { z } from 'zod';
import { orderSql } from '../../sql/order.ts';
import { t } from '../../text/t.ts';
import { type StepDefinition, totalOrder } from '../relation.ts';
import { stepBase } from './base.ts';

/** Keeps the first `count` rows in the current order. */
export const limitSchema = z.object({ ...stepBase, kind: z.literal('limit'), count: z.number().int().nonnegative() });
export type Limit = z.infer<typeof limitSchema>;

export const limit: StepDefinition<Limit> = {
  cte: 'limite',
  columns: (_step, input) => input,
  sql(step, input) {
    // Even over a plain scan: DuckDB may let a later join's filter choose the rows of a LIMIT that orders nothing.
    const order = totalOrder(input);
    const orderBy = order.length > 0 ? `\nORDER BY ${orderSql(order)}` : '';
    return { body: `SELECT *\nFROM ${input.sql}${orderBy}\nLIMIT ${step.count}`, natural: false };
  },
  describe: (step) => (step.count === 0 ? t('step.limit.none') : t('step.limit', { count: step.count })),
};
