import type { Density } from '../../shared/project/display.ts';

/** In pixels; a row is never under the 24 of a target. */
export const rowHeights: Readonly<Record<Density, number>> = { comfortable: 28, compact: 24, wrapped: 62 };
export const headHeight = 54;
export const narrowest = 56;
export const widest = 900;

/**
 * Tallest element we ask a browser for, in CSS pixels. Chromium stops at 33 554 428 device pixels (half at 200 % zoom),
 * Firefox at 17 895 697; past their limit rows would be out of reach, so the scrollbar is scaled instead.
 */
export const tallest = 15_000_000;

/** How the scrollbar's real pixels stand for the content's virtual ones. */
export type Scale = { real: number; realMost: number; virtualMost: number };

/** @param content height of all rows @param viewport visible height, both in pixels */
export function scaleOf(content: number, viewport: number): Scale {
  const real = Math.min(content, tallest);
  return { real, realMost: Math.max(0, real - viewport), virtualMost: Math.max(0, content - viewport) };
}

export function isScaled(scale: Scale): boolean {
  return scale.realMost < scale.virtualMost;
}

export function toVirtual(scale: Scale, realTop: number): number {
  if (!isScaled(scale)) return clamp(realTop, 0, scale.virtualMost);
  return clamp(Math.round((realTop / scale.realMost) * scale.virtualMost), 0, scale.virtualMost);
}

export function toReal(scale: Scale, virtualTop: number): number {
  if (!isScaled(scale)) return virtualTop;
  return (virtualTop / scale.virtualMost) * scale.realMost;
}

/**
 * Where columns stand. `offsets[c]` is the left edge of column c after the row numbers, `offsets[n]` the full width;
 * the first `frozen` columns do not scroll. All in pixels.
 */
export type Layout = {
  widths: readonly number[];
  offsets: Float64Array;
  frozen: number;
  /** Width of the row numbers. */
  gutter: number;
  /** Height of every row. */
  rowHeight: number;
};

export function layOut(
  widths: readonly number[],
  frozen: number,
  gutter: number,
  rowHeight: number = rowHeights.comfortable,
): Layout {
  const offsets = new Float64Array(widths.length + 1);
  for (let column = 0; column < widths.length; column++) offsets[column + 1] = offsets[column]! + widths[column]!;
  return { widths, offsets, frozen: Math.min(frozen, widths.length), gutter, rowHeight };
}

/** Left edge of the columns that scroll, from the left of the grid. */
export function laneLeft(layout: Layout): number {
  return layout.gutter + layout.offsets[layout.frozen]!;
}

/** Width of all columns that scroll. */
export function laneWidth(layout: Layout): number {
  return layout.offsets[layout.widths.length]! - layout.offsets[layout.frozen]!;
}

/** First and last scrolling columns seen through a window of the lane; `last < first` when there are none. */
export function columnsIn(layout: Layout, left: number, width: number): { first: number; last: number } {
  const start = layout.offsets[layout.frozen]!;
  const count = layout.widths.length;
  if (layout.frozen >= count || width <= 0) return { first: layout.frozen, last: layout.frozen - 1 };
  return { first: columnAt(layout, start + left), last: columnAt(layout, start + left + width - 1) };
}

/** Most scrolling columns that a window of the lane may ever touch, wherever it stands. */
export function mostColumnsIn(layout: Layout, width: number): number {
  let most = 0;
  for (let column = layout.frozen; column < layout.widths.length; column++) {
    const last = columnAt(layout, layout.offsets[column + 1]! - 1 + Math.max(0, width));
    most = Math.max(most, last - column + 1);
  }
  return most;
}

/** The column that holds the pixel `x` of all columns laid side by side, clamped to the columns that exist. */
export function columnAt(layout: Layout, x: number): number {
  let low = 0;
  let high = layout.widths.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (layout.offsets[middle]! <= x) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** The horizontal scroll that brings a column into view, moving as little as possible. */
export function revealColumn(layout: Layout, column: number, scrollLeft: number, viewport: number): number {
  if (column < layout.frozen) return scrollLeft;
  const start = layout.offsets[layout.frozen]!;
  const left = layout.offsets[column]! - start;
  const right = layout.offsets[column + 1]! - start;
  if (left < scrollLeft || right - left > viewport) return left;
  if (right > scrollLeft + viewport) return right - viewport;
  return scrollLeft;
}

/** The virtual scroll that brings a row wholly into view, moving as little as possible. */
export function revealRow(row: number, virtualTop: number, viewport: number, rowHeight: number): number {
  const top = row * rowHeight;
  if (top < virtualTop) return top;
  if (top + rowHeight > virtualTop + viewport) return Math.max(0, top + rowHeight - viewport);
  return virtualTop;
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
