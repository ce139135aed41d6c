import { expect, test } from 'vitest';
import {
  insertStep,
  moveItem,
  moveStep,
  noteStep,
  removeStep,
  replaceStep,
  toggleStep,
} from '../../../renderer/recipe/edit-recipe.ts';
import type { Step } from '../../../shared/recipe/step.ts';

const limit = (id: string): Step => ({ id, kind: 'limit', count: 10 });
const recipe = [limit('a'), limit('b'), limit('c')];
const ids = (steps: Step[]) => steps.map((step) => step.id).join('');

test('steps move by one place and stop at the ends', () => {
  expect([
    ids(moveStep(recipe, 'b', -1)),
    ids(moveStep(recipe, 'b', 1)),
    moveStep(recipe, 'a', -1) === recipe,
    moveStep(recipe, 'c', 1) === recipe,
    moveStep(recipe, 'z', 1) === recipe,
  ]).toEqual(['bac', 'acb', true, true, true]);
});

test('steps are inserted, replaced and removed by their identity', () => {
  const changed: Step = { id: 'b', kind: 'limit', count: 5 };
  expect([
    ids(insertStep(recipe, 0, limit('n'))),
    ids(insertStep(recipe, 9, limit('n'))),
    replaceStep(recipe, changed)[1],
    replaceStep(recipe, limit('z')) === recipe,
    ids(removeStep(recipe, 'b')),
    removeStep(recipe, 'z') === recipe,
  ]).toEqual(['nabc', 'abcn', changed, true, 'ac', true]);
});

test('a step is switched off and on, and bears a title and a comment until they are emptied', () => {
  const off = toggleStep(recipe, 'b');
  const noted = noteStep(recipe, 'b', ' Seuil ', ' à revoir ');
  expect([off[1]?.disabled, toggleStep(off, 'b')[1]?.disabled, noted[1], noteStep(noted, 'b', ' ', ' ')[1]]).toEqual([
    true,
    undefined,
    { ...limit('b'), title: 'Seuil', comment: 'à revoir' },
    limit('b'),
  ]);
});

test('an item moves anywhere in a list and nowhere outside', () => {
  expect([moveItem(['a', 'b', 'c'], 0, 2), moveItem(['a', 'b', 'c'], 2, 0), moveItem(['a', 'b'], 0, 2)]).toEqual([
    ['b', 'c', 'a'],
    ['c', 'a', 'b'],
    ['a', 'b'],
  ]);
});
