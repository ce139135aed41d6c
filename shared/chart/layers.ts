import { t } from '../text/t.ts';
import { axis, colorOf, continuousAxis, isHorizontal, measureAxis, type SpecInput, strokeLegend } from './axes.ts';
import { across, categoryOf, described, ink, type Layer, labels, noData, offsetOf, quiet } from './layer-parts.ts';
import { bins, boxes, cells, points, squares } from './layers-spread.ts';
import { columnTitle } from './names.ts';
import { neutral, palette, sides } from './palette.ts';
import { measureName } from './rows.ts';
import { changesOf } from './summary.ts';

/** The marks of a chart as Vega-Lite layers over the data named `marks`. */
export function layersOf(input: SpecInput): Layer[] {
  switch (input.chart.kind) {
    case 'bar':
      return bars(input);
    case 'dot':
      return dots(input);
    case 'line':
      return lines(input);
    case 'area':
      return areas(input);
    case 'slope':
      return slopes(input);
    case 'scatter':
      return input.facts.squares ? squares(input) : points(input);
    case 'histogram':
      return bins(input);
    case 'box':
      return boxes(input);
    case 'heatmap':
      return cells(input);
    case 'pie':
      return slices(input);
    case 'pyramid':
      return pyramid(input);
  }
}

function bars(input: SpecInput): Layer[] {
  const { chart } = input;
  const split = chart.color !== null;
  const stack = !split || chart.stacking === 'grouped' ? null : chart.stacking === 'normalized' ? 'normalize' : 'zero';
  const scaled = measureAxis(input);
  const value =
    stack === 'normalize'
      ? {
          ...scaled,
          stack,
          axis: { ...axis(t('chart.axis.share', { title: measureName(chart, input.columns) })), format: '.0%' },
        }
      : { ...scaled, stack };
  const offset = stack === null && split ? { [isHorizontal(input) ? 'yOffset' : 'xOffset']: offsetOf(input) } : {};
  const order = stack === null ? {} : { order: { field: 'place', type: 'quantitative' } };
  const place = { ...across(input, value, categoryOf(input)), ...offset };
  const centred = stack === null ? {} : { bandPosition: 0.5 };
  const texts = across(input, { ...value, ...centred }, categoryOf(input));
  return [
    {
      mark: { type: 'bar', ...(stack === null ? { cornerRadiusEnd: 1 } : { stroke: 'white', strokeWidth: 1 }) },
      encoding: { ...place, ...colorOf(input), ...order, ...described },
    },
    ...(chart.labels ? labels(input, { ...texts, ...offset, ...order }, stack === null) : []),
    ...noData(input, { ...offset }),
  ];
}

function dots(input: SpecInput): Layer[] {
  const { chart } = input;
  const value = measureAxis(input);
  const category = categoryOf(input);
  const place = across(input, value, { ...category, axis: { ...(category.axis as Layer), grid: true } });
  const stem = chart.color === null && chart.scale === 'linear' && chart.baseline !== 'free';
  const end = isHorizontal(input) ? { x2: { datum: 0 } } : { y2: { datum: 0 } };
  return [
    ...(stem ? [{ mark: { type: 'rule', color: '#b0b0b0', ...quiet }, encoding: { ...place, ...end } }] : []),
    {
      mark: { type: 'point', filled: true, size: 90, opacity: 1 },
      encoding: { ...place, ...colorOf(input, 'shape'), ...described },
    },
    ...(chart.labels ? labels(input, place, true, 8) : []),
    ...noData(input, {}),
  ];
}

function lines(input: SpecInput): Layer[] {
  const { chart, marks } = input;
  const place = { x: continuousAxis(input), y: measureAxis(input) };
  return [
    {
      mark: { type: 'line', strokeWidth: 2, ...quiet },
      encoding: { ...place, ...colorOf(input, 'dash') },
    },
    {
      mark: {
        type: 'point',
        filled: true,
        size: marks.length <= 120 ? 36 : 12,
        opacity: marks.length <= 120 ? 1 : 0.01,
      },
      encoding: { ...place, ...colorOf(input), ...described },
    },
    ...(chart.labels && marks.length <= 60 ? labels(input, place, true) : []),
  ];
}

function areas(input: SpecInput): Layer[] {
  const { chart } = input;
  const split = chart.color !== null;
  const stack = !split ? null : chart.stacking === 'normalized' ? 'normalize' : 'zero';
  const value = measureAxis(input);
  const share = { ...axis(t('chart.axis.share', { title: measureName(chart, input.columns) })), format: '.0%' };
  const y = { ...value, stack, ...(stack === 'normalize' ? { axis: share } : {}) };
  const order = split ? { order: { field: 'place', type: 'quantitative' } } : {};
  const outline = split ? { stroke: 'white', strokeWidth: 1 } : { line: { color: palette[0] }, opacity: 0.75 };
  return [
    {
      mark: { type: 'area', ...outline, ...quiet },
      encoding: { x: continuousAxis(input), y, ...colorOf(input), ...order },
    },
    {
      mark: { type: 'point', filled: true, size: 24, opacity: 0.01 },
      encoding: { x: continuousAxis(input), y, ...colorOf(input), ...order, ...described },
    },
  ];
}

