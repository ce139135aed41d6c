import { expect, test } from 'vitest';
import { dropStep, insertStep, moveStep } from '../../../renderer/recipe/edit-recipe.ts';
import { groupSteps, moveRun, runsOf, toggleRun } from '../../../renderer/recipe/group-steps.ts';
import type { Step } from '../../../shared/recipe/step.ts';

const limit = (id: string, group?: string): Step => ({ id, kind: 'limit', count: 10, ...(group && { group }) });
const recipe = [limit('a'), limit('b', 'G'), limit('c', 'G'), limit('d')];
/** « a [b c] d » */
const shape = (steps: Step[]) =>
  runsOf(steps)
    .map((run) => {
      const ids = steps.slice(run.from, run.to + 1).map(({ id }) => id);
      return run.group === null ? ids.join(' ') : `[${ids.join(' ')}]`;
    })
    .join(' ');

test('a step that moves enters a group between two of its steps, and leaves it past its edge', () => {
  expect([
    shape(moveStep(recipe, 'd', -1)),
    shape(moveStep(recipe, 'a', 1)),
    shape(moveStep(recipe, 'b', -1)),
    shape(moveStep(recipe, 'c', 1)),
    shape(moveStep(recipe, 'b', 1)),
    shape(insertStep(recipe, 2, limit('n'))),
    shape(insertStep(recipe, 1, limit('n'))),
  ]).toEqual(['a [b d c]', '[b a c] d', 'b a [c] d', 'a [b] d c', 'a [c b] d', 'a [b n c] d', 'a n [b c] d']);
});

test('a dropped step takes the group of its place', () => {
  expect([
    shape(dropStep(recipe, 'd', 1, null)),
    shape(dropStep(recipe, 'd', 1, 'G')),
    shape(dropStep(recipe, 'a', 3, 'G')),
    shape(dropStep(recipe, 'a', 4, null)),
    dropStep(recipe, 'b', 1, 'G') === recipe,
    dropStep(recipe, 'b', 2, 'G') === recipe,
    shape(dropStep(recipe, 'c', 3, null)),
  ]).toEqual(['a d [b c]', 'a [d b c]', '[b c a] d', '[b c] d a', true, true, 'a [b] c d']);
});

test('a group moves, is switched off and is undone as one', () => {
  const run = runsOf(recipe)[1]!;
  const off = toggleRun(recipe, run);
  expect([
    shape(moveRun(recipe, run, -1)),
    shape(moveRun(recipe, run, 1)),
    moveRun(recipe, runsOf(recipe)[0]!, -1) === recipe,
    off.map(({ disabled }) => disabled),
    toggleRun(off, run).map(({ disabled }) => disabled),
    shape(groupSteps(recipe, 1, 2, '')),
    shape(groupSteps(recipe, 2, 3, 'H')),
  ]).toEqual([
    '[b c] a d',
    'a d [b c]',
    true,
    [undefined, true, true, undefined],
    [undefined, undefined, undefined, undefined],
    'a b c d',
    'a [b] [c d]',
  ]);
});
