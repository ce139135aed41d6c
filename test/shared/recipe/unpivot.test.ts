import { expect, test } from 'vitest';
import { yearFamily, yearOf } from '../../../shared/recipe/steps/unpivot.ts';
import { column } from './laboratory.ts';

test('a year is read in a name as it is written there, or as INSEE shortens it', () => {
  const names = [
    '2015',
    'Population 2015',
    'P15_POP',
    'D99_POP',
    'PMUN19',
    '2014-2015',
    'Code',
    '12015',
    'T1',
    '75001',
  ];
  expect(names.map(yearOf)).toEqual([2015, 2015, 2015, 1999, 2019, 2014, null, null, null, null]);
});

test('the family of years proposed is the most numerous that says one thing', () => {
  const family = (...names: string[]) => yearFamily(names.map((name) => column(name, 'integer')));
  expect([
    family('Code', '2019', '2020', '2021'),
    family('P15_POP', 'P15_LOG', 'P20_POP', 'P20_LOG', 'P10_POP'),
    family('Population 2019 (municipale)', 'Population 2020 (municipale)', '2021'),
    family('2019', 'Population 2020'),
    family('Code', 'Nom'),
  ]).toEqual([
    { columns: ['2019', '2020', '2021'], title: '' },
    { columns: ['P15_POP', 'P20_POP', 'P10_POP'], title: 'POP' },
    { columns: ['Population 2019 (municipale)', 'Population 2020 (municipale)'], title: 'Population municipale' },
    null,
    null,
  ]);
});
