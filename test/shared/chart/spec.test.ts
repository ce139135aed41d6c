import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile, type TopLevelSpec } from 'vega-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkSpec } from '../../../shared/chart/check-spec.ts';
import type { Chart } from '../../../shared/chart/encoding.ts';
import { mismatch } from '../../../shared/chart/json-schema.ts';
import { chartKinds } from '../../../shared/chart/kinds.ts';
import { chartPage } from '../../../shared/chart/page.ts';
import type { Mark } from '../../../shared/chart/rows.ts';
import { design, rendererOf, type SpecInput, spec } from '../../../shared/chart/spec.ts';
import { tableOf } from '../../../shared/chart/table.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import { chart, facts, openChartEngine } from './chart-engine.ts';

const schema = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve('vega-lite/vega-lite-schema.json'), 'utf8'),
) as Record<string, unknown>;

const columns: Column[] = [
  { name: 'Région', type: 'text', meaning: null },
  { name: 'Sexe', type: 'text', meaning: null },
  { name: 'Population', type: 'integer', meaning: 'population' },
  { name: 'Taux', type: 'decimal', meaning: null },
  { name: 'Jour', type: 'date', meaning: null },
  { name: 'Année', type: 'integer', meaning: null },
];
const hostile = '</text><script>alert(1)</script>';
const rows = `SELECT * FROM (VALUES
  ('${hostile}', 'F', 400, 2.5, DATE '2024-01-01', 2020), ('Corse', 'H', 20, 3.5, DATE '2024-02-01', 2021),
  ('Corse', 'F', NULL, 4.5, DATE '2024-03-01', 2021), ('${hostile}', 'H', 90, 1.5, DATE '2024-01-01', 2021)
) AS rows("Région", "Sexe", "Population", "Taux", "Jour", "Année")`;

const cases: [string, Partial<Chart>][] = [
  ['bar', { kind: 'bar', x: 'Région', y: 'Population', measure: 'sum', labels: true }],
  ['bar with « Autres »', { kind: 'bar', x: 'Région', limit: 1 }],
  ['standing stacked bar', { kind: 'bar', x: 'Année', color: 'Région', labels: true }],
  [
    'grouped bar',
    { kind: 'bar', x: 'Région', y: 'Population', measure: 'sum', color: 'Sexe', stacking: 'grouped', labels: true },
  ],
  [
    'bar of 100 %',
    { kind: 'bar', x: 'Région', y: 'Population', measure: 'sum', color: 'Sexe', stacking: 'normalized' },
  ],
  ['dot', { kind: 'dot', x: 'Région', y: 'Taux', measure: 'median', labels: true }],
  ['dot of two series', { kind: 'dot', x: 'Région', y: 'Taux', measure: 'median', color: 'Sexe', baseline: 'free' }],
  ['line', { kind: 'line', x: 'Jour', y: 'Taux', measure: 'mean', sort: 'x-asc' }],
  ['line by colour', { kind: 'line', x: 'Année', y: 'Taux', measure: 'mean', color: 'Région', labels: true }],
  ['logarithmic line', { kind: 'line', x: 'Année', y: 'Taux', measure: 'mean', scale: 'log' }],
  ['area', { kind: 'area', x: 'Jour', y: 'Taux', measure: 'sum', color: 'Sexe' }],
  ['area of 100 %', { kind: 'area', x: 'Jour', y: 'Taux', measure: 'sum', color: 'Sexe', stacking: 'normalized' }],
  ['plain area', { kind: 'area', x: 'Jour', measure: 'count' }],
  ['slope', { kind: 'slope', x: 'Année', y: 'Taux', measure: 'mean', color: 'Région' }],
  ['slope between dates', { kind: 'slope', x: 'Jour', measure: 'count', color: 'Région' }],
  [
    'scatter',
    { kind: 'scatter', x: 'Population', y: 'Taux', measure: 'value', color: 'Sexe', size: 'Population', trend: true },
  ],
  ['histogram', { kind: 'histogram', x: 'Taux', bins: 10 }],
  ['box', { kind: 'box', x: 'Région', y: 'Taux', measure: 'median' }],
  ['standing box', { kind: 'box', x: 'Année', y: 'Taux', measure: 'median' }],
  ['heatmap', { kind: 'heatmap', x: 'Région', y: 'Population', measure: 'sum', color: 'Sexe', labels: true }],
  ['pie', { kind: 'pie', x: 'Région', y: 'Population', measure: 'sum' }],
  ['pyramid', { kind: 'pyramid', x: 'Région', y: 'Population', measure: 'sum', color: 'Sexe' }],
  ['panelled bar', { kind: 'bar', x: 'Région', facet: 'Sexe' }],
  ['panelled scatter', { kind: 'scatter', x: 'Population', y: 'Taux', measure: 'value', facet: 'Sexe' }],
  ['panelled histogram', { kind: 'histogram', x: 'Taux', facet: 'Sexe', references: [{ kind: 'median' }] }],
];
const lines: Partial<Chart> = {
  references: [{ kind: 'median' }, { kind: 'value', value: 3, label: `seuil ${hostile}`, axis: 'y' }],
  annotations: [{ at: 'Corse', text: hostile }],
  title: hostile,
  subtitle: 'Un sous-titre',
};

