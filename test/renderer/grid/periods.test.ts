import { expect, test } from 'vitest';
import { emptyForm, toCondition, toForm } from '../../../renderer/grid/forms.ts';
import { periodsCondition, readPeriods, togglePeriod, yearNodes } from '../../../renderer/grid/periods.ts';
import { describeCondition } from '../../../shared/recipe/describe.ts';
import type { Condition } from '../../../shared/recipe/expression.ts';
import fc from '../../tools/property.ts';

const column = 'Création';
const months = [
  { month: '2022-12', count: 4 },
  { month: '2023-01', count: 1 },
  { month: '2023-03', count: 2 },
  { month: '2024-02', count: 8 },
];
const between = (from: string, to: string): Condition => ({ kind: 'between', column, from, to });

test('years and months that follow one another are one interval', () => {
  expect([
    periodsCondition(column, ['2024'], false),
    periodsCondition(column, ['2022-12', '2023', '2024-02'], false),
    periodsCondition(column, ['2024-02'], true),
  ]).toEqual([
    between('2024-01-01', '2024-12-31'),
    { kind: 'any', of: [between('2022-12-01', '2023-12-31'), between('2024-02-01', '2024-02-29')] },
    between('2024-02-01T00:00:00.000', '2024-02-29T23:59:59.999'),
  ]);
});

test('the condition reads as a French sentence', () => {
  const condition = periodsCondition(column, ['2022', '2024-02'], false);
  expect(describeCondition(condition, [{ name: column, type: 'date', meaning: null }])).toBe(
    'Création est entre le 01/01/2022 et le 31/12/2022 ou Création est entre le 01/02/2024 et le 29/02/2024',
  );
});

test('every choice comes back from its own condition, with or without the cells that miss', () => {
  const year = fc.integer({ min: 1, max: 9999 }).map((value) => String(value).padStart(4, '0'));
  const month = fc
    .tuple(year, fc.integer({ min: 1, max: 12 }))
    .map(([value, place]) => `${value}-${String(place).padStart(2, '0')}`);
  const periods = fc
    .uniqueArray(fc.oneof(year, month), { minLength: 1, maxLength: 6 })
    .map((chosen) => chosen.filter((one) => one.length === 4 || !chosen.includes(one.slice(0, 4))).sort());
  fc.assert(
    fc.property(
      periods,
      fc.boolean(),
      fc.constantFrom('drop' as const, 'keep' as const),
      (chosen, hasClock, missing) => {
        const form = { kind: 'periods', periods: chosen, hasClock, missing } as const;
        const condition = toCondition(column, form);
        expect(condition && toForm(condition, hasClock ? 'timestamp' : 'date')).toEqual(form);
      },
    ),
  );
});

test('other intervals stay bounds', () => {
  const conditions = [
    between('2024-01-02', '2024-12-31'),
    between('2024-01-01', '2024-02-28'),
    between('2024-03-01', '2024-01-31'),
    { kind: 'any', of: [between('2024-01-01', '2024-01-31'), { kind: 'missing', column }] } satisfies Condition,
  ];
  expect(conditions.map(readPeriods)).toEqual([null, null, null, null]);
  expect([emptyForm('date').kind, emptyForm('timestamp').kind, toForm(conditions[0]!, 'date')?.kind]).toEqual([
    'periods',
    'periods',
    'range',
  ]);
});

test('years go from the latest, each half ticked while some of its months are', () => {
  expect(yearNodes(months, ['2022', '2023-03'])).toEqual([
    { year: '2024', count: 8, state: 'none', months: [{ month: '2024-02', count: 8, ticked: false }] },
    {
      year: '2023',
      count: 3,
      state: 'some',
      months: [
        { month: '2023-01', count: 1, ticked: false },
        { month: '2023-03', count: 2, ticked: true },
      ],
    },
    { year: '2022', count: 4, state: 'all', months: [{ month: '2022-12', count: 4, ticked: true }] },
  ]);
});

test('a tick on a year takes its months, one off a year leaves the others, all the months make the year', () => {
  const toggle = (ticked: string[], period: string) => togglePeriod(yearNodes(months, ticked), ticked, period);
  expect([
    toggle(['2023-03'], '2023'),
    toggle(['2022', '2023'], '2023-03'),
    toggle(['2023-01'], '2023-03'),
    toggle(['2022', '2023'], '2022'),
    toggle(['2023-03'], '2023-03'),
  ]).toEqual([['2023'], ['2022', '2023-01'], ['2023'], ['2023'], []]);
});
