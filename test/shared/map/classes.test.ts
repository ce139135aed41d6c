import { expect, test } from 'vitest';
import { classify, classOf } from '../../../shared/map/classes.ts';
import { rampColours } from '../../../shared/map/colours.ts';
import type { ClassMethod } from '../../../shared/map/view.ts';

const cut = (values: number[], method: ClassMethod, count: number, bounds: number[] = []) =>
  classify(values, { method, count, bounds });

test('quantiles leave as many areas in each class', () => {
  const values = Array.from({ length: 100 }, (_, place) => place ** 2);
  expect(cut(values, 'quantiles', 4)?.counts).toEqual([25, 25, 25, 25]);
});

test('equal ranges are equal, whatever falls in them', () => {
  expect(cut([0, 1, 2, 3, 100], 'equal', 4)).toEqual({
    bounds: [0, 25, 50, 75, 100],
    counts: [4, 0, 0, 1],
    approximate: false,
  });
});

test('natural breaks fall in the gaps', () => {
  const values = [1, 2, 3, 50, 51, 52, 53, 200, 201];
  expect(cut(values, 'jenks', 3)).toEqual({ bounds: [1, 50, 200, 201], counts: [3, 4, 2], approximate: false });
});

test('natural breaks are the best cut there is, as trying every cut shows', () => {
  const values = [4, 5, 9, 10, 11, 22, 23, 30, 31, 32, 60, 61];
  const scatter = (part: number[]) => {
    const mean = part.reduce((sum, value) => sum + value, 0) / part.length;
    return part.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  };
  let best = { cost: Number.POSITIVE_INFINITY, bounds: [0, 0] };
  for (let first = 1; first < values.length - 1; first++)
    for (let second = first + 1; second < values.length; second++) {
      const cost =
        scatter(values.slice(0, first)) + scatter(values.slice(first, second)) + scatter(values.slice(second));
      if (cost < best.cost) best = { cost, bounds: [values[first]!, values[second]!] };
    }
  expect(cut(values, 'jenks', 3)?.bounds.slice(1, -1)).toEqual(best.bounds);
});

test('natural breaks of 35 000 values are found, and said to be approximate', () => {
  const values = Array.from({ length: 35_000 }, (_, place) => (place % 3) * 1000 + (place % 977) / 10);
  const classes = cut(values, 'jenks', 3);
  expect({ inner: classes?.bounds.slice(1, -1), counts: classes?.counts, approximate: classes?.approximate }).toEqual({
    inner: [1000, 2000],
    counts: [11_667, 11_667, 11_666],
    approximate: true,
  });
});

test('rounded bounds have few digits and still tell classes apart', () => {
  const values = Array.from({ length: 101 }, (_, place) => 1013.7 + place * 9.31);
  expect(cut(values, 'rounded', 4)?.bounds.slice(1, -1)).toEqual([1200, 1500, 1700]);
});

test('bounds of one’s own are kept, those outside the data left out', () => {
  expect(cut([5, 15, 25, 35], 'manual', 5, [10, 30, 90])).toEqual({
    bounds: [5, 10, 30, 35],
    counts: [1, 2, 1],
    approximate: false,
  });
});

test('repeated values make fewer classes, none empty by accident', () => {
  expect(cut([0, 0, 0, 0, 0, 0, 7], 'quantiles', 5)).toEqual({ bounds: [0, 7], counts: [7], approximate: false });
});

test('one value alone is one class, none is none', () => {
  expect([cut([3, 3], 'jenks', 5), cut([], 'quantiles', 5)]).toEqual([
    { bounds: [3, 3], counts: [2], approximate: false },
    null,
  ]);
});

test('a value at a bound belongs to the class above, the highest to the last', () => {
  const bounds = [0, 10, 20, 30];
  expect([0, 9.99, 10, 20, 30].map((value) => classOf(bounds, value))).toEqual([0, 0, 1, 2, 2]);
});

test('colours of a ramp grow darker by clear steps, whatever the colour vision', () => {
  const lightness = (colour: string) => {
    const [red, green, blue] = [1, 3, 5].map((at) => (Number.parseInt(colour.slice(at, at + 2), 16) / 255) ** 2.2);
    return 116 * Math.cbrt(0.2126 * red! + 0.7152 * green! + 0.0722 * blue!) - 16;
  };
  const steps = (['blue', 'green', 'orange', 'purple'] as const).map((name) => {
    const values = rampColours(name, 5).map(lightness);
    return values.slice(1).every((value, place) => values[place]! - value > 9);
  });
  expect(steps).toEqual([true, true, true, true]);
});