let engine: Awaited<ReturnType<typeof openChartEngine>>;
beforeAll(async () => {
  engine = await openChartEngine();
});
afterAll(() => engine.close());

async function inputOf(change: Partial<Chart>): Promise<SpecInput> {
  const wanted = chart(change);
  const { marks, facts: found } = await engine.drawn(wanted, rows, columns);
  return {
    chart: wanted,
    columns,
    marks,
    facts: found,
    caption: ['Source\u00a0: essai', 'n = 4'],
    width: 600,
    height: 300,
  };
}

/** Draws without a page, under the interpreter, as the strict policy demands. */
async function toSvg(document: TopLevelSpec): Promise<{ svg: string; warnings: string[] }> {
  const warnings: string[] = [];
  const note = (...args: readonly unknown[]) => {
    warnings.push(args.join(' '));
    return logger;
  };
  const logger = { level: () => logger, warn: note, error: note, info: () => logger, debug: () => logger };
  const compiled = compile(document, { logger: logger as never }).spec;
  const refuse = () => Promise.reject(new Error('nothing is loaded'));
  const loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse, options: {} };
  const view = new View(parse(compiled, undefined, { ast: true }), {
    renderer: 'none',
    expr: expressionInterpreter,
    loader,
    logger: logger as never,
  });
  return { svg: await view.toSVG(), warnings };
}

test('the caption of a heatmap of two rows begins below its legend', async () => {
  const input = await inputOf({ kind: 'heatmap', x: 'Région', y: 'Population', measure: 'sum', color: 'Sexe' });
  const view = new View(parse(compile(spec(input)).spec, undefined, { ast: true }), {
    renderer: 'none',
    expr: expressionInterpreter,
  });
  await view.runAsync();
  type Item = { bounds: { y1: number; y2: number }; text?: string | string[] };
  type Marks = { role: string; items: Item[] };
  const parts = (view.scenegraph() as unknown as { root: { items: { items: Marks[] }[] } }).root.items[0]?.items ?? [];
  const legend = parts.find(({ role }) => role === 'legend')?.items[0];
  const caption = parts.flatMap(({ items }) => items).find(({ text }) => [text].flat().join().includes('Source'));
  expect(caption?.bounds.y1).toBeGreaterThan(legend?.bounds.y2 ?? Number.NaN);
});

