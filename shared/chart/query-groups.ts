import type { Column } from '../recipe/column.ts';
import type { Chart } from './encoding.ts';
import { limits } from './limits.ts';
import { addsUp } from './measure.ts';
import { type Cuts, dataName, dataSql, isContinuous } from './query-data.ts';

/** Categories that a chart keeps before « Autres ». */
export function categoryLimit(chart: Chart): number {
  return Math.min(chart.limit, chart.kind === 'pie' ? limits.slices : limits.bars);
}

/** Whether the chart lines names up from the largest or the smallest, and what lies past the last one may be a mark too. */
export function hasRest(chart: Chart): boolean {
  return chart.kind === 'bar' || chart.kind === 'dot';
}

/**
 * Pieces of the query of a chart that may have a rest, over the CTE `marks` that always holds it: which marks are drawn,
 * and the columns `rest_longest, rest_sum`, the same in each row: see ChartFacts.
 */
export function restSql(chart: Chart): { drawn: string; columns: string } {
  if (!hasRest(chart)) return { drawn: 'true', columns: '' };
  const piled = chart.color !== null && chart.stacking === 'stacked' && chart.kind === 'bar';
  const longest = piled
    ? 'SELECT max(abs(length)) FROM (SELECT sum(value) AS length FROM marks WHERE other GROUP BY facet)'
    : 'SELECT max(abs(value)) FROM marks WHERE other';
  const sum = addsUp(chart) ? '(SELECT sum(value) FROM marks WHERE other)' : 'NULL::DOUBLE';
  return {
    drawn: chart.others ? 'true' : 'NOT other',
    columns: `,\n  (${longest}) AS rest_longest, ${sum} AS rest_sum`,
  };
}

/** Colours that keep their name. */
export function seriesLimit(chart: Chart): number {
  if (chart.kind === 'pyramid') return 2;
  if (chart.kind === 'slope') return Math.min(chart.limit, limits.slopes);
  return chart.kind === 'heatmap' ? Math.floor(limits.cells / limits.bars) : limits.series;
}

/**
 * SQL of `x, color, facet, value, share, rows, other, others` and those of `restSql`: one row per mark, the measure of y by x, colour and
 * facet. Measures that add up are computed once per group, then gathered; a median or a count of different values is
 * computed again on the rows of « Autres ».
 */
export function groupsSql(sql: string, columns: readonly Column[], chart: Chart, cuts: Cuts): string {
  const { ctes, from, measure } = measuredSql(sql, columns, chart, cuts);
  const series = seriesSql(chart, from, measure);
  const rows = from === 'groups' ? 'sum(n)::BIGINT' : 'count(*)';
  const facet = chart.facet === null ? { value: 'NULL::VARCHAR', by: '', order: '' } : facetParts;
  const share = 'value / nullif(sum(value) OVER (PARTITION BY x, other, facet), 0) AS share';
  const shares = chart.kind === 'pie' ? 'value / nullif(sum(value) OVER (), 0) AS share' : share;
  if (isContinuous(chart)) {
    const ends = chart.kind === 'slope' ? ` AND x IN ((SELECT min(x) FROM ${from}), (SELECT max(x) FROM ${from}))` : '';
    const kept = chart.kind === 'slope' ? ' AND series.color IS NOT NULL' : '';
    return `WITH ${ctes}${series.cte},
marks AS (
  SELECT x, ${series.color} AS color, ${facet.value} AS facet, ${measure} AS value, ${rows} AS rows, false AS other,
    ${series.rank} AS place, ${facet.order || '1'} AS panel_place
  FROM ${from}${series.join}
  WHERE x IS NOT NULL${ends}${kept}
  GROUP BY x, ${series.color}, ${series.rank}${facet.by}
)
SELECT x, color, facet, value, ${shares}, rows, other FROM marks
ORDER BY panel_place, x, place
LIMIT ${limits.linePoints * limits.series}`;
  }
  const count = categoryLimit(chart);
  // Cells of the rest would take all the colour.
  const cells = chart.kind === 'heatmap' ? ' AND series.color IS NOT NULL' : '';
  const kept = (chart.others && cells === '') || hasRest(chart) ? '' : ` AND top.rank IS NOT NULL${cells}`;
  const rest = restSql(chart);
  return `WITH ${ctes},
ranked AS (
  SELECT x, row_number() OVER (ORDER BY ${orderSql(chart, measure)}) AS rank FROM ${from} WHERE x IS NOT NULL GROUP BY x
),
top AS (SELECT * FROM ranked WHERE rank <= ${count})${series.cte},
marks AS (
  SELECT top.x AS x, ${series.color} AS color, ${facet.value} AS facet, ${measure} AS value, ${rows} AS rows,
    top.rank IS NULL AS other, coalesce(top.rank, ${count + 1}) AS category_place, ${series.rank} AS place,
    ${facet.order || '1'} AS panel_place
  FROM ${from} LEFT JOIN top ON ${from}.x = top.x${series.join}
  WHERE ${from}.x IS NOT NULL${kept}
  GROUP BY top.x, top.rank, ${series.color}, ${series.rank}${facet.by}
)
SELECT x::VARCHAR AS x, color, facet, value, ${shares}, rows, other,
  greatest((SELECT count(*) FROM ranked) - ${count}, 0) AS others${rest.columns}
FROM marks WHERE ${rest.drawn} ORDER BY panel_place, category_place, place
LIMIT ${limits.linePoints * limits.series}`;
}

