import fc from 'fast-check';
import { type Column, isNumeric } from '../../../shared/recipe/column.ts';
import { type Condition, comparisons, type Expression, type Scalar } from '../../../shared/recipe/expression.ts';
import { type Cell, column, type Draft, type Sheet } from './laboratory.ts';

const words = fc.constantFrom(
  '',
  'a',
  'A',
  'é',
  'É',
  'e',
  'eté',
  'Été',
  'œuf',
  'Oeuf',
  'Saint-Lô',
  'saint lo',
  'L’Île',
  "l'ile",
  ' z ',
  '01001',
  '1001',
  ' 1 001',
  '2a004',
  '1001.0',
  '01',
  '4',
  '971',
  '\u200e101',
  'z',
);
const wholes = fc.integer({ min: -6, max: 6 });
const quarters = fc.integer({ min: -40, max: 40 }).map((value) => value / 4);
const days = fc.constantFrom('1999-12-31', '2024-02-29', '2026-11-21');

export const main: readonly Column[] = [
  column('nom', 'text'),
  column('Code "é"', 'text'),
  column('n', 'integer'),
  column('m', 'integer'),
  column('d', 'decimal'),
  column('oui', 'boolean'),
  column('jour', 'date'),
];
export const other: readonly Column[] = [
  column('clé', 'text'),
  column('num', 'integer'),
  column('x', 'decimal'),
  column('t', 'text'),
];

/** Meets the main sheet by name, case aside, with other types. */
export const stacked: readonly Column[] = [
  column('NOM', 'text'),
  column('n', 'decimal'),
  column('oui', 'text'),
  column('plus', 'date'),
];

function cellOf(one: Column): fc.Arbitrary<Cell> {
  const values = {
    text: words,
    integer: wholes,
    decimal: quarters,
    boolean: fc.boolean(),
    date: days,
    timestamp: days,
  };
  return fc.option<Cell>(values[one.type], { freq: 4, nil: null });
}

export function sheetOf(of: readonly Column[], longest: number): fc.Arbitrary<Sheet> {
  const row = fc.tuple(...of.map(cellOf));
  return fc.array(row, { maxLength: longest }).map((rows) => ({ columns: of, rows }));
}

/** Turns a list of numbers into a step that fits the columns, so that shrinking stays simple. */
type Dice = { next(below: number): number; pick<T>(of: readonly T[]): T };
export function dice(numbers: readonly number[]): Dice {
  let at = 0;
  const next = (below: number) => (numbers[at++ % numbers.length]! >>> (at % 3)) % below;
  return { next, pick: (of) => of[next(of.length)]! };
}

function constantFor(one: Column, { next, pick }: Dice): Scalar {
  if (one.type === 'text') return pick(['a', 'é', 'E', 'saint', 'oeuf', '01001', '', 'été']);
  if (one.type === 'boolean') return next(2) === 0;
  if (one.type === 'integer') return next(9) - 4;
  if (one.type === 'decimal') return next(9) / 2 - 2;
  return pick(['1999-12-31', '2024-02-29', '2025-01-01']);
}

function condition(of: readonly Column[], die: Dice, depth: number): Condition {
  const one = die.pick(of);
  const name = one.name;
  const kind = die.next(depth > 0 ? 9 : 6);
  if (kind === 0) return { kind: 'missing', column: name, negated: die.next(2) === 0 };
  if (kind === 1 && one.type === 'text')
    return {
      kind: 'text',
      column: name,
      operator: die.pick(['contains', 'starts', 'ends', 'pattern']),
      value: die.pick(['', '*', '?', '*t*']) + String(constantFor(one, die)) + die.pick(['', '*']),
      negated: die.next(2) === 0,
    };
  if (kind === 2)
    return {
      kind: 'in',
      column: name,
      values: Array.from({ length: die.next(4) }, () => constantFor(one, die)),
      negated: die.next(2) === 0,
    };
  if (kind === 3) return { kind: 'between', column: name, from: constantFor(one, die), to: constantFor(one, die) };
  if (kind === 4) {
    const match = die.pick(of.filter(({ type }) => type === one.type || (isNumeric(type) && isNumeric(one.type))));
    return { kind: 'compare-columns', column: name, operator: die.pick(comparisons), other: match.name };
  }
  if (kind < 6) return { kind: 'compare', column: name, operator: die.pick(comparisons), value: constantFor(one, die) };
  if (kind === 6) return { kind: 'not', of: condition(of, die, depth - 1) };
  const parts = Array.from({ length: die.next(3) }, () => condition(of, die, depth - 1));
  return { kind: kind === 7 ? 'all' : 'any', of: parts };
}

