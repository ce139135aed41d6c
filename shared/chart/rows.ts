import type { ChartFacts } from '../contract.ts';
import type { Column } from '../recipe/column.ts';
import { formatDate, formatNumber, formatTimestamp } from '../text/format.ts';
import { t } from '../text/t.ts';
import type { Chart } from './encoding.ts';
import { isYear } from './measure.ts';

/** One mark to draw, with its French texts. `x` is a category's name, a number, or milliseconds. */
export type Mark = {
  x: string | number;
  stop?: number;
  y: number | null;
  color: string | null;
  /** The rest past the limit, drawn in grey. */
  other: boolean;
  rows: number;
  /** Spoken and shown on hover. */
  text: string;
};

/** A row of `chart.data` as decoded from Arrow. */
export type ChartRow = Record<string, unknown>;

/** Rows of `chart.data` -> marks with French names: « Autres (12) », « (manquant) », dates and numbers as one reads them. */
export function marksOf(chart: Chart, columns: readonly Column[], rows: readonly ChartRow[]): Mark[] {
  const xColumn = columns.find((column) => column.name === chart.x) ?? null;
  const measure = measureName(chart);
  return rows.map((row) => {
    const color = chart.color === null ? null : colorName(row.color);
    const y = chart.kind === 'histogram' ? Number(row.rows) : number(chart.kind === 'scatter' ? row.y : row.value);
    const mark = {
      y,
      color,
      other: row.other === true,
      rows: Number(row.rows ?? 1),
      ...(chart.kind === 'histogram' ? { stop: Number(row.stop) } : {}),
      x: xValue(chart, row, xColumn),
    };
    return { ...mark, text: markText(chart, mark, row, xColumn, measure) };
  });
}

/** « somme de Population municipale » */
export function measureName(chart: Chart): string {
  if (chart.kind === 'histogram' || chart.measure === 'count') return t('chart.measure-of.count');
  const column = chart.y ?? '';
  if (chart.measure === 'value') return column;
  return t(`chart.measure-of.${chart.measure}`, { column });
}

/** A sentence starts with a capital. */
export function sentenceCase(text: string): string {
  return text.charAt(0).toLocaleUpperCase('fr') + text.slice(1);
}

/** How x reads in French: a year and a code have no thousands separator. */
export function xText(value: string | number, column: Column | null): string {
  if (typeof value === 'string') return value;
  if (column?.type === 'date') return formatDate(value);
  if (column?.type === 'timestamp') return formatTimestamp(value);
  return column && isYear(column) ? String(value) : formatNumber(value, 2);
}

/** One sentence, true to the marks: what is highest and lowest, how much is drawn and left out. */
export function summary(chart: Chart, columns: readonly Column[], marks: readonly Mark[], facts: ChartFacts): string {
  const column = columns.find((candidate) => candidate.name === chart.x) ?? null;
  const drawn = marks.filter((mark) => mark.y !== null && !mark.other);
  const [first] = drawn;
  if (!first) return t('chart.summary.empty');
  if (chart.kind === 'scatter') {
    return t('chart.summary.scatter', { count: drawn.length, x: chart.x ?? '', y: chart.y ?? '' });
  }
  const highest = drawn.reduce((best, mark) => ((mark.y ?? 0) > (best.y ?? 0) ? mark : best), first);
  const lowest = drawn.reduce((best, mark) => ((mark.y ?? 0) < (best.y ?? 0) ? mark : best), first);
  if (chart.kind === 'histogram') {
    return t('chart.summary.histogram', {
      count: facts.total - facts.missing,
      x: chart.x ?? '',
      from: xText(highest.x, column),
      to: formatNumber(highest.stop ?? 0, 2),
      rows: highest.rows,
    });
  }
  if (drawn.length === 1) {
    const only = { measure: sentenceCase(measureName(chart)), x: chart.x ?? '', name: xText(first.x, column) };
    return t('chart.summary.single', { ...only, value: formatNumber(first.y ?? 0, 2) });
  }
  const name = (mark: Mark) => [xText(mark.x, column), mark.color].filter((part) => part !== null).join(', ');
  return t('chart.summary.extremes', {
    measure: sentenceCase(measureName(chart)),
    highest: name(highest),
    highestValue: formatNumber(highest.y ?? 0, 2),
    lowest: name(lowest),
    lowestValue: formatNumber(lowest.y ?? 0, 2),
    x: chart.x ?? '',
  });
}

function xValue(chart: Chart, row: ChartRow, column: Column | null): string | number {
  if (chart.kind === 'histogram') return Number(row.start);
  if (chart.kind === 'scatter') return Number(row.x);
  if (chart.kind === 'line') return typeof row.x === 'string' ? row.x : Number(row.x);
  if (row.other === true) return t('chart.others', { number: Number(row.others) });
  const text = String(row.x);
  if (column?.type === 'boolean') return t(text === 'true' ? 'common.yes' : 'common.no');
  if (column?.type === 'date') return formatDate(Date.parse(text));
  if (column?.type === 'timestamp') return formatTimestamp(Date.parse(`${text.replace(' ', 'T')}Z`));
  if (column?.type === 'integer' || column?.type === 'decimal') return xText(Number(text), column);
  return text;
}

function markText(
  chart: Chart,
  mark: Omit<Mark, 'text'>,
  row: ChartRow,
  column: Column | null,
  measure: string,
): string {
  const value = mark.y === null ? t('common.missing') : formatNumber(mark.y, 2);
  const color = mark.color === null ? '' : `, ${mark.color}`;
  if (chart.kind === 'histogram') {
    const range = { from: xText(mark.x, column), to: formatNumber(mark.stop ?? 0, 2), rows: mark.rows };
    return t('chart.mark.bin', range);
  }
  if (chart.kind === 'scatter') {
    const name = typeof row.name === 'string' ? row.name : '';
    const point = { x: chart.x ?? '', xValue: xText(mark.x, column), y: chart.y ?? '', yValue: value, name, color };
    return t(name === '' ? 'chart.mark.point' : 'chart.mark.named-point', point);
  }
  return t('chart.mark.value', { x: xText(mark.x, column), color, measure, value, rows: mark.rows });
}

function colorName(value: unknown): string {
  if (value === null || value === undefined) return t('chart.other-series');
  return value === '' ? t('chart.missing-series') : String(value);
}

function number(value: unknown): number | null {
  return value === null || value === undefined ? null : Number(value);
}
