import type { Column } from '../recipe/column.ts';
import { isNumeric } from '../recipe/column.ts';
import type { Chart } from './encoding.ts';
import { isGrouped } from './kinds.ts';
import { limits } from './limits.ts';
import { type Cuts, cutSql, dataSql, isContinuous, isTime, noCuts, required } from './query-data.ts';
import { categoryLimit, hasRest, orderSql, partials, restSql, seriesLimit, seriesOrder } from './query-groups.ts';
import { boxSql } from './query-points.ts';

/**
 * What one answer makes and drops: `x` (or `key`, of the colour), `n` rows, `filled` rows that have a measured value, and
 * the parts of the measure. Facts and marks are both read from them: the rows of the table are gathered once, before time
 * or a long axis is cut. Temporary tables, or parts of one statement.
 */
const byCategory = 'chart_by_category';
const byColor = 'chart_by_color';

/** Whether the chart is drawn from values gathered once: in one panel, by a measure that adds up over parts or boxes. */
export function isGathered(chart: Chart): boolean {
  if (chart.kind === 'box') return chart.facet === null;
  return isGrouped(chart.kind) && chart.kind !== 'slope' && chart.facet === null && chart.measure in partials;
}

/** Whether nothing of the marks hangs on the facts: names in a row, never cut. Then one statement answers both. */
export function isSettled(columns: readonly Column[], chart: Chart): boolean {
  const isBox = chart.kind === 'box';
  const isComputed = chart.references.some((reference) => reference.kind !== 'value');
  return isGathered(chart) && !isBox && !isComputed && !isContinuous(chart) && !isTime(required(columns, chart.x));
}

/** The statements that make the temporary tables. Faults: `chart-incomplete`, `column-missing`. */
export function gatherSql(sql: string, columns: readonly Column[], chart: Chart): string[] {
  return gatherings(sql, columns, chart).map(({ name, query }) => `CREATE TEMP TABLE ${name} AS\n${query}`);
}

function gatherings(sql: string, columns: readonly Column[], chart: Chart): { name: string; query: string }[] {
  const gather = (name: string, by: string, key: string) => ({
    name,
    query: `WITH ${rawSql(sql, columns, chart)}
SELECT ${by} AS ${key}, ${partsSql(chart)} FROM data GROUP BY ${by}`,
  });
  return [gather(byCategory, 'x', 'x'), ...(chart.color === null ? [] : [gather(byColor, 'color', 'key')])];
}

/**
 * SQL of facts and marks at once, for a settled chart: each row has the columns of a FactsRow, the same in all, then
 * those of a mark. Without a mark, one row where they are missing.
 */
export function gatheredSql(sql: string, columns: readonly Column[], chart: Chart): string {
  const gathered = gatherings(sql, columns, chart).map(({ name, query }) => `${name} AS MATERIALIZED (\n${query}\n)`);
  const { ctes, select, drawn, order } = groupedMarks(sql, columns, chart, noCuts);
  const facts = `facts AS (\n${gatheredFactsSql(sql, columns, chart)}\n)`;
  return `WITH ${[...gathered, ...ctes, facts].join(',\n')}
SELECT facts.*, ${select} FROM facts LEFT JOIN marks ON ${drawn} ${order}`;
}

