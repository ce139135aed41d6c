import { formatPercent } from '../text/format.ts';
import { t } from '../text/t.ts';
import type { Chart } from './encoding.ts';
import type { Rules } from './guard.ts';
import { canFacet } from './kinds.ts';
import { limits } from './limits.ts';
import { seriesLimit } from './query-groups.ts';

/** Rules on what is drawn of the data, and what is not. */
export const coverageRules = {
  /** The largest only, without the rest beside them. */
  'rest-hidden'(chart, _columns, known) {
    const gathers = chart.kind === 'bar' || chart.kind === 'dot';
    if (!gathers || chart.others || !known || known.facts.others === 0) return null;
    return { level: 'warned', params: { count: known.facts.others }, fix: { ...chart, others: true } };
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

/** The user's own words stay. */
function said(chart: Chart, sentence: string): string {
  return chart.subtitle === '' ? sentence : t('chart.subtitle.both', { first: chart.subtitle, second: sentence });
}
