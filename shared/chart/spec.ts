import type { TopLevelSpec } from 'vega-lite';
import type { ChartFacts } from '../contract.ts';
import type { Column } from '../recipe/column.ts';
import { vegaNumberLocale, vegaTimeLocale } from '../text/format.ts';
import { t } from '../text/t.ts';
import type { Chart } from './encoding.ts';
import { limits } from './limits.ts';
import { isYear } from './measure.ts';
import { neutral, palette } from './palette.ts';
import { type Mark, measureName, sentenceCase, summary } from './rows.ts';

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
};

/** Pixels from one lying bar to the next. */
const barStep = 22;

/** Encoding and marks -> a Vega-Lite 6 specification with its data inside, French throughout, quantities from zero. */
export function spec(input: SpecInput): TopLevelSpec {
  const { chart, columns, marks, facts } = input;
  const horizontal = isHorizontal(chart, columns);
  const categories = new Set(marks.map((mark) => mark.x)).size;
  const height = horizontal ? barStep * Math.max(categories, 2) : input.height;
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: summary(chart, columns, marks, facts),
    width: input.width,
    height,
    padding: 8,
    autosize: { type: 'fit-x', contains: 'padding' },
    background: 'white',
    title: titleOf(input),
    data: { name: 'marks', values: marks.map((mark) => ({ ...mark })) },
    layer: [layerOf(input, horizontal), captionLayer(input)],
    config,
  } as TopLevelSpec;
}

/** The title written by the user, or the sentence that the encoding says by itself. */
export function chartTitle(chart: Chart): string {
  if (chart.title !== '') return chart.title;
  const x = chart.x ?? '';
  if (chart.kind === 'scatter') return t('chart.title.scatter', { x, y: chart.y ?? '' });
  if (chart.kind === 'histogram') return t('chart.title.histogram', { x });
  return t('chart.title.measure', { measure: sentenceCase(measureName(chart)), x });
}

/** SVG while one can still point at each mark; a bitmap beyond. */
export function rendererOf(marks: readonly Mark[]): 'svg' | 'canvas' {
  return marks.length <= limits.svgMarks ? 'svg' : 'canvas';
}

function titleOf({ chart }: SpecInput) {
  return {
    text: chartTitle(chart),
    ...(chart.subtitle === '' ? {} : { subtitle: chart.subtitle }),
    anchor: 'start',
    // Vega would say « Title text » ; the description of the whole and the figure carry the title.
    aria: false,
    frame: 'bounds',
    offset: 14,
  };
}

function layerOf(input: SpecInput, horizontal: boolean) {
  const { chart, marks } = input;
  const tooltip = { field: 'text', type: 'nominal' };
  const described = { tooltip, description: { field: 'text', type: 'nominal' } };
  const value = { field: 'y', type: 'quantitative', axis: axis(sentenceCase(measureName(chart))), ...zero(chart) };
  if (chart.kind === 'histogram') {
    const [first] = marks;
    const step = first?.stop === undefined ? 1 : first.stop - Number(first.x);
    return {
      mark: { type: 'bar', color: palette[0], binSpacing: 1, aria: true },
      encoding: {
        x: { field: 'x', type: 'quantitative', bin: { binned: true, step }, axis: axis(chart.x ?? '') },
        x2: { field: 'stop' },
        y: value,
        ...described,
      },
    };
  }
  if (chart.kind === 'scatter') {
    return {
      mark: { type: 'point', filled: true, size: 36, opacity: 0.65 },
      encoding: {
        x: { field: 'x', type: 'quantitative', axis: axis(chart.x ?? ''), scale: { zero: false } },
        y: { ...value, axis: axis(chart.y ?? '') },
        ...colorOf(input),
        ...described,
      },
    };
  }
  if (chart.kind === 'line') {
    return {
      mark: { type: 'line', point: marks.length <= 120, strokeWidth: 2 },
      encoding: { x: lineAxis(input), y: value, ...colorOf(input), ...described },
    };
  }
  const category = { field: 'x', type: 'nominal', sort: null, axis: categoryAxis(chart.x ?? '', horizontal) };
  const bars = { ...value, stack: chart.color === null ? null : 'zero' };
  return {
    mark: { type: 'bar', cornerRadiusEnd: 1 },
    encoding: {
      ...(horizontal ? { y: category, x: bars } : { x: category, y: bars }),
      ...colorOf(input),
      ...described,
    },
  };
}

