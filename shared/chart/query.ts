import type { Column } from '../recipe/column.ts';
import { isNumeric } from '../recipe/column.ts';
import { Fault } from '../rpc/fault.ts';
import { conditionSql } from '../sql/condition.ts';
import { identifier, literal } from '../sql/quote.ts';
import type { Chart, ChartMeasure } from './encoding.ts';
import { limits } from './limits.ts';

/** Bin edges of a histogram: `count` bins of `width` from `start`. */
export type Bins = { start: number; width: number; count: number };

/**
 * SQL of the rows that a chart draws, at most a few thousand, over the table's own `sql`.
 * Columns: bar `x, color, value, rows, other`; line `x, color, value, rows`; scatter `x, y, color, name`;
 * histogram `start, stop, rows`. `bins` is needed for a histogram only.
 * Faults: `chart-incomplete`, `column-missing`.
 */
export function chartSql(sql: string, columns: readonly Column[], chart: Chart, bins: Bins | null): string {
  const data = dataSql(sql, columns, chart);
  if (chart.kind === 'scatter') return scatterSql(data, columns, chart);
  if (chart.kind === 'histogram') return histogramSql(data, columns, chart, bins);
  return chart.kind === 'line' ? lineSql(data, columns, chart) : barSql(data, columns, chart);
}

/** SQL of one row `total, missing, distinct_x, lowest, highest`: what the chart leaves out, and the range of x. */
export function factsSql(sql: string, columns: readonly Column[], chart: Chart): string {
  const data = dataSql(sql, columns, chart);
  const x = identifier(required(columns, chart.x).name);
  const drawn =
    chart.kind === 'scatter' ? `${x} IS NOT NULL AND ${name(columns, chart.y)} IS NOT NULL` : `${x} IS NOT NULL`;
  const range = isNumeric(required(columns, chart.x).type)
    ? `min(${x})::DOUBLE AS lowest, max(${x})::DOUBLE AS highest`
    : 'NULL::DOUBLE AS lowest, NULL::DOUBLE AS highest';
  return `WITH ${data}
SELECT count(*) AS total, count(*) FILTER (WHERE NOT (${drawn})) AS missing, count(DISTINCT ${x}) AS distinct_x, ${range}
FROM data`;
}

/** Round bin edges (1, 2, 2.5 or 5 times a power of ten) that cover [lowest, highest] in about `wanted` bins. */
export function niceBins(lowest: number, highest: number, wanted: number, whole: boolean): Bins {
  const span = highest - lowest;
  if (!(span > 0)) return { start: whole ? lowest - 0.5 : lowest, width: 1, count: 1 };
  const raw = span / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].find((candidate) => candidate * power >= raw) ?? 10;
  const width = whole ? Math.max(1, Math.round(step * power)) : step * power;
  const start = Math.floor(lowest / width) * width;
  return { start, width, count: Math.floor((highest - start) / width) + 1 };
}

function dataSql(sql: string, columns: readonly Column[], chart: Chart): string {
  const where = chart.filter ? `\n  WHERE ${conditionSql(chart.filter, columns)}` : '';
  return `data AS (\n  SELECT * FROM (${sql})${where}\n)`;
}

function barSql(data: string, columns: readonly Column[], chart: Chart): string {
  const x = name(columns, chart.x);
  const series = seriesSql(columns, chart, 'data');
  const value = measureSql(columns, chart);
  const count = Math.min(chart.limit, limits.bars);
  return `WITH ${data},
ranked AS (
  SELECT ${x} AS x, row_number() OVER (ORDER BY ${orderSql(chart, 'x', value)}) AS rank
  FROM data WHERE ${x} IS NOT NULL GROUP BY ${x}
),
top AS (SELECT * FROM ranked WHERE rank <= ${count})${series.cte}
SELECT top.x::VARCHAR AS x, ${series.color} AS color, ${value} AS value, count(*) AS rows, top.rank IS NULL AS other,
  (SELECT count(*) FROM ranked) - ${count} AS others
FROM data LEFT JOIN top ON data.${x} = top.x${series.join}
WHERE data.${x} IS NOT NULL
GROUP BY top.x, top.rank, ${series.color}, ${series.rank}
ORDER BY coalesce(top.rank, ${count + 1}), ${series.rank}`;
}

