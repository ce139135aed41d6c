import { z } from 'zod';
import { columnTypeSchema, meaningSchema } from '../recipe/column.ts';
import { tableSchema } from './project.ts';

/** A file that a recipe expects: no name of a place, no checksum, only what its steps use of it. */
export const expectedSourceSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reference'), id: z.string(), table: z.string() }),
  z.object({
    kind: z.literal('file'),
    id: z.string(),
    /** What it was called where the recipe was made: helps to recognise the next one. */
    name: z.string(),
    sheet: z.string().optional(),
    columns: z.array(
      z.object({ name: z.string(), type: columnTypeSchema, meaning: meaningSchema.nullable().default(null) }),
    ),
  }),
]);
export type ExpectedSource = z.infer<typeof expectedSourceSchema>;

/**
 * A recipe without data (`.crible-recette`, JSON): tables with their steps, and the files that they expect. `main` is the
 * table that one wants, the others are reached by its joins.
 */
export const sharedRecipeSchema = z.object({
  format: z.literal('crible-recette'),
  version: z.literal(1),
  name: z.string(),
  description: z.string().default(''),
  main: z.string(),
  sources: z.array(expectedSourceSchema),
  tables: z.array(tableSchema),
});
export type SharedRecipe = z.infer<typeof sharedRecipeSchema>;
export type ExpectedFile = Extract<ExpectedSource, { kind: 'file' }>;
