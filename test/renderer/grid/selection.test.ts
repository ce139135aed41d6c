import { expect, test } from 'vitest';
import {
  cellCount,
  clampSelection,
  pressSelection,
  rangeOf,
  type Selection,
  selectCell,
} from '../../../renderer/grid/selection.ts';

const extent = { rows: 1000, columns: 30 };

function press(keys: string, from: Selection = selectCell({ row: 5, column: 3 })): Selection | null {
  return keys.split(' ').reduce<Selection | null>((selection, stroke) => {
    if (!selection) return null;
    const parts = stroke.split('+');
    const key = parts.at(-1) === 'Space' ? ' ' : (parts.at(-1) ?? '');
    return pressSelection(
      selection,
      { key, control: parts.includes('Ctrl'), shift: parts.includes('Shift') },
      extent,
      17,
    );
  }, from);
}

test('keys move the active cell as a spreadsheet does', () => {
  const ends = [
    'ArrowDown',
    'ArrowLeft',
    'Home',
    'End',
    'Ctrl+Home',
    'Ctrl+End',
    'PageDown',
    'PageUp',
    'Ctrl+ArrowDown',
    'Ctrl+ArrowRight',
  ].map((key) => Object.values(press(key)?.active ?? {}).join(','));
  expect(ends).toEqual(['6,3', '5,2', '5,0', '5,29', '0,0', '999,29', '22,3', '0,3', '999,3', '5,29']);
});

test('the header is the row above the first, and nothing lies beyond the edges', () => {
  expect([
    press('Ctrl+ArrowUp ArrowUp')?.active,
    press('Ctrl+ArrowUp ArrowUp ArrowUp ArrowRight')?.active,
    press('Ctrl+End ArrowDown ArrowRight')?.active,
  ]).toEqual([
    { row: -1, column: 3 },
    { row: -1, column: 4 },
    { row: 999, column: 29 },
  ]);
});

test('Shift stretches a rectangle from where it began', () => {
  const selection = press('Shift+ArrowDown Shift+ArrowDown Shift+ArrowLeft');
  expect(selection && rangeOf(selection, extent)).toEqual({ top: 5, bottom: 7, left: 2, right: 3 });
});

test('Ctrl+Space takes the column, Shift+Space the row, Ctrl+A all, and an arrow lets go', () => {
  const ranges = ['Ctrl+Space', 'Shift+Space', 'Ctrl+a', 'Ctrl+Space ArrowDown'].map((keys) => {
    const selection = press(keys);
    return selection && cellCount(rangeOf(selection, extent));
  });
  expect(ranges).toEqual([1000, 30, 30_000, 1]);
});

test('a key of another trade moves nothing', () => {
  expect([press('x'), press('Escape'), press('Tab')]).toEqual([null, null, null]);
});

test('a selection follows a table that shrinks, down to no row at all', () => {
  const selection = selectCell({ row: 900, column: 29 });
  const none = { rows: 0, columns: 2 };
  expect([
    clampSelection(selection, { rows: 10, columns: 4 }).active,
    clampSelection(selection, none).active,
    cellCount(rangeOf(clampSelection(selection, none), none)),
  ]).toEqual([{ row: 9, column: 3 }, { row: 0, column: 1 }, 0]);
});
