import { categoryAxis, isHorizontal, isTilted, type SpecInput, seriesNames, sideOf } from './axes.ts';
import { columnTitle } from './names.ts';
import { axisTitle } from './wrap.ts';

export type Layer = Record<string, unknown>;
export type Data = Record<string, unknown>;

export const tooltip = { field: 'text', type: 'nominal' };
export const described = { tooltip, description: { field: 'text', type: 'nominal' } };
export const quiet = { aria: false, tooltip: false };
export const ink = '#1f1f1f';

/** `category` along one axis and `value` along the other, lying or standing. */
export function across(input: SpecInput, value: Layer, category: Layer): Layer {
  return isHorizontal(input) ? { y: category, x: value } : { x: category, y: value };
}

export function categoryOf(input: SpecInput): Layer {
  const name = columnTitle(input.columns, input.chart.x);
  const lying = isHorizontal(input);
  // A bar takes 22 pixels, a letter of a title about 7.
  const bars = new Set(input.marks.map((mark) => mark.x)).size;
  const letters = lying ? Math.min(axisTitle, Math.max(16, 3 * bars)) : axisTitle;
  return { field: 'x', type: 'nominal', sort: null, axis: categoryAxis(name, lying, isTilted(input), letters) };
}

export function offsetOf(input: SpecInput): Layer {
  return { field: 'color', type: 'nominal', sort: seriesNames(input) };
}

/** Values written at the end of the marks, or inside those that are stacked. */
export function labels(input: SpecInput, place: Layer, outside: boolean, gap = 4): Layer[] {
  const detail = input.chart.color === null ? {} : { detail: { field: 'color' } };
  if (!outside) return halo({ ...place, ...detail });
  const at = isHorizontal(input)
    ? { align: 'left', dx: gap, baseline: 'middle' }
    : { align: 'center', dy: -gap, baseline: 'bottom' };
  return [
    {
      transform: [{ filter: 'datum.y !== null' }],
      mark: { type: 'text', fontSize: 12, color: ink, ...at, ...quiet },
      encoding: { ...place, text: { field: 'label', type: 'nominal' }, ...detail },
    },
  ];
}

/** Text read on any colour: dark with a white edge. */
export function halo(place: Layer, rest: Layer = {}): Layer[] {
  const encoding = { ...place, text: { field: 'label', type: 'nominal' } };
  const mark = { type: 'text', fontSize: 12, align: 'center', baseline: 'middle', ...quiet };
  return [
    { ...rest, mark: { ...mark, color: 'white', stroke: 'white', strokeWidth: 3 }, encoding },
    { ...rest, mark: { ...mark, color: ink }, encoding },
  ];
}

/** « n. d. » where there is no value: an empty place would read as zero. */
export function noData(input: SpecInput, offset: Layer): Layer[] {
  if (!input.marks.some((mark) => mark.y === null)) return [];
  const at = isHorizontal(input) ? { align: 'left', dx: 4 } : { align: 'center', dy: -4, baseline: 'bottom' };
  const start = isHorizontal(input) ? { x: { value: 0 } } : { y: sideOf(input, 'height') };
  const along = isHorizontal(input) ? { y: categoryOf(input) } : { x: categoryOf(input) };
  return [
    {
      transform: [{ filter: 'datum.y === null' }],
      mark: { type: 'text', fontStyle: 'italic', fontSize: 12, color: '#595959', ...at, ...quiet },
      encoding: { ...along, ...start, ...offset, text: { field: 'label', type: 'nominal' } },
    },
  ];
}
