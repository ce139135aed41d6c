import { expect, test } from 'vitest';
import {
  columnsIn,
  isScaled,
  layOut,
  revealColumn,
  revealRow,
  rowHeights,
  scaleOf,
  tallest,
  toReal,
  toVirtual,
} from '../../../renderer/grid/geometry.ts';

const rowHeight = rowHeights.comfortable;

test('a table that fits a browser scrolls pixel for pixel', () => {
  const scale = scaleOf(35_000 * rowHeight, 500);
  expect([isScaled(scale), toVirtual(scale, 12_345), toReal(scale, 12_345), scale.real]).toEqual([
    false,
    12_345,
    12_345,
    980_000,
  ]);
});

test('a table of ten million rows reaches its first and last pixel through a shorter scrollbar', () => {
  const content = 10_000_000 * rowHeight;
  const scale = scaleOf(content, 500);
  expect([scale.real, toVirtual(scale, 0), toVirtual(scale, scale.realMost), toVirtual(scale, tallest * 2)]).toEqual([
    tallest,
    0,
    content - 500,
    content - 500,
  ]);
});

test('every row of a scaled table can be placed at the top: there and back within half a pixel', () => {
  const scale = scaleOf(10_000_000 * rowHeight, 500);
  const rows = [0, 1, 2, 777_777, 5_000_001, 9_999_982];
  expect(rows.map((row) => Math.round(toVirtual(scale, toReal(scale, row * rowHeight)) / rowHeight))).toEqual(rows);
});

test('only the columns seen through the window are drawn, whatever is frozen', () => {
  const layout = layOut([100, 50, 80, 200, 60], 1, 40);
  expect([
    columnsIn(layout, 0, 130),
    columnsIn(layout, 130, 1),
    columnsIn(layout, 300, 500),
    columnsIn(layOut([100], 1, 40), 0, 300),
  ]).toEqual([
    { first: 1, last: 2 },
    { first: 3, last: 3 },
    { first: 3, last: 4 },
    { first: 1, last: 0 },
  ]);
});

test('revealing moves as little as possible', () => {
  const layout = layOut([100, 50, 80, 200, 60], 1, 40);
  expect([
    revealColumn(layout, 0, 33, 100),
    revealColumn(layout, 1, 33, 100),
    revealColumn(layout, 2, 0, 100),
    revealColumn(layout, 3, 0, 100),
    revealRow(0, 28, 280, rowHeight),
    revealRow(5, 0, 280, rowHeight),
    revealRow(10, 0, 280, rowHeight),
  ]).toEqual([33, 0, 30, 130, 0, 0, 28]);
});
