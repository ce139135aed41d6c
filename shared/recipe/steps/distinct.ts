import { z } from 'zod';
import { orderSql } from '../../sql/order.ts';
import { identifier } from '../../sql/quote.ts';
import { formatList } from '../../text/format.ts';
import { t } from '../../text/t.ts';
import { findColumn, type StepDefinition, totalOrder } from '../relation.ts';
import { stepBase } from './base.ts';

/** Keeps the first row (in the current order) of each combination of `columns`; of all columns when empty. */
export const distinctSchema = z.object({ ...stepBase, kind: z.literal('distinct'), columns: z.array(z.string()) });
export type Distinct = z.infer<typeof distinctSchema>;

export const distinct: StepDefinition<Distinct> = {
  cte: 'doublons',
  columns(step, input) {
    for (const name of step.columns) findColumn(input, name);
    return input;
  },
  sql(step, input) {
    const names = step.columns.length > 0 ? step.columns : input.columns.map(({ name }) => name);
    const order = totalOrder(input);
    const orderBy = order.length > 0 ? ` ORDER BY ${orderSql(order)}` : '';
    const first = `row_number() OVER (PARTITION BY ${names.map(identifier).join(', ')}${orderBy}) = 1`;
    return { body: `SELECT *\nFROM ${input.sql}\nQUALIFY ${first}`, natural: false };
  },
  describe: (step) =>
    step.columns.length > 0 ? t('step.distinct', { columns: formatList(step.columns) }) : t('step.distinct.all'),
};
