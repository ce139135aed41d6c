import { expect, test } from 'vitest';
import { rankPairs } from '../../../renderer/join/rank-pairs.ts';
import type { Column } from '../../../shared/recipe/column.ts';

test('the pair that tells the most rows apart comes first, quantities last, refused pairs never', () => {
  const left: Column[] = [
    { name: 'COM', type: 'text', meaning: 'commune' },
    { name: 'DEP', type: 'text', meaning: 'departement' },
    { name: 'Nom', type: 'text', meaning: null },
    { name: 'Logements', type: 'integer', meaning: null },
    { name: 'SIREN', type: 'integer', meaning: 'siren' },
  ];
  const right: Column[] = [
    { name: 'COG', type: 'text', meaning: null },
    { name: 'Agents', type: 'integer', meaning: null },
    { name: 'SIREN', type: 'text', meaning: 'siren' },
  ];
  const pair = (leftName: string, rightName: string, matched: number, refused: string | null = null) => ({
    left: leftName,
    right: rightName,
    matched,
    total: 40_000,
    refused,
  });
  const pairs = [
    pair('DEP', 'COG', 94),
    pair('Logements', 'Agents', 5000),
    pair('COM', 'COG', 3119),
    pair('SIREN', 'SIREN', 3000),
    pair('Nom', 'COG', 9000, 'bare-name'),
  ];
  expect(rankPairs(pairs, left, right).map((ranked) => [ranked.left, ranked.right])).toEqual([
    ['COM', 'COG'],
    ['SIREN', 'SIREN'],
    ['DEP', 'COG'],
    ['Logements', 'Agents'],
  ]);
});
