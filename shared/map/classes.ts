import type { ClassMethod, MapView } from './view.ts';

/** `bounds` has one more than the classes: class i holds bounds[i] <= v < bounds[i + 1], the last its upper bound too. */
export type Classes = { bounds: number[]; counts: number[]; approximate: boolean };

/** Distinct values past which Jenks' optimum is sought over as many groups of neighbours instead (and said). */
const jenksValues = 1200;

/** Cuts values into classes. Fewer classes than asked come out where values repeat. Null without any value. */
export function classify(values: readonly number[], wish: MapView['classes']): Classes | null {
  const sorted = Float64Array.from(values).sort();
  if (sorted.length === 0) return null;
  const lowest = sorted[0]!;
  const highest = sorted[sorted.length - 1]!;
  const distinct = countDistinct(sorted);
  const inner = lowest === highest ? [] : innerBounds(sorted, wish);
  const kept = [...new Set(inner)].filter((bound) => bound > lowest && bound <= highest).sort((a, b) => a - b);
  const bounds = [lowest, ...kept, highest];
  return {
    bounds,
    counts: bounds.slice(1).map((_, place) => countWithin(sorted, bounds, place)),
    approximate: wish.method === 'jenks' && distinct > jenksValues,
  };
}

/** The class of a value, 0 first. Values outside go to the nearest class. */
export function classOf(bounds: readonly number[], value: number): number {
  let place = 0;
  while (place < bounds.length - 2 && value >= bounds[place + 1]!) place++;
  return place;
}

function innerBounds(sorted: Float64Array, { method, count, bounds }: MapView['classes']): number[] {
  const lowest = sorted[0]!;
  const highest = sorted[sorted.length - 1]!;
  const methods: Record<ClassMethod, () => number[]> = {
    quantiles: () => quantiles(sorted, count),
    equal: () => range(count - 1, (place) => lowest + ((highest - lowest) * (place + 1)) / count),
    rounded: () => roundBounds(quantiles(sorted, count), lowest, highest),
    jenks: () => jenks(sorted, count),
    manual: () => [...bounds],
  };
  return methods[method]();
}

const range = <T>(length: number, make: (place: number) => T): T[] => Array.from({ length }, (_, place) => make(place));

/** Values that leave the same number of areas on each side, as R's type 7 does. */
function quantiles(sorted: Float64Array, count: number): number[] {
  return range(count - 1, (place) => {
    const at = ((sorted.length - 1) * (place + 1)) / count;
    const low = sorted[Math.floor(at)]!;
    const high = sorted[Math.ceil(at)]!;
    return low + (high - low) * (at - Math.floor(at));
  });
}

/** The same bounds with as few digits as keep them apart: easier to read, classes a little less even. */
function roundBounds(bounds: number[], lowest: number, highest: number): number[] {
  for (let digits = 1; digits <= 6; digits++) {
    const rounded = bounds.map((bound) => Number(bound.toPrecision(digits)));
    const apart = rounded.every((bound, place) => bound > (rounded[place - 1] ?? lowest) && bound <= highest);
    if (apart) return rounded;
  }
  return bounds;
}

/**
 * Natural breaks: the cut that makes the classes the least scattered inside (Fisher 1958, Jenks 1977), by dynamic
 * programming over distinct values weighted by how often they occur. A bound is the lowest value of its class.
 */
function jenks(sorted: Float64Array, wanted: number): number[] {
  const groups = groupValues(sorted);
  const size = groups.length;
  const count = Math.min(wanted, size);
  if (count < 2) return [];
  const weight = new Float64Array(size + 1);
  const sum = new Float64Array(size + 1);
  const square = new Float64Array(size + 1);
  // Around the mean: the difference of two large squares would lose its digits.
  const mean = sorted.reduce((total, value) => total + value, 0) / sorted.length;
  groups.forEach((group, place) => {
    weight[place + 1] = weight[place]! + group.weight;
    sum[place + 1] = sum[place]! + group.sum - group.weight * mean;
    square[place + 1] = square[place]! + group.square - 2 * mean * group.sum + group.weight * mean * mean;
  });
  const scatter = (from: number, to: number) => {
    const total = sum[to]! - sum[from]!;
    return square[to]! - square[from]! - (total * total) / (weight[to]! - weight[from]!);
  };
  let best = Float64Array.from({ length: size + 1 }, (_, to) => (to === 0 ? 0 : scatter(0, to)));
  const cuts: Uint32Array[] = [];
  for (let classes = 2; classes <= count; classes++) {
    const next = new Float64Array(size + 1).fill(Number.POSITIVE_INFINITY);
    const cut = new Uint32Array(size + 1);
    for (let to = classes; to <= size; to++)
      for (let from = classes - 1; from < to; from++) {
        const cost = best[from]! + scatter(from, to);
        if (cost < next[to]!) {
          next[to] = cost;
          cut[to] = from;
        }
      }
    best = next;
    cuts.push(cut);
  }
  const bounds: number[] = [];
  let to = size;
  for (let classes = count; classes >= 2; classes--) {
    to = cuts[classes - 2]![to]!;
    bounds.unshift(groups[to]!.lowest);
  }
  return bounds;
}

type Group = { lowest: number; weight: number; sum: number; square: number };

/** Distinct values with their counts; past the limit neighbours by rank are put together, never across a wide gap. */
function groupValues(sorted: Float64Array): Group[] {
  const distinct = countDistinct(sorted);
  const perGroup = distinct > jenksValues ? Math.ceil(sorted.length / jenksValues) : 1;
  const wide = perGroup === 1 ? 0 : (sorted[sorted.length - 1]! - sorted[0]!) / (jenksValues / 4);
  const groups: Group[] = [];
  let last = Number.NaN;
  for (const value of sorted) {
    let group = groups.at(-1);
    if (!group || (value !== last && (group.weight >= perGroup || value - last > wide))) {
      group = { lowest: value, weight: 0, sum: 0, square: 0 };
      groups.push(group);
    }
    group.weight += 1;
    group.sum += value;
    group.square += value * value;
    last = value;
  }
  return groups;
}

function countDistinct(sorted: Float64Array): number {
  let count = 0;
  for (let place = 0; place < sorted.length; place++) if (place === 0 || sorted[place] !== sorted[place - 1]) count++;
  return count;
}

function countWithin(sorted: Float64Array, bounds: readonly number[], place: number): number {
  const last = place === bounds.length - 2;
  return rank(sorted, bounds[place + 1]!, last) - (place === 0 ? 0 : rank(sorted, bounds[place]!, false));
}

/** How many values are below a bound, or at it too. */
function rank(sorted: Float64Array, bound: number, inclusive: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < bound || (inclusive && sorted[middle] === bound)) low = middle + 1;
    else high = middle;
  }
  return low;
}