function lineSql(data: string, columns: readonly Column[], chart: Chart): string {
  const x = required(columns, chart.x);
  const series = seriesSql(columns, chart, 'data');
  const axis = x.type === 'date' || x.type === 'timestamp' ? `${identifier(x.name)}::TIMESTAMP` : identifier(x.name);
  return `WITH ${data}${series.cte}
SELECT ${axis} AS x, ${series.color} AS color, ${measureSql(columns, chart)} AS value, count(*) AS rows
FROM data${series.join}
WHERE data.${identifier(x.name)} IS NOT NULL
GROUP BY ${axis}, ${series.color}, ${series.rank}
ORDER BY ${axis}, ${series.rank}
LIMIT ${limits.linePoints * limits.series}`;
}

function scatterSql(data: string, columns: readonly Column[], chart: Chart): string {
  const label = columns.find((column) => column.type === 'text' && column.meaning === null);
  const series = seriesSql(columns, chart, 'drawn');
  const x = name(columns, chart.x);
  const y = name(columns, chart.y);
  return `WITH ${data},
drawn AS (SELECT * FROM data WHERE ${x} IS NOT NULL AND ${y} IS NOT NULL USING SAMPLE reservoir(${limits.scatterPoints} ROWS) REPEATABLE (1))${series.cte}
SELECT ${x}::DOUBLE AS x, ${y}::DOUBLE AS y, ${series.color} AS color, ${label ? identifier(label.name) : 'NULL'} AS name
FROM drawn${series.join}`;
}

function histogramSql(data: string, columns: readonly Column[], chart: Chart, bins: Bins | null): string {
  if (!bins) throw new Fault('chart-incomplete');
  const x = name(columns, chart.x);
  const { start, width, count } = bins;
  return `WITH ${data},
counted AS (
  SELECT least(greatest(floor((${x} - ${literal(start)}) / ${literal(width)}), 0), ${count - 1})::BIGINT AS bin, count(*) AS rows
  FROM data WHERE ${x} IS NOT NULL GROUP BY 1
)
SELECT ${literal(start)} + range * ${literal(width)} AS start, ${literal(start)} + (range + 1) * ${literal(width)} AS stop,
  coalesce(rows, 0) AS rows
FROM range(${count}) LEFT JOIN counted ON bin = range
ORDER BY range`;
}

/**
 * Pieces that split marks by the colour column: its most frequent values keep their name, a missing one is the
 * empty text, the rest becomes NULL, « Autres » in the legend. Without a colour column, one unnamed series.
 */
function seriesSql(columns: readonly Column[], chart: Chart, from: 'data' | 'drawn') {
  if (chart.color === null) return { cte: '', join: '', color: 'NULL::VARCHAR', rank: '1' };
  const color = `${from}.${name(columns, chart.color)}::VARCHAR`;
  return {
    cte: `,
series AS (
  SELECT key, CASE WHEN rank <= ${limits.series} THEN coalesce(key, '') END AS color, least(rank, ${limits.series + 1}) AS rank
  FROM (SELECT ${color} AS key, row_number() OVER (ORDER BY count(*) DESC, ${color}) AS rank FROM ${from} GROUP BY 1)
)`,
    join: `\nLEFT JOIN series ON series.key IS NOT DISTINCT FROM ${color}`,
    color: 'series.color',
    rank: 'series.rank',
  };
}

function measureSql(columns: readonly Column[], chart: Chart): string {
  if (chart.measure === 'count') return 'count(*)::DOUBLE';
  const column = `data.${name(columns, chart.y)}`;
  const calls: Record<Exclude<ChartMeasure, 'count'>, string> = {
    'count-distinct': `count(DISTINCT ${column})`,
    sum: `sum(${column})`,
    mean: `avg(${column})`,
    median: `median(${column})`,
    min: `min(${column})`,
    max: `max(${column})`,
    value: `any_value(${column})`,
  };
  return `${calls[chart.measure]}::DOUBLE`;
}

function orderSql(chart: Chart, x: string, value: string): string {
  if (chart.sort === 'x-asc') return `${x} ASC`;
  if (chart.sort === 'x-desc') return `${x} DESC`;
  return `${value} ${chart.sort === 'value-asc' ? 'ASC' : 'DESC'} NULLS LAST, ${x} ASC`;
}

function name(columns: readonly Column[], wanted: string | null): string {
  return identifier(required(columns, wanted).name);
}

function required(columns: readonly Column[], wanted: string | null): Column {
  if (wanted === null) throw new Fault('chart-incomplete');
  const column = columns.find((candidate) => candidate.name === wanted);
  if (!column) throw new Fault('column-missing', { column: wanted });
  return column;
}
