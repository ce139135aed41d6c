import { isNumeric } from '../recipe/column.ts';
import type { Chart } from './encoding.ts';
import type { Rules } from './guard.ts';
import { find, unstacked } from './guard-measure.ts';
import { limits } from './limits.ts';
import { addsUp } from './measure.ts';

const asBars = (chart: Chart): Chart => ({ ...chart, kind: 'bar', stacking: 'grouped' });
const asCounts = (chart: Chart): Chart => ({ ...chart, kind: 'bar', measure: 'count', y: null });

/** Rules on the fitness of the drawing for the data. */
export const shapeRules = {
  /** A line through names suggests an evolution. */
  'line-without-order'(chart, columns) {
    const x = find(columns, chart.x);
    const continuous = chart.kind === 'line' || chart.kind === 'area' || chart.kind === 'slope';
    if (!continuous || !x || (x.type !== 'text' && x.type !== 'boolean')) return null;
    return { level: 'warned', params: { column: x.name }, fix: asBars(chart) };
  },

  'bins-of-text'(chart, columns) {
    const x = find(columns, chart.x);
    if (chart.kind !== 'histogram' || !x || isNumeric(x.type)) return null;
    return { level: 'blocked', params: { column: x.name }, fix: asCounts(chart) };
  },

  'scatter-of-text'(chart, columns) {
    if (chart.kind !== 'scatter') return null;
    const wrong = [chart.x, chart.y]
      .map((name) => find(columns, name))
      .find((column) => column && !isNumeric(column.type));
    if (!wrong) return null;
    return { level: 'blocked', params: { column: wrong.name }, fix: { ...asCounts(chart), x: wrong.name } };
  },

  /** Slices of something that is not a whole: medians, means, counts of different values. */
  'pie-of-no-whole'(chart) {
    if (chart.kind !== 'pie' || addsUp(chart)) return null;
    return { level: 'blocked', fix: asBars(chart) };
  },

  /** Angles of more than five slices are not compared. */
  'pie-of-many'(chart, _columns, known) {
    if (chart.kind !== 'pie' || !known) return null;
    const parts = chart.others && known.facts.others > 0 ? known.facts.shown + 1 : known.facts.shown;
    if (parts <= limits.slices) return null;
    return { level: 'blocked', params: { count: known.facts.distinct.x }, fix: asBars(chart) };
  },

  /** A part of the whole left out: what is drawn is no longer 100 %. */
  'pie-without-rest'(chart, _columns, known) {
    if (chart.kind !== 'pie' || !known || chart.others || known.facts.others === 0) return null;
    return {
      level: 'blocked',
      params: { count: known.facts.others },
      fix: { ...chart, others: true, limit: limits.slices - 1 },
    };
  },

  'pie-of-one'(chart, _columns, known) {
    if (chart.kind !== 'pie' || !known || known.facts.distinct.x !== 1) return null;
    return { level: 'warned', fix: asBars(chart) };
  },

  /** Below zero there is no slice, and no part of 100 %. */
  'parts-below-zero'(chart, _columns, known) {
    const parts =
      chart.kind === 'pie' || chart.kind === 'pyramid' || (chart.color !== null && chart.stacking === 'normalized');
    if (!parts || !known?.marks.some((mark) => (mark.y ?? 0) < 0)) return null;
    return { level: 'blocked', fix: { ...unstacked(chart), kind: chart.kind === 'area' ? 'line' : 'bar' } };
  },

  /** A pyramid sets two sides against each other, no more, no less. */
  'pyramid-sides'(chart, _columns, known) {
    if (chart.kind !== 'pyramid' || !known || known.facts.distinct.color === 2) return null;
    return {
      level: 'blocked',
      params: { column: chart.color ?? '', count: known.facts.distinct.color },
      fix: asBars(chart),
    };
  },

  /** Two moments make a slope. */
  'slope-moments'(chart, _columns, known) {
    if (chart.kind !== 'slope' || !known || known.facts.distinct.x >= 2) return null;
    return { level: 'blocked', params: { column: chart.x ?? '' }, fix: asBars(chart) };
  },

  /** What happened between the first and the last moment is not drawn. */
  'slope-hides-path'(chart, _columns, known) {
    if (chart.kind !== 'slope' || !known || known.facts.distinct.x <= 2) return null;
    return { level: 'warned', params: { count: known.facts.distinct.x - 2 }, fix: { ...chart, kind: 'line' } };
  },

  /** One moment shows no evolution. */
  'line-of-one'(chart, _columns, known) {
    if ((chart.kind !== 'line' && chart.kind !== 'area') || !known || known.facts.distinct.x !== 1) return null;
    return { level: 'warned', params: { column: chart.x ?? '' }, fix: asBars(chart) };
  },

  /** Boxes drawn from a handful of rows look as sure as the others. */
  'box-of-few'(chart, _columns, known) {
    const few = known?.marks.filter((mark) => mark.rows < 10).length ?? 0;
    if (chart.kind !== 'box' || few === 0) return null;
    const fix: Chart = { ...chart, kind: 'dot', measure: 'median' };
    return { level: 'warned', params: { count: few }, fix };
  },
} satisfies Rules;
