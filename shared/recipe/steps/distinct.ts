import { z } from 'zod';
import { stepBase } from './base.ts';

/** Keeps the first row (in the current order) of each combination of `columns`; of all columns when empty. */
export const distinctSchema = z.object({ ...stepBase, kind: z.literal('distinct'), columns: z.array(z.string()) });
export type Distinct = z.infer<typeof distinctSchema>;
