import type { Chart } from './encoding.ts';
import type { Rules } from './guard.ts';

type Json = Record<string, unknown>;

/** Rules on a specification edited by hand: the same traps, read in the JSON. */
export const specRules = {
  /** Two axes for one direction: any two curves can be made to meet. */
  'two-axes'(chart) {
    const double = (node: Json) => {
      const scale = (node.resolve as { scale?: Json } | undefined)?.scale;
      return 'layer' in node && (scale?.y === 'independent' || scale?.x === 'independent');
    };
    if (!contains(chart, double)) return null;
    return { level: 'blocked', fix: mended(chart, (node) => (double(node) ? without(node, 'resolve') : node)) };
  },

  /** Bars or areas whose axis does not start at zero. */
  'cut-axis'(chart) {
    if (!contains(chart, (node) => isLengthMark(node.mark))) return null;
    const cut = (node: Json) => {
      const scale = node.scale as Json | undefined;
      if (node.type !== 'quantitative' || !scale) return false;
      const domain = scale.domain as unknown[] | undefined;
      const starts = Array.isArray(domain) && typeof domain[0] === 'number' && domain[0] > 0;
      return scale.zero === false || starts || typeof scale.domainMin === 'number' || scale.type === 'log';
    };
    const wrong = (node: Json) => measured(node).some((channel) => cut(channel));
    if (!contains(chart, (node) => isObject(node.encoding) && wrong(node))) return null;
    const straight = (node: Json) => (cut(node) ? { ...node, scale: { zero: true } } : node);
    return { level: 'blocked', fix: mended(chart, straight) };
  },

  /** An axis upside down: what rises looks like falling. */
  'reversed-axis'(chart) {
    const reversed = (node: Json) =>
      node.type === 'quantitative' &&
      ((node.scale as Json | undefined)?.reverse === true || node.sort === 'descending');
    if (!contains(chart, reversed)) return null;
    const forward = (node: Json) => {
      if (!reversed(node)) return node;
      const { sort, ...rest } = node;
      return isObject(rest.scale) ? { ...rest, scale: without(rest.scale, 'reverse') } : rest;
    };
    return { level: 'blocked', fix: mended(chart, forward) };
  },

  /** Colours that part of the readers cannot tell apart, or that rank what has no rank. */
  'unsafe-colors'(chart) {
    const unsafe = (node: Json) => typeof node.scheme === 'string' && unsafeSchemes.test(node.scheme);
    const redGreen = (node: Json) => Array.isArray(node.range) && hasRedGreen(node.range);
    if (!contains(chart, (node) => unsafe(node) || redGreen(node))) return null;
    const safe = (node: Json) =>
      unsafe(node) ? without(node, 'scheme') : redGreen(node) ? without(node, 'range') : node;
    return { level: 'warned', fix: mended(chart, safe) };
  },

  /** A mark computed from other figures than those of the table. */
  'foreign-data'(chart) {
    const foreign = (node: Json) =>
      isObject(node.data) && Array.isArray(node.data.values) && node.data.values.length > 50;
    if (!contains(chart, foreign)) return null;
    return { level: 'blocked', fix: mended(chart, (node) => (foreign(node) ? without(node, 'data') : node)) };
  },
} satisfies Rules;

const unsafeSchemes = /^(rainbow|sinebow|turbo|redyellowgreen|redgreen|spectral|category10|category20|set1|paired)/i;

function isLengthMark(mark: unknown): boolean {
  const type = isObject(mark) ? mark.type : mark;
  return type === 'bar' || type === 'area';
}

/** The channels by which lengths are read. */
function measured(node: Json): Json[] {
  const encoding = node.encoding as Json;
  return [encoding.x, encoding.y].filter(isObject);
}

function contains(chart: Chart, found: (node: Json) => boolean): boolean {
  return chart.vega !== null && some(chart.vega, found);
}

function some(value: unknown, found: (node: Json) => boolean): boolean {
  if (Array.isArray(value)) return value.some((one) => some(one, found));
  return isObject(value) && (found(value) || Object.values(value).some((one) => some(one, found)));
}

function mended(chart: Chart, mend: (node: Json) => Json): Chart {
  return { ...chart, vega: map(chart.vega, mend) as Json };
}

function map(value: unknown, mend: (node: Json) => Json): unknown {
  if (Array.isArray(value)) return value.map((one) => map(one, mend));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(mend(value)).map(([key, one]) => [key, map(one, mend)]));
}

function without(node: Json, key: string): Json {
  const { [key]: _, ...rest } = node;
  return rest;
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A red and a green of about the same lightness: confused by one man in twelve. */
function hasRedGreen(range: unknown[]): boolean {
  const hues = range.map(hueOf);
  return hues.includes('red') && hues.includes('green');
}

function hueOf(color: unknown): 'red' | 'green' | null {
  if (typeof color !== 'string') return null;
  if (/^(red|crimson|firebrick|darkred|tomato)$/i.test(color)) return 'red';
  if (/^(green|lime|limegreen|forestgreen|darkgreen|seagreen)$/i.test(color)) return 'green';
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color);
  if (!parts) return null;
  const [red = 0, green = 0, blue = 0] = parts.slice(1).map((part) => Number.parseInt(part, 16));
  if (red > 1.8 * green && red > 1.8 * blue) return 'red';
  return green > 1.4 * red && green > 1.4 * blue ? 'green' : null;
}
