import type { ColumnSketch } from '../../shared/profile/report.ts';
import { type Column, isNumeric } from '../../shared/recipe/column.ts';
import { formatList, formatNumber, formatPercent } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { formatCell } from './cells.ts';

/** The drawing of one recycled header, in units of its own: 100 wide, `height` high, stretched to the header. */
export type SketchSlot = { element: SVGSVGElement; bars: SVGPathElement; missing: SVGPathElement; words: HTMLElement };

const height = 14;
const barsHeight = 11;
const space = 'http://www.w3.org/2000/svg';

export function makeSketch(): SketchSlot {
  const element = document.createElementNS(space, 'svg');
  element.setAttribute('class', 'grid-head-sketch');
  element.setAttribute('viewBox', `0 0 100 ${height}`);
  element.setAttribute('preserveAspectRatio', 'none');
  element.setAttribute('aria-hidden', 'true');
  const bars = document.createElementNS(space, 'path');
  bars.setAttribute('class', 'grid-sketch-bars');
  const missing = document.createElementNS(space, 'path');
  missing.setAttribute('class', 'grid-sketch-missing');
  element.append(bars, missing);
  const words = document.createElement('span');
  words.className = 'visually-hidden';
  return { element, bars, missing, words };
}

/** Draws what is known of a column; nothing while it is not, or where sketches are turned off. */
export function drawSketch(slot: SketchSlot, sketch: ColumnSketch | null, column: Column): void {
  slot.bars.setAttribute('d', sketch ? barsOf(sketch) : '');
  slot.missing.setAttribute('d', sketch ? missingOf(sketch) : '');
  slot.words.textContent = sketch ? describeSketch(sketch, column) : '';
}

function barsOf(sketch: ColumnSketch): string {
  // Square roots keep a bin of a few rows in sight beside one of thirty thousand, as in the filter.
  if (sketch.spread) return drawBars(sketch.spread.bins.map(Math.sqrt), sketch.spread.bins.length);
  if (isAllDifferent(sketch)) return '';
  const counts = (sketch.top ?? []).map(({ count }) => count);
  return drawBars(counts, Math.max(4, counts.length));
}

/** No value comes back: bars of one row each would tell nothing. */
function isAllDifferent({ top, rows }: ColumnSketch): boolean {
  return rows > 1 && top?.[0]?.count === 1;
}

function drawBars(values: readonly number[], places: number): string {
  const most = Math.max(...values, 1);
  const width = 100 / places;
  const gap = places > 12 ? 0 : width * 0.15;
  return values
    .map((value, place) => {
      if (value === 0) return '';
      const tall = Math.max(1, (value / most) * barsHeight);
      return `M${round(place * width)} ${barsHeight}v${round(-tall)}h${round(width - gap)}v${round(tall)}z`;
    })
    .join('');
}

/** The share of cells without a value, as a line under the bars that ends at the right. */
function missingOf({ missing, rows }: ColumnSketch): string {
  if (missing === 0 || rows === 0) return '';
  const width = Math.max(2, (missing / rows) * 100);
  return `M${round(100 - width)} ${height - 2}h${round(width)}v2h${round(-width)}z`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** The drawing in words, for who does not see it: ends and fullest bin, or the three most frequent values. */
export function describeSketch(sketch: ColumnSketch, column: Column): string {
  const { spread, top, missing, rows } = sketch;
  const parts: string[] = [];
  if (spread) {
    const show = (value: number) => showBound(value, column);
    const width = (spread.max - spread.min) / spread.bins.length;
    const fullest = spread.bins.indexOf(Math.max(...spread.bins));
    const from = spread.min + fullest * width;
    parts.push(
      spread.bins.length === 1
        ? t('grid.sketch-single', { value: show(spread.min) })
        : t('grid.sketch-spread', {
            from: show(spread.min),
            to: show(spread.max),
            low: show(from),
            high: show(from + width),
          }),
    );
  } else if (isAllDifferent(sketch)) parts.push(t('grid.sketch-different'));
  else if (top && top.length > 0) {
    const values = top.slice(0, 3).map(({ value, count }) =>
      t('grid.sketch-value', {
        value: value === '' ? t('grid.filter-empty-text') : formatCell(value, column),
        share: formatPercent(count / rows),
      }),
    );
    parts.push(t('grid.sketch-top', { values: formatList(values) }));
  }
  if (missing > 0 && rows > 0) parts.push(t('grid.sketch-missing', { share: formatPercent(missing / rows) }));
  return parts.join(' ');
}

/** A bound of a bin, as short as it can be read. */
function showBound(value: number, column: Column): string {
  if (!isNumeric(column.type)) return formatCell(value, column);
  const digits = column.type === 'integer' || Math.abs(value) >= 1000 ? 0 : Math.abs(value) >= 1 ? 1 : 4;
  return formatNumber(value, digits);
}
