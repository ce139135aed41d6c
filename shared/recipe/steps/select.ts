import { z } from 'zod';
import { stepBase } from './base.ts';

/** Keeps these columns, in this order: it also reorders and removes. */
export const selectSchema = z.object({ ...stepBase, kind: z.literal('select'), columns: z.array(z.string()).min(1) });
export type Select = z.infer<typeof selectSchema>;
