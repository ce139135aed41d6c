import { z } from 'zod';
import { formatList } from '../../text/format.ts';
import { t } from '../../text/t.ts';
import { findColumn, type StepDefinition } from '../relation.ts';
import { stepBase } from './base.ts';

/** Orders rows by several columns; text by French collation, missing cells last either way, ties in file order. */
export const sortSchema = z.object({
  ...stepBase,
  kind: z.literal('sort'),
  by: z.array(z.object({ column: z.string(), descending: z.boolean().optional() })).min(1),
});
export type Sort = z.infer<typeof sortSchema>;

export const sort: StepDefinition<Sort> = {
  cte: 'tri',
  columns(step, input) {
    for (const { column } of step.by) findColumn(input, column);
    return input;
  },
  // No CTE: SQL keeps no order inside a query, so it is carried to the end and to the steps that depend on it.
  sql: (step, input) => ({
    body: null,
    natural: false,
    sorted: step.by.map(({ column, descending }) => ({
      column,
      type: findColumn(input.columns, column).type,
      descending: descending ?? false,
    })),
  }),
  describe: (step) =>
    t('step.sort', {
      columns: formatList(
        step.by.map(({ column, descending }) =>
          t(descending ? 'step.sort.descending' : 'step.sort.ascending', { column }),
        ),
      ),
    }),
};
