import { describe, expect, test } from 'vitest';
import { type DeriveDraft, draftOfExpression, newDerive, withRecipe } from '../../../renderer/recipe/derive-draft.ts';
import { expressionOf } from '../../../renderer/recipe/derive-expression.ts';
import { suggestName } from '../../../renderer/recipe/derive-name.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import type { Expression } from '../../../shared/recipe/expression.ts';
import type { Over } from '../../../shared/recipe/over.ts';

const columns: Column[] = [
  { name: 'Code', type: 'text', meaning: 'commune' },
  { name: 'Population', type: 'integer', meaning: 'population' },
  { name: 'Agents', type: 'decimal', meaning: null },
  { name: 'Créée le', type: 'date', meaning: null },
];
const column = (name: string): Expression => ({ kind: 'column', name });
const constant = (value: string | number | null): Expression => ({ kind: 'constant', value });

describe('the form of a calculation', () => {
  const expressions: [string, Expression][] = [
    ['a product', { kind: 'arithmetic', operator: 'multiply', left: column('Agents'), right: constant(1.5) }],
    ['a rate', { kind: 'ratio', numerator: column('Agents'), denominator: column('Population'), scale: 1000 }],
    ['a text put together', { kind: 'concat', of: [column('Code'), constant(' - '), column('Population')] }],
    [
      'a choice between texts',
      {
        kind: 'if',
        when: { kind: 'compare', column: 'Population', operator: 'ge', value: 3500 },
        // biome-ignore lint/suspicious/noThenProperty: the word of the expression language, never awaited
        then: constant('grande'),
        otherwise: constant('petite'),
      },
    ],
    [
      'a choice between numbers, one missing',
      {
        kind: 'if',
        when: { kind: 'missing', column: 'Agents' },
        // biome-ignore lint/suspicious/noThenProperty: the word of the expression language, never awaited
        then: constant(null),
        otherwise: constant(1),
      },
    ],
    ['a rounding', { kind: 'call', name: 'round', of: [column('Agents'), constant(1)] }],
    ['the start of a code', { kind: 'call', name: 'left', of: [column('Code'), constant(2)] }],
    ['the end of a code', { kind: 'call', name: 'right', of: [column('Code'), constant(3)] }],
    ['zeros restored', { kind: 'call', name: 'pad', of: [column('Code'), constant(5)] }],
    ['a year', { kind: 'call', name: 'year', of: [column('Créée le')] }],
    ['missing cells replaced', { kind: 'call', name: 'coalesce', of: [column('Agents'), constant(0)] }],
    ['a middle', { kind: 'call', name: 'middle', of: [column('Code'), constant(2), constant(3)] }],
    ['a département', { kind: 'call', name: 'departement', of: [column('Code')] }],
    ['a quarter', { kind: 'call', name: 'quarter-start', of: [column('Créée le')] }],
    [
      'an evolution',
      {
        kind: 'ratio',
        numerator: { kind: 'arithmetic', operator: 'subtract', left: column('Agents'), right: column('Population') },
        denominator: column('Population'),
        scale: 100,
      },
    ],
    [
      'a choice of several branches',
      {
        kind: 'choose',
        branches: [
          {
            when: { kind: 'test', condition: { kind: 'compare', column: 'Population', operator: 'lt', value: 500 } },
            value: constant('village'),
          },
          { when: { kind: 'test', condition: { kind: 'missing', column: 'Agents' } }, value: column('Code') },
        ],
        otherwise: constant('ville'),
      },
    ],
    [
      'conditions one inside the other',
      {
        kind: 'if',
        when: { kind: 'compare', column: 'Population', operator: 'lt', value: 500 },
        // biome-ignore lint/suspicious/noThenProperty: the word of the expression language, never awaited
        then: constant(1),
        otherwise: {
          kind: 'if',
          when: { kind: 'missing', column: 'Agents' },
          // biome-ignore lint/suspicious/noThenProperty: the word of the expression language, never awaited
          then: constant(2),
          otherwise: constant(3),
        },
      },
    ],
    [
      'a formula beyond the form',
      {
        kind: 'arithmetic',
        operator: 'add',
        left: { kind: 'call', name: 'abs', of: [column('Agents')] },
        right: constant(1),
      },
    ],
  ];
  test.each(expressions)('gives back %s unchanged', (_, expression) => {
    expect(expressionOf(draftOfExpression('Résultat', expression, columns), columns)).toEqual({
      expression,
      problems: {},
    });
  });
  test('keeps a code typed as an outcome as text', () => {
    const draft: DeriveDraft = {
      ...newDerive(columns),
      name: 'x',
      recipe: 'if',
      when: draftOfExpression('x', expressions[3]![1], columns).when,
      whenTrue: { kind: 'constant', text: '01' },
      whenFalse: { kind: 'constant', text: '2' },
      undecided: 'otherwise',
    };
    const { expression } = expressionOf(draft, columns);
    expect(expression?.kind === 'if' && [expression.then, expression.otherwise]).toEqual([
      constant('01'),
      constant('2'),
    ]);
  });
});

