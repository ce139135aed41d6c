import { describe, expect, test } from 'vitest';
import type { ColumnDetails } from '../../../shared/profile/report.ts';
import { unitOf, warnOfColumn } from '../../../shared/profile/warn.ts';
import { column } from '../recipe/laboratory.ts';

const details: ColumnDetails = {
  name: 'x',
  rows: 100,
  missing: 0,
  distinct: 40,
  quantities: null,
  spread: null,
  top: [],
  lengths: null,
  numbers: 0,
};
const quantities = {
  min: 0,
  p5: 0,
  q1: 0,
  median: 0.5,
  q3: 1,
  p95: 1,
  max: 1,
  mean: 0.5,
  deviation: 0.1,
  low: 0,
  high: 0,
};

describe('warnings of a column', () => {
  test.each([
    ['a text', column('x', 'text'), {}, []],
    ['no value at all', column('x', 'text'), { missing: 100, distinct: 0 }, ['empty']],
    ['one value', column('x', 'text'), { distinct: 1 }, ['constant']],
    ['one value per row', column('x', 'text'), { distinct: 100 }, ['identifier']],
    ['decimals that all differ', column('x', 'decimal'), { distinct: 100 }, []],
    ['half of the cells missing', column('x', 'text'), { missing: 50 }, ['missing']],
    ['values far away', column('x', 'integer'), { quantities: { ...quantities, max: 900, high: 3 } }, ['outliers']],
    ['numbers as texts', column('x', 'text'), { numbers: 95 }, ['numbers']],
    ['codes, which are digits', column('x', 'text', 'siren'), { numbers: 100 }, []],
    ['a share named a percentage', column('Part (en %)', 'decimal'), { quantities }, ['share']],
  ])('%s', (_, one, change, kinds) => {
    expect(warnOfColumn(one, { ...details, ...change }).map(({ kind }) => kind)).toEqual(kinds);
  });
});

test.each([
  ['Revenu médian (en €)', '€'],
  ['Superficie (km²)', 'km²'],
  ['Dépenses en milliers d’euros', 'milliers d’euros'],
  ['Population (2015)', null],
  ['Nom', null],
])('the unit said by « %s »', (name, unit) => {
  expect(unitOf(column(name, 'decimal'))).toBe(unit);
});
