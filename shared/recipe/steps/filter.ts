import { z } from 'zod';
import { conditionSql } from '../../sql/condition.ts';
import { t } from '../../text/t.ts';
import { describeCondition } from '../describe.ts';
import { conditionSchema } from '../expression.ts';
import type { StepDefinition } from '../relation.ts';
import { stepBase } from './base.ts';

/** Keeps the rows that answer yes. */
export const filterSchema = z.object({ ...stepBase, kind: z.literal('filter'), condition: conditionSchema });
export type Filter = z.infer<typeof filterSchema>;

export const filter: StepDefinition<Filter> = {
  cte: 'filtre',
  columns(step, input) {
    conditionSql(step.condition, input);
    return input;
  },
  sql: (step, input) => ({
    body: `SELECT *\nFROM ${input.sql}\nWHERE ${conditionSql(step.condition, input.columns)}`,
  }),
  describe: ({ condition }, input) =>
    (condition.kind === 'all' || condition.kind === 'any') && condition.of.length === 0
      ? t('step.filter.none')
      : t('step.filter', { condition: describeCondition(condition, input) }),
};
