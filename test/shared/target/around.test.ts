import { expect, test } from 'vitest';
import { countAround, passes, place, thresholdsAround } from '../../../shared/target/around.ts';
import { defaultChoices, type TargetChoices } from '../../../shared/target/choices.ts';
import fc from '../../tools/property.ts';

test('two usual thresholds stand on each side of the chosen one', () => {
  expect([thresholdsAround(3500), thresholdsAround(3600), thresholdsAround(100)]).toEqual([
    [2500, 3000, 3500, 4000, 5000],
    [3000, 3500, 3600, 4000, 5000],
    [100, 500, 1000],
  ]);
});

test('an unknown population passes nothing and fails nothing; one over the maximum fails', () => {
  expect([
    passes(place.unknown, 0),
    passes(place.over, 0),
    passes(place.none, 0),
    passes('2', 2),
    passes('2', 3),
  ]).toEqual([null, false, false, true, false]);
});

const groups = [
  { passed: '3', staff: 'cible', count: 10 },
  { passed: '2', staff: 'cible', count: 5 },
  { passed: '1', staff: 'à vérifier', count: 3 },
  { passed: '1', staff: 'hors cible', count: 100 },
  { passed: place.unknown, staff: 'cible', count: 1 },
];
const choices: TargetChoices = {
  ...defaultChoices,
  staff: { kind: 'own', column: 'effectif', form: 'number' },
};

test('targets and rows to check are counted under each threshold, for AND and for OR', () => {
  const thresholds = [2500, 3000, 3500, 4000];
  const counts = (connective: 'and' | 'or') =>
    countAround(groups, thresholds, { ...choices, connective }).map(({ cible, aVerifier }) => [cible, aVerifier]);
  expect([counts('and'), counts('or')]).toEqual([
    [
      [15, 4],
      [15, 4],
      [15, 1],
      [10, 1],
    ],
    [
      [119, 0],
      [119, 0],
      [16, 3],
      [16, 3],
    ],
  ]);
});

test('a higher threshold never adds a target', () => {
  const group = fc.record({
    passed: fc.constantFrom(place.none, place.unknown, place.over, '0', '1', '2', '3'),
    staff: fc.constantFrom('cible', 'hors cible', 'à vérifier'),
    count: fc.nat(50),
  });
  fc.assert(
    fc.property(fc.array(group), fc.constantFrom('and' as const, 'or' as const), (rows, connective) => {
      const found = countAround(rows, [1, 2, 3, 4], { ...choices, connective });
      return found.every(({ cible }, rank) => rank === 0 || cible <= (found[rank - 1]?.cible ?? 0));
    }),
  );
});
