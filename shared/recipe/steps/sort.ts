import { z } from 'zod';
import { stepBase } from './base.ts';

/** Orders rows by several columns; text by French collation, missing cells last either way, ties in file order. */
export const sortSchema = z.object({
  ...stepBase,
  kind: z.literal('sort'),
  by: z.array(z.object({ column: z.string(), descending: z.boolean().optional() })).min(1),
});
export type Sort = z.infer<typeof sortSchema>;