function number(of: readonly Column[], die: Dice, depth: number): Expression {
  const numbers = of.filter(({ type }) => isNumeric(type));
  const kind = die.next(depth > 0 ? 7 : 2);
  const inner = () => number(of, die, depth - 1);
  if (kind === 0 && numbers.length > 0) return { kind: 'column', name: die.pick(numbers).name };
  if (kind <= 1) return { kind: 'constant', value: die.pick([0, 1, 3, -2, 0.5]) };
  if (kind === 2) return { kind: 'ratio', numerator: inner(), denominator: inner(), scale: die.pick([1, 100]) };
  // biome-ignore lint/suspicious/noThenProperty: the word of the expression language, never awaited
  if (kind === 3) return { kind: 'if', when: condition(of, die, 1), then: inner(), otherwise: inner() };
  if (kind === 4) {
    const name = die.pick(['abs', 'round', 'coalesce'] as const);
    return { kind: 'call', name, of: name === 'coalesce' ? [inner(), inner()] : [inner()] };
  }
  return {
    kind: 'arithmetic',
    operator: die.pick(['add', 'subtract', 'multiply', 'divide']),
    left: inner(),
    right: inner(),
  };
}

function text(of: readonly Column[], die: Dice): Expression {
  const plain = die.pick(of.filter(({ type }) => type !== 'date' && type !== 'timestamp'));
  const value: Expression = { kind: 'column', name: plain.name };
  const kind = die.next(4);
  if (kind === 0) return { kind: 'concat', of: [value, { kind: 'constant', value: die.pick(['-', '', "'"]) }, value] };
  if (kind === 1) return { kind: 'call', name: die.pick(['upper', 'lower', 'trim', 'length']), of: [value] };
  return {
    kind: 'call',
    name: die.pick(['left', 'right', 'pad']),
    of: [value, { kind: 'constant', value: die.next(7) }],
  };
}

const kinds = [
  'filter',
  'sort',
  'select',
  'rename',
  'derive',
  'aggregate',
  'join',
  'distinct',
  'limit',
  'unpivot',
  'append',
  'clean',
  'recode',
  'target',
  'pivot',
] as const;

/** The kinds drawn here: property.test.ts asks for every kind that exists. */
export const drawn: readonly string[] = kinds;

