import { z } from 'zod';
import { stepBase } from './base.ts';

/** Keeps the first `count` rows in the current order. */
export const limitSchema = z.object({ ...stepBase, kind: z.literal('limit'), count: z.number().int().nonnegative() });
export type Limit = z.infer<typeof limitSchema>;
