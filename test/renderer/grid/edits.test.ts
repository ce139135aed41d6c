import { expect, test } from 'vitest';
import {
  addFilter,
  areNeighbours,
  currentSort,
  filteredColumns,
  filterPlace,
  hideColumns,
  joinFilters,
  partCondition,
  recipeAround,
  renameColumn,
  replacePart,
  sortAlsoBy,
  sortBy,
  splitFilter,
  unsort,
} from '../../../renderer/grid/edits.ts';
import type { Condition } from '../../../shared/recipe/expression.ts';
import type { Step } from '../../../shared/recipe/step.ts';

const atLeast = (column: string, value: number): Condition => ({ kind: 'compare', column, operator: 'ge', value });
const filter = (id: string, condition: Condition): Step => ({ id, kind: 'filter', condition });
const sort: Step = { id: 's', kind: 'sort', by: [{ column: 'A' }] };
const limit: Step = { id: 'l', kind: 'limit', count: 10 };

test('the header edits the last filter on its column alone, never one before a step that may change it', () => {
  const a = filter('a', atLeast('A', 1));
  const both = filter('b', { kind: 'any', of: [atLeast('A', 1), atLeast('B', 1)] });
  expect([
    filterPlace([a, both, sort], 'A'),
    filterPlace([a, limit], 'A'),
    filterPlace([{ ...a, disabled: true }], 'A'),
    filterPlace([a], 'B'),
    [...filteredColumns([a, limit, both])],
  ]).toEqual([0, -1, -1, -1, ['A', 'B']]);
});

test('editing a part replaces it, removing the last part removes the step', () => {
  const recipe = [filter('a', { kind: 'any', of: [atLeast('A', 1), atLeast('B', 2)] }), sort];
  expect([
    partCondition(recipe, { step: 'a', part: 1 }),
    replacePart(recipe, { step: 'a', part: 1 }, atLeast('B', 9))[0],
    replacePart(recipe, { step: 'a', part: 0 }, null)[0],
    replacePart(recipe, { step: 'a', part: null }, null),
  ]).toEqual([
    atLeast('B', 2),
    filter('a', { kind: 'any', of: [atLeast('A', 1), atLeast('B', 9)] }),
    filter('a', atLeast('B', 2)),
    [sort],
  ]);
});

test('ET turned into OU and back gives the same filters', () => {
  const recipe = [filter('a', atLeast('A', 1)), filter('b', atLeast('B', 2))];
  const joined = joinFilters(recipe, 'a', 'b');
  expect([joined, splitFilter(joined, 'a', 0, 'b')]).toEqual([
    [filter('a', { kind: 'any', of: [atLeast('A', 1), atLeast('B', 2)] })],
    recipe,
  ]);
});

test('« or is missing » on one column stays one part of a group', () => {
  const kept: Condition = { kind: 'any', of: [atLeast('A', 1), { kind: 'missing', column: 'A' }] };
  const joined = joinFilters([filter('a', kept), filter('b', atLeast('B', 2))], 'a', 'b');
  expect(joined).toEqual([filter('a', { kind: 'any', of: [kept, atLeast('B', 2)] })]);
});

test('OU is offered only between filters with nothing but filters and sorts between them', () => {
  const a = filter('a', atLeast('A', 1));
  const b = filter('b', atLeast('B', 2));
  expect([areNeighbours([a, sort, b], 'a', 'b'), areNeighbours([a, limit, b], 'a', 'b')]).toEqual([true, false]);
});

test('counts of an edited filter are given the other filters, up to where columns may change', () => {
  const [a, b, c] = [filter('a', atLeast('A', 1)), filter('b', atLeast('B', 2)), filter('c', atLeast('C', 3))];
  expect([recipeAround([a, b, limit, c], 'a'), recipeAround([a, b], null)]).toEqual([[b], [a, b]]);
});

test('sorting changes the sort that ends the recipe and never one that a later step relies on', () => {
  const descending = { column: 'B', descending: true };
  expect([
    sortBy([], 'n', 'B', true),
    sortBy([sort, filter('a', atLeast('A', 1))], 'n', 'B', true)[0],
    sortBy([sort, limit], 'n', 'B', true),
    sortAlsoBy([sort], 'n', 'B', true),
    unsort([sort, limit]),
    unsort([limit, sort]),
    currentSort([sort, limit]),
  ]).toEqual([
    [{ id: 'n', kind: 'sort', by: [descending] }],
    { ...sort, by: [descending] },
    [sort, limit, { id: 'n', kind: 'sort', by: [descending] }],
    [{ ...sort, by: [{ column: 'A' }, descending] }],
    [sort, limit],
    [limit],
    sort,
  ]);
});

test('hiding again shrinks the same step, and the last column stays', () => {
  const once = hideColumns([], 'n', ['A', 'B', 'C'], ['B']);
  const twice = hideColumns(once, 'm', ['A', 'C'], ['A']);
  expect([once, twice, hideColumns(twice, 'o', ['C'], ['C'])]).toEqual([
    [{ id: 'n', kind: 'select', columns: ['A', 'C'] }],
    [{ id: 'n', kind: 'select', columns: ['C'] }],
    twice,
  ]);
});

test('renaming twice is one step, renaming back none', () => {
  const once = renameColumn([], 'n', 'A', 'Population');
  const twice = renameColumn(once, 'm', 'Population', 'Habitants');
  expect([twice, renameColumn(twice, 'o', 'Habitants', 'A')]).toEqual([
    [{ id: 'n', kind: 'rename', names: [{ from: 'A', to: 'Habitants' }] }],
    [],
  ]);
});

test('a new filter goes last', () => {
  expect(addFilter([sort], 'n', atLeast('A', 1))).toEqual([sort, filter('n', atLeast('A', 1))]);
});
