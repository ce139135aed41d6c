import type { ChartFacts } from '../contract.ts';
import type { Column } from '../recipe/column.ts';
import { withMeaning } from '../recipe/describe.ts';
import {
  formatDate,
  formatNumber,
  formatPercent,
  formatPeriod,
  formatTimestamp,
  vegaTimeLocale,
} from '../text/format.ts';
import { t } from '../text/t.ts';
import type { Chart } from './encoding.ts';
import { isYear } from './measure.ts';
import { columnTitle } from './names.ts';

/** One mark to draw, with its French texts. `x` is a category's name, a number, or milliseconds. */
export type Mark = {
  x: string | number;
  /** Ends of a bin or a square. */
  stop?: number;
  top?: number;
  y: number | null;
  color: string | null;
  facet?: string;
  /** The rest past the limit, drawn in grey. */
  other: boolean;
  rows: number;
  /** Part of its category or of the whole, 0 to 1. */
  share?: number | null;
  /** 5 %, 25 %, 75 % and 95 % of a box; `y` is its median. */
  low?: number;
  first?: number;
  third?: number;
  high?: number;
  size?: number | null;
  /** In a pyramid, y to the left or to the right of zero. */
  signed?: number;
  /** Place of its colour among the series, from 0. */
  place?: number;
  /** Written on the mark. */
  label: string;
  /** Spoken and shown on hover. */
  text: string;
};

/** A row of `chart.data` as decoded from Arrow. */
export type ChartRow = Record<string, unknown>;

/**
 * Rows of `chart.data` -> marks with French names: « Autres (12) », « (manquant) », dates and numbers as one reads them.
 * `bucket` is how the engine summed time up (see ChartFacts).
 */
export function marksOf(
  chart: Chart,
  columns: readonly Column[],
  rows: readonly ChartRow[],
  bucket: ChartFacts['bucket'] = null,
): Mark[] {
  const find = (name: string | null) => columns.find((candidate) => candidate.name === name) ?? null;
  const column = find(chart.x);
  const [colored, repeated] = [find(chart.color), find(chart.facet)];
  const places = new Map<string, number>();
  const marks = rows.map((row): Mark => {
    const color = chart.color === null ? null : colorName(row.color, colored);
    const squares = row.top !== undefined;
    const y = number(chart.kind === 'histogram' ? row.rows : chart.kind === 'scatter' ? row.y : row.value);
    const mark: Mark = {
      x: xValue(chart, row, column, bucket),
      y,
      color,
      other: row.other === true,
      rows: Number(row.rows ?? 1),
      label: y === null ? t('chart.no-data') : valueText(y),
      text: '',
    };
    if (chart.kind === 'histogram' || squares) mark.stop = Number(row.stop);
    if (squares) mark.top = Number(row.top);
    if (chart.facet !== null) mark.facet = colorName(row.facet ?? '', repeated);
    if (row.share !== undefined) mark.share = number(row.share);
    for (const part of ['low', 'first', 'third', 'high'] as const) {
      if (row[part] !== undefined) mark[part] = Number(row[part]);
    }
    if (chart.size !== null && row.size !== undefined) mark.size = number(row.size);
    if (color !== null) {
      if (!places.has(color)) places.set(color, places.size);
      mark.place = places.get(color) ?? 0;
    }
    if ((chart.kind === 'pie' || chart.stacking === 'normalized') && typeof mark.share === 'number') {
      mark.label = formatPercent(mark.share);
    }
    mark.text = markText(chart, columns, mark, row, bucket);
    return mark;
  });
  return chart.kind === 'pyramid' ? backToBack(marks) : marks;
}

/** « somme de Population municipale » */
export function measureName(chart: Chart, columns: readonly Column[]): string {
  const column = columnTitle(columns, chart.y);
  if (chart.kind === 'box') return t('chart.measure-of.median', { column });
  if (chart.kind === 'histogram' || chart.measure === 'count') return t('chart.measure-of.count');
  if (chart.measure === 'value') return column;
  return t(`chart.measure-of.${chart.measure}`, { column });
}

/** A sentence starts with a capital. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr') + text.slice(1);
}

/** A figure as one reads it: three digits that count below 1, two decimals below 100, one above. */
export function valueText(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size < 1) return formatNumber(value, Math.min(12, 2 - Math.floor(Math.log10(size))));
  return formatNumber(value, size < 100 ? 2 : 1);
}

