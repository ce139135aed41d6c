import { expect, test } from 'vitest';
import { isViewed, viewSteps, withView } from '../../../shared/project/saved-view.ts';
import type { Step } from '../../../shared/recipe/step.ts';

const rename: Step = { id: 'r', kind: 'rename', names: [{ from: 'a', to: 'b' }] };
const first: Step = { id: 'f', kind: 'filter', condition: { kind: 'missing', column: 'a' } };
const filter: Step = { id: 'g', kind: 'filter', condition: { kind: 'missing', column: 'b', negated: true } };
const sort: Step = { id: 's', kind: 'sort', by: [{ column: 'b' }] };

test('a view is what ends a recipe, and is applied in place of what ends another', () => {
  const steps = viewSteps([first, rename, filter, sort]);
  let next = 0;
  const applied = withView([first, rename, sort], steps, () => `n${next++}`);
  expect({ steps, applied, again: isViewed(applied, steps), other: isViewed([rename, sort], steps) }).toEqual({
    steps: [filter, sort],
    applied: [first, rename, { ...filter, id: 'n0' }, { ...sort, id: 'n1' }],
    again: true,
    other: false,
  });
});
