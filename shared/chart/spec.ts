import type { TopLevelSpec } from 'vega-lite';
import type { Column } from '../recipe/column.ts';
import { vegaNumberLocale, vegaTimeLocale } from '../text/format.ts';
import { t } from '../text/t.ts';
import { isHorizontal, leastBesideAmounts, type SpecInput, seriesNames, xColumn } from './axes.ts';
import type { Chart } from './encoding.ts';
import { layersOf } from './layers.ts';
import { limits } from './limits.ts';
import { columnTitle } from './names.ts';
import { annotationLayers, captionFont, captionLayer, referenceLayers } from './notes.ts';
import { type Mark, measureName, sentenceCase } from './rows.ts';
import { summary } from './summary.ts';
import { wrap } from './wrap.ts';

export type { SpecInput } from './axes.ts';

/** Pixels from one lying bar to the next. */
const barStep = 22;

/** Encoding and marks -> a Vega-Lite 6 specification with its data inside, French throughout, quantities from zero. */
export function spec(input: SpecInput): TopLevelSpec {
  const drawn = input.chart.vega ?? design(input);
  const values = drawingFields(input.marks);
  const filled = { ...drawn, data: { name: 'marks', values } };
  return captioned(filled, input) as unknown as TopLevelSpec;
}

/**
 * The specification without its data and caption: what the JSON view shows and lets edit. The data are called `marks`,
 * fields x, y, color, facet, label, text, rows, share; `width` is the page's.
 */
export function design(input: SpecInput): Record<string, unknown> {
  const { chart, columns, marks, facts } = input;
  const whole = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: summary(chart, columns, marks, facts),
    title: titleOf(input),
    padding: 8,
    background: 'white',
    data: { name: 'marks' },
  };
  if (chart.facet === null) {
    return {
      ...whole,
      width: input.width,
      height: heightOf(input),
      autosize: { type: 'fit-x', contains: 'padding' },
      layer: [...layersOf(input), ...referenceLayers(input), ...annotationLayers(input)],
      config: configOf(input),
    };
  }
  const panels = [...new Set(marks.map((mark) => mark.facet ?? ''))];
  const across = Math.min(panels.length, Math.max(1, Math.floor(input.width / 220)), 4);
  const width = Math.max(90, Math.floor((input.width - marginOf(input)) / across) - 20);
  const panel = { width, height: isHorizontal(input) ? heightOf(input) : 130 };
  return {
    ...whole,
    facet: { field: 'facet', type: 'nominal', sort: panels, header: headerOf(input, width) },
    columns: across,
    spacing: 20,
    spec: { ...panel, layer: [...layersOf({ ...input, panel }), ...referenceLayers({ ...input, panel })] },
    config: configOf(input),
  };
}

/** The title written by the user, or the sentence that the encoding says by itself. */
export function chartTitle(chart: Chart, columns: readonly Column[]): string {
  if (chart.title !== '') return chart.title;
  const x = columnTitle(columns, chart.x);
  const y = columnTitle(columns, chart.y);
  const color = columnTitle(columns, chart.color);
  if (chart.kind === 'scatter') return t('chart.title.scatter', { x, y });
  if (chart.kind === 'histogram') return t('chart.title.histogram', { x });
  if (chart.kind === 'box') return t('chart.title.box', { x, y });
  const measure = sentenceCase(measureName(chart, columns));
  if (chart.color !== null) return t('chart.title.crossed', { measure, x, color });
  return t('chart.title.measure', { measure, x });
}

/** SVG while one can still point at each mark; a bitmap beyond. */
export function rendererOf(marks: readonly Mark[]): 'svg' | 'canvas' {
  return marks.length <= limits.svgMarks ? 'svg' : 'canvas';
}

/** Marks with what only the drawing needs: names beside the ends of a slope, or around a pie. */
function drawingFields(marks: readonly Mark[]) {
  let before = 0;
  return marks.map((mark, rank) => {
    const middle = before + (mark.share ?? 0) / 2;
    before += mark.share ?? 0;
    const slice = t('chart.slice', { name: String(mark.x), share: mark.label });
    return { ...mark, name: mark.color ?? '', slice, middle, rank };
  });
}

/** Source and counts under any specification, whoever wrote it. */
function captioned(drawn: Record<string, unknown>, input: SpecInput): Record<string, unknown> {
  if (Array.isArray(drawn.layer)) return { ...drawn, layer: [...drawn.layer, captionLayer(input)] };
  if ('mark' in drawn) {
    const { mark, encoding, ...rest } = drawn;
    return { ...rest, layer: [{ mark, encoding }, captionLayer(input)] };
  }
  const { $schema, description, config, background, padding, data, ...view } = drawn;
  const caption = {
    text: [...input.caption],
    orient: 'bottom',
    anchor: 'start',
    offset: 16,
    aria: false,
    fontWeight: 'normal',
  };
  return {
    $schema,
    description,
    config,
    background,
    padding,
    data,
    title: { ...caption, ...captionFont },
    vconcat: [view],
  };
}

function heightOf(input: SpecInput): number {
  const { chart, marks } = input;
  const categories = new Set(marks.map((mark) => mark.x)).size;
  if (chart.kind === 'heatmap') {
    const rows = isHorizontal(input) ? categories : seriesNames(input).length;
    return Math.max(barStep * rows, leastBesideAmounts);
  }
  if (chart.kind === 'slope') return Math.max(input.height, barStep * Math.min(20, seriesNames(input).length));
  if (!isHorizontal(input)) return input.height;
  const grouped = chart.kind === 'bar' && chart.color !== null && chart.stacking === 'grouped';
  const step = grouped ? Math.max(barStep, 8 + 9 * seriesNames(input).length) : barStep;
  return step * Math.max(categories, 2);
}

/** Room beside the panels: the names or figures of the axis, the legend. */
function marginOf(input: SpecInput): number {
  const longest = isHorizontal(input) ? Math.max(0, ...input.marks.map((mark) => String(mark.x).length)) : 0;
  const labels = isHorizontal(input) ? Math.min(220, longest * 7) + 30 : 80;
  const legend = input.chart.color !== null || input.chart.size !== null || input.facts.squares;
  return labels + (legend && input.width >= 560 ? 180 : 0) + 24;
}

function headerOf({ chart, columns }: SpecInput, width: number) {
  return {
    title: columnTitle(columns, chart.facet),
    labelFontSize: 12,
    labelFontWeight: 600,
    titleFontSize: 12,
    labelLimit: width,
    labelAnchor: 'start',
  };
}

function titleOf({ chart, columns, width }: SpecInput) {
  return {
    text: wrap(chartTitle(chart, columns), width / 8.2),
    ...(chart.subtitle === '' ? {} : { subtitle: wrap(chart.subtitle, width / 6.8) }),
    anchor: 'start',
    // Vega would say « Title text » ; the description of the whole and the figure carry the title.
    aria: false,
    frame: 'bounds',
    offset: 14,
  };
}

const font = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

function configOf(input: SpecInput) {
  const narrow = input.width < 560;
  const arc = input.chart.kind === 'pie' || xColumn(input) === null;
  return {
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
      ...(arc ? { grid: false } : {}),
    },
    legend: { labelFontSize: 12, titleFontSize: 12, labelLimit: 200, ...(narrow ? { orient: 'top', columns: 2 } : {}) },
    title: { fontSize: 16, fontWeight: 600, color: '#1f1f1f', subtitleFontSize: 13, subtitleColor: '#595959' },
  };
}
