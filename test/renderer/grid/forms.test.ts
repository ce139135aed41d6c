import { expect, test } from 'vitest';
import { type FilterForm, isBlank, parseDate, parseNumber, toCondition, toForm } from '../../../renderer/grid/forms.ts';
import type { Condition } from '../../../shared/recipe/expression.ts';
import fc from '../../tools/property.ts';

const column = 'Population municipale';

test('a threshold becomes a comparison, two a between, and strict bounds stay strict', () => {
  const range = { kind: 'range', fromStrict: false, toStrict: false, missing: 'drop' } as const;
  const made = [
    toCondition(column, { ...range, from: 3500, to: null }),
    toCondition(column, { ...range, from: 3500, to: null, fromStrict: true }),
    toCondition(column, { ...range, from: 1, to: 9 }),
    toCondition(column, { ...range, from: 1, to: 9, toStrict: true }),
    toCondition(column, { ...range, from: 5, to: 5 }),
    toCondition(column, { ...range, from: 3500, to: null, missing: 'keep' }),
  ];
  const atLeast: Condition = { kind: 'compare', column, operator: 'ge', value: 3500 };
  expect(made).toEqual([
    atLeast,
    { ...atLeast, operator: 'gt' },
    { kind: 'between', column, from: 1, to: 9 },
    {
      kind: 'all',
      of: [
        { kind: 'compare', column, operator: 'ge', value: 1 },
        { kind: 'compare', column, operator: 'lt', value: 9 },
      ],
    },
    { kind: 'compare', column, operator: 'eq', value: 5 },
    { kind: 'any', of: [atLeast, { kind: 'missing', column }] },
  ]);
});

test('an untouched form filters nothing; one told to leave missing cells out does', () => {
  const blank: FilterForm = { kind: 'values', values: [], negated: false, missing: 'drop' };
  expect([toCondition(column, blank), toCondition(column, blank, true)]).toEqual([
    null,
    { kind: 'missing', column, negated: true },
  ]);
});

test('every filled form comes back the same from its own condition', () => {
  const missing = fc.constantFrom('drop' as const, 'keep' as const);
  const bound = fc.option(fc.integer(), { nil: null });
  const range = fc.record({
    kind: fc.constant('range' as const),
    from: bound,
    to: bound,
    fromStrict: fc.boolean(),
    toStrict: fc.boolean(),
    missing,
  });
  const values = fc.record({
    kind: fc.constant('values' as const),
    values: fc.uniqueArray(fc.string(), { minLength: 1 }),
    negated: fc.boolean(),
    missing,
  });
  const text = fc.record({
    kind: fc.constant('text' as const),
    operator: fc.constantFrom('contains' as const, 'starts' as const, 'ends' as const),
    value: fc.string({ minLength: 1 }),
    negated: fc.boolean(),
    missing,
  });
  fc.assert(
    fc.property(fc.oneof(range, values, text), (form: FilterForm) => {
      fc.pre(!isBlank(form));
      // A strict mark without its bound says nothing, and equal bounds are read as one.
      const said: FilterForm =
        form.kind !== 'range'
          ? form
          : { ...form, fromStrict: form.from !== null && form.fromStrict, toStrict: form.to !== null && form.toStrict };
      const condition = toCondition(column, said);
      expect(condition && toForm(condition, said.kind === 'range' ? 'integer' : 'text')).toEqual(said);
    }),
  );
});

test('what a form cannot say is left to the steps', () => {
  const compare: Condition = { kind: 'compare', column, operator: 'ge', value: 1 };
  expect([
    toForm({ kind: 'not', of: compare }, 'integer'),
    toForm({ kind: 'compare-columns', column, operator: 'lt', other: 'B' }, 'integer'),
    toForm({ kind: 'any', of: [compare, compare] }, 'integer'),
    toForm(compare, 'text'),
  ]).toEqual([null, null, null, null]);
});

test('numbers and dates are read as French hands type them', () => {
  expect([
    ['3 500', '3\u202f500', '12,5', '-1.5', '', 'abc', '1,2,3'].map(parseNumber),
    ['21/11/2026', '1/2/2024', '02/2024', '2026', '31/02/2024', '13/2024'].map((text) => parseDate(text, true)),
    ['02/2024', '2026'].map((text) => parseDate(text, false)),
  ]).toEqual([
    [3500, 3500, 12.5, -1.5, null, null, null],
    ['2026-11-21', '2024-02-01', '2024-02-29', '2026-12-31', null, null],
    ['2024-02-01', '2026-01-01'],
  ]);
});
