import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { captionOf } from '../../../shared/chart/caption.ts';
import type { Chart } from '../../../shared/chart/encoding.ts';
import { type Finding, guard } from '../../../shared/chart/guard.ts';
import { suggest } from '../../../shared/chart/suggest.ts';
import { emptyProject } from '../../../shared/project/project.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import { chart, openChartEngine } from './chart-engine.ts';

const columns: Column[] = [
  { name: 'Commune', type: 'text', meaning: null },
  { name: 'Type', type: 'text', meaning: null },
  { name: 'Habitants', type: 'integer', meaning: 'population' },
];

/** `count` communes, the first of 1 000 inhabitants and each next one a little smaller; half of them « A », half « B ». */
const communes = (count: number) =>
  `SELECT 'c' || lpad(r::VARCHAR, 5, '0') AS "Commune", CASE WHEN r % 2 = 0 THEN 'A' ELSE 'B' END AS "Type",
    (1000 - r * 900 // ${count})::BIGINT AS "Habitants" FROM range(${count}) AS t(r)`;

let engine: Awaited<ReturnType<typeof openChartEngine>>;
beforeAll(async () => {
  engine = await openChartEngine();
});
afterAll(() => engine.close());

const inhabitants = { x: 'Commune', y: 'Habitants', measure: 'sum' } as const;

async function restRules(wanted: Chart, count: number): Promise<Finding[]> {
  const { marks, facts } = await engine.drawn(wanted, communes(count), columns);
  const found = guard(wanted, columns, { marks, facts, vintages: [] });
  return found.filter(({ rule }) => rule === 'rest-hidden' || rule === 'rest-crushes');
}

const shapes: [string, Partial<Chart>][] = [
  ['bars', {}],
  ['the smallest first', { sort: 'value-asc' }],
  ['by name', { sort: 'x-asc' }],
  ['dots', { kind: 'dot' }],
  ['piled colours', { color: 'Type' }],
  ['colours side by side', { color: 'Type', stacking: 'grouped' }],
  ['panels', { facet: 'Type' }],
  ['rows', { measure: 'count', y: null }],
  ['different values', { measure: 'count-distinct' }],
  ['medians', { measure: 'median' }],
  ['the largest', { measure: 'max', sort: 'value-asc' }],
];

describe.each(shapes)('%s', (_, shape) => {
  test.each([20, 25, 400, 30_000])('of %i communes: one click is enough, whichever way it was', async (count) => {
    for (const others of [true, false]) {
      const wanted = chart({ ...inhabitants, ...shape, others });
      const [first, ...more] = await restRules(wanted, count);
      expect(more).toEqual([]);
      if (first) expect(await restRules(first.fix as Chart, count)).toEqual([]);
    }
  });
});

test('« Autres » is asked for beside 20 of 25, and against beside 20 of 30 000', async () => {
  const asked = [];
  for (const others of [true, false])
    for (const count of [25, 30_000])
      asked.push((await restRules(chart({ ...inhabitants, others }), count)).map(({ rule }) => rule));
  expect(asked).toEqual([[], ['rest-crushes'], ['rest-hidden'], []]);
});

test.each([400, 30_000])('a suggestion over %i names is at peace after one click at most', async (count) => {
  const suggested = suggest(columns, 't', { Commune: count, Type: count });
  for (const { chart: wanted } of suggested.filter(({ chart: { kind } }) => kind === 'bar' || kind === 'dot')) {
    const [first] = await restRules(wanted, count);
    if (first) expect(await restRules(first.fix as Chart, count)).toEqual([]);
  }
});

test('what is left out of the drawing is counted under it, with its sum', async () => {
  const source = { kind: 'file', id: 's', name: 'communes.csv', sha256: '', size: 0, options: {} };
  const project = {
    ...emptyProject('p', 'Essai'),
    tables: [{ id: 't', name: 'Communes', source: source.id, recipe: [] }],
  };
  const wanted = chart({ ...inhabitants, limit: 2, others: false });
  const { marks, facts } = await engine.drawn(wanted, communes(4), columns);
  expect({ drawn: marks.length, rest: facts.rest }).toEqual({ drawn: 2, rest: { longest: 875, sum: 875 } });
  const words = captionOf(project as never, wanted, columns, facts).join('\n');
  expect(words).toContain('2 éléments au-delà de la limite ne sont pas représentés (ensemble\u00a0: 875)');
});
