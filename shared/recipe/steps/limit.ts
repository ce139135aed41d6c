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
    const order = input.natural ? [] : totalOrder(input);
    const orderBy = order.length > 0 ? `\nORDER BY ${orderSql(order)}` : '';
    return { body: `SELECT *\nFROM ${input.sql}${orderBy}\nLIMIT ${step.count}` };
  },
  describe: (step) => t('step.limit', { count: step.count }),
};
