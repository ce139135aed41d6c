import type { Step } from '../../shared/recipe/step.ts';

/** Steps that follow one another, from place `from` to place `to` (0 first, both included); `group` null: a step alone. */
export type Run = { group: string | null; from: number; to: number };

/** A recipe as the panel shows it: steps alone, and groups. */
export function runsOf(recipe: readonly Step[]): Run[] {
  const runs: Run[] = [];
  for (const [place, step] of recipe.entries()) {
    const group = step.group ?? null;
    const last = runs.at(-1);
    if (last && group !== null && last.group === group) last.to = place;
    else runs.push({ group, from: place, to: place });
  }
  return runs;
}

/** The group of a step that has just come to a place: that of its two neighbours, its own beside one of them, or none. */
export function settleGroup(recipe: Step[], place: number): Step[] {
  const step = recipe[place];
  if (!step) return recipe;
  const [before, after] = [recipe[place - 1]?.group, recipe[place + 1]?.group];
  const group = before !== undefined && before === after ? before : isOneOf(step.group, [before, after]);
  return group === step.group ? recipe : recipe.with(place, { ...step, group });
}

function isOneOf(group: string | undefined, groups: (string | undefined)[]): string | undefined {
  return groups.includes(group) ? group : undefined;
}

/** Puts the steps from place `from` to place `to` in one group, or out of any with an empty name. */
export function groupSteps(recipe: Step[], from: number, to: number, name: string): Step[] {
  const group = name.trim() || undefined;
  return recipe.map((step, place) => (place >= from && place <= to ? { ...step, group } : step));
}

/** Moves a whole run past its neighbour before (-1) or after (1), a group as one; at the end nothing changes. */
export function moveRun(recipe: Step[], run: Run, by: -1 | 1): Step[] {
  const runs = runsOf(recipe);
  const at = runs.findIndex((other) => other.from === run.from);
  const other = runs[at + by];
  if (at < 0 || !other) return recipe;
  const steps = recipe.slice(run.from, run.to + 1);
  const rest = recipe.toSpliced(run.from, steps.length);
  return rest.toSpliced(by < 0 ? other.from : other.to + 1 - steps.length, 0, ...steps);
}

/** Skips the steps of a run, or takes them all again when none is left on. */
export function toggleRun(recipe: Step[], run: Run): Step[] {
  const isOn = recipe.slice(run.from, run.to + 1).some((step) => !step.disabled);
  return recipe.map((step, place) =>
    place >= run.from && place <= run.to ? { ...step, disabled: isOn || undefined } : step,
  );
}
