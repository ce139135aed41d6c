import type { Column } from '../recipe/column.ts';
import { Fault } from '../rpc/fault.ts';
import { conditionSql } from '../sql/condition.ts';
import { identifier, literal } from '../sql/quote.ts';
import type { Bins } from './bins.ts';
import type { Chart } from './encoding.ts';
import { isGrouped } from './kinds.ts';
import { limits } from './limits.ts';

/** How a query cuts its axes, decided from the facts. */
export type Cuts = {
  bins: Bins | null;
  /** Second axis of the squares of a dense scatter. */
  rows: Bins | null;
  unit: 'month' | 'quarter' | 'year' | null;
};

export const noCuts: Cuts = { bins: null, rows: null, unit: null };

/** The column of that name. Faults: `chart-incomplete` when none is wanted, `column-missing`. */
export function required(columns: readonly Column[], wanted: string | null): Column {
  if (wanted === null) throw new Fault('chart-incomplete');
  const column = columns.find((candidate) => candidate.name === wanted);
  if (!column) throw new Fault('column-missing', { column: wanted });
  return column;
}

export function isTime(column: Column | undefined): boolean {
  return column?.type === 'date' || column?.type === 'timestamp';
}

/** Line, area and slope have an axis of x; the others have names in a row. */
export function isContinuous(chart: Chart): boolean {
  return chart.kind === 'line' || chart.kind === 'area' || chart.kind === 'slope';
}

/**
 * CTE `data(x, y, color, facet, size, name)` of the rows that a chart may use, under its own filter: only the columns
 * it needs are read, time and long axes already cut.
 */
export function dataSql(sql: string, columns: readonly Column[], chart: Chart, cuts: Cuts): string {
  const where = chart.filter ? `\n  WHERE ${conditionSql(chart.filter, columns)}` : '';
  const column = (wanted: string | null) => (wanted === null ? 'NULL' : identifier(required(columns, wanted).name));
  const parts = [`${axisSql(columns, chart, cuts)} AS x`];
  const measured = isGrouped(chart.kind) ? chart.measure !== 'count' : chart.kind !== 'histogram';
  if (measured) parts.push(`${column(required(columns, chart.y).name)} AS y`);
  if (chart.color !== null) parts.push(`${column(chart.color)}::VARCHAR AS color`);
  if (chart.facet !== null) parts.push(`coalesce(${column(chart.facet)}::VARCHAR, '') AS facet`);
  if (chart.kind === 'scatter') {
    if (chart.size !== null) parts.push(`${column(chart.size)}::DOUBLE AS size`);
    const label = columns.find((candidate) => candidate.type === 'text' && candidate.meaning === null);
    parts.push(`${column(label?.name ?? null)}::VARCHAR AS name`);
  }
  return `data AS (\n  SELECT ${parts.join(', ')}\n  FROM (SELECT * FROM (${sql})${where})\n)${panelsSql(chart)}`;
}

/** Name of the CTE to read after `dataSql`: `data`, or `paneled` where panels past the limit are left out. */
export function dataName(chart: Chart): 'data' | 'paneled' {
  return chart.facet === null ? 'data' : 'paneled';
}

function axisSql(columns: readonly Column[], chart: Chart, cuts: Cuts): string {
  return cutSql(identifier(required(columns, chart.x).name), columns, chart, cuts);
}

/** SQL of the place on the axis of `x`, an expression of the column that the chart puts there. */
export function cutSql(x: string, columns: readonly Column[], chart: Chart, { unit, bins }: Cuts): string {
  const column = required(columns, chart.x);
  if (isTime(column)) {
    if (unit) return `date_trunc('${unit}', ${x})::TIMESTAMP`;
    return isContinuous(chart) ? `${x}::TIMESTAMP` : x;
  }
  if (isContinuous(chart) && bins) {
    const { start, width } = bins;
    return `${literal(start)} + floor((${x} - ${literal(start)}) / ${literal(width)}) * ${literal(width)}`;
  }
  return x;
}

function panelsSql(chart: Chart): string {
  if (chart.facet === null) return '';
  return `,
panels AS (
  SELECT facet, row_number() OVER (ORDER BY count(*) DESC, facet) AS panel FROM data GROUP BY facet
  QUALIFY panel <= ${limits.panels}
),
paneled AS (SELECT data.*, panel FROM data JOIN panels USING (facet))`;
}
