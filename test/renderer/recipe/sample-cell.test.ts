import { expect, test } from 'vitest';
import { changeText, sampleText } from '../../../renderer/recipe/sample-cell.ts';
import type { Column } from '../../../shared/recipe/column.ts';

const income: Column = { name: 'MED15', type: 'decimal', meaning: null };
const agents: Column = { name: 'Agents', type: 'integer', meaning: null };
const year: Column = { name: 'Année', type: 'integer', meaning: null };
const code: Column = { name: 'Code', type: 'text', meaning: 'commune' };

test('cells of a sample read as in the grid: numbers grouped, codes and years as they are, missing and empty said', () => {
  const cells: [string | null, Column | undefined][] = [
    ['16889', agents],
    ['16889,123456', income],
    ['2026', year],
    ['01001', code],
    ['16889', undefined],
    ['9007199254740993', agents],
    [null, agents],
    ['', code],
  ];
  expect(cells.map(([cell, column]) => sampleText(cell, column))).toEqual([
    '16\u202f889',
    '16\u202f889,12',
    '2026',
    '01001',
    '16889',
    '9007199254740993',
    'manquant',
    '(texte vide)',
  ]);
});

test('a change too small to be read keeps every decimal', () => {
  expect([
    changeText({ before: '16889', after: '20198,5' }, agents, income),
    changeText({ before: '20198,511', after: '20198,512' }, income, income),
  ]).toEqual(['16\u202f889 → 20\u202f198,5', '20198,511 → 20198,512']);
});