/** A step of that kind that fits the columns; null where there is none. */
export function step(kind: (typeof kinds)[number], of: readonly Column[], die: Dice, place: number): Draft | null {
  const some = () => of.filter(() => die.next(3) > 0);
  switch (kind) {
    case 'filter':
      return { kind, condition: condition(of, die, 2) };
    case 'sort':
      return {
        kind,
        by: [die.pick(of), die.pick(of)].map(({ name }) => ({ column: name, descending: die.next(2) === 0 })),
      };
    case 'select': {
      const kept = some().toReversed();
      return kept.length > 0 ? { kind, columns: kept.map(({ name }) => name) } : null;
    }
    case 'rename': {
      const [a, b] = [die.pick(of), die.pick(of)];
      return {
        kind,
        names:
          a === b
            ? [{ from: a.name, to: `r${place}` }]
            : [
                { from: a.name, to: b.name },
                { from: b.name, to: a.name },
              ],
      };
    }
    case 'derive': {
      const name = die.next(3) === 0 ? die.pick(of).name : `c${place}`;
      const days = of.filter(({ type }) => type === 'date');
      if (days.length > 0 && die.next(5) === 0) {
        const of = [{ kind: 'column' as const, name: die.pick(days).name }];
        return { kind, name, expression: { kind: 'call', name: die.pick(['year', 'month']), of } };
      }
      const isText = die.next(3) === 0 && of.some(({ type }) => type !== 'date');
      return { kind, name, expression: isText ? text(of, die) : number(of, die, 2) };
    }
    case 'aggregate': {
      const by = [...new Set([die.pick(of), die.pick(of)].slice(die.next(3)).map(({ name }) => name))];
      const numbers = of.filter(({ type }) => isNumeric(type));
      const summed = numbers.length > 0 ? die.pick(numbers).name : null;
      return {
        kind,
        by,
        measures: [
          { name: `n${place}`, measure: 'count' },
          { name: `f${place}`, measure: die.pick(['min', 'max', 'count-distinct']), column: die.pick(of).name },
          ...(summed === null
            ? []
            : [{ name: `s${place}`, measure: die.pick(['sum', 'mean', 'median'] as const), column: summed }]),
        ],
      };
    }
    case 'join': {
      const pairs = of.flatMap((left) =>
        other
          .filter((right) => right.type === left.type || (isNumeric(left.type) && isNumeric(right.type)))
          .map((right) => ({ left: left.name, right: right.name })),
      );
      if (pairs.length === 0) return null;
      const keep = die.pick(['left', 'inner', 'full', 'anti'] as const);
      const taken = other.filter(() => die.next(2) === 0).map(({ name }) => ({ name, as: `${name}${place}` }));
      return { kind, right: 'other', on: [die.pick(pairs)], keep, columns: taken, allowMultiply: die.next(2) === 0 };
    }
    case 'recode': {
      const texts = of.filter(({ type }) => type === 'text');
      if (texts.length === 0) return null;
      const froms = ['a', 'é', 'z', '01001', ''].slice(die.next(4));
      const by =
        die.next(2) === 0
          ? { kind: 'list' as const, pairs: froms.map((from) => ({ from, to: die.pick(['a', 'É', 'œuf', '']) })) }
          : { kind: 'table' as const, table: 'other', from: 'clé', to: 't' };
      return { kind, column: die.pick(texts).name, by };
    }
    case 'pivot': {
      const numbers = of.filter(({ type }) => isNumeric(type));
      const summed = numbers.length > 0 && die.next(2) === 0 ? die.pick(numbers).name : null;
      const rows = [...new Set([die.pick(of), die.pick(of)].slice(die.next(3)).map(({ name }) => name))];
      const measure = summed === null ? { measure: 'count' as const } : { measure: 'sum' as const, column: summed };
      const values = ['a', 'É', null, '2', 'oui', 'a'].slice(die.next(5));
      const second = { column: die.pick(of).name, values: values.map(() => die.pick(['é', '2', null, '', 'non'])) };
      return {
        kind,
        rows,
        column: die.pick(of).name,
        values,
        ...(die.next(2) === 0 && { second }),
        others: die.next(2) === 0,
        measures: [{ name: `p${place}`, ...measure }],
        show: die.pick(['value', 'row', 'column', 'total'] as const),
        totals: { row: die.next(2) === 0, column: die.next(2) === 0, group: die.next(2) === 0 },
      };
    }
    case 'target': {
      const wholes = of.filter(({ type }) => type === 'integer');
      if (wholes.length === 0) return null;
      const test = () => ({ column: die.pick(wholes).name, threshold: die.next(7) - 3 });
      const which = die.next(3);
      return {
        kind,
        population: which === 0 ? null : test(),
        staff: which === 1 ? null : { ...test(), form: 'number' },
        operator: die.pick(['ge', 'gt']),
        connective: die.pick(['and', 'or']),
        verdictColumn: `verdict${place}`,
        reasonColumn: `raison${place}`,
      };
    }
    case 'distinct':
      return { kind, columns: some().map(({ name }) => name) };
    case 'limit':
      return { kind, count: die.next(6) };
    case 'unpivot': {
      const turned = some();
      if (turned.length === 0) return null;
      return {
        kind,
        columns: turned.map(({ name }) => name),
        nameColumn: `k${place}`,
        valueColumn: `v${place}`,
        year: die.next(3) === 0,
        skipMissing: die.next(2) === 0,
      };
    }
    case 'append':
      return {
        kind,
        tables: [
          { table: 'stacked', label: 'a' },
          { table: die.pick(['stacked', 'other']), label: 'b' },
        ].slice(die.next(2)),
        origin: die.next(2) === 0 ? null : { column: `o${place}`, label: 'ici' },
      };
    case 'clean': {
      const texts = of.filter(({ type }) => type === 'text');
      const codes = of.filter(({ type }) => type === 'text' || type === 'integer');
      const one = die.pick(of);
      const action = die.next(4);
      if (action === 0)
        return { kind, cleaning: { kind: 'missing', columns: [one.name], values: [constantFor(one, die)] } };
      if (texts.length === 0) return null;
      if (action === 1)
        return {
          kind,
          cleaning: {
            kind: 'text',
            columns: texts.map(({ name }) => name),
            letters: die.pick(['upper', 'lower', undefined]),
          },
        };
      if (action === 2)
        return {
          kind,
          cleaning: {
            kind: 'code',
            columns: [die.pick(codes).name],
            meaning: die.pick(['commune', 'departement', 'tranche-effectif', 'region', 'code-postal']),
          },
        };
      return {
        kind,
        cleaning: {
          kind: 'commune',
          departement: die.pick(codes).name,
          commune: die.pick(codes).name,
          name: `g${place}`,
        },
      };
    }
  }
}

export const plan = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    numbers: fc.array(fc.nat(100_000), { minLength: 8, maxLength: 24 }),
    disabled: fc.nat(9).map((chance) => chance === 9),
  }),
  // The default size of arrays would seldom go beyond three.
  { maxLength: 8, size: 'max' },
);
