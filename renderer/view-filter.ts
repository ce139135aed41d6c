import type { Project } from '../shared/project/project.ts';
import type { Condition } from '../shared/recipe/expression.ts';

/** A chart or a map whose marks or areas filter its table, by a step of its own. */
type View = { id: string; table: string; filterStep: string | null };

/** The project as the view sees it: without the filter that its own clicks made. */
export function withoutOwnFilter(project: Project, view: Pick<View, 'table' | 'filterStep'>): Project {
  if (view.filterStep === null) return project;
  return {
    ...project,
    tables: project.tables.map((table) =>
      table.id === view.table ? { ...table, recipe: table.recipe.filter(({ id }) => id !== view.filterStep) } : table,
    ),
  };
}

/** What the view's own filter keeps now; null when it has none, or when it is set aside. */
export function ownCondition(project: Project, view: View): Condition | null {
  const table = project.tables.find(({ id }) => id === view.table);
  const step = table?.recipe.find(({ id }) => id === view.filterStep);
  return step?.kind === 'filter' && !step.disabled ? step.condition : null;
}

/** The project with exactly this kept by the view's filter step; the step goes with its last choice. */
export function filterByView(
  project: Project,
  views: 'charts' | 'maps',
  view: View,
  condition: Condition | null,
  newStep: string,
): Project {
  const table = project.tables.find(({ id }) => id === view.table);
  const existing = table?.recipe.find(({ id, kind }) => id === view.filterStep && kind === 'filter');
  const id = condition ? (existing?.id ?? newStep) : null;
  const filter = condition && id !== null ? { id, kind: 'filter' as const, condition } : null;
  return {
    ...project,
    tables: project.tables.map((one) => {
      if (one.id !== view.table) return one;
      if (!filter) return { ...one, recipe: one.recipe.filter((step) => step !== existing) };
      if (!existing) return { ...one, recipe: [...one.recipe, filter] };
      return { ...one, recipe: one.recipe.map((step) => (step === existing ? filter : step)) };
    }),
    [views]: project[views].map((one) => (one.id === view.id ? { ...one, filterStep: id } : one)),
  };
}
