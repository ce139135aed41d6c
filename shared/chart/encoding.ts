import { z } from 'zod';
import { conditionSchema } from '../recipe/expression.ts';

export const chartKinds = ['bar', 'line', 'scatter', 'histogram'] as const;
export type ChartKind = (typeof chartKinds)[number];

export const chartMeasures = ['count', 'count-distinct', 'sum', 'mean', 'median', 'min', 'max', 'value'] as const;
export type ChartMeasure = (typeof chartMeasures)[number];

/**
 * « Montrer [measure] de [y] par [x], en distinguant [color], pour [filter], trié par [sort], limité à [limit] ».
 * bar and line: `x` groups, `y` is measured. scatter: `x` and `y` are columns, measure is `value`. histogram: `x` is binned.
 */
export const chartSchema = z.object({
  id: z.string(),
  table: z.string(),
  kind: z.enum(chartKinds),
  x: z.string().nullable(),
  y: z.string().nullable(),
  measure: z.enum(chartMeasures),
  color: z.string().nullable(),
  filter: conditionSchema.nullable(),
  sort: z.enum(['value-desc', 'value-asc', 'x-asc', 'x-desc']),
  limit: z.number().int().positive(),
  bins: z.number().int().min(5).max(60).default(30),
  title: z.string().default(''),
  subtitle: z.string().default(''),
});
export type Chart = z.infer<typeof chartSchema>;