/** SQL of one FactsRow, over the temporary tables. */
export function gatheredFactsSql(sql: string, columns: readonly Column[], chart: Chart): string {
  const x = required(columns, chart.x);
  const box = chart.kind === 'box';
  const y = hasParts(chart) ? required(columns, chart.y) : null;
  const edge = (call: string) =>
    isTime(x) ? `epoch_ms(${call}(x)::TIMESTAMP)::DOUBLE` : isNumeric(x.type) ? `${call}(x)::DOUBLE` : 'NULL::DOUBLE';
  const numeric = y !== null && isNumeric(y.type);
  const spread = [
    ...(numeric ? ['min(y)::DOUBLE AS lowest', 'max(y)::DOUBLE AS highest'] : []),
    ...(numeric && chart.measure === 'mean' ? ['avg(y)::DOUBLE AS mean', 'median(y)::DOUBLE AS median'] : []),
  ];
  const none = ['lowest', 'highest', 'mean', 'median'].slice(spread.length).map((name) => `NULL::DOUBLE AS ${name}`);
  const missing = box ? 'sum(n) - sum(filled) FILTER (WHERE x IS NOT NULL)' : 'sum(n) FILTER (WHERE x IS NULL)';
  const colors = chart.color === null ? '0' : `(SELECT count(*) FROM ${byColor})`;
  return `WITH ${rawSql(sql, columns, chart)}
SELECT * FROM (
  SELECT coalesce(sum(n), 0)::BIGINT AS total, coalesce(${missing}, 0)::BIGINT AS missing,
    ${box ? '0' : 'coalesce(sum(n - filled) FILTER (WHERE x IS NOT NULL), 0)::BIGINT'} AS unmeasured, count(x) AS distinct_x,
    ${colors} AS distinct_color, 0 AS panels, ${edge('min')} AS first, ${edge('max')} AS last
  FROM ${byCategory}
), ${spread.length === 0 ? `(SELECT ${none.join(', ')})` : `(SELECT ${[...spread, ...none].join(', ')} FROM data)`}`;
}

/** SQL of the same marks as `groupsSql` or `boxSql`, over the temporary tables; the rows are read again where a colour splits them. */
export function gatheredMarksSql(sql: string, columns: readonly Column[], chart: Chart, cuts: Cuts): string {
  if (chart.kind === 'box') {
    const middles = `SELECT x, part AS middle FROM ${byCategory} WHERE x IS NOT NULL AND filled > 0`;
    return boxSql(sql, columns, chart, cuts, middles);
  }
  const { ctes, select, drawn, order } = groupedMarks(sql, columns, chart, cuts);
  return `WITH ${ctes.join(',\n')}
SELECT ${select} FROM marks WHERE ${drawn} ${order}`;
}

/** Parts of the query of the marks of groups: the last CTE is `marks`. */
function groupedMarks(sql: string, columns: readonly Column[], chart: Chart, cuts: Cuts) {
  const continuous = isContinuous(chart);
  const count = categoryLimit(chart);
  const ctes = [
    ...(chart.color === null ? [] : [rawSql(sql, columns, chart), seriesSql(chart)]),
    `categories AS (
  SELECT x AS key, ${cutSql('x', columns, chart, cuts)} AS x, * EXCLUDE (x) FROM ${byCategory} WHERE x IS NOT NULL
)`,
    ...(continuous ? [] : [topSql(chart, cuts)]),
    `groups AS (\n  ${continuous ? alongSql(columns, chart, cuts) : namedSql(chart)}\n)`,
    `marks AS (
  SELECT x, color, NULL::VARCHAR AS facet, ${measureOf(chart).whole} AS value, sum(n)::BIGINT AS rows, rank IS NULL AS other,
    coalesce(rank, ${count + 1}) AS category_place, place
  FROM groups GROUP BY x, rank, color, place
)`,
  ];
  const whole = chart.kind === 'pie' ? '' : 'PARTITION BY x, other';
  const total = isCut(cuts) ? 'count(DISTINCT x)' : 'count(*)';
  const rest = restSql(chart);
  const others = continuous ? '' : `, greatest((SELECT ${total} FROM categories) - ${count}, 0) AS others`;
  return {
    ctes,
    select: `${continuous ? 'x' : 'x::VARCHAR AS x'}, color, facet, value,
  value / nullif(sum(value) OVER (${whole}), 0) AS share, rows, other${others}${rest.columns}`,
    drawn: rest.drawn,
    order: `ORDER BY category_place, ${continuous ? 'marks.x, ' : ''}place\nLIMIT ${limits.linePoints * limits.series}`,
  };
}

/** CTE `top(x, rank)`: the categories that keep their name. */
function topSql(chart: Chart, cuts: Cuts): string {
  const { whole, alone } = measureOf(chart);
  const order = orderSql(chart, 'value');
  const values = isCut(cuts)
    ? `SELECT x, ${whole} AS value FROM categories GROUP BY x`
    : `SELECT x, ${alone} AS value FROM categories`;
  return `top AS (
  SELECT x, row_number() OVER (ORDER BY ${order}) AS rank
  FROM (SELECT * FROM (${values}) ORDER BY ${order} LIMIT ${categoryLimit(chart)})
)`;
}

