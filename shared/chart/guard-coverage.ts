import { formatPercent } from '../text/format.ts';
import { t } from '../text/t.ts';
import type { Chart } from './encoding.ts';
import type { Known, Rules } from './guard.ts';
import { canFacet } from './kinds.ts';
import { limits } from './limits.ts';
import { hasRest, seriesLimit } from './query-groups.ts';
import { valueText } from './rows.ts';

/** Rules on what is drawn of the data, and what is not. */
export const coverageRules = {
  /** The largest only, without the rest beside them. */
  'rest-hidden'(chart, _columns, known) {
    if (!hasRest(chart) || chart.others || !known || known.facts.others === 0) return null;
    // Drawn, it would be worse: the caption says how many, and their sum.
    if (restTimes(chart, known) >= crushing) return null;
    return { level: 'warned', params: { count: known.facts.others }, fix: { ...chart, others: true } };
  },

  /** « Autres » so long that nothing is left to see of the names that the chart is about. */
  'rest-crushes'(chart, _columns, known) {
    if (!chart.others || !known) return null;
    const times = restTimes(chart, known);
    if (times < crushing) return null;
    const params = { times: valueText(Math.round(times)), count: known.facts.others };
    return { level: 'warned', params, fix: { ...chart, others: false } };
  },

  /** A sample looks like the whole. */
  'sample-stated'(chart, _columns, known) {
    if (!known?.facts.sampled) return null;
    const params = { shown: known.facts.shown, total: known.facts.total - known.facts.missing };
    return { level: 'warned', params, fix: { ...chart, density: 'bins' } };
  },

  /** More colours than the eye tells apart. */
  'many-colors'(chart, _columns, known) {
    const most = seriesLimit(chart);
    if (!known || chart.color === null || chart.kind === 'pyramid' || known.facts.distinct.color <= most) return null;
    const free = canFacet(chart.kind) && chart.facet === null && known.facts.distinct.color <= limits.panels;
    const fix = free ? { ...chart, facet: chart.color, color: null } : { ...chart, color: null };
    const possible = chart.kind !== 'heatmap' && chart.kind !== 'slope';
    return {
      level: 'warned',
      params: { count: known.facts.distinct.color, most },
      fix: possible ? fix : { ...chart, kind: 'bar', color: null },
    };
  },

  /** Panels left out. */
  'many-panels'(chart, _columns, known) {
    if (!known || chart.facet === null || known.facts.distinct.panels <= limits.panels) return null;
    const params = { count: known.facts.distinct.panels, most: limits.panels };
    return { level: 'warned', params, fix: { ...chart, facet: null } };
  },

  /** Figures of different years side by side as if of one. */
  'mixed-vintages'(chart, _columns, known) {
    if (!known || known.vintages.length < 2) return null;
    if (known.vintages.every((year) => `${chart.title} ${chart.subtitle}`.includes(year))) return null;
    const years = known.vintages.join(', ');
    return {
      level: 'warned',
      params: { years },
      fix: { ...chart, subtitle: said(chart, t('chart.subtitle.vintages', { years })) },
    };
  },

  /** A fifth of the rows or more has no value: what is drawn may not stand for the rest. */
  'much-missing'(chart, _columns, known) {
    if (!known) return null;
    const { total, missing, unmeasured } = known.facts;
    const share = total === 0 ? 0 : (missing + unmeasured) / total;
    const params = { share: formatPercent(share) };
    if (share < 0.2 || chart.subtitle.includes(params.share)) return null;
    return { level: 'warned', params, fix: { ...chart, subtitle: said(chart, t('chart.subtitle.missing', params)) } };
  },
} satisfies Rules;

/** From here on, the longest of the named marks has a tenth of the axis, and twenty of them share it. */
const crushing = 10;

/**
 * How many times the longest named mark goes into « Autres », drawn or not: the rules that ask for it and against it read
 * the same figure, so that neither undoes the other. 0 where lengths are not compared.
 */
function restTimes(chart: Chart, { facts, marks }: Known): number {
  const parts = chart.color !== null && chart.kind === 'bar' && chart.stacking !== 'grouped';
  if (!hasRest(chart) || !facts.rest || chart.scale === 'log' || (parts && chart.stacking === 'normalized')) return 0;
  const lengths = new Map<string, number>();
  marks.forEach((mark, at) => {
    if (mark.other || mark.y === null) return;
    const key = parts ? JSON.stringify([mark.x, mark.facet]) : String(at);
    lengths.set(key, (lengths.get(key) ?? 0) + mark.y);
  });
  const longest = Math.max(0, ...[...lengths.values()].map(Math.abs));
  return longest === 0 ? 0 : facts.rest.longest / longest;
}

/** The user's own words stay. */
function said(chart: Chart, sentence: string): string {
  return chart.subtitle === '' ? sentence : t('chart.subtitle.both', { first: chart.subtitle, second: sentence });
}
