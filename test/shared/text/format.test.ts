import { expect, test } from 'vitest';
import { formatNumber } from '../../../shared/text/format.ts';

const intl = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 6 });

test('whole numbers are written as Intl writes them', () => {
  const powers = Array.from({ length: 17 }, (_, digits) => 10 ** digits).flatMap((power) => [
    power - 1,
    power,
    power + 1,
  ]);
  const values = [...powers, 36_000, 1_000_000, 4_503_599_627_370_497, Number.MAX_SAFE_INTEGER].flatMap((value) => [
    value,
    -value,
  ]);
  expect(values.map((value) => [value, formatNumber(value), formatNumber(value, 2)])).toEqual(
    values.map((value) => [value, intl.format(value), intl.format(value)]),
  );
});

test('decimals keep their own digits', () => {
  expect([formatNumber(1234567.5), formatNumber(-0.25, 1), formatNumber(12345678901234567890n)]).toEqual([
    '1\u202f234\u202f567,5',
    '-0,3',
    '12\u202f345\u202f678\u202f901\u202f234\u202f567\u202f890',
  ]);
});