/** How x reads in French: a year and a code have no thousands separator, a quarter is named. */
export function xText(value: string | number, column: Column | null, bucket: ChartFacts['bucket'] = null): string {
  if (typeof value === 'string') return value;
  if (column?.type === 'date' || column?.type === 'timestamp') {
    const date = new Date(value);
    const year = String(date.getUTCFullYear());
    if (bucket === 'year') return year;
    if (bucket === 'quarter')
      return t('chart.quarter', { quarter: String(Math.floor(date.getUTCMonth() / 3) + 1), year });
    if (bucket === 'month') return `${vegaTimeLocale.months[date.getUTCMonth()]} ${year}`;
    if (column.period) return formatPeriod(value, column.period);
    return column.type === 'date' ? formatDate(value) : formatTimestamp(value);
  }
  return column && isYear(column) ? String(value) : valueText(value);
}

/** The first of two sides goes left of zero. */
function backToBack(marks: Mark[]): Mark[] {
  return marks.map((mark) => (mark.y === null ? mark : { ...mark, signed: mark.place === 0 ? -mark.y : mark.y }));
}

function xValue(chart: Chart, row: ChartRow, column: Column | null, bucket: ChartFacts['bucket']): string | number {
  if (chart.kind === 'histogram') return Number(row.start);
  if (chart.kind === 'scatter') return Number(row.x);
  if (chart.kind === 'line' || chart.kind === 'area' || chart.kind === 'slope') {
    return typeof row.x === 'string' ? row.x : typeof row.x === 'boolean' ? yesNo(row.x) : Number(row.x);
  }
  if (row.other === true) return t('chart.others', { number: Number(row.others) });
  const text = String(row.x);
  if (column?.type === 'boolean') return yesNo(text === 'true');
  if (column?.type === 'date' || column?.type === 'timestamp') {
    return xText(Date.parse(text.length > 10 ? `${text.replace(' ', 'T')}Z` : text), column, bucket);
  }
  const isNumber = column?.type === 'integer' || column?.type === 'decimal';
  return withMeaning(isNumber ? xText(Number(text), column) : text, column, text);
}

function yesNo(value: boolean): string {
  return t(value ? 'common.yes' : 'common.no');
}

function markText(
  chart: Chart,
  columns: readonly Column[],
  mark: Mark,
  row: ChartRow,
  bucket: ChartFacts['bucket'],
): string {
  const column = columns.find((candidate) => candidate.name === chart.x) ?? null;
  const [nameX, nameY] = [columnTitle(columns, chart.x), columnTitle(columns, chart.y)];
  const value = mark.y === null ? t('common.missing') : valueText(mark.y);
  const color = [mark.color, mark.facet].flatMap((part) => (part ? [`, ${part}`] : [])).join('');
  const x = xText(mark.x, column, bucket);
  if (mark.top !== undefined) {
    return t('chart.mark.square', {
      x: nameX,
      from: x,
      to: valueText(mark.stop ?? 0),
      y: nameY,
      low: value,
      high: valueText(mark.top),
      count: mark.rows,
    });
  }
  if (chart.kind === 'histogram') {
    return t('chart.mark.bin', { from: x, to: valueText(mark.stop ?? 0), rows: mark.rows, color });
  }
  if (chart.kind === 'scatter') {
    const name = typeof row.name === 'string' ? row.name : '';
    const size =
      typeof mark.size === 'number'
        ? t('chart.mark.size', { size: columnTitle(columns, chart.size), value: valueText(mark.size) })
        : '';
    const point = { x: nameX, xValue: x, y: nameY, yValue: value, name, color: color + size };
    return t(name === '' ? 'chart.mark.point' : 'chart.mark.named-point', point);
  }
  if (chart.kind === 'box') {
    const part = (one: number | undefined) => valueText(one ?? 0);
    const parts = { low: part(mark.low), first: part(mark.first), third: part(mark.third), high: part(mark.high) };
    return t('chart.mark.box', { x, color, column: nameY, value, rows: mark.rows, ...parts });
  }
  const measure = measureName(chart, columns);
  if ((chart.kind === 'pie' || chart.stacking === 'normalized') && typeof mark.share === 'number') {
    return t('chart.mark.share', { x, color, measure, value, share: formatPercent(mark.share), rows: mark.rows });
  }
  return t('chart.mark.value', { x, color, measure, value, rows: mark.rows });
}

function colorName(value: unknown, column: Column | null): string {
  if (value === null || value === undefined) return t('chart.other-series');
  return value === '' ? t('chart.missing-series') : withMeaning(String(value), column, value);
}

function number(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}
