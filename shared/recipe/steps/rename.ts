import { z } from 'zod';
import { stepBase } from './base.ts';

/** Gives columns new names; the rest keeps its own. */
export const renameSchema = z.object({
  ...stepBase,
  kind: z.literal('rename'),
  names: z.array(z.object({ from: z.string(), to: z.string().min(1) })).min(1),
});
export type Rename = z.infer<typeof renameSchema>;
