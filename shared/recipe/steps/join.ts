import { z } from 'zod';
import { stepBase } from './base.ts';

/**
 * Brings columns of another table (`right`, at the end of its own recipe). `keep`: all left rows (`left`), only matched
 * ones (`inner`), all of both (`full`), only left rows without a match (`anti`). A missing key matches nothing.
 * `columns` are the right columns brought, each under `as`. Where a right key occurs several times, left rows are
 * multiplied only when `allowMultiply` is set: otherwise the first right row (in file order) is taken for each key.
 * `normalise` compares keys after trimming, without case, accents or hyphens, left zeros restored for codes.
 */
export const joinSchema = z.object({
  ...stepBase,
  kind: z.literal('join'),
  right: z.string(),
  on: z.array(z.object({ left: z.string(), right: z.string() })).min(1),
  keep: z.enum(['left', 'inner', 'full', 'anti']),
  columns: z.array(z.object({ name: z.string(), as: z.string().min(1) })),
  normalise: z.boolean().optional(),
  allowMultiply: z.boolean().optional(),
});
export type Join = z.infer<typeof joinSchema>;
