import { describe, expect, test } from 'vitest';
import type { Column } from '../../../shared/recipe/column.ts';
import { describeCondition } from '../../../shared/recipe/describe.ts';
import { type Condition, comparisons, type Scalar, textTests } from '../../../shared/recipe/expression.ts';
import { readCondition } from '../../../shared/recipe/read-condition.ts';
import fc from '../../tools/property.ts';
import { column } from './laboratory.ts';

/** Names and values made of what sentences are made of. */
const traps = [
  'Population',
  'Région',
  'Nom et prénom',
  'A est B',
  'A',
  'B = 3',
  '2012',
  '(brut)',
  'Part (en %)',
  ' bord ',
  '«\u00a0cité\u00a0»',
  'oui',
  'non',
  'le Mans',
  'Le Mans',
  'a, b',
  'avant',
  'parmi',
  'manquant',
  'il n’est pas vrai que',
  'aucune condition',
  '',
  'Saint-Denis ou Saint-Ouen',
  '1,5',
  '01001',
  'x)',
  'renseigné',
  'est',
  'b dans l’ordre alphabétique',
  'fin»',
  '»',
  '"',
  "l'été",
  'a\u00a0b',
];
const columns: Column[] = [
  ...traps.filter((name) => name !== '' && name === name.trim()).map((name) => column(name, 'text')),
  column('Effectif', 'integer'),
  column('Effectif total', 'decimal'),
  column('SIREN', 'integer', 'siren'),
  column('Créée', 'date'),
  column('Vue le', 'timestamp'),
  column('Ville', 'boolean'),
  { ...column('Type', 'text'), values: { '1': 'Grand centre', '2': 'Bourgs, villages et hameaux' } },
  { ...column('Grade', 'integer'), values: { '01': 'Premier', '2': 'Second ou plus' } },
];

const words = fc.oneof(fc.constantFrom(...traps), fc.string({ unit: 'grapheme', maxLength: 8 }));
const days = fc
  .date({ min: new Date('1800-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

function scalarOf({ type, name }: Column): fc.Arbitrary<Scalar> {
  if (name === 'Type') return fc.constantFrom('1', '2', '3');
  if (name === 'Grade') return fc.constantFrom(1, 2, 3);
  if (type === 'integer') return fc.integer();
  if (type === 'decimal') return fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
  if (type === 'boolean') return fc.boolean();
  if (type === 'date') return days.map((iso) => iso.slice(0, 10));
  if (type === 'timestamp')
    return fc.oneof(
      days.map((iso) => iso.slice(0, 10)),
      days.map((iso) => iso.slice(0, 23)),
    );
  return words;
}

const leaf: fc.Arbitrary<Condition> = fc.constantFrom(...columns).chain((one): fc.Arbitrary<Condition> => {
  const value = scalarOf(one);
  const negated = fc.option(fc.constant(true), { nil: undefined });
  const name = one.name;
  const kinds: fc.Arbitrary<Condition>[] = [
    fc.record({
      kind: fc.constant('compare' as const),
      column: fc.constant(name),
      operator: fc.constantFrom(...comparisons),
      value,
    }),
    fc.record({ kind: fc.constant('between' as const), column: fc.constant(name), from: value, to: value }),
    fc.record({
      kind: fc.constant('in' as const),
      column: fc.constant(name),
      values: fc.array(value, { maxLength: 9 }),
      negated,
    }) as fc.Arbitrary<Condition>,
    fc.record({ kind: fc.constant('missing' as const), column: fc.constant(name), negated }) as fc.Arbitrary<Condition>,
    fc.record({
      kind: fc.constant('missing' as const),
      column: fc.constant(name),
      reasons: fc.uniqueArray(fc.constantFrom('', 'invalid', 'secret', 'non disponible'), { minLength: 1 }),
    }),
    fc.record({
      kind: fc.constant('compare-columns' as const),
      column: fc.constant(name),
      operator: fc.constantFrom(...comparisons),
      other: fc.constantFrom(...columns.map((other) => other.name)),
    }),
  ];
  if (one.type === 'text')
    kinds.push(
      fc.record({
        kind: fc.constant('text' as const),
        column: fc.constant(name),
        operator: fc.constantFrom(...textTests),
        value: words,
        negated,
      }) as fc.Arbitrary<Condition>,
    );
  return fc.oneof(...kinds);
});

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.record({
      kind: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('condition'), { maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('condition') }),
  ),
}));

/** Two conditions that ask the same in the same words: groups in groups of the same kind, and of one, say nothing more. */
function plain(one: Condition): Condition {
  if (one.kind === 'not') return { kind: 'not', of: plain(one.of) };
  if (one.kind === 'all' || one.kind === 'any') {
    const of = one.of.map(plain).flatMap((part) => (part.kind === one.kind && part.of.length > 0 ? part.of : [part]));
    if (of.length === 0) return { kind: 'all', of: [] };
    return of.length === 1 ? of[0]! : { kind: one.kind, of };
  }
  if (one.kind === 'in' && one.values.length === 1)
    return { kind: 'compare', column: one.column, operator: one.negated ? 'ne' : 'eq', value: one.values[0]! };
  return JSON.parse(JSON.stringify(one));
}

test('the sentence of any condition reads back as that condition', () => {
  fc.assert(
    fc.property(condition, (asked) => {
      const sentence = describeCondition(asked, columns, { whole: true });
      const reading = readCondition(sentence, columns);
      expect({ sentence, reading: reading.kind === 'condition' ? plain(reading.condition) : reading }).toEqual({
        sentence,
        reading: plain(asked),
      });
    }),
    { numRuns: 2000 },
  );
});

describe('a sentence typed by hand', () => {
  const population: Condition = { kind: 'compare', column: 'Effectif', operator: 'ge', value: 3500 };
  const region: Condition = { kind: 'compare', column: 'Région', operator: 'eq', value: 'Bretagne' };
  test.each<[string, Condition]>([
    ['Effectif >= 3500', population],
    ['effectif ≥ 3 500 et région est Bretagne', { kind: 'all', of: [population, region] }],
    ['Effectif>=3500 ou (Région est Bretagne)', { kind: 'any', of: [population, region] }],
    ["Région n'est pas manquant", { kind: 'compare', column: 'Région', operator: 'ne', value: 'manquant' }],
    ['Région contient "bre"', { kind: 'text', column: 'Région', operator: 'contains', value: 'bre' }],
    ['Créée est avant le 1/2/2024', { kind: 'compare', column: 'Créée', operator: 'lt', value: '2024-02-01' }],
  ])('%s', (text, asked) => {
    expect(readCondition(text, columns)).toEqual({ kind: 'condition', condition: asked });
  });

  test.each([
    ['Densité > 3', { kind: 'refused', at: 0, expected: 'column' }],
    ['Effectif vaut 3', { kind: 'refused', at: 8, expected: 'test' }],
    ['Effectif ≥ beaucoup', { kind: 'refused', at: 11, expected: 'value' }],
    ['Effectif ≥ 3, 4', { kind: 'refused', at: 12, expected: 'end' }],
  ])('%s is refused where it stops being understood', (text, reading) => {
    expect(readCondition(text, columns)).toEqual(reading);
  });
});
