import type { Column } from '../recipe/column.ts';
import { isNumeric } from '../recipe/column.ts';
import { literal } from '../sql/quote.ts';
import { citiesSql } from '../territory/municipal.ts';
import type { Chart } from './encoding.ts';
import { isGrouped } from './kinds.ts';
import { type Cuts, dataSql, isContinuous, isTime, noCuts, required } from './query-data.ts';
import { groupsSql, middlesSql } from './query-groups.ts';
import { boxSql, histogramSql, scatterSql } from './query-points.ts';

/**
 * SQL of the rows that a chart draws, at most a few thousand, over the table's own `sql`. Columns of each kind: see
 * `groupsSql`, `scatterSql`, `histogramSql`, `boxSql`. Faults: `chart-incomplete`, `column-missing`.
 */
export function chartSql(sql: string, columns: readonly Column[], chart: Chart, cuts: Cuts): string {
  if (chart.kind === 'scatter') return scatterSql(sql, columns, chart, cuts);
  if (chart.kind === 'histogram') return histogramSql(sql, columns, chart, cuts);
  return chart.kind === 'box' ? boxSql(sql, columns, chart, cuts) : groupsSql(sql, columns, chart, cuts);
}

/** A row of `factsSql`. Times are milliseconds since 1970. */
export type FactsRow = {
  total: number;
  missing: number;
  unmeasured: number;
  distinct_x: number;
  distinct_color: number;
  panels: number;
  first: number | null;
  last: number | null;
  lowest: number | null;
  highest: number | null;
  mean: number | null;
  median: number | null;
};

/** How many columns a FactsRow has. */
export const factsWidth = 12;

/** SQL of one FactsRow: what the chart leaves out, and the ranges that decide how its axes are cut. */
export function factsSql(sql: string, columns: readonly Column[], chart: Chart): string {
  const x = required(columns, chart.x);
  const y = hasMeasured(chart) ? required(columns, chart.y) : null;
  const both = chart.kind === 'scatter' || chart.kind === 'box';
  const numeric = y !== null && isNumeric(y.type);
  const edge = isTime(x)
    ? (call: string) => `epoch_ms(${call}(x)::TIMESTAMP)::DOUBLE`
    : (call: string) => `${call}(x)::DOUBLE`;
  const range = isTime(x) || isNumeric(x.type) ? [edge('min'), edge('max')] : ['NULL::DOUBLE', 'NULL::DOUBLE'];
  const parts = [
    'count(*) AS total',
    `count(*) - ${both ? 'count(*) FILTER (WHERE x IS NOT NULL AND y IS NOT NULL)' : 'count(x)'} AS missing`,
    `${y && isGrouped(chart.kind) ? 'count(*) FILTER (WHERE x IS NOT NULL AND y IS NULL)' : '0'} AS unmeasured`,
    `${chart.kind === 'scatter' || chart.kind === 'histogram' ? '0' : 'count(DISTINCT x)'} AS distinct_x`,
    `${chart.color === null ? '0' : 'count(DISTINCT color) + max(CASE WHEN color IS NULL THEN 1 ELSE 0 END)'} AS distinct_color`,
    `${chart.facet === null ? '0' : 'count(DISTINCT facet)'} AS panels`,
    `${range[0]} AS first, ${range[1]} AS last`,
    `${numeric ? 'min(y)::DOUBLE' : 'NULL::DOUBLE'} AS lowest, ${numeric ? 'max(y)::DOUBLE' : 'NULL::DOUBLE'} AS highest`,
    chart.measure === 'mean' && numeric
      ? 'avg(y)::DOUBLE AS mean, median(y)::DOUBLE AS median'
      : 'NULL::DOUBLE AS mean, NULL::DOUBLE AS median',
  ];
  return `WITH ${dataSql(sql, columns, chart, noCuts)}\nSELECT ${parts.join(',\n  ')}\nFROM data`;
}

/** SQL of one row `slope, intercept, r2, rows`: least squares over every row that has both numbers. */
export function trendSql(sql: string, columns: readonly Column[], chart: Chart): string {
  return `WITH ${dataSql(sql, columns, chart, noCuts)}
SELECT regr_slope(y, x) AS slope, regr_intercept(y, x) AS intercept, regr_r2(y, x) AS r2, regr_count(y, x)::DOUBLE AS rows
FROM data`;
}

/** SQL of one row `median, mean`: of the measured marks, or of the rows where rows are drawn. */
export function referencesSql(sql: string, columns: readonly Column[], chart: Chart, cuts: Cuts): string {
  if (isGrouped(chart.kind)) return middlesSql(sql, columns, chart, cuts);
  const value = chart.kind === 'histogram' ? 'x' : 'y';
  return `WITH ${dataSql(sql, columns, chart, noCuts)}
SELECT median(${value})::DOUBLE AS median, avg(${value})::DOUBLE AS mean FROM data`;
}

/** SQL of one row `years, last`: the years that a sum runs over, under the chart's own filter. */
export function yearsSql(sql: string, columns: readonly Column[], chart: Chart, year: string): string {
  const plain: Chart = { ...chart, kind: 'bar', measure: 'count', x: year, color: null, facet: null };
  return `WITH ${dataSql(sql, columns, plain, noCuts)}\nSELECT count(DISTINCT x) AS years, max(x)::DOUBLE AS last FROM data`;
}

/** The column of codes by which collectivités of one name are told apart, where the chart draws them by name. */
export function codeOfNames(columns: readonly Column[], chart: Chart): Column | null {
  const x = columns.find(({ name }) => name === chart.x);
  const named = x?.type === 'text' && x.meaning === null && !isContinuous(chart) && isGrouped(chart.kind);
  // How many communes are called so is a question that one may ask.
  if (!named || chart.measure === 'count' || chart.measure === 'count-distinct') return null;
  const isCode = (meaning: Column['meaning']) => columns.find((one) => one.meaning === meaning && !isUsed(chart, one));
  return isCode('commune') ?? isCode('epci') ?? null;
}

function isUsed(chart: Chart, { name }: Column): boolean {
  return name === chart.y || name === chart.color || name === chart.facet;
}

/** SQL of `name, codes`: how many codes each of these names of x has, under the chart's own filter, most first. */
export function namesakesSql(
  sql: string,
  columns: readonly Column[],
  chart: Chart,
  code: string,
  names: readonly string[],
): string {
  const plain: Chart = { ...chart, kind: 'bar', measure: 'count-distinct', y: code, color: null, facet: null };
  return `WITH ${dataSql(sql, columns, plain, noCuts)}
SELECT x AS name, count(DISTINCT y)::DOUBLE AS codes FROM data WHERE x IN (${names.map(literal).join(', ')})
GROUP BY x ORDER BY codes DESC, name`;
}

/** The column of commune codes that says which rows a chart draws, itself drawn or not. */
export function communeCodes(columns: readonly Column[]): Column | null {
  return columns.find(({ meaning, type }) => meaning === 'commune' && type === 'text') ?? null;
}

/** SQL of `code`: those of Paris, Lyon, Marseille and their arrondissements in the chart's rows, under its own filter. */
export function doubledSql(sql: string, columns: readonly Column[], chart: Chart, code: string): string {
  const plain: Chart = { ...chart, kind: 'bar', measure: 'count', x: code, y: null, color: null, facet: null };
  return citiesSql(`WITH ${dataSql(sql, columns, plain, noCuts)} SELECT x FROM data`, 'x');
}

/** True when the chart computes something from y. */
export function hasMeasured(chart: Chart): boolean {
  return isGrouped(chart.kind) ? chart.measure !== 'count' : chart.kind !== 'histogram';
}
