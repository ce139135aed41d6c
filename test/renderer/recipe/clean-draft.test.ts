import { expect, test } from 'vitest';
import { cleaningOf, draftOfClean, newClean } from '../../../renderer/recipe/clean-draft.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import type { Cleaning } from '../../../shared/recipe/steps/clean.ts';

const columns: Column[] = [
  { name: 'INSEE', type: 'text', meaning: 'commune' },
  { name: 'DEP', type: 'integer', meaning: 'departement' },
  { name: 'Note', type: 'text', meaning: null },
  { name: 'Revenu', type: 'decimal', meaning: null },
];
const empty = newClean(columns, undefined, 'Code commune');

test('a cleaning survives the form', () => {
  const cleanings: Cleaning[] = [
    { kind: 'code', columns: ['INSEE', 'DEP'], meaning: 'commune' },
    { kind: 'text', columns: ['Note'], letters: 'upper' },
    { kind: 'text', columns: ['Note'] },
    { kind: 'missing', columns: ['Revenu'], values: [-999, 0.5] },
    { kind: 'missing', columns: ['Note'], values: ['nd', 's'] },
    { kind: 'commune', departement: 'DEP', commune: 'Note', name: 'Code' },
  ];
  const back = cleanings.map(
    (cleaning) => cleaningOf(draftOfClean({ id: 'a', kind: 'clean', cleaning }, empty), columns).cleaning,
  );
  expect(back).toEqual(cleanings);
});

test('a value typed for columns of texts and of numbers is both', () => {
  const draft = { ...empty, kind: 'missing' as const, columns: ['Note', 'Revenu'], values: '−9 999 ; nd ;' };
  expect(cleaningOf(draft, columns).cleaning).toEqual({
    kind: 'missing',
    columns: ['Note', 'Revenu'],
    values: ['−9 999', -9999, 'nd'],
  });
});

test('what is not said yet is asked for, field by field', () => {
  const problems = (['code', 'text', 'missing', 'commune'] as const).map(
    (kind) => cleaningOf({ ...empty, kind, departement: '', name: 'note' }, columns).problems,
  );
  expect(problems).toEqual([
    { columns: 'steps.problem.column', meaning: 'steps.problem.meaning' },
    { columns: 'steps.problem.column' },
    { columns: 'steps.problem.column', values: 'steps.problem.value' },
    { departement: 'steps.problem.column', commune: 'steps.problem.column', name: 'steps.problem.name-taken' },
  ]);
});
