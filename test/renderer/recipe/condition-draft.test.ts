import { describe, expect, test } from 'vitest';
import {
  conditionOf,
  draftOf,
  newGroup,
  newRule,
  onColumn,
  type RuleDraft,
} from '../../../renderer/recipe/condition-draft.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import type { Condition } from '../../../shared/recipe/expression.ts';

const columns: Column[] = [
  { name: 'Région', type: 'text', meaning: 'region' },
  { name: 'Population', type: 'integer', meaning: 'population' },
  { name: 'Superficie', type: 'decimal', meaning: null },
  { name: 'Créée le', type: 'date', meaning: null },
  { name: 'Relevé', type: 'timestamp', meaning: null },
  { name: 'Littoral', type: 'boolean', meaning: null },
];

describe('the form of a condition', () => {
  const conditions: [string, Condition][] = [
    ['a comparison', { kind: 'compare', column: 'Population', operator: 'ge', value: 3500 }],
    ['a decimal', { kind: 'compare', column: 'Superficie', operator: 'lt', value: 12.5 }],
    ['a date', { kind: 'compare', column: 'Créée le', operator: 'gt', value: '2019-01-01' }],
    ['a timestamp', { kind: 'compare', column: 'Relevé', operator: 'le', value: '2026-11-21T14:05:00.000' }],
    ['yes or no', { kind: 'compare', column: 'Littoral', operator: 'eq', value: false }],
    ['two columns', { kind: 'compare-columns', column: 'Population', operator: 'gt', other: 'Superficie' }],
    ['two bounds', { kind: 'between', column: 'Population', from: 3500, to: 10000 }],
    ['a list', { kind: 'in', column: 'Région', values: ['27', '53'] }],
    ['a list left out', { kind: 'in', column: 'Région', values: ['27'], negated: true }],
    ['a part of text', { kind: 'text', column: 'Région', operator: 'starts', value: 'Bourg' }],
    ['a part of text left out', { kind: 'text', column: 'Région', operator: 'ends', value: 'e', negated: true }],
    ['missing', { kind: 'missing', column: 'Superficie' }],
    ['present', { kind: 'missing', column: 'Superficie', negated: true }],
    [
      'groups inside groups',
      {
        kind: 'all',
        of: [
          { kind: 'compare', column: 'Population', operator: 'ge', value: 3500 },
          {
            kind: 'any',
            of: [
              { kind: 'in', column: 'Région', values: ['27'] },
              {
                kind: 'not',
                of: {
                  kind: 'all',
                  of: [
                    { kind: 'missing', column: 'Superficie' },
                    { kind: 'compare', column: 'Littoral', operator: 'eq', value: true },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
    ['a refusal of one line', { kind: 'not', of: { kind: 'missing', column: 'Région' } }],
  ];
  test.each(conditions)('gives back %s unchanged', (_, condition) => {
    expect(conditionOf(draftOf(condition, columns), columns)).toEqual({ condition, problems: {} });
  });
});

describe('what is typed in a line', () => {
  const rule = (change: Partial<RuleDraft>): RuleDraft => ({
    ...newRule(),
    column: 'Population',
    test: 'ge',
    ...change,
  });
  const problemsOf = (line: RuleDraft) => {
    const { condition, problems } = conditionOf(newGroup([line]), columns);
    return {
      condition,
      problems: Object.fromEntries(Object.entries(problems).map(([field, key]) => [field.replace(/^\d+\./, ''), key])),
    };
  };
  test('reads French numbers', () => {
    expect(problemsOf(rule({ value: '3\u202f500,5' }))).toEqual({
      condition: { kind: 'compare', column: 'Population', operator: 'ge', value: 3500.5 },
      problems: {},
    });
  });
  test.each<[string, Partial<RuleDraft>, Record<string, string>]>([
    ['no column', { column: '' }, { column: 'steps.problem.column' }],
    ['a column that is gone', { column: 'Ancienne' }, { column: 'steps.problem.column-gone' }],
    ['no value', {}, { value: 'steps.problem.value' }],
    ['a word for a number', { value: 'beaucoup' }, { value: 'steps.problem.number' }],
    ['an impossible date', { column: 'Créée le', value: '2026-02-30' }, { value: 'steps.problem.date' }],
    ['bounds the wrong way', { test: 'between', value: '10', to: '2' }, { to: 'steps.problem.bounds' }],
    ['both bounds empty', { test: 'between' }, { value: 'steps.problem.value', to: 'steps.problem.value' }],
    ['an empty list', { test: 'in' }, { values: 'steps.problem.values' }],
    ['no other column', { against: 'column' }, { other: 'steps.problem.column' }],
  ])('says what is wrong with %s', (_, change, problems) => {
    expect(problemsOf(rule(change))).toEqual({ condition: null, problems });
  });
  test('asks for at least one line', () => {
    const group = newGroup([]);
    expect(conditionOf(group, columns)).toEqual({
      condition: null,
      problems: { [`${group.id}.of`]: 'steps.problem.no-rule' },
    });
  });
  test('keeps the test on a column of the same type, and starts afresh on another', () => {
    const [region, population, , , , littoral] = columns as [Column, Column, Column, Column, Column, Column];
    const line = rule({ test: 'le', value: '12' });
    const other: Column = { name: 'Agents', type: 'integer', meaning: null };
    expect([
      onColumn(line, other, population),
      onColumn(line, region, population),
      onColumn(line, littoral, population),
    ]).toEqual([
      { ...line, column: 'Agents' },
      { ...line, column: 'Région', test: 'in', value: '' },
      { ...line, column: 'Littoral', test: 'eq', value: '' },
    ]);
  });
});
