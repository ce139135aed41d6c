import { expect, test } from 'vitest';
import type { Inset } from '../../../shared/map/outlines.ts';
import { areNamedBeside } from '../../../shared/map/screen.ts';

const column: Inset[] = [
  { label: 'Guadeloupe', box: [0, 0, 42, 42] },
  { label: 'Martinique', box: [0, 63, 42, 105] },
];
const row: Inset[] = [column[0]!, { label: 'Martinique', box: [63, 0, 105, 42] }];

test('names of insets stand over them, unless one would touch the inset above and there is room at their left', () => {
  const beside = (insets: Inset[], scale: number, left: number) =>
    areNamedBeside(insets, { scale, shiftX: left, shiftY: 0 }, 78, 14);
  expect([
    beside(column, 0.7, 100),
    beside(column, 0.5, 100),
    beside(column, 0.5, 70),
    beside(row, 0.5, 100),
    beside([], 0.5, 100),
  ]).toEqual([false, true, false, false, false]);
});
