import { z } from 'zod';
import { Fault } from '../rpc/fault.ts';
import { textOrder } from '../sql/order.ts';
import { identifier } from '../sql/quote.ts';
import { numberSql } from '../sql/value.ts';
import { formatNumber } from '../text/format.ts';
import { t } from '../text/t.ts';
import { type Column, type ColumnType, isNumeric, type Unit } from './column.ts';
import { findColumn } from './relation.ts';
import { columnUnit } from './unit.ts';

export const measures = [
  'count',
  'count-distinct',
  'sum',
  'mean',
  'median',
  'min',
  'max',
  'weighted-mean',
  'quantile',
  'share',
] as const;
export type Measure = (typeof measures)[number];

/**
 * One figure of a group of rows. `weight` is the column that weighs a `weighted-mean`, `quantile` the part of the values
 * (0 to 1) below the figure; `share` is the group's part of the whole sum, or of the rows without `column`, in %.
 * `accepted`: the user was told that the sum means little (a ratio, a total repeated) and wants it.
 */
export const measureSchema = z.object({
  name: z.string().min(1),
  measure: z.enum(measures),
  column: z.string().optional(),
  weight: z.string().optional(),
  quantile: z.number().min(0).max(1).optional(),
  accepted: z.boolean().optional(),
});
export type Measured = z.infer<typeof measureSchema>;

const percent: Unit = { kind: 'ratio', scale: 100 };

/** The column that a measure makes. Faults `measure-column`, `measure-type`, `column-missing`. */
export function measuredColumn(one: Measured, input: readonly Column[]): Column {
  const { type } = measuredSql(one, input);
  const keepsUnit = ['mean', 'median', 'min', 'max', 'weighted-mean', 'quantile'].includes(one.measure);
  const measured = input.find(({ name }) => name === one.column);
  const unit = one.measure === 'share' ? percent : keepsUnit && measured ? columnUnit(measured) : null;
  return { name: one.name, type, meaning: null, ...(unit && isNumeric(type) && { unit }) };
}

/** The aggregate in SQL; of a `share`, over the groups. Missing cells are left out. */
export function measuredSql(one: Measured, input: readonly Column[]): { sql: string; type: ColumnType } {
  if (one.measure === 'count') return { sql: 'count(*)', type: 'integer' };
  if (one.measure === 'share' && one.column === undefined) return { sql: shareSql('count(*)'), type: 'decimal' };
  if (one.column === undefined) throw new Fault('measure-column', { name: one.name });
  const column = findColumn(input, one.column);
  const name = identifier(column.name);
  const { type } = column;
  if (one.measure === 'count-distinct') return { sql: `count(DISTINCT ${name})`, type: 'integer' };
  // min() itself would follow the characters' numbers: « Évry » after « Zuydcoote ».
  if (one.measure === 'min' || one.measure === 'max')
    return { sql: type === 'text' ? firstText(one.measure, name) : `${one.measure}(${name})`, type };
  checkNumber(column, one);
  switch (one.measure) {
    case 'sum':
      return { sql: type === 'integer' ? `TRY_CAST(sum(${name}) AS BIGINT)` : `sum(${name})`, type };
    case 'share':
      return { sql: shareSql(`CAST(sum(${name}) AS DOUBLE)`), type: 'decimal' };
    case 'quantile':
      return { sql: `quantile_cont(${name}, ${numberSql(one.quantile ?? 0.5)})`, type: 'decimal' };
    case 'weighted-mean': {
      const { sum, total } = weightedParts(one, input);
      return { sql: `${sum} / nullif(${total}, 0)`, type: 'decimal' };
    }
    default:
      return { sql: `${one.measure === 'mean' ? 'avg' : 'median'}(${name})`, type: 'decimal' };
  }
}

/** A measure in two passes: `partials` over the rows of small groups, then `merge` over groups of these groups. */
export type Merging = { partials: readonly string[]; merge(partials: readonly string[]): string };

/** Null for a measure that parts say nothing of: a median, different values. */
export function mergingSql(one: Measured, input: readonly Column[]): Merging | null {
  const { sql, type } = measuredSql(one, input);
  if (one.measure === 'count') return { partials: [sql], merge: ([n]) => `coalesce(CAST(sum(${n}) AS BIGINT), 0)` };
  if (one.column === undefined) return null;
  const name = identifier(one.column);
  switch (one.measure) {
    case 'sum':
      return {
        partials: [`sum(${name})`],
        merge: ([part]) => (type === 'integer' ? `TRY_CAST(sum(${part}) AS BIGINT)` : `sum(${part})`),
      };
    case 'mean':
      return {
        partials: [`sum(${name})`, `count(${name})`],
        merge: ([part, n]) => `CAST(sum(${part}) AS DOUBLE) / nullif(sum(${n}), 0)`,
      };
    case 'weighted-mean': {
      const { sum, total } = weightedParts(one, input);
      return { partials: [sum, total], merge: ([part, n]) => `sum(${part}) / nullif(sum(${n}), 0)` };
    }
    case 'min':
    case 'max': {
      const { measure } = one;
      return {
        partials: [sql],
        merge: ([part = '']) => (type === 'text' ? firstText(measure, part) : `${measure}(${part})`),
      };
    }
    default:
      return null;
  }
}

function weightedParts(one: Measured, input: readonly Column[]): { sum: string; total: string } {
  if (one.weight === undefined) throw new Fault('measure-column', { name: one.name });
  const weight = findColumn(input, one.weight);
  checkNumber(weight, one);
  const name = identifier(one.column ?? '');
  const weighs = `CAST(${identifier(weight.name)} AS DOUBLE)`;
  return { sum: `sum(${name} * ${weighs})`, total: `sum(CASE WHEN ${name} IS NOT NULL THEN ${weighs} END)` };
}

function checkNumber({ name, type }: Column, one: Measured): void {
  if (!isNumeric(type)) throw new Fault('measure-type', { column: name, measure: t(`measure.${one.measure}`) });
}

function shareSql(total: string): string {
  return `${total} / nullif(sum(${total}) OVER (), 0) * 100`;
}

function firstText(measure: 'min' | 'max', name: string): string {
  return `arg_${measure}(${name}, (${textOrder(name)}, ${name}))`;
}

export function describeMeasure(one: Measured): string {
  if (one.measure === 'count' || (one.measure === 'share' && one.column === undefined))
    return t(one.measure === 'count' ? 'step.aggregate.count' : 'step.aggregate.share', { name: one.name });
  const measure =
    one.measure === 'quantile'
      ? t('measure.quantile-of', { percent: formatNumber((one.quantile ?? 0.5) * 100) })
      : one.measure === 'weighted-mean'
        ? t('measure.weighted-by', { weight: one.weight ?? '' })
        : t(`measure.${one.measure}`);
  return t('step.aggregate.measure', { measure, column: one.column ?? '', name: one.name });
}
