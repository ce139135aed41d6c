import { z } from 'zod';
import { Fault } from '../../rpc/fault.ts';
import { textOrder } from '../../sql/order.ts';
import { identifier } from '../../sql/quote.ts';
import { formatList } from '../../text/format.ts';
import { t } from '../../text/t.ts';
import { type Column, type ColumnType, isNumeric } from '../column.ts';
import { checkNames, findColumn, type StepDefinition } from '../relation.ts';
import { stepBase } from './base.ts';

export const measures = ['count', 'count-distinct', 'sum', 'mean', 'median', 'min', 'max'] as const;
export type Measure = (typeof measures)[number];

/** One row per group, groups in ascending order. `count` takes no column and counts rows. No group: one row. */
export const aggregateSchema = z.object({
  ...stepBase,
  kind: z.literal('aggregate'),
  by: z.array(z.string()),
  measures: z
    .array(z.object({ name: z.string().min(1), measure: z.enum(measures), column: z.string().optional() }))
    .min(1),
});
export type Aggregate = z.infer<typeof aggregateSchema>;

export const aggregate: StepDefinition<Aggregate> = {
  cte: 'regroupement',
  columns: (step, input) =>
    checkNames([
      ...step.by.map((name) => findColumn(input, name)),
      ...step.measures.map((one): Column => ({ name: one.name, type: measured(one, input).type, meaning: null })),
    ]),
  sql(step, input) {
    const groups = step.by.map(identifier);
    const values = step.measures.map((one) => `${measured(one, input.columns).sql} AS ${identifier(one.name)}`);
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

function measured(one: Aggregate['measures'][number], input: readonly Column[]): { sql: string; type: ColumnType } {
  if (one.measure === 'count') return { sql: 'count(*)', type: 'integer' };
  if (one.column === undefined) throw new Fault('measure-column', { name: one.name });
  const column = findColumn(input, one.column);
  const name = identifier(column.name);
  const { type } = column;
  if (one.measure === 'count-distinct') return { sql: `count(DISTINCT ${name})`, type: 'integer' };
  // min() itself would follow the characters' numbers: « Évry » after « Zuydcoote ».
  if (one.measure === 'min' || one.measure === 'max')
    return { sql: type === 'text' ? firstText(one.measure, name) : `${one.measure}(${name})`, type };
  if (!isNumeric(type)) throw new Fault('measure-type', { column: column.name, measure: t(`measure.${one.measure}`) });
  if (one.measure === 'sum')
    return { sql: type === 'integer' ? `TRY_CAST(sum(${name}) AS BIGINT)` : `sum(${name})`, type };
  return { sql: `${one.measure === 'mean' ? 'avg' : 'median'}(${name})`, type: 'decimal' };
}

function firstText(measure: 'min' | 'max', name: string): string {
  return `arg_${measure}(${name}, (${textOrder(name)}, ${name}))`;
}

function describeMeasure(one: Aggregate['measures'][number]): string {
  if (one.measure === 'count') return t('step.aggregate.count', { name: one.name });
  return t('step.aggregate.measure', {
    measure: t(`measure.${one.measure}`),
    column: one.column ?? '',
    name: one.name,
  });
}
