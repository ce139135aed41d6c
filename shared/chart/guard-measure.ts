import { type Column, isCode, isNumeric } from '../recipe/column.ts';
import type { Condition } from '../recipe/expression.ts';
import { formatPercent } from '../text/format.ts';
import { t } from '../text/t.ts';
import type { Chart } from './encoding.ts';
import type { Rules } from './guard.ts';
import { isGrouped } from './kinds.ts';
import { addsUp, isRatio } from './measure.ts';
import { valueText } from './rows.ts';

/** Rules on what is computed. */
export const measureRules = {
  /** Adding up rates, shares or means. */
  'sum-of-ratio'(chart, columns) {
    const y = find(columns, chart.y);
    if (!isGrouped(chart.kind) || chart.measure !== 'sum' || !y || !isRatio(y)) return null;
    return { level: 'blocked', params: { column: y.name }, fix: unstacked({ ...chart, measure: 'median' }) };
  },

  /** A mean of codes or of words. */
  'arithmetic-on-code'(chart, columns) {
    const y = find(columns, chart.y);
    const counted = isGrouped(chart.kind) && (chart.measure === 'count' || chart.measure === 'count-distinct');
    if (!y || counted || chart.kind === 'scatter' || chart.kind === 'histogram') return null;
    if (isNumeric(y.type) && !isCode(y)) return null;
    const kind = chart.kind === 'box' ? 'bar' : chart.kind;
    return { level: 'blocked', params: { column: y.name }, fix: { ...chart, kind, measure: 'count-distinct' } };
  },

  /** The total of an EPCI, repeated on each of its communes, then added up. */
  'total-repeated'(chart, _columns, known) {
    const place = known?.facts.repeatedBy;
    if (!place || chart.measure !== 'sum') return null;
    const fix: Chart = { ...unstacked(chart), measure: 'max' };
    return { level: 'blocked', params: { column: chart.y ?? '', place }, fix };
  },

  /** Inhabitants of several years added up. Births or building permits may be: hence a warning. */
  'years-added'(chart, _columns, known) {
    const years = known?.facts.yearsAdded;
    if (!years || chart.measure !== 'sum') return null;
    const last = { kind: 'compare' as const, column: years.column, operator: 'eq' as const, value: years.last };
    const filter = chart.filter ? { kind: 'all' as const, of: [chart.filter, last] } : last;
    return { level: 'warned', params: { column: years.column, last: String(years.last) }, fix: { ...chart, filter } };
  },

  /** « Total », « France » drawn among the parts that they already hold. */
  'total-among-parts'(chart, columns, known) {
    const x = find(columns, chart.x);
    if (!known || !isGrouped(chart.kind) || x?.type !== 'text' || chart.measure === 'value') return null;
    const totals = [
      ...new Set(known.marks.flatMap(({ x: name }) => (typeof name === 'string' && isTotal(name) ? [name] : []))),
    ];
    if (totals.length === 0 || totals.length === known.marks.length) return null;
    const without = { kind: 'in' as const, column: x.name, values: totals, negated: true };
    const filter = chart.filter ? { kind: 'all' as const, of: [chart.filter, without] } : without;
    return { level: 'warned', params: { names: totals.join(', ') }, fix: { ...chart, filter } };
  },

  /** Paris beside its arrondissements: the same inhabitants twice. */
  'arrondissements-doubled'(chart, _columns, known) {
    const doubled = known?.facts.doubled;
    if (!doubled) return null;
    const { column, codes } = doubled;
    const without: Condition = {
      kind: 'any',
      of: [
        { kind: 'in', column, values: codes, negated: true },
        { kind: 'missing', column },
      ],
    };
    const filter: Condition = chart.filter ? { kind: 'all', of: [chart.filter, without] } : without;
    return { level: 'warned', params: { count: codes.length }, fix: { ...chart, filter } };
  },

  /** Two towns of one name, drawn as one. */
  namesakes(chart, _columns, known) {
    const { namesakes } = known?.facts ?? {};
    if (!namesakes || chart.x === namesakes.code) return null;
    const params = { name: namesakes.names[0] ?? '', count: namesakes.names.length, column: namesakes.code };
    return { level: 'warned', params, fix: { ...chart, x: namesakes.code } };
  },

  /** A mean that a few very large values carry away. */
  'mean-of-skewed'(chart, _columns, known) {
    const { mean, median } = known?.facts ?? {};
    if (chart.measure !== 'mean' || mean == null || median == null || median <= 0 || mean < 2 * median) return null;
    const params = { column: chart.y ?? '', mean: valueText(mean), median: valueText(median) };
    return { level: 'warned', params, fix: { ...chart, measure: 'median' } };
  },

  /** Parts of 100 %, or a pile, of figures that do not add up. */
  'stack-of-ratio'(chart) {
    const stacked =
      (chart.kind === 'bar' || chart.kind === 'area') && chart.color !== null && chart.stacking !== 'grouped';
    if (!stacked || addsUp(chart)) return null;
    return { level: 'blocked', params: { measure: t(`chart.measure.${chart.measure}`) }, fix: unstacked(chart) };
  },

  /** A straight line that explains next to nothing. */
  'weak-trend'(chart, _columns, known) {
    const trend = known?.facts.trend;
    if (!trend || trend.r2 >= 0.1) return null;
    return { level: 'warned', params: { share: formatPercent(trend.r2) }, fix: { ...chart, trend: false } };
  },
} satisfies Rules;

export function find(columns: readonly Column[], name: string | null): Column | null {
  return columns.find((column) => column.name === name) ?? null;
}

/** The same figures, side by side. */
export function unstacked(chart: Chart): Chart {
  if (chart.kind === 'area') return { ...chart, kind: 'line' };
  return chart.kind === 'pie' || chart.kind === 'pyramid'
    ? { ...chart, kind: 'bar', stacking: 'grouped' }
    : { ...chart, stacking: 'grouped' };
}

/** Words by which French tables name their own sum. */
export function isTotal(name: string): boolean {
  const plain = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .trim();
  return /^(sous[- ])?total( |$)|^ensemble( |$)|^france( entiere| metropolitaine| metropole)?$|^toutes? (les )?|^tous( |$)|^tout$/.test(
    plain,
  );
}
