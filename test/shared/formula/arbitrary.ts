import fc from 'fast-check';
import { comparisons, type Expression } from '../../../shared/recipe/expression.ts';

type Parts = { number: Expression; text: Expression; answer: Expression; day: Expression };

const call = (name: string, ...of: fc.Arbitrary<Expression>[]) =>
  fc.tuple(...of).map((parts) => ({ kind: 'call', name, of: parts }) as Expression);
const oneOf = (names: readonly string[], ...of: fc.Arbitrary<Expression>[]) =>
  fc.oneof(...names.map((name) => call(name, ...of)));
const named = (...names: string[]) => fc.constantFrom(...names).map((name): Expression => ({ kind: 'column', name }));
const among = <T extends string | number | boolean | null>(...values: T[]) =>
  fc.constantFrom(...values).map((value): Expression => ({ kind: 'constant', value }));
const several = (name: string, of: fc.Arbitrary<Expression>) =>
  fc.array(of, { minLength: 1, maxLength: 3 }).map((parts) => ({ kind: 'call', name, of: parts }) as Expression);

const { number, text, answer, day } = fc.letrec<Parts>((tie) => {
  const compared = (of: fc.Arbitrary<Expression>) =>
    fc.record({
      kind: fc.constant('compare' as const),
      operator: fc.constantFrom(...comparisons),
      left: of,
      right: of,
    });
  const chosen = (of: fc.Arbitrary<Expression>) =>
    fc.record({
      kind: fc.constant('choose' as const),
      branches: fc.array(fc.record({ when: tie('answer'), value: of }), { minLength: 1, maxLength: 3 }),
      otherwise: fc.oneof(of, among(null)),
    });
  const arithmetic = fc
    .record({
      kind: fc.constant('arithmetic' as const),
      operator: fc.constantFrom('add' as const, 'subtract' as const, 'multiply' as const, 'divide' as const),
      left: tie('number'),
      right: tie('number'),
    })
    // « 0 - 3 » reads back as the constant -3.
    .filter(({ left, right }) => !(left.kind === 'constant' && left.value === 0 && right.kind === 'constant'));
  return {
    number: fc.oneof(
      { maxDepth: 4 },
      named('n', 'd'),
      among(0, 1, 2.5, -3, 100),
      arithmetic,
      oneOf(['abs', 'floor', 'root', 'ln'], tie('number')),
      oneOf(['round', 'round-up', 'round-down'], tie('number'), among(0, 1, 2)),
      oneOf(['mod'], tie('number'), among(2, 3, -2)),
      call('power', tie('number'), among(0, 1, 2, -1)),
      several('sum', tie('number')),
      several('mean', tie('number')),
      several('min', tie('number')),
      several('max', tie('number')),
      several('coalesce', tie('number')),
      call('if-error', tie('number'), tie('number')),
      call('number', tie('text')),
      call('length', tie('text')),
      call('find', tie('text'), tie('text')),
      oneOf(['year', 'month', 'day', 'quarter'], tie('day')),
      chosen(tie('number')),
    ),
    text: fc.oneof(
      { maxDepth: 3 },
      named('t', 'u'),
      among('', 'a', 'É', 'saint', '12,5', ' "x" '),
      oneOf(['upper', 'lower', 'proper', 'trim', 'squeeze', 'departement'], tie('text')),
      oneOf(['left', 'right'], tie('text'), among(0, 1, 3)),
      call('left', tie('text'), named('n')),
      call('middle', tie('text'), among(0, 1, 2), among(0, 2)),
      call('substitute', tie('text'), among('a', '', '0'), tie('text')),
      call('pad', tie('text'), among(0, 5)),
      fc
        .array(tie('text'), { minLength: 2, maxLength: 3 })
        .filter((of) => of.every(({ kind }) => kind !== 'concat'))
        .map((of): Expression => ({ kind: 'concat', of })),
      chosen(tie('text')),
    ),
    answer: fc.oneof(
      { maxDepth: 4 },
      named('b'),
      compared(tie('number')),
      compared(tie('text')),
      compared(tie('day')),
      oneOf(['and', 'or'], tie('answer'), tie('answer')),
      call('not', tie('answer')),
      call('is-missing', tie('number')),
      call('is-missing', tie('text')),
    ),
    day: fc.oneof(
      { maxDepth: 2 },
      named('j'),
      oneOf(['month-start', 'quarter-start'], tie('day')),
      call('date', among(2024, 1999), among(2, 13, 12), among(29, 31)),
    ),
  };
});

/** Any expression that a formula makes, over n, d (numbers), t, u (texts), b (yes/no) and j (dates). */
export const formulaOf: fc.Arbitrary<Expression> = fc.oneof(number, text, answer, day);