/** CTE `series(key, color, rank)`: the colours that keep their name, a missing one the empty text. */
function seriesSql(chart: Chart): string {
  const order = `${seriesOrder(chart, measureOf(chart).alone, 'n')}, key`;
  return `series AS (
  SELECT key, coalesce(key, '') AS color, row_number() OVER (ORDER BY ${order}) AS rank
  FROM (SELECT * FROM ${byColor} ORDER BY ${order} LIMIT ${seriesLimit(chart)})
)`;
}

const sameColor = 'series ON series.key IS NOT DISTINCT FROM data.color';

/** Query of `x, rank, color, place` and parts: an axis of x has every value. */
function alongSql(columns: readonly Column[], chart: Chart, cuts: Cuts): string {
  if (chart.color === null) {
    return 'SELECT x, 0 AS rank, NULL::VARCHAR AS color, 1 AS place, * EXCLUDE (key, x) FROM categories';
  }
  return `SELECT ${cutSql('x', columns, chart, cuts)} AS x, * EXCLUDE (x)
  FROM (
    SELECT x, 0 AS rank, series.color AS color, ${placeOf(chart)} AS place, ${partsSql(chart)}
    FROM data LEFT JOIN ${sameColor} WHERE x IS NOT NULL GROUP BY x, series.color, series.rank
  )`;
}

/** Query of `x, rank, color, place` and parts: names in a row, « Autres » without x nor rank. */
function namedSql(chart: Chart): string {
  // Cells of the rest would take all the colour.
  const join = hasRest(chart) || (chart.others && chart.kind !== 'heatmap') ? 'LEFT JOIN' : 'JOIN';
  if (chart.color === null) {
    return `SELECT top.x AS x, rank, NULL::VARCHAR AS color, 1 AS place, categories.* EXCLUDE (key, x)
  FROM categories ${join} top ON categories.x = top.x`;
  }
  const colors = chart.kind === 'heatmap' ? 'JOIN' : 'LEFT JOIN';
  return `SELECT kept.x AS x, kept.rank AS rank, series.color AS color, ${placeOf(chart)} AS place, ${partsSql(chart)}
  FROM data ${join} (SELECT key, x, rank FROM categories JOIN top USING (x)) AS kept ON data.x = kept.key
    ${colors} ${sameColor}
  WHERE data.x IS NOT NULL GROUP BY kept.x, kept.rank, series.color, series.rank`;
}

function placeOf(chart: Chart): string {
  return `coalesce(series.rank, ${seriesLimit(chart) + 1})`;
}

/** SQL of the same row as `middlesSql`, or null where the temporary tables do not tell: boxes, colours side by side. */
export function gatheredMiddlesSql(columns: readonly Column[], chart: Chart, cuts: Cuts): string | null {
  if (chart.kind === 'box' || (chart.color !== null && chart.stacking === 'grouped')) return null;
  return `SELECT median(value) AS median, avg(value) AS mean
FROM (
  SELECT ${measureOf(chart).whole} AS value
  FROM ${byCategory} WHERE x IS NOT NULL GROUP BY ${cutSql('x', columns, chart, cuts)}
)`;
}

/** `data` with x as it is stored: a date groups faster than a moment. */
function rawSql(sql: string, columns: readonly Column[], chart: Chart): string {
  return dataSql(sql, columns, isContinuous(chart) ? { ...chart, kind: 'bar' } : chart, noCuts);
}

function partsSql(chart: Chart): string {
  if (!hasParts(chart)) return 'count(*) AS n, count(*) AS filled';
  const part = chart.kind === 'box' ? 'median(y) AS part' : partials[chart.measure]?.part;
  return `count(*) AS n, count(y) AS filled, ${part}`;
}

function hasParts(chart: Chart): boolean {
  return chart.kind === 'box' || chart.measure !== 'count';
}

function measureOf(chart: Chart): { whole: string; alone: string } {
  const partial = partials[chart.measure];
  return { whole: `(${partial?.whole})::DOUBLE`, alone: `(${partial?.alone})::DOUBLE` };
}

function isCut(cuts: Cuts): boolean {
  return cuts.unit !== null || cuts.bins !== null;
}
