import { z } from 'zod';
import { querySchema } from './query.ts';

/**
 * Cells of `columns` that show a text, whatever case and accents, in the order of reading: how many, and the first one
 * after (or before) the cell `from`, past the end and back again. `from.column` is a place in `columns`.
 */
export const findSchema = z.object({
  query: querySchema,
  columns: z.array(z.string()).min(1),
  search: z.string().min(1).max(500),
  from: z.object({ row: z.number().int().min(-1), column: z.number().int().min(-1) }),
  direction: z.enum(['next', 'previous']),
});

/** How many cells hold the text, and the one gone to. `rank`: 1 for the first of the table. */
export type FoundCell = { cells: number; found: { row: number; column: number; rank: number } | null };
