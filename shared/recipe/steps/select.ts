import { z } from 'zod';
import { identifier } from '../../sql/quote.ts';
import { t } from '../../text/t.ts';
import { shortList } from '../describe.ts';
import { checkNames, findColumn, keepForOrder, moveTerms, type StepDefinition } from '../relation.ts';
import { stepBase } from './base.ts';

/** Keeps these columns, in this order: it also reorders and removes. */
export const selectSchema = z.object({ ...stepBase, kind: z.literal('select'), columns: z.array(z.string()).min(1) });
export type Select = z.infer<typeof selectSchema>;

export const select: StepDefinition<Select> = {
  cte: 'colonnes',
  columns: (step, input) => checkNames(step.columns.map((name) => findColumn(input, name))),
  sql(step, input) {
    const kept = new Set(step.columns);
    const moves = keepForOrder(input, (column) => !kept.has(column));
    const hidden = [...input.hidden, ...moves.values()];
    const columns = [
      ...input.hidden.map(identifier),
      ...[...moves].map(([from, to]) => `${identifier(from)} AS ${identifier(to)}`),
      ...step.columns.map(identifier),
    ];
    return {
      body: `SELECT ${columns.join(', ')}\nFROM ${input.sql}`,
      hidden,
      sorted: moveTerms(input.sorted, moves),
      ties: moveTerms(input.ties, moves),
    };
  },
  describe(step, input) {
    const removed = input.filter(({ name }) => !step.columns.includes(name)).map(({ name }) => name);
    if (removed.length === 0) return t('step.select.reorder', { columns: shortList(step.columns) });
    return removed.length < step.columns.length
      ? t('step.select.remove', { count: removed.length, columns: shortList(removed) })
      : t('step.select.keep', { count: step.columns.length, columns: shortList(step.columns) });
  },
};