function slopes(input: SpecInput): Layer[] {
  const moments = [...new Set(input.marks.map((mark) => mark.x))];
  const changes = new Map(changesOf(input.marks).map(({ name, change }) => [name, change]));
  const named = (wanted: (change: number) => boolean) =>
    [...changes].filter(([, change]) => wanted(change)).map(([name]) => name);
  const ways = [
    { name: t('chart.slope.up'), names: named((change) => change > 0), color: sides[0], dash: [1, 0] },
    { name: t('chart.slope.down'), names: named((change) => change < 0), color: sides[1], dash: [6, 3] },
    { name: t('chart.slope.flat'), names: named((change) => change === 0), color: neutral, dash: [2, 2] },
  ];
  const texts = Object.fromEntries(ways.flatMap(({ name, names }) => names.map((one) => [one, name])));
  const used = ways.filter(({ names }) => names.length > 0);
  const legend = {
    ...strokeLegend,
    title: null,
    orient: 'top',
    description: t('chart.legend.amounts', { title: t('chart.slope.way') }),
  };
  const domain = used.map(({ name }) => name);
  const channel = { field: 'way', type: 'nominal', legend };
  const place = {
    x: {
      ...continuousAxis(input),
      type: 'ordinal',
      sort: null,
      scale: { padding: 0.5 },
      axis: slopeAxis(input, moments),
    },
    y: measureAxis(input),
  };
  const side = (at: number, align: string, dx: number, text: Layer): Layer => ({
    transform: [{ filter: `datum.x === ${JSON.stringify(moments[at] ?? null)}` }],
    mark: { type: 'text', align, dx, limit: 220, fontSize: 12, color: ink, ...quiet },
    encoding: { ...place, text },
  });
  const color = { ...channel, scale: { domain, range: used.map((way) => way.color) } };
  const dash = { ...channel, scale: { domain, range: used.map((way) => way.dash) } };
  const way = Object.entries(texts).map(([name, text]) => ({ name, text }));
  const lookup = {
    lookup: 'color',
    from: { data: { values: way }, key: 'name', fields: ['text'] },
    as: ['way'],
    default: t('chart.slope.flat'),
  };
  return [
    {
      transform: [lookup],
      mark: { type: 'line', strokeWidth: 2, ...quiet },
      encoding: { ...place, detail: { field: 'color' }, color, strokeDash: dash },
    },
    {
      transform: [lookup],
      mark: { type: 'point', filled: true, size: 50, opacity: 1 },
      encoding: { ...place, color, ...described },
    },
    side(0, 'right', -10, { field: 'label', type: 'nominal' }),
    side(1, 'left', 10, { field: 'name', type: 'nominal' }),
  ];
}

/** Two moments, written whatever their type. */
function slopeAxis(input: SpecInput, moments: readonly (string | number)[]): Layer {
  const column = input.columns.find((candidate) => candidate.name === input.chart.x);
  const time = column?.type === 'date' || column?.type === 'timestamp';
  const plain = moments.every((moment) => typeof moment === 'number') && !time ? { format: 'd' } : {};
  const dates = time ? { formatType: 'time', format: input.facts.bucket === 'year' ? '%Y' : '%d/%m/%Y' } : {};
  return { ...axis(columnTitle(input.columns, input.chart.x)), labelAngle: 0, ...plain, ...dates };
}

function slices(input: SpecInput): Layer[] {
  const radius = Math.max(60, Math.min(input.height / 2 - 36, input.width / 4));
  const theta = {
    theta: { field: 'y', type: 'quantitative', stack: true },
    order: { field: 'rank', type: 'quantitative' },
  };
  const names = input.marks.map((mark) => mark.x);
  const range = input.marks.map((mark, index) => (mark.other ? neutral : palette[index % palette.length]));
  return [
    {
      mark: { type: 'arc', outerRadius: radius, stroke: 'white', strokeWidth: 2 },
      encoding: {
        ...theta,
        color: { field: 'x', type: 'nominal', scale: { domain: names, range }, legend: null },
        ...described,
      },
    },
    {
      mark: {
        type: 'text',
        radius: radius + 14,
        limit: 200,
        fontSize: 12,
        color: ink,
        align: { expr: "datum.middle > 0.5 ? 'right' : 'left'" },
        ...quiet,
      },
      encoding: { ...theta, text: { field: 'slice', type: 'nominal' } },
    },
  ];
}

function pyramid(input: SpecInput): Layer[] {
  const value = measureAxis(input, 'signed');
  return [
    {
      mark: { type: 'bar', stroke: 'white', strokeWidth: 1 },
      encoding: {
        y: categoryOf(input),
        x: { ...value, stack: null, axis: { ...value.axis, labelExpr: "format(abs(datum.value), ',')" } },
        ...colorOf(input),
        ...described,
      },
    },
  ];
}
