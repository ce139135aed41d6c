import { z } from 'zod';
import { conditionSchema } from '../recipe/expression.ts';
import { chartKinds, chartMeasures, chartSorts, densities, stackings, timeUnits } from './kinds.ts';

/** A line across the plot, on the measured axis unless `axis` says x (scatter) : computed, or typed (3 500). */
const referenceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('median') }),
  z.object({ kind: z.literal('mean') }),
  z.object({
    kind: z.literal('value'),
    value: z.number(),
    label: z.string().default(''),
    axis: z.enum(['x', 'y']).default('y'),
  }),
]);
export type Reference = z.infer<typeof referenceSchema>;

/**
 * « Montrer [measure] de [y] par [x], en distinguant [color], pour [filter], trié par [sort], limité à [limit] ».
 * Most kinds: `x` groups, `y` is measured. scatter: `x` and `y` are columns, measure is `value`. histogram: `x` is
 * binned. box: `y` is spread by `x`. heatmap: `x` and `color` cross. slope: two moments of `x`, a line by `color`.
 * pyramid: the two values of `color` back to back. `facet` repeats the chart for each of its values.
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
  sort: z.enum(chartSorts),
  limit: z.number().int().positive(),
  bins: z.number().int().min(5).max(60).default(30),
  title: z.string().default(''),
  subtitle: z.string().default(''),
  size: z.string().nullable().default(null),
  facet: z.string().nullable().default(null),
  stacking: z.enum(stackings).default('stacked'),
  /** Past `limit`, one more mark for all the rest. */
  others: z.boolean().default(true),
  unit: z.enum(timeUnits).default('auto'),
  density: z.enum(densities).default('sample'),
  trend: z.boolean().default(false),
  /** Values written on the marks. */
  labels: z.boolean().default(false),
  scale: z.enum(['linear', 'log']).default('linear'),
  /** Where the measured axis begins; `auto` is zero for lengths. */
  baseline: z.enum(['auto', 'zero', 'free']).default('auto'),
  references: z.array(referenceSchema).max(6).default([]),
  /** A note tied to the mark whose x reads `at`. */
  annotations: z
    .array(z.object({ at: z.string(), text: z.string() }))
    .max(12)
    .default([]),
  /** Added to the files that the caption names. */
  source: z.string().default(''),
  /** Vega-Lite edited by hand, drawn in place of the generated one; its data stay those of the chart. */
  vega: z.record(z.string(), z.unknown()).nullable().default(null),
  /** The filter step that clicks on the chart made: the chart is drawn without it. */
  filterStep: z.string().nullable().default(null),
});
export type Chart = z.infer<typeof chartSchema>;
