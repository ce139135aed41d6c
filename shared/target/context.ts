import type { Table } from '../project/project.ts';
import type { Step } from '../recipe/step.ts';

/** What the builder needs of the project: ids of opened sources, the tables that the choices name, fresh ids. */
export type TargetContext = {
  /** Source of the built-in communes. */
  communes: string;
  /** Source of the built-in old codes; needed only when the population comes from a table. */
  oldCodes: string | null;
  tables: readonly Table[];
  newId: () => string;
  names: { target: string; population: string; oldCodes: string; staff: string };
};

/** The same steps under fresh ids, for a second table. */
export function copySteps(recipe: readonly Step[], newId: () => string): Step[] {
  return recipe.map((step) => ({ ...step, id: newId() }));
}

/** The table that a choice names. A missing one is a mistake of the caller. */
export function findTable(context: TargetContext, id: string): Table {
  const table = context.tables.find((candidate) => candidate.id === id);
  if (!table) throw new Error(`no table ${id}`);
  return table;
}
