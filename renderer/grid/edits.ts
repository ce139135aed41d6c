import { type Condition, columnsTested } from '../../shared/recipe/expression.ts';
import type { Step, StepOf } from '../../shared/recipe/step.ts';

/** Steps that leave columns and the meaning of a row as they are: a filter may be looked for through them. */
function isSeenThrough(step: Step): boolean {
  return step.disabled === true || step.kind === 'filter' || step.kind === 'sort';
}

/** The place of the filter that the header of a column edits: the last one on that column alone; -1 for a new one. */
export function filterPlace(recipe: readonly Step[], column: string): number {
  for (let place = recipe.length - 1; place >= 0; place--) {
    const step = recipe[place]!;
    if (step.kind === 'filter' && !step.disabled) {
      const names = columnsTested(step.condition);
      if (names.length === 1 && names[0] === column) return place;
    }
    if (!isSeenThrough(step)) return -1;
  }
  return -1;
}

/** Columns with an enabled filter that the headers can edit. */
export function filteredColumns(recipe: readonly Step[]): Set<string> {
  const names = new Set<string>();
  for (let place = recipe.length - 1; place >= 0; place--) {
    const step = recipe[place]!;
    if (!isSeenThrough(step)) break;
    if (step.kind === 'filter' && !step.disabled) for (const name of columnsTested(step.condition)) names.add(name);
  }
  return names;
}

/** One part of a filter: the whole condition, or one member of an « ou » group. */
export type FilterPart = { step: string; part: number | null };

/** The condition of a part, null when the recipe no longer has it. */
export function partCondition(recipe: readonly Step[], at: FilterPart): Condition | null {
  const step = recipe.find((candidate) => candidate.id === at.step);
  if (step?.kind !== 'filter') return null;
  if (at.part === null) return step.condition;
  return membersOf(step.condition)[at.part] ?? null;
}

/** What an « ou » group holds; a condition that is no group is its own single member. */
export function membersOf(condition: Condition): readonly Condition[] {
  // « X ou X est manquant » is one question about one column: it reads as one member.
  return condition.kind === 'any' && columnsTested(condition).length > 1 ? condition.of : [condition];
}

function groupOf(members: readonly Condition[]): Condition {
  return members.length === 1 ? members[0]! : { kind: 'any', of: [...members] };
}

function newFilter(id: string, condition: Condition): StepOf<'filter'> {
  return { id, kind: 'filter', condition };
}

/** The recipe with a part of a filter replaced; null removes the part, and the step with its last part. */
export function replacePart(recipe: readonly Step[], at: FilterPart, condition: Condition | null): Step[] {
  return recipe.flatMap((step): Step[] => {
    if (step.id !== at.step || step.kind !== 'filter') return [step];
    if (at.part === null) return condition ? [{ ...step, condition }] : [];
    const members = membersOf(step.condition).flatMap((member, place) =>
      place === at.part ? (condition ? [condition] : []) : [member],
    );
    return members.length === 0 ? [] : [{ ...step, condition: groupOf(members) }];
  });
}

export function addFilter(recipe: readonly Step[], id: string, condition: Condition): Step[] {
  return [...recipe, newFilter(id, condition)];
}

/**
 * The steps whose rows a filter chooses from: everything but itself, up to where columns may change meaning. Counts
 * and histograms of its editor are taken there: « given the other filters ».
 */
export function recipeAround(recipe: readonly Step[], stepId: string | null): Step[] {
  if (stepId === null) return [...recipe];
  const place = recipe.findIndex((step) => step.id === stepId);
  if (place < 0) return [...recipe];
  let end = place + 1;
  while (end < recipe.length && isSeenThrough(recipe[end]!)) end++;
  return recipe.slice(0, end).filter((step) => step.id !== stepId);
}

/** Turns the « et » between two filters into « ou »: the second joins the first one's group. */
export function joinFilters(recipe: readonly Step[], first: string, second: string): Step[] {
  const taken = recipe.find((step) => step.id === second);
  if (taken?.kind !== 'filter') return [...recipe];
  return recipe
    .filter((step) => step.id !== second)
    .map((step) =>
      step.id === first && step.kind === 'filter'
        ? { ...step, condition: groupOf([...membersOf(step.condition), ...membersOf(taken.condition)]) }
        : step,
    );
}

/** Turns the « ou » after a member of a group back into « et »: what follows becomes a filter of its own. */
export function splitFilter(recipe: readonly Step[], stepId: string, after: number, id: string): Step[] {
  return recipe.flatMap((step): Step[] => {
    if (step.id !== stepId || step.kind !== 'filter') return [step];
    const members = membersOf(step.condition);
    const head = members.slice(0, after + 1);
    const tail = members.slice(after + 1);
    if (head.length === 0 || tail.length === 0) return [step];
    return [{ ...step, condition: groupOf(head) }, newFilter(id, groupOf(tail))];
  });
}

