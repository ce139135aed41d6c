import { z } from 'zod';
import { type Step, type StepKind, stepSchema } from '../recipe/step.ts';

/** A way to look at a table, under a name: the filters, sort and columns that end its recipe. */
export const savedViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  table: z.string(),
  steps: z.array(stepSchema),
});
export type SavedView = z.infer<typeof savedViewSchema>;

/** Steps that change what is seen of rows, never what they are. */
const looks: ReadonlySet<StepKind> = new Set(['filter', 'limit', 'select', 'sort']);

/** The place from which a recipe only chooses rows, their order and columns. */
function viewPlace(recipe: readonly Step[]): number {
  return recipe.findLastIndex(({ kind }) => !looks.has(kind)) + 1;
}

/** What a view keeps of a recipe. */
export function viewSteps(recipe: readonly Step[]): Step[] {
  return recipe.slice(viewPlace(recipe));
}

/** The recipe looked at through other steps: those before stay, and nothing else is kept. */
export function withView(recipe: readonly Step[], steps: readonly Step[], newId: () => string): Step[] {
  return [...recipe.slice(0, viewPlace(recipe)), ...steps.map((step) => ({ ...step, id: newId() }))];
}

/** Whether a recipe ends as a view does, whatever its steps are called. */
export function isViewed(recipe: readonly Step[], steps: readonly Step[]): boolean {
  const plain = (of: readonly Step[]) => JSON.stringify(of.map((step) => ({ ...step, id: '' })));
  return plain(viewSteps(recipe)) === plain(steps);
}
