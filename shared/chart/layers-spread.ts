import { t } from '../text/t.ts';
import {
  amountOf,
  axis,
  categoryAxis,
  colorOf,
  isHorizontal,
  isLong,
  measureAxis,
  type SpecInput,
  seriesNames,
} from './axes.ts';
import { across, categoryOf, described, halo, ink, type Layer, labels, quiet } from './layer-parts.ts';
import { columnTitle } from './names.ts';
import { neutral, palette } from './palette.ts';
import { measureName, sentenceCase } from './rows.ts';
import { legendTitle, titleLines } from './wrap.ts';

export function points(input: SpecInput): Layer[] {
  const { chart } = input;
  const log = chart.scale === 'log';
  const scale = log ? { type: 'log' } : { zero: false };
  const titled = (title: string) => axis(log ? t('chart.axis.log', { title }) : title);
  const size =
    chart.size === null
      ? {}
      : {
          size: {
            field: 'size',
            type: 'quantitative',
            scale: { rangeMin: 12, rangeMax: 500 },
            legend: sizeLegend(columnTitle(input.columns, chart.size)),
          },
        };
  return [
    {
      mark: { type: 'point', filled: true, size: 36, opacity: 0.6 },
      encoding: {
        x: { field: 'x', type: 'quantitative', axis: titled(columnTitle(input.columns, chart.x)), scale },
        y: { field: 'y', type: 'quantitative', axis: titled(columnTitle(input.columns, chart.y)), scale },
        ...size,
        ...colorOf(input, 'shape'),
        ...described,
      },
    },
    ...trend(input),
  ];
}

function sizeLegend(title: string): Layer {
  return { title: titleLines(title, legendTitle), description: t('chart.legend.amounts', { title }) };
}

/** The line that the engine computed over every row, between the ends of what is drawn. */
function trend({ facts, marks }: SpecInput): Layer[] {
  if (!facts.trend || marks.length === 0) return [];
  const { slope, intercept } = facts.trend;
  const across = marks.map((mark) => Number(mark.x));
  const ends = [Math.min(...across), Math.max(...across)];
  return [
    {
      data: { values: ends.map((x) => ({ x, y: slope * x + intercept })) },
      mark: { type: 'line', color: ink, strokeDash: [6, 4], strokeWidth: 1.5, clip: true, ...quiet },
      encoding: { x: { field: 'x', type: 'quantitative' }, y: { field: 'y', type: 'quantitative' } },
    },
  ];
}

export function squares(input: SpecInput): Layer[] {
  const { chart } = input;
  return [
    {
      mark: { type: 'rect' },
      encoding: {
        x: {
          field: 'x',
          type: 'quantitative',
          axis: axis(columnTitle(input.columns, chart.x)),
          scale: { zero: false },
        },
        x2: { field: 'stop' },
        y: {
          field: 'y',
          type: 'quantitative',
          axis: axis(columnTitle(input.columns, chart.y)),
          scale: { zero: false },
        },
        y2: { field: 'top' },
        color: {
          ...amountOf(input, 'rows', t('chart.squares')),
          scale: { type: 'log', range: amountOf(input, 'rows', '').scale.range },
        },
        ...described,
      },
    },
    ...trend(input),
  ];
}

export function bins(input: SpecInput): Layer[] {
  const { chart, marks } = input;
  const [first] = marks;
  const step = first?.stop === undefined ? 1 : first.stop - Number(first.x);
  return [
    {
      mark: { type: 'bar', color: palette[0], binSpacing: 1 },
      encoding: {
        x: {
          field: 'x',
          type: 'quantitative',
          bin: { binned: true, step },
          axis: axis(columnTitle(input.columns, chart.x)),
        },
        x2: { field: 'stop' },
        y: measureAxis(input),
        ...described,
      },
    },
  ];
}

export function boxes(input: SpecInput): Layer[] {
  const lying = isHorizontal(input);
  const category = categoryOf(input);
  const value = (field: string) => ({
    ...measureAxis(input, field),
    axis: axis(columnTitle(input.columns, input.chart.y)),
  });
  const second = (field: string) => ({ [lying ? 'x2' : 'y2']: { field } });
  const place = (field: string) => across(input, value(field), category);
  return [
    { mark: { type: 'rule', color: palette[0], ...quiet }, encoding: { ...place('low'), ...second('high') } },
    {
      mark: { type: 'bar', size: 12, color: '#9cc7e3', stroke: palette[0], strokeWidth: 1 },
      encoding: { ...place('first'), ...second('third'), ...described },
    },
    { mark: { type: 'tick', color: ink, thickness: 2, size: 14, ...quiet }, encoding: place('y') },
    ...(input.chart.labels ? labels(input, place('high'), true) : []),
  ];
}

export function cells(input: SpecInput): Layer[] {
  const { chart, marks } = input;
  const lying = isHorizontal(input);
  const colors = seriesNames(input);
  const tilted = !lying ? false : isLong(input, colors);
  const second = {
    field: 'color',
    type: 'nominal',
    sort: colors,
    axis: categoryAxis(columnTitle(input.columns, chart.color), !lying, tilted),
  };
  const place = across(input, second, categoryOf(input));
  const empty = marks.some((mark) => mark.y === null);
  return [
    {
      ...(empty ? { transform: [{ filter: 'datum.y !== null' }] } : {}),
      mark: { type: 'rect', stroke: 'white', strokeWidth: 1 },
      encoding: {
        ...place,
        color: amountOf(input, 'y', sentenceCase(measureName(chart, input.columns))),
        ...described,
      },
    },
    ...(empty
      ? [
          {
            transform: [{ filter: 'datum.y === null' }],
            mark: { type: 'rect', fill: 'white', stroke: neutral, strokeDash: [2, 2] },
            encoding: { ...place, ...described },
          },
        ]
      : []),
    ...(chart.labels || empty ? halo(place, chart.labels ? {} : { transform: [{ filter: 'datum.y === null' }] }) : []),
  ];
}
