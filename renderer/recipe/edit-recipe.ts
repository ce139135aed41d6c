import type { Step } from '../../shared/recipe/step.ts';

/** Puts a step at a place (0 first; past the end: last). */
export function insertStep(recipe: Step[], at: number, step: Step): Step[] {
  return recipe.toSpliced(Math.max(0, at), 0, step);
}

/** Puts `step` where the step of the same id stands; an unknown id changes nothing. */
export function replaceStep(recipe: Step[], step: Step): Step[] {
  return recipe.some((candidate) => candidate.id === step.id)
    ? recipe.map((candidate) => (candidate.id === step.id ? step : candidate))
    : recipe;
}

export function removeStep(recipe: Step[], id: string): Step[] {
  const rest = recipe.filter((step) => step.id !== id);
  return rest.length === recipe.length ? recipe : rest;
}

/** Swaps a step with its neighbour before (-1) or after (1); at the end of the list nothing changes. */
export function moveStep(recipe: Step[], id: string, by: -1 | 1): Step[] {
  const from = recipe.findIndex((step) => step.id === id);
  const to = from + by;
  const step = recipe[from];
  if (!step || to < 0 || to >= recipe.length) return recipe;
  return recipe.toSpliced(from, 1).toSpliced(to, 0, step);
}

/** Skips a step without losing it, or takes it again. */
export function toggleStep(recipe: Step[], id: string): Step[] {
  return recipe.map((step) => (step.id === id ? { ...step, disabled: step.disabled ? undefined : true } : step));
}

/** Writes the user's note on a step; an empty one is taken off. */
export function commentStep(recipe: Step[], id: string, comment: string): Step[] {
  return recipe.map((step) => (step.id === id ? { ...step, comment: comment.trim() || undefined } : step));
}

/** Moves one item of a list to another place. */
export function moveItem<T>(list: readonly T[], from: number, to: number): T[] {
  const item = list[from];
  if (from === to || item === undefined || to < 0 || to >= list.length) return [...list];
  return list.toSpliced(from, 1).toSpliced(to, 0, item);
}