describe('the form of a calculation over the other rows', () => {
  test.each<Over>([
    { kind: 'rank', column: 'Population', descending: false, ties: 'dense', by: ['Code'] },
    { kind: 'share', column: 'Agents', by: [] },
    { kind: 'classes', column: 'Agents', cut: { kind: 'typed', bounds: [0.5, 1000] }, numbered: true },
    { kind: 'classes', column: 'Agents', cut: { kind: 'quantiles', count: 4 }, numbered: false },
  ])('gives back $kind unchanged', (over) => {
    expect(expressionOf(draftOfExpression('x', over, columns), columns)).toEqual({ expression: over, problems: {} });
  });
});

test('the same expression opens in the form that made it', () => {
  const rate: Expression = {
    kind: 'ratio',
    numerator: column('Agents'),
    denominator: column('Population'),
    scale: 100,
  };
  const opened = [undefined, 'percent', 'formula'].map((form) => {
    const { recipe, formula } = draftOfExpression('x', rate, columns, form);
    return [recipe, formula];
  });
  const formula = '[Agents] / [Population] * 100';
  expect([...opened, withRecipe(newDerive(columns), 'per-inhabitants', columns).right]).toEqual([
    ['ratio', formula],
    ['percent', formula],
    ['formula', formula],
    { kind: 'column', name: 'Population' },
  ]);
});

describe('what is wrong with a calculation', () => {
  test.each<[string, Partial<DeriveDraft>, Record<string, string>]>([
    ['nothing chosen', {}, { name: 'steps.problem.name', left: 'steps.problem.column', right: 'steps.problem.column' }],
    [
      'a code taken for a number',
      { name: 'x', left: { kind: 'column', name: 'Code' }, right: { kind: 'constant', text: '2' } },
      { left: 'steps.problem.number-column' },
    ],
    [
      'a factor of zero',
      {
        name: 'x',
        left: { kind: 'column', name: 'Agents' },
        right: { kind: 'column', name: 'Population' },
        scale: '0',
      },
      { scale: 'steps.problem.number' },
    ],
    [
      'a part of a number',
      { name: 'x', recipe: 'part', left: { kind: 'column', name: 'Agents' }, digits: '0' },
      { left: 'steps.problem.text-column', digits: 'steps.problem.whole' },
    ],
    [
      'a name that differs by case only',
      {
        name: 'population',
        recipe: 'round',
        left: { kind: 'column', name: 'Agents' },
      },
      { name: 'steps.problem.name-taken' },
    ],
  ])('%s', (_, change, problems) => {
    expect(expressionOf({ ...newDerive(columns), ...change }, columns)).toEqual({ expression: null, problems });
  });
});

test('a calculation without a name is named after what it says', () => {
  const draft: DeriveDraft = {
    ...newDerive(columns),
    left: { kind: 'column', name: 'Agents' },
    right: { kind: 'column', name: 'Population' },
  };
  const taken: Column[] = [...columns, { name: 'Agents + Population', type: 'decimal', meaning: null }];
  expect([
    suggestName(newDerive(columns), columns),
    suggestName(draft, columns),
    suggestName({ ...draft, scale: '1000' }, columns),
    suggestName({ ...draft, recipe: 'arithmetic' }, taken),
  ]).toEqual(['', 'Agents en % de Population', 'Agents pour 1\u202f000 Population', 'Agents + Population 2']);
});
