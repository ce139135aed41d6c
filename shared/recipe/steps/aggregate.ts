import { z } from 'zod';
import { identifier } from '../../sql/quote.ts';
import { formatList } from '../../text/format.ts';
import { t } from '../../text/t.ts';
import { describeMeasure, measuredColumn, measuredSql, measureSchema } from '../measure.ts';
import { checkNames, findColumn, type StepDefinition } from '../relation.ts';
import { stepBase } from './base.ts';

export { type Measure, measures } from '../measure.ts';

/** One row per group, groups in ascending order. `count` takes no column and counts rows. No group: one row. */
export const aggregateSchema = z.object({
  ...stepBase,
  kind: z.literal('aggregate'),
  by: z.array(z.string()),
  measures: z.array(measureSchema).min(1),
});
export type Aggregate = z.infer<typeof aggregateSchema>;

export const aggregate: StepDefinition<Aggregate> = {
  cte: 'regroupement',
  columns: (step, input) =>
    checkNames([
      ...step.by.map((name) => findColumn(input, name)),
      ...step.measures.map((one) => measuredColumn(one, input)),
    ]),
  sql(step, input) {
    const groups = step.by.map(identifier);
    const values = step.measures.map((one) => `${measuredSql(one, input.columns).sql} AS ${identifier(one.name)}`);
    const groupBy = groups.length > 0 ? `\nGROUP BY ${groups.join(', ')}` : '';
    return {
      body: `SELECT ${[...groups, ...values].join(',\n  ')}\nFROM ${input.sql}${groupBy}`,
      hidden: [],
      row: false,
      natural: step.by.length === 0,
      sorted: [],
      ties: step.by.map((column) => ({ column, type: findColumn(input.columns, column).type, descending: false })),
    };
  },
  describe(step) {
    const measures = formatList(step.measures.map(describeMeasure));
    if (step.by.length === 0) return t('step.aggregate.all', { measures });
    return t('step.aggregate', { columns: formatList(step.by), measures });
  },
};
