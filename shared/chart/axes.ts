import type { ChartFacts } from '../contract.ts';
import type { Column } from '../recipe/column.ts';
import { t } from '../text/t.ts';
import type { Chart } from './encoding.ts';
import { isLength } from './kinds.ts';
import { isYear } from './measure.ts';
import { columnTitle } from './names.ts';
import { amounts, dashes, neutral, palette, shapes } from './palette.ts';
import { type Mark, measureName, sentenceCase, xText } from './rows.ts';
import { axisTitle, legendTitle, titleLines } from './wrap.ts';

/** Everything a drawn chart must carry besides its marks. `caption` lines (source, filters, n) are printed under it. */
export type SpecInput = {
  chart: Chart;
  columns: readonly Column[];
  marks: readonly Mark[];
  facts: ChartFacts;
  caption: readonly string[];
  /** Pixels of the whole width, and of the plot's height; bars grow downwards as needed. */
  width: number;
  height: number;
  /** Size of the plot of one panel, where there are several. */
  panel?: { width: number; height: number };
};

/** A side of the plot: a formula of Vega, or a number in panels, where the formula means the whole. */
export function sideOf(input: SpecInput, side: 'width' | 'height') {
  return { value: input.panel ? input.panel[side] : { expr: side } };
}

export function xColumn({ chart, columns }: SpecInput): Column | null {
  return columns.find((candidate) => candidate.name === chart.x) ?? null;
}

/** Long names read best lying; time and numbers go left to right. */
export function isHorizontal(input: SpecInput): boolean {
  const { kind } = input.chart;
  if (kind === 'pyramid') return true;
  const column = xColumn(input);
  const categories = kind === 'bar' || kind === 'dot' || kind === 'box' || kind === 'heatmap';
  return categories && (column?.type === 'text' || column?.type === 'boolean' || column?.values !== undefined);
}

/** Names under the plot are tilted where they would not fit side by side: they need room. */
export function isTilted(input: SpecInput): boolean {
  const { kind } = input.chart;
  if (kind === 'scatter' || kind === 'histogram' || kind === 'slope' || kind === 'pie' || kind === 'pyramid')
    return false;
  if (kind === 'heatmap' && isHorizontal(input)) return isLong(input, seriesNames(input));
  if (isHorizontal(input)) return false;
  const column = xColumn(input);
  if ((kind === 'line' || kind === 'area') && column?.type !== 'text') return false;
  return isLong(input, [...new Set(input.marks.map((mark) => xText(mark.x, column, input.facts.bucket)))]);
}

/** True when names side by side, about 7 pixels a letter, are wider than the plot. */
export function isLong({ width }: SpecInput, names: readonly string[]): boolean {
  const longest = Math.max(0, ...names.map((name) => name.length));
  return names.length * (7 * longest + 10) > width - 160;
}

/** A line in the legend, with its dash, rather than a dot. */
export const strokeLegend = { symbolType: 'stroke', symbolSize: 500, symbolStrokeWidth: 2 } as const;

export function axis(title: string, letters: number = axisTitle) {
  return {
    title: titleLines(title, letters),
    description: t('chart.axis.description', { title }),
    labelOverlap: true,
    // The last one is drawn inwards: « 180 000 200 000 » would read as one.
    labelSeparation: 8,
  };
}

/** `letters` are those that fit along the axis. */
export function categoryAxis(title: string, horizontal: boolean, tilted = true, letters: number = axisTitle) {
  const labels = horizontal
    ? // Vega sets a title at 200 pixels at most: over labels that take 220.
      { labelOverlap: false, labelLimit: 220, maxExtent: 300 }
    : { labelAngle: tilted ? -40 : 0, labelLimit: 120 };
  return { ...axis(title, letters), ...labels };
}

/** The axis of what is measured: from zero for lengths, its scale stated when it is not linear. */
export function measureAxis({ chart, columns }: SpecInput, field = 'y') {
  const title = sentenceCase(measureName(chart, columns));
  const log = chart.scale === 'log';
  const zero =
    !log && (isLength(chart.kind) || (chart.baseline === 'auto' ? chart.kind === 'dot' : chart.baseline === 'zero'));
  const scale = log ? { type: 'log' } : { zero, nice: true };
  return { field, type: 'quantitative', axis: axis(log ? t('chart.axis.log', { title }) : title), scale };
}

/** The axis of x where it is a line: moments, years, numbers, or names in the order of the data. */
export function continuousAxis(input: SpecInput) {
  const column = xColumn(input);
  const title = columnTitle(input.columns, input.chart.x);
  if (column?.type === 'date' || column?.type === 'timestamp') {
    const years = input.facts.bucket === 'year' ? { format: '%Y' } : {};
    return { field: 'x', type: 'temporal', scale: { type: 'utc' }, axis: { ...axis(title), ...years } };
  }
  if (column?.type === 'text' || column?.type === 'boolean') {
    return { field: 'x', type: 'ordinal', sort: null, axis: categoryAxis(title, false) };
  }
  const years = column && isYear(column) ? { format: 'd', tickMinStep: 1 } : {};
  return { field: 'x', type: 'quantitative', scale: { zero: false, nice: false }, axis: { ...axis(title), ...years } };
}

/** Names of the series in the order of the legend: the rest last. */
export function seriesNames({ marks }: SpecInput): string[] {
  const rest = t('chart.other-series');
  const names = [...new Set(marks.map((mark) => mark.color ?? rest))];
  return names.sort((a, b) => Number(a === rest) - Number(b === rest));
}

/** Colour of each series, and a second sign (dash or shape) for those who do not see it. */
export function colorOf(input: SpecInput, second: 'dash' | 'shape' | null = null) {
  const { chart } = input;
  if (chart.color === null) {
    return { color: { condition: { test: 'datum.other', value: neutral }, value: palette[0] } };
  }
  const title = columnTitle(input.columns, chart.color);
  const names = seriesNames(input);
  const rest = t('chart.other-series');
  const pick = <V>(from: readonly V[]) => names.map((_, index) => from[index % from.length]);
  const range = names.map((name, index) => (name === rest ? neutral : palette[index % palette.length]));
  const legend = {
    ...(second === 'dash' ? strokeLegend : {}),
    title: titleLines(title, legendTitle),
    description: t('chart.legend.description', { column: title, names: names.join(', ') }),
  };
  const channel = { field: 'color', type: 'nominal', legend };
  return {
    color: { ...channel, scale: { domain: names, range } },
    ...(second === 'dash' ? { strokeDash: { ...channel, scale: { domain: names, range: pick(dashes) } } } : {}),
    ...(second === 'shape' ? { shape: { ...channel, scale: { domain: names, range: pick(shapes) } } } : {}),
  };
}

/** The legend of amounts, in pixels, and under its title: a lower drawing would have its caption beside it. */
const gradientLength = 160;
export const leastBesideAmounts = gradientLength + 40;

/** Amounts in one hue, light to dark; two hues around zero when they have both signs. */
export function amountOf(input: SpecInput, field: 'y' | 'rows', title: string) {
  const values = input.marks.flatMap((mark) => mark[field] ?? []);
  const crosses = Math.min(...values) < 0 && Math.max(...values) > 0;
  const scale = crosses ? { range: ['#8a3f00', '#f2f2f2', '#06365a'], domainMid: 0 } : { range: [...amounts] };
  return {
    field,
    type: 'quantitative',
    scale,
    legend: {
      title: titleLines(title, legendTitle),
      description: t('chart.legend.amounts', { title }),
      gradientLength,
    },
  };
}