/** Whether two filters stand side by side, so that an « ou » between them changes nothing else. */
export function areNeighbours(recipe: readonly Step[], first: string, second: string): boolean {
  const from = recipe.findIndex((step) => step.id === first);
  const to = recipe.findIndex((step) => step.id === second);
  return from >= 0 && to > from && recipe.slice(from, to).every(isSeenThrough);
}

/** The sort in force at the end of the recipe, null when a later step makes its own order. */
export function currentSort(recipe: readonly Step[]): StepOf<'sort'> | null {
  for (let place = recipe.length - 1; place >= 0; place--) {
    const step = recipe[place]!;
    if (step.disabled) continue;
    if (step.kind === 'sort') return step;
    if (step.kind === 'aggregate' || step.kind === 'pivot' || step.kind === 'join' || step.kind === 'append')
      return null;
  }
  return null;
}

/** The sort that ends the recipe: the one a header may change, since no later step relies on its order. */
export function lastSort(recipe: readonly Step[]): StepOf<'sort'> | null {
  const step = recipe[recipe.findLastIndex((candidate) => !candidate.disabled && candidate.kind !== 'filter')];
  return step?.kind === 'sort' ? step : null;
}

/** Sorts by one column: changes the sort that ends the recipe, adds one where there is none to change. */
export function sortBy(recipe: readonly Step[], id: string, column: string, descending: boolean): Step[] {
  const by = [descending ? { column, descending } : { column }];
  const last = lastSort(recipe);
  return last ? recipe.map((step) => (step === last ? { ...last, by } : step)) : [...recipe, { id, kind: 'sort', by }];
}

/** Adds a column behind those already sorted by, or turns its direction. */
export function sortAlsoBy(recipe: readonly Step[], id: string, column: string, descending: boolean): Step[] {
  const last = lastSort(recipe);
  if (!last) return sortBy(recipe, id, column, descending);
  const term = descending ? { column, descending } : { column };
  const by = last.by.some((other) => other.column === column)
    ? last.by.map((other) => (other.column === column ? term : other))
    : [...last.by, term];
  return recipe.map((step) => (step === last ? { ...last, by } : step));
}

/** Takes the sort that ends the recipe away. */
export function unsort(recipe: readonly Step[]): Step[] {
  const last = lastSort(recipe);
  return recipe.filter((step) => step !== last);
}

/** Hides columns: shrinks the select step that ends the recipe, or adds one. Never hides the last column. */
export function hideColumns(
  recipe: readonly Step[],
  id: string,
  columns: readonly string[],
  hidden: readonly string[],
): Step[] {
  const kept = columns.filter((name) => !hidden.includes(name));
  if (kept.length === 0) return [...recipe];
  return selectColumns(recipe, id, kept);
}

/**
 * Keeps these columns in this order. A recipe needs one such step at its end, not one per column moved: the former one
 * goes on to the end past filters and sorts, which find all they need before it.
 */
export function selectColumns(recipe: readonly Step[], id: string, columns: readonly string[]): Step[] {
  const former = lastSelect(recipe);
  if (!former) return [...recipe, { id, kind: 'select', columns: [...columns] }];
  return [...recipe.filter((step) => step !== former), { ...former, columns: [...columns] }];
}

/** The step that chooses the columns shown, when only filters and sorts follow it. */
export function lastSelect(recipe: readonly Step[]): StepOf<'select'> | null {
  const step = recipe.findLast(({ kind }) => kind !== 'filter' && kind !== 'sort');
  return step?.kind === 'select' && !step.disabled ? step : null;
}

/** The names with the one at `from` put at `to`, a place of the list as it then is. */
export function moveName(names: readonly string[], from: number, to: number): string[] {
  const others = names.filter((_, place) => place !== from);
  const moved = names[from];
  return moved === undefined ? [...names] : [...others.slice(0, to), moved, ...others.slice(to)];
}

/** Renames a column: follows the rename step that ends the recipe, or adds one. */
export function renameColumn(recipe: readonly Step[], id: string, from: string, to: string): Step[] {
  const last = recipe.at(-1);
  if (last?.kind !== 'rename' || last.disabled) return [...recipe, { id, kind: 'rename', names: [{ from, to }] }];
  const before = last.names.find((pair) => pair.to === from);
  const names = before
    ? last.names.flatMap((pair) => (pair !== before ? [pair] : pair.from === to ? [] : [{ from: pair.from, to }]))
    : [...last.names, { from, to }];
  return names.length === 0 ? recipe.slice(0, -1) : [...recipe.slice(0, -1), { ...last, names }];
}
