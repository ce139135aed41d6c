import type { Step } from '../../shared/recipe/step.ts';
import { settleGroup } from './group-steps.ts';

/** Puts a step at a place (0 first; past the end: last). Between two steps of a group, it joins them. */
export function insertStep(recipe: Step[], at: number, step: Step): Step[] {
  const place = Math.max(0, at);
  return settleGroup(recipe.toSpliced(place, 0, step), place);
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
  return from < 0 ? recipe : moveStepTo(recipe, id, from + by);
}

/** Moves a step to a place among the others (0 first); past an end nothing changes. */
export function moveStepTo(recipe: Step[], id: string, to: number): Step[] {
  const from = recipe.findIndex((step) => step.id === id);
  if (from < 0 || from === to || to < 0 || to >= recipe.length) return recipe;
  return settleGroup(moveItem(recipe, from, to), to);
}

/** Puts a step before the one at place `at` (the length of the recipe: last), in that group or in none. */
export function dropStep(recipe: Step[], id: string, at: number, group: string | null): Step[] {
  const from = recipe.findIndex((step) => step.id === id);
  const step = recipe[from];
  if (!step) return recipe;
  const to = at > from ? at - 1 : at;
  if (to === from && (step.group ?? null) === group) return recipe;
  return recipe.toSpliced(from, 1).toSpliced(to, 0, { ...step, group: group ?? undefined });
}

/** Skips a step without losing it, or takes it again. */
export function toggleStep(recipe: Step[], id: string): Step[] {
  return recipe.map((step) => (step.id === id ? { ...step, disabled: step.disabled ? undefined : true } : step));
}

/** Writes the user's own title and note on a step; empty ones are taken off. */
export function noteStep(recipe: Step[], id: string, title: string, comment: string): Step[] {
  const said = { title: title.trim() || undefined, comment: comment.trim() || undefined };
  return recipe.map((step) => (step.id === id ? { ...step, ...said } : step));
}

/** Moves one item of a list to another place. */
export function moveItem<T>(list: readonly T[], from: number, to: number): T[] {
  const item = list[from];
  if (from === to || item === undefined || to < 0 || to >= list.length) return [...list];
  return list.toSpliced(from, 1).toSpliced(to, 0, item);
}