/** SQL of one row `median, mean` of what the marks measure, all categories counted: the reference lines. */
export function middlesSql(sql: string, columns: readonly Column[], chart: Chart, cuts: Cuts): string {
  const { ctes, from, measure } = measuredSql(sql, columns, chart, cuts);
  const by = ['x', ...(chart.color !== null && chart.stacking === 'grouped' ? ['color'] : [])];
  if (chart.facet !== null) by.push('facet');
  return `WITH ${ctes}
SELECT median(value) AS median, avg(value) AS mean
FROM (SELECT ${measure} AS value FROM ${from} WHERE x IS NOT NULL GROUP BY ${by.join(', ')})`;
}

const facetParts = { value: 'facet', by: ', facet, panel', order: 'panel' };

/**
 * Measures computed by parts then gathered, in SQL: the part over y, the whole over the parts and their rows `n`
 * (`filled`: those with a y), and the same of one part alone.
 */
export const partials: Partial<Record<Chart['measure'], { part: string; whole: string; alone: string }>> = {
  count: { part: '', whole: 'sum(n)', alone: 'n' },
  sum: { part: 'sum(y::DOUBLE) AS part', whole: 'sum(part)', alone: 'part' },
  min: { part: 'min(y) AS part', whole: 'min(part)', alone: 'part' },
  max: { part: 'max(y) AS part', whole: 'max(part)', alone: 'part' },
  value: { part: 'any_value(y) AS part', whole: 'any_value(part)', alone: 'part' },
  mean: {
    part: 'sum(y::DOUBLE) AS part',
    whole: 'sum(part) / nullif(sum(filled), 0)',
    alone: 'part / nullif(filled, 0)',
  },
};

function measuredSql(sql: string, columns: readonly Column[], chart: Chart, cuts: Cuts) {
  const data = dataSql(sql, columns, chart, cuts);
  const from = dataName(chart);
  const partial = partials[chart.measure];
  if (!partial) {
    const measure = chart.measure === 'median' ? 'median(y)::DOUBLE' : 'count(DISTINCT y)::DOUBLE';
    return { ctes: data, from, measure };
  }
  const by = ['x', ...(chart.color === null ? [] : ['color']), ...(chart.facet === null ? [] : ['facet', 'panel'])];
  const part = partial.part === '' ? '' : `, count(y) AS filled, ${partial.part}`;
  return {
    ctes: `${data},
groups AS (SELECT ${by.join(', ')}, count(*) AS n${part} FROM ${from} GROUP BY ${by.join(', ')})`,
    from: 'groups',
    measure: `(${partial.whole})::DOUBLE`,
  };
}

/**
 * Pieces that split marks by the colour column: its most frequent values keep their name, a missing one is the
 * empty text, the rest becomes NULL, « Autres » in the legend. Without a colour column, one unnamed series.
 */
export function seriesSql(chart: Chart, from: string, measure: string) {
  if (chart.color === null) return { cte: '', join: '', color: 'NULL::VARCHAR', rank: '1' };
  const count = seriesLimit(chart);
  const order = seriesOrder(chart, measure, from === 'groups' ? 'sum(n)' : 'count(*)');
  return {
    cte: `,
series AS (
  SELECT key, CASE WHEN rank <= ${count} THEN coalesce(key, '') END AS color, least(rank, ${count + 1}) AS rank
  FROM (SELECT color AS key, row_number() OVER (ORDER BY ${order}, color) AS rank FROM ${from} GROUP BY color)
)`,
    join: `\n  LEFT JOIN series ON series.key IS NOT DISTINCT FROM ${from}.color`,
    color: 'series.color',
    rank: 'series.rank',
  };
}

/** The colours that keep their name come first. */
export function seriesOrder(chart: Chart, measure: string, rows = 'sum(n)'): string {
  return chart.kind === 'slope' || chart.kind === 'heatmap' ? `${measure} DESC NULLS LAST` : `${rows} DESC`;
}

export function orderSql(chart: Chart, value: string): string {
  if (chart.sort === 'x-asc') return 'x ASC';
  if (chart.sort === 'x-desc') return 'x DESC';
  return `${value} ${chart.sort === 'value-asc' ? 'ASC' : 'DESC'} NULLS LAST, x ASC`;
}
