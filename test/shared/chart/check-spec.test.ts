import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { checkSpec } from '../../../shared/chart/check-spec.ts';
import { refusals } from '../../../shared/chart/safe-spec.ts';

const schema = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('vega-lite/vega-lite-schema.json'), 'utf8'),
) as Record<string, unknown>;
const marks = { data: { name: 'marks' }, mark: 'bar', encoding: { x: { field: 'y', type: 'quantitative' } } };
const problems = (spec: unknown) => checkSpec(typeof spec === 'string' ? spec : JSON.stringify(spec), schema).problems;

test('a specification over the marks of the chart is accepted', () => {
  expect(checkSpec(JSON.stringify(marks), schema)).toEqual({ spec: marks, problems: [] });
});

describe('refused, with where and why', () => {
  test.each<[string, object, string, string]>([
    ['data from an address', { data: { url: 'https://exemple.fr/a.csv' } }, 'data.url', 'url'],
    ['data from a local file', { layer: [{ data: { url: 'a.csv' } }] }, 'layer.0.data.url', 'url'],
    ['a format to load', { data: { name: 'marks', format: { type: 'csv' } } }, 'data.format', 'format'],
    [
      'a lookup from an address',
      { transform: [{ lookup: 'x', from: { data: { url: '//a' } } }] },
      'transform.0.from.data.url',
      'url',
    ],
    ['a link', { encoding: { href: { value: 'https://exemple.fr' } } }, 'encoding.href', 'href'],
    ['a link on the mark', { mark: { type: 'bar', href: 'https://exemple.fr' } }, 'mark.href', 'href'],
    ['an image', { mark: 'image' }, 'mark', 'image'],
    ['an image in a layer', { layer: [{ mark: { type: 'image' } }] }, 'layer.0.mark', 'image'],
    ['an image by encoding', { encoding: { url: { field: 'x' } } }, 'encoding.url', 'url'],
    ['a signal', { width: { signal: 'x' } }, 'width.signal', 'signal'],
    ['parameters', { params: [{ name: 'p', bind: { element: '#x' } }] }, 'params', 'signal'],
    ['settings of the drawing', { usermeta: { embedOptions: { loader: {} } } }, 'usermeta', 'usermeta'],
    ['other data', { datasets: { a: [{ b: 1 }] } }, 'datasets', 'datasets'],
    ['made-up data', { data: { sequence: { start: 0, stop: 1e9 } } }, 'data.sequence', 'generator'],
    ['an address as a colour', { mark: { type: 'bar', fill: 'url(https://exemple.fr/a)' } }, 'mark.fill', 'text-url'],
    ['an address as a background', { background: 'data:image/svg+xml,x' }, 'background', 'text-url'],
    [
      'an address in an expression',
      { transform: [{ calculate: "'https://exemple.fr'", as: 'a' }] },
      'transform.0.calculate',
      'text-url',
    ],
  ])('%s', (_, change, path, reason) => {
    expect(refusals({ ...marks, ...change })).toEqual([{ path, reason }]);
  });

  test('an address in a title is only words', () => {
    expect(refusals({ ...marks, title: { text: 'https://exemple.fr', subtitle: 'voir https://exemple.fr' } })).toEqual(
      [],
    );
  });

  test('nesting without end', () => {
    let deep: object = { mark: 'bar' };
    for (let turn = 0; turn < 200; turn += 1) deep = { spec: deep };
    expect(refusals(deep).map(({ reason }) => reason)).toEqual(['generator']);
  });
});

describe('not drawn, with the place', () => {
  test.each<[string, unknown, RegExp]>([
    ['text that is not JSON', '{ mark:', /^Ce n’est pas du JSON/],
    ['a list', [], /marks/],
    ['no data name', { ...marks, data: undefined }, /marks/],
    ['data of its own', { ...marks, data: { name: 'marks', values: [1] } }, /marks/],
    ['an unknown mark', { ...marks, mark: 'donut' }, /« mark »/],
    [
      'an unknown type',
      { ...marks, encoding: { x: { field: 'y', type: 'numeric' } } },
      /« encoding\.x\.type ».*"quantitative"/,
    ],
    ['an unknown word', { ...marks, encodings: {} }, /« encodings »/],
  ])('%s', (_, spec, expected) => {
    const [problem] = problems(spec);
    expect(problem?.replaceAll('\u00a0', ' ')).toMatch(expected);
  });
});
