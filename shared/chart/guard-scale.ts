import type { Chart } from './encoding.ts';
import type { Rules } from './guard.ts';
import { isLength } from './kinds.ts';

/** Rules on the axes. */
export const scaleRules = {
  /** Half a bar is not half of it: lengths and areas start at zero. */
  'baseline-not-zero'(chart) {
    if (!isLength(chart.kind) || chart.baseline !== 'free') return null;
    return { level: 'blocked', fix: { ...chart, baseline: 'auto' } };
  },

  /** A logarithm has no zero: the length of a bar would mean nothing. */
  'log-of-lengths'(chart) {
    const drawn = isLength(chart.kind) || chart.kind === 'pie';
    if (!drawn || chart.scale !== 'log') return null;
    return { level: 'blocked', fix: { ...chart, scale: 'linear' } };
  },

  /** Zero and below are nowhere on a logarithmic axis: their marks would vanish without a word. */
  'log-of-zero'(chart, _columns, known) {
    if (chart.scale !== 'log' || isLength(chart.kind) || !known) return null;
    const onX = chart.kind === 'scatter';
    const count = known.marks.filter((mark) => (mark.y !== null && mark.y <= 0) || (onX && Number(mark.x) <= 0)).length;
    if (count === 0) return null;
    return { level: 'blocked', params: { count }, fix: { ...chart, scale: 'linear' } };
  },

  /** Said on the axis, and here: equal steps multiply instead of adding. */
  'log-stated'(chart) {
    if (chart.scale !== 'log' || isLength(chart.kind) || chart.kind === 'pie') return null;
    return { level: 'warned', fix: { ...chart, scale: 'linear' } };
  },

  /** A flat line looks steep when its axis leaves zero out. */
  'small-change'(chart, _columns, known) {
    if (chart.kind !== 'line' || chart.baseline !== 'auto' || chart.scale === 'log' || !known) return null;
    const values = known.marks.flatMap((mark) => mark.y ?? []);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    if (values.length < 2 || low <= 0 || (high - low) / high >= 0.1) return null;
    return { level: 'warned', fix: { ...chart, baseline: 'zero' } };
  },

  /** The area of a disc has no negative. */
  'size-below-zero'(chart, _columns, known) {
    if (chart.kind !== 'scatter' || chart.size === null || !known?.marks.some((mark) => (mark.size ?? 0) < 0))
      return null;
    const fix: Chart = { ...chart, size: null };
    return { level: 'blocked', params: { column: chart.size }, fix };
  },
} satisfies Rules;
