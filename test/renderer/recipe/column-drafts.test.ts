import { expect, test } from 'vitest';
import { aggregateOf, draftOfAggregate, newMeasure } from '../../../renderer/recipe/aggregate-draft.ts';
import { choicesOf, renamesOf, sortProblems } from '../../../renderer/recipe/column-drafts.ts';
import { parseNumber, parseValue, writeValue } from '../../../renderer/recipe/value-text.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import type { Aggregate } from '../../../shared/recipe/steps/aggregate.ts';

const columns: Column[] = [
  { name: 'Code', type: 'text', meaning: 'commune' },
  { name: 'SIREN', type: 'integer', meaning: 'siren' },
  { name: 'Population', type: 'integer', meaning: 'population' },
];

test('kept columns come first in their order, the others after', () => {
  expect(choicesOf(['Population', 'Disparue', 'Code'], columns)).toEqual([
    { name: 'Population', kept: true },
    { name: 'Code', kept: true },
    { name: 'SIREN', kept: false },
  ]);
});

test('names may be swapped, but not shared, emptied, or told apart by case alone', () => {
  expect([
    renamesOf({ Code: 'SIREN', SIREN: 'Code' }, columns),
    renamesOf({ Code: 'population' }, columns),
    renamesOf({ Code: ' ' }, columns),
    renamesOf({ Code: '__row' }, columns),
    renamesOf({ Code: 'Code ' }, columns),
  ]).toEqual([
    {
      names: [
        { from: 'Code', to: 'SIREN' },
        { from: 'SIREN', to: 'Code' },
      ],
      problems: {},
    },
    { names: [], problems: { Code: 'steps.problem.name-taken' } },
    { names: [], problems: { Code: 'steps.problem.name' } },
    { names: [], problems: { Code: 'steps.problem.name-reserved' } },
    { names: [], problems: {} },
  ]);
});

test('a sort names each column once', () => {
  const key = (column: string) => ({ column, descending: false });
  expect(sortProblems([key('Code'), key(''), key('Code'), key('Disparue')], columns)).toEqual({
    1: 'steps.problem.column',
    2: 'steps.problem.sorted',
    3: 'steps.problem.column-gone',
  });
});

test('a grouping goes to its form and back, names that nobody typed following the measure', () => {
  const step: Aggregate = {
    id: 'a',
    kind: 'aggregate',
    by: ['Code'],
    measures: [
      { name: 'Nombre de lignes', measure: 'count' },
      { name: 'Habitants', measure: 'sum', column: 'Population' },
    ],
  };
  const draft = draftOfAggregate(step);
  expect([draft.measures.map((measure) => measure.name), aggregateOf(draft, columns)]).toEqual([
    [null, 'Habitants'],
    { parts: { by: step.by, measures: step.measures }, problems: {} },
  ]);
});

test('codes are not added up, and two measures do not share a name', () => {
  const sum = newMeasure('sum', 'SIREN');
  const first = newMeasure();
  const second = newMeasure();
  expect([
    aggregateOf({ by: [], measures: [sum] }, columns).problems,
    aggregateOf({ by: [], measures: [first, second] }, columns).problems,
    aggregateOf({ by: [], measures: [] }, columns).problems,
  ]).toEqual([
    { [`${sum.id}.column`]: 'steps.problem.code' },
    { [`${second.id}.name`]: 'steps.problem.name-taken' },
    { measures: 'steps.problem.no-measure' },
  ]);
});

test('numbers are read as the French write them', () => {
  expect(
    ['3 500', '3\u00a0500', '3\u202f500,25', '-2.5', '−4', '+1', '1 2x', '', ',', '1,2,3'].map(parseNumber),
  ).toEqual([3500, 3500, 3500.25, -2.5, -4, 1, null, null, null, null]);
});

test('dates are read in French and in ISO, and refused when impossible', () => {
  expect([
    parseValue('21/11/2026', 'date'),
    parseValue('2026-11-21', 'date'),
    parseValue('30/02/2026', 'date'),
    parseValue('2026-11-21T14:05', 'timestamp'),
    parseValue('2026-11-21T25:05', 'timestamp'),
    writeValue('2026-11-21T14:05:00.000', 'timestamp'),
  ]).toEqual(['2026-11-21', '2026-11-21', null, '2026-11-21T14:05:00.000', null, '2026-11-21T14:05']);
});
