import { z } from 'zod';
import { tableSchema } from './project/project.ts';

/** A recipe to run: `table` names one of `tables`, which hold it and every table that its joins reach. */
export const querySchema = z.object({
  table: z.string(),
  tables: z.array(tableSchema),
  /** Run only the first n steps of `table` (disabled ones count). Absent: all. */
  steps: z.number().int().nonnegative().optional(),
});
export type Query = z.infer<typeof querySchema>;
