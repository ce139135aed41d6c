import type { Column } from '../recipe/column.ts';
import { Fault } from '../rpc/fault.ts';
import { literal } from '../sql/quote.ts';
import type { Bins } from './bins.ts';
import type { Chart } from './encoding.ts';
import { limits } from './limits.ts';
import { type Cuts, dataName, dataSql, required } from './query-data.ts';
import { categoryLimit, seriesSql } from './query-groups.ts';

const facetOf = (chart: Chart) => (chart.facet === null ? 'NULL::VARCHAR' : 'facet');

/** Points drawn at most; past it, a sample that is stated. */
export function pointLimit(chart: Chart): number {
  return chart.density === 'more' ? limits.morePoints : limits.scatterPoints;
}

/** SQL of `x, y, color, facet, size, name`: points, a repeatable sample past the limit. */
export function scatterSql(sql: string, columns: readonly Column[], chart: Chart, cuts: Cuts): string {
  if (cuts.bins && cuts.rows) return squaresSql(sql, columns, chart, cuts);
  const data = dataSql(sql, columns, chart, cuts);
  const series = seriesSql(chart, 'drawn', '');
  return `WITH ${data},
drawn AS (
  SELECT * FROM (SELECT * FROM ${dataName(chart)} WHERE x IS NOT NULL AND y IS NOT NULL)
  USING SAMPLE reservoir(${pointLimit(chart)} ROWS) REPEATABLE (1)
)${series.cte}
SELECT x::DOUBLE AS x, y::DOUBLE AS y, ${series.color} AS color, ${facetOf(chart)} AS facet,
  ${chart.size === null ? 'NULL::DOUBLE' : 'size'} AS size, name
FROM drawn${series.join}
ORDER BY ${chart.facet === null ? '1' : 'panel'}`;
}

/** SQL of `x, stop, y, top, facet, rows`: how many points fall in each square of a grid. */
function squaresSql(sql: string, columns: readonly Column[], chart: Chart, cuts: Cuts): string {
  const { bins, rows } = cuts as { bins: Bins; rows: Bins };
  const index = (value: string, { start, width, count }: Bins) =>
    `least(greatest(floor((${value} - ${literal(start)}) / ${literal(width)}), 0), ${count - 1})`;
  const edge = (place: string, { start, width }: Bins) => `${literal(start)} + ${place} * ${literal(width)}`;
  const panel = chart.facet === null ? '' : ', panel';
  return `WITH ${dataSql(sql, columns, chart, cuts)},
counted AS (
  SELECT ${index('x', bins)} AS across, ${index('y', rows)} AS up, ${facetOf(chart)} AS facet${panel}, count(*) AS rows
  FROM ${dataName(chart)} WHERE x IS NOT NULL AND y IS NOT NULL GROUP BY ALL
)
SELECT ${edge('across', bins)} AS x, ${edge('(across + 1)', bins)} AS stop, ${edge('up', rows)} AS y,
  ${edge('(up + 1)', rows)} AS top, facet, rows
FROM counted ORDER BY ${chart.facet === null ? '' : 'panel, '}up, across
LIMIT ${limits.cells * limits.panels}`;
}

/** SQL of `start, stop, facet, rows`: every bin of the range, empty ones too. */
export function histogramSql(sql: string, columns: readonly Column[], chart: Chart, cuts: Cuts): string {
  if (!cuts.bins) throw new Fault('chart-incomplete');
  const { start, width, count } = cuts.bins;
  const panels = chart.facet === null ? '(SELECT NULL::VARCHAR AS facet, 1 AS panel)' : 'panels';
  const facet = chart.facet === null ? '' : ', facet';
  const whole = required(columns, chart.x).type === 'integer' && Number.isInteger(start) && Number.isInteger(width);
  // No value is under the start: whole division is a floor, at half the price. Kept within the bins once counted.
  const place = whole ? `(x - ${start}) // ${width}` : `floor((x - ${literal(start)}) / ${literal(width)})`;
  return `WITH ${dataSql(sql, columns, chart, cuts)},
places AS (
  SELECT ${place} AS place${facet}, count(*) AS rows FROM ${dataName(chart)} WHERE x IS NOT NULL GROUP BY ALL
),
counted AS (
  SELECT least(greatest(place, 0), ${count - 1})::BIGINT AS bin${facet}, sum(rows)::BIGINT AS rows
  FROM places GROUP BY ALL
)
SELECT ${literal(start)} + range * ${literal(width)} AS start, ${literal(start)} + (range + 1) * ${literal(width)} AS stop,
  every.facet AS facet, coalesce(counted.rows, 0) AS rows
FROM ${panels} AS every CROSS JOIN range(${count})
  LEFT JOIN counted ON bin = range${chart.facet === null ? '' : ' AND counted.facet = every.facet'}
ORDER BY every.panel, range`;
}

/**
 * SQL of `x, low, first, value, third, high, facet, rows, others`: 5 %, 25 %, 50 %, 75 % and 95 % of y by category.
 * `middles`: query of `x, middle`, the median of each category.
 */
export function boxSql(
  sql: string,
  columns: readonly Column[],
  chart: Chart,
  cuts: Cuts,
  middles = `SELECT x, median(y) AS middle FROM ${dataName(chart)} WHERE x IS NOT NULL AND y IS NOT NULL GROUP BY x`,
): string {
  const order = {
    'x-asc': 'x ASC',
    'x-desc': 'x DESC',
    'value-asc': 'middle ASC, x',
    'value-desc': 'middle DESC, x',
  };
  const panel = chart.facet === null ? '' : ', panel';
  const facet = chart.facet === null ? '' : ', facet';
  const count = categoryLimit(chart);
  // Quantiles of whole numbers are decimals anyway, found twice as fast without a copy.
  const y = required(columns, chart.y).type === 'integer' ? 'y' : 'y::DOUBLE';
  return `WITH ${dataSql(sql, columns, chart, cuts)},
ranked AS MATERIALIZED (SELECT x, row_number() OVER (ORDER BY ${order[chart.sort]}) AS rank FROM (${middles})),
boxes AS (
  SELECT x, quantile_cont(${y}, [0.05, 0.25, 0.5, 0.75, 0.95]) AS parts, rank, count(*) AS rows${facet}${panel}
  FROM ${dataName(chart)} JOIN ranked USING (x) WHERE rank <= ${count} AND y IS NOT NULL GROUP BY x, rank${facet}${panel}
)
SELECT x::VARCHAR AS x, parts[1] AS low, parts[2] AS first, parts[3] AS value, parts[4] AS third, parts[5] AS high,
  ${facetOf(chart)} AS facet, rows, greatest((SELECT count(*) FROM ranked) - ${count}, 0) AS others
FROM boxes ORDER BY ${chart.facet === null ? '' : 'panel, '}rank`;
}