/** Lines may leave zero out, bars and areas never. */
function zero(chart: Chart) {
  if (chart.kind === 'scatter' || chart.kind === 'line') return { scale: { zero: false, nice: true } };
  return { scale: { zero: true, nice: true } };
}

function lineAxis({ chart, columns }: SpecInput) {
  const column = columns.find((candidate) => candidate.name === chart.x);
  if (column?.type === 'date' || column?.type === 'timestamp') {
    return { field: 'x', type: 'temporal', scale: { type: 'utc' }, axis: axis(chart.x ?? '') };
  }
  if (column?.type === 'text' || column?.type === 'boolean') {
    return { field: 'x', type: 'ordinal', sort: null, axis: categoryAxis(chart.x ?? '', false) };
  }
  const years = column && isYear(column) ? { format: 'd', tickMinStep: 1 } : {};
  return { field: 'x', type: 'quantitative', scale: { zero: false }, axis: { ...axis(chart.x ?? ''), ...years } };
}

function colorOf({ chart, marks }: SpecInput) {
  if (chart.color === null) {
    const test = { condition: { test: 'datum.other', value: neutral }, value: palette[0] };
    return { color: test };
  }
  const rest = t('chart.other-series');
  const names = [...new Set(marks.map((mark) => mark.color ?? rest))];
  names.sort((a, b) => Number(a === rest) - Number(b === rest));
  const range = names.map((name, index) => (name === rest ? neutral : palette[index % palette.length]));
  const legend = {
    title: chart.color,
    description: t('chart.legend.description', { column: chart.color, names: names.join(', ') }),
  };
  return { color: { field: 'color', type: 'nominal', scale: { domain: names, range }, legend } };
}

function axis(title: string) {
  return { title, description: t('chart.axis.description', { title }), labelOverlap: true };
}

function categoryAxis(title: string, horizontal: boolean) {
  return { ...axis(title), labelLimit: 220, ...(horizontal ? { labelOverlap: false } : { labelAngle: -40 }) };
}

/** Long names read best lying; time and numbers go left to right. */
function isHorizontal(chart: Chart, columns: readonly Column[]): boolean {
  const column = columns.find((candidate) => candidate.name === chart.x);
  return chart.kind === 'bar' && (column?.type === 'text' || column?.type === 'boolean');
}

/** Source, filters and n belong to the image itself, wherever it is pasted. */
function captionLayer({ caption }: SpecInput) {
  return {
    data: { values: [{}] },
    mark: {
      type: 'text',
      text: [...caption],
      x: 0,
      y: { expr: 'height + 58' },
      align: 'left',
      baseline: 'top',
      fontSize: 12,
      lineHeight: 16,
      color: '#595959',
      aria: false,
      tooltip: false,
    },
  };
}

const font = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

const config = {
  font,
  locale: { number: vegaNumberLocale, time: vegaTimeLocale },
  view: { stroke: null },
  axis: {
    labelFontSize: 12,
    titleFontSize: 12,
    titleFontWeight: 600,
    labelColor: '#333333',
    titleColor: '#333333',
    gridColor: '#e6e6e6',
    domainColor: '#8c8c8c',
    tickColor: '#8c8c8c',
  },
  legend: { labelFontSize: 12, titleFontSize: 12, labelLimit: 200 },
  title: { fontSize: 16, fontWeight: 600, color: '#1f1f1f', subtitleFontSize: 13, subtitleColor: '#595959' },
} as const;
