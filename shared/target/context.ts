import type { Table } from '../project/project.ts';
import type { Step } from '../recipe/step.ts';

/** What the builder needs of the project: ids of opened sources, the tables that the choices name, fresh ids. */
export type TargetContext = {
  /** Source of the built-in communes. */
  communes: string;
  /** Source of the built-in list of the bodies, when it is not that of communes. */
  bodies: string | null;
  /** Source of the built-in old codes; needed when the population comes from a table, useful with staff. */
  oldCodes: string | null;
  tables: readonly Table[];
  newId: () => string;
  names: Record<'target' | 'population' | 'oldCodes' | 'staff' | 'staffRows' | 'staffCommunes' | 'within', string>;
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
