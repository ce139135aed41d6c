import { describe, expect, test } from 'vitest';
import {
  defaultNames,
  draftOfJoin,
  type JoinDraft,
  joinOf,
  newJoin,
  newKey,
  usualColumns,
} from '../../../renderer/join/join-draft.ts';
import { emptyProject, type Project } from '../../../shared/project/project.ts';
import { wouldCycle } from '../../../shared/project/reach.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import type { Step } from '../../../shared/recipe/step.ts';
import type { Join } from '../../../shared/recipe/steps/join.ts';

const column = (name: string): Column => ({ name, type: 'text', meaning: null });
const left = ['Code', 'Nom', 'Population'].map(column);
const right = { id: 'r', name: 'EPCI', columns: ['Code', 'Nom', 'Agents', 'population'].map(column) };

describe('the form of a join', () => {
  const step: Join = {
    id: 'j',
    kind: 'join',
    right: 'r',
    on: [
      { left: 'Code', right: 'Code' },
      { left: 'Nom', right: 'Nom' },
    ],
    keep: 'full',
    columns: [
      { name: 'Nom', as: 'Nom (EPCI)' },
      { name: 'Agents', as: 'Effectif' },
    ],
    normalise: true,
    allowMultiply: true,
  };
  test('gives the step back, default names staying default', () => {
    const draft = draftOfJoin(step, left, 'EPCI');
    const { id: _, ...parts } = step;
    expect([draft.brought, joinOf(draft, right, left)]).toEqual([
      [
        { name: 'Nom', as: null },
        { name: 'Agents', as: 'Effectif' },
      ],
      { parts, problems: {} },
    ]);
  });
  test('brings no column to the rows without a match', () => {
    const draft: JoinDraft = { ...draftOfJoin(step, left, 'EPCI'), keep: 'anti' };
    expect(joinOf(draft, right, left).parts?.columns).toEqual([]);
  });
  test('forgets brought columns that the other table no longer has', () => {
    const draft = { ...newJoin(), on: [newKey('Code', 'Code')], brought: [{ name: 'Disparue', as: null }] };
    expect(joinOf(draft, right, left).parts?.columns).toEqual([]);
  });
});

test('nothing is joined while a key is missing, unknown or said twice', () => {
  const problems = (...on: [string, string][]) => {
    const keys = on.map(([a, b]) => newKey(a, b));
    const found = joinOf({ ...newJoin(), on: keys }, right, left);
    const place = new Map(keys.map((key, index) => [String(key.id), index]));
    return [
      found.parts,
      Object.fromEntries(
        Object.entries(found.problems).map(([field, key]) => [
          field.replace(/^\d+/, (id) => String(place.get(id))),
          key,
        ]),
      ),
    ];
  };
  expect([problems(['', 'Code']), problems(['Ancien', 'Code']), problems(['Code', 'Code'], ['Code', 'Code'])]).toEqual([
    [null, { '0.left': 'join.problem.key' }],
    [null, { '0.left': 'join.problem.key-gone' }],
    [null, { '1.right': 'join.problem.same-pair' }],
  ]);
});

test('a name that the result already has, whatever its case, is refused', () => {
  const named = (as: string) =>
    joinOf({ ...newJoin(), on: [newKey('Code', 'Code')], brought: [{ name: 'Agents', as }] }, right, left).problems;
  expect([named('nom'), named(' '), named('Effectif')]).toEqual([
    { 'as.Agents': 'join.problem.name-taken' },
    { 'as.Agents': 'join.problem.name' },
    {},
  ]);
});

test('clashing names bear the name of the other table, then a number', () => {
  expect(defaultNames(['Agents', 'Nom', 'population'], [...left, column('Nom (EPCI)')], 'EPCI')).toEqual([
    'Agents',
    'Nom (EPCI 2)',
    'population (EPCI)',
  ]);
});

test('all columns but the keys are brought, and none of a very wide table', () => {
  const wide = Array.from({ length: 40 }, (_, index) => column(`c${index}`));
  expect([usualColumns(right.columns, [newKey('Code', 'Code')]), usualColumns(wide, [])]).toEqual([
    ['Nom', 'Agents', 'population'].map((name) => ({ name, as: null })),
    [],
  ]);
});

test('a table that waits for this one, even through another, cannot be joined to it', () => {
  const joining = (target: string): Step => ({
    id: `to-${target}`,
    kind: 'join',
    right: target,
    on: [{ left: 'a', right: 'a' }],
    keep: 'left',
    columns: [],
  });
  const table = (id: string, ...rights: string[]) => ({ id, name: id, source: id, recipe: rights.map(joining) });
  const project: Project = {
    ...emptyProject('p', 'p'),
    tables: [table('a'), table('b', 'a'), table('c', 'b'), table('d', 'e'), table('e', 'd')],
  };
  expect(['a', 'b', 'c', 'd', 'e'].map((id) => wouldCycle(project, 'a', id))).toEqual([true, true, true, false, false]);
});
