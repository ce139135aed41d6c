import { clamp } from './geometry.ts';

/** 0-based place in the table. Row -1 is the header. */
export type Cell = { row: number; column: number };

/** A rectangle from `anchor` to `active`, which has the focus; `whole` stretches it over all rows or all columns. */
export type Selection = { anchor: Cell; active: Cell; whole: 'none' | 'columns' | 'rows' | 'all' };

/** Inclusive bounds; empty when `bottom < top`. */
export type CellRange = { top: number; bottom: number; left: number; right: number };

export type Extent = { rows: number; columns: number };

export function selectCell(cell: Cell): Selection {
  return { anchor: cell, active: cell, whole: 'none' };
}

export function rangeOf(selection: Selection, extent: Extent): CellRange {
  const { anchor, active, whole } = selection;
  const range = {
    top: Math.max(0, Math.min(anchor.row, active.row)),
    bottom: Math.min(extent.rows - 1, Math.max(anchor.row, active.row)),
    left: Math.min(anchor.column, active.column),
    right: Math.min(extent.columns - 1, Math.max(anchor.column, active.column)),
  };
  if (whole === 'columns' || whole === 'all') Object.assign(range, { top: 0, bottom: extent.rows - 1 });
  if (whole === 'rows' || whole === 'all') Object.assign(range, { left: 0, right: extent.columns - 1 });
  return range;
}

/** Rows selected as such: several, or whole ones. The row of the active cell alone is not, nor is every row. */
export function selectedRows(selection: Selection, extent: Extent): { from: number; count: number } | null {
  if (selection.whole === 'all' || selection.whole === 'columns') return null;
  const { top, bottom } = rangeOf(selection, extent);
  const count = bottom - top + 1;
  return count > (selection.whole === 'rows' ? 0 : 1) && count < extent.rows ? { from: top, count } : null;
}

export function cellCount(range: CellRange): number {
  return Math.max(0, range.bottom - range.top + 1) * Math.max(0, range.right - range.left + 1);
}

export function holds(range: CellRange, row: number, column: number): boolean {
  return row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
}

/** A key press as the grid needs it: Ctrl and Cmd are one. */
export type Press = { key: string; control: boolean; shift: boolean };

/** Where a key moves the active cell; null for a key that moves nothing. `page` is the number of rows seen at once. */
export function moveCell(from: Cell, press: Press, extent: Extent, page: number): Cell | null {
  const lastRow = extent.rows - 1;
  const lastColumn = extent.columns - 1;
  const { row, column } = from;
  const to = (nextRow: number, nextColumn: number): Cell => ({
    row: clamp(nextRow, -1, Math.max(-1, lastRow)),
    column: clamp(nextColumn, 0, Math.max(0, lastColumn)),
  });
  switch (press.key) {
    case 'ArrowDown':
      return press.control ? to(lastRow, column) : to(row + 1, column);
    case 'ArrowUp':
      return press.control ? to(row > 0 ? 0 : -1, column) : to(row - 1, column);
    case 'ArrowRight':
      return press.control ? to(row, lastColumn) : to(row, column + 1);
    case 'ArrowLeft':
      return press.control ? to(row, 0) : to(row, column - 1);
    case 'Home':
      return press.control ? to(0, 0) : to(row, 0);
    case 'End':
      return press.control ? to(lastRow, lastColumn) : to(row, lastColumn);
    case 'PageDown':
      return to(Math.max(row, 0) + page, column);
    case 'PageUp':
      return to(row <= 0 ? -1 : Math.max(0, row - page), column);
    default:
      return null;
  }
}

/** The selection after a key, null when the key is not one of selection's. */
export function pressSelection(selection: Selection, press: Press, extent: Extent, page: number): Selection | null {
  const { active } = selection;
  if (press.key === ' ' && (active.row >= 0 || press.control)) {
    if (press.control && press.shift) return { ...selection, whole: 'all' };
    if (press.control) return { ...selection, whole: 'columns' };
    if (press.shift) return { ...selection, whole: 'rows' };
    return selectCell(active);
  }
  if (press.control && press.key.toLowerCase() === 'a') return { ...selection, whole: 'all' };
  const next = moveCell(active, press, extent, page);
  if (!next) return null;
  if (!press.shift) return selectCell(next);
  const inside = { row: Math.max(0, next.row), column: next.column };
  const anchor = { row: Math.max(0, selection.anchor.row), column: selection.anchor.column };
  return { anchor, active: inside, whole: selection.whole === 'all' ? 'none' : selection.whole };
}

/** The same selection in a table whose size changed. Rows still to come leave it on the first one, not on the header. */
export function clampSelection(selection: Selection, extent: Extent): Selection {
  const inside = (cell: Cell): Cell => ({
    row: cell.row < 0 ? -1 : clamp(cell.row, 0, Math.max(0, extent.rows - 1)),
    column: clamp(cell.column, 0, Math.max(0, extent.columns - 1)),
  });
  return { ...selection, anchor: inside(selection.anchor), active: inside(selection.active) };
}