describe.each(cases)('a drawn %s', (_, change) => {
  test('compiles without a warning and draws its source, in French, with hostile text as text', async () => {
    const { svg, warnings } = await toSvg(spec(await inputOf({ ...change, ...lines })));
    const english = svg.match(/aria-label="(X-axis|Y-axis|Legend|Symbol legend)[^"]*"/g);
    expect({
      warnings,
      caption: svg.includes('Source\u00a0: essai'),
      script: svg.includes('<script'),
      english,
      broken: /NaN|undefined/.test(svg),
    }).toEqual({
      warnings: [],
      caption: true,
      script: false,
      english: null,
      broken: false,
    });
  });

  test('follows the published schema of Vega-Lite, before and after its data', async () => {
    const input = await inputOf({
      ...change,
      references: lines.references ?? [],
      annotations: lines.annotations ?? [],
    });
    const edited = checkSpec(JSON.stringify(design({ ...input, caption: [] })), schema);
    expect([mismatch(JSON.parse(JSON.stringify(spec(input))), schema), edited.problems]).toEqual([null, []]);
  });
});

test('there is a case for every kind', () => {
  expect(chartKinds.filter((kind) => !cases.some(([, change]) => change.kind === kind))).toEqual([]);
});

test('a specification edited by hand draws the marks of the chart, and keeps its source', async () => {
  const vega = {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    data: { name: 'marks' },
    mark: 'tick',
    encoding: { x: { field: 'y', type: 'quantitative' } },
  };
  const input = await inputOf({ kind: 'bar', x: 'Région', y: 'Population', measure: 'sum', vega });
  const drawn = spec(input) as unknown as { data: { values: Mark[] } };
  const { svg } = await toSvg(spec(input));
  expect([
    drawn.data.values.map(({ y }) => y),
    svg.includes('Source\u00a0: essai'),
    mismatch(JSON.parse(JSON.stringify(drawn)), schema),
  ]).toEqual([[490, 20], true, null]);
});

test('lengths start at zero, positions need not', () => {
  const zero = (change: Partial<Chart>) => {
    const input = { chart: chart(change), columns, marks: [], facts: facts(), caption: [], width: 400, height: 200 };
    const { layer } = design(input) as {
      layer: { encoding: Record<'x' | 'y', { type?: string; scale?: { zero?: boolean } }> }[];
    };
    const channels = [layer[0]?.encoding.y, layer[0]?.encoding.x].filter((one) => one?.type === 'quantitative');
    return channels[0]?.scale?.zero;
  };
  const free: Partial<Chart> = { x: 'Région', y: 'Population', measure: 'sum' };
  expect({
    bar: zero({ ...free, kind: 'bar' }),
    area: zero({ ...free, kind: 'area', x: 'Jour' }),
    pyramid: zero({ ...free, kind: 'pyramid', color: 'Sexe' }),
    histogram: zero({ kind: 'histogram', x: 'Population' }),
    line: zero({ ...free, kind: 'line', x: 'Jour' }),
    dot: zero({ ...free, kind: 'dot' }),
    'free dot': zero({ ...free, kind: 'dot', baseline: 'free' }),
  }).toEqual({ bar: true, area: true, pyramid: true, histogram: true, line: false, dot: true, 'free dot': false });
});

test('many marks are drawn as a bitmap', () => {
  const mark: Mark = { x: 1, y: 1, color: null, other: false, rows: 1, label: '', text: '' };
  expect([rendererOf(Array(1000).fill(mark)), rendererOf(Array(1001).fill(mark))]).toEqual(['svg', 'canvas']);
});

test('a page of its own holds drawing, data and source, and no script', async () => {
  const input = await inputOf({ kind: 'bar', x: 'Région', y: 'Population', measure: 'sum', title: hostile });
  const { svg } = await toSvg(spec(input));
  const table = tableOf(input.chart, columns, input.marks, input.facts);
  const page = chartPage({ title: hostile, summary: hostile, svg, caption: input.caption, table });
  expect({
    script: /<script/i.test(page),
    loads: /(src|href)=["'](?!#)|@import|url\((?!["']?#)/i.test(page.replaceAll(/xmlns(:\w+)?="[^"]*"/g, '')),
    figures: page.includes('<td>490</td>'),
    source: page.includes('Source\u00a0: essai'),
    language: page.includes('<html lang="fr">'),
  }).toEqual({ script: false, loads: false, figures: true, source: true, language: true });
});
