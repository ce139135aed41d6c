import { z } from 'zod';
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
