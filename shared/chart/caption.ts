import type { ChartFacts } from '../contract.ts';
import type { Project } from '../project/project.ts';
import type { Column } from '../recipe/column.ts';
import { describeCondition } from '../recipe/describe.ts';
import { formatList } from '../text/format.ts';
import { t } from '../text/t.ts';
import type { Chart } from './encoding.ts';
import { limits } from './limits.ts';
import { codedNames, columnTitle } from './names.ts';
import { seriesLimit } from './query-groups.ts';
import { valueText } from './rows.ts';
import { drawnColumns, sourcesOf, vintageLine } from './vintage.ts';

/** What is printed under a chart wherever it goes: sources and vintages, filters, number of rows, what is left out. */
export function captionOf(project: Project, chart: Chart, columns: readonly Column[], facts: ChartFacts): string[] {
  if (!project.tables.some(({ id }) => id === chart.table)) return [];
  return [
    ...originOf(project, chart.table, columns, {
      ...chart,
      step: chart.filterStep,
      columns: drawnColumns(chart),
    }),
    countsOf(chart, columns, facts).join('\u202f; '),
    ...trendOf(chart, columns, facts),
  ];
}

/** Sources, the filters where there are any, vintages; `added` are those of a drawing and the columns that it shows. */
export function originOf(
  project: Project,
  tableId: string,
  columns: readonly Column[],
  added: Pick<Chart, 'source' | 'filter'> & { columns: readonly (string | null)[]; step: string | null } = {
    source: '',
    filter: null,
    columns: [],
    step: null,
  },
): string[] {
  const table = project.tables.find((candidate) => candidate.id === tableId);
  const names = sourcesOf(project, tableId).map(({ name, options }) =>
    options.sheet ? t('chart.caption.vintage', { name, vintage: options.sheet }) : name,
  );
  const conditions = (table?.recipe ?? []).flatMap((step) =>
    step.kind === 'filter' && !step.disabled && step.id !== added.step
      ? [describeCondition(step.condition, columns)]
      : [],
  );
  if (added.filter) conditions.push(describeCondition(added.filter, columns));
  const coded = codedNames(columns, added.columns);
  return [
    t('chart.caption.source', {
      source: formatList([...new Set(names), ...(added.source === '' ? [] : [added.source])]),
    }),
    ...(coded.length > 0 ? [t('chart.caption.columns', { columns: coded.join(', ') })] : []),
    ...(conditions.length > 0 ? [t('chart.caption.filters', { filters: conditions.join('\u202f; ') })] : []),
    vintageLine(project, tableId),
  ];
}

/** How many rows, and every way in which the drawing is not all of them. */
function countsOf(chart: Chart, columns: readonly Column[], facts: ChartFacts): string[] {
  const parts = [t('chart.caption.count', { count: facts.total })];
  const { missing, unmeasured, distinct } = facts;
  if (missing > 0) parts.push(t('chart.caption.missing', { count: missing }));
  if (unmeasured > 0)
    parts.push(t('chart.caption.unmeasured', { count: unmeasured, column: columnTitle(columns, chart.y) }));
  if (facts.sampled) parts.push(t('chart.caption.sampled', { count: facts.shown }));
  if (facts.squares) parts.push(t('chart.caption.squares'));
  if (facts.bucket === 'steps') parts.push(t('chart.caption.bucket-steps', { x: columnTitle(columns, chart.x) }));
  else if (facts.bucket) parts.push(t(`chart.caption.bucket-${facts.bucket}`));
  if (distinct.panels > limits.panels)
    parts.push(t('chart.caption.panels', { shown: limits.panels, count: distinct.panels }));
  const hides = facts.others > 0 && (!chart.others || chart.kind === 'box' || chart.kind === 'heatmap');
  if (hides) {
    const sum = facts.rest?.sum ?? null;
    const hidden = { count: facts.others, sum: valueText(sum ?? 0) };
    parts.push(t(sum === null ? 'chart.caption.hidden' : 'chart.caption.hidden-sum', hidden));
  }
  if ((chart.kind === 'slope' || chart.kind === 'heatmap') && distinct.color > seriesLimit(chart)) {
    parts.push(t('chart.caption.series', { shown: seriesLimit(chart), count: distinct.color }));
  }
  if (chart.kind === 'box') parts.push(t('chart.caption.box'));
  if (chart.scale === 'log') parts.push(t('chart.caption.log'));
  return parts;
}

function trendOf(chart: Chart, columns: readonly Column[], { trend }: ChartFacts): string[] {
  if (!trend) return [];
  const sign = trend.intercept < 0 ? '−' : '+';
  const intercept = `${sign} ${valueText(Math.abs(trend.intercept))}`;
  const figures = { slope: valueText(trend.slope), intercept, r2: valueText(trend.r2) };
  return [t('chart.caption.trend', { x: columnTitle(columns, chart.x), y: columnTitle(columns, chart.y), ...figures })];
}
