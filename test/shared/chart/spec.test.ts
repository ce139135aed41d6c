import { parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';
import { describe, expect, test } from 'vitest';
import type { Chart } from '../../../shared/chart/encoding.ts';
import { type Mark, marksOf } from '../../../shared/chart/rows.ts';
import { rendererOf, spec } from '../../../shared/chart/spec.ts';
import { blankChart } from '../../../shared/chart/suggest.ts';
import type { Column } from '../../../shared/recipe/column.ts';

const columns: Column[] = [
  { name: 'Région', type: 'text', meaning: null },
  { name: 'Population', type: 'integer', meaning: 'population' },
  { name: 'Taux', type: 'decimal', meaning: null },
  { name: 'Jour', type: 'date', meaning: null },
  { name: 'Année', type: 'integer', meaning: null },
];

const hostile = '</text><script>alert(1)</script>';

const cases: [string, Partial<Chart>, Record<string, unknown>[]][] = [
  [
    'bar',
    { kind: 'bar', x: 'Région', y: 'Population', measure: 'sum' },
    [
      { x: hostile, value: 400, rows: 2n, other: false, others: 3n, color: null },
      { x: null, value: 20, rows: 5n, other: true, others: 3n, color: null },
    ],
  ],
  [
    'bar with colours',
    { kind: 'bar', x: 'Année', measure: 'count', color: 'Région' },
    [
      { x: '2020', value: 4, rows: 4n, other: false, color: 'Corse' },
      { x: '2020', value: 2, rows: 2n, other: false, color: null },
    ],
  ],
  [
    'line',
    { kind: 'line', x: 'Jour', y: 'Population', measure: 'sum', sort: 'x-asc' },
    [
      { x: Date.UTC(2024, 0, 1), value: 4, rows: 1n },
      { x: Date.UTC(2024, 1, 1), value: 8, rows: 1n },
    ],
  ],
  [
    'scatter',
    { kind: 'scatter', x: 'Population', y: 'Taux', measure: 'value' },
    [
      { x: 100, y: 2.5, color: null, name: 'Afa' },
      { x: 900, y: 3.5, color: null, name: 'Pau' },
    ],
  ],
  [
    'histogram',
    { kind: 'histogram', x: 'Population' },
    [
      { start: 0, stop: 1000, rows: 12n },
      { start: 1000, stop: 2000, rows: 3n },
    ],
  ],
];

describe.each(cases)('a drawn %s', (_, change, rows) => {
  const chart = { ...blankChart('t'), ...change };
  const marks = marksOf(chart, columns, rows);
  const facts = { total: 20, missing: 1, shown: 2, others: 0, sampled: false };
  const document = spec({
    chart,
    columns,
    marks,
    facts,
    caption: ['Source : essai', 'n = 20'],
    width: 400,
    height: 200,
  });

  test('compiles without a warning and draws its source, in French, with hostile text as text', async () => {
    const warnings: string[] = [];
    const note = (...args: readonly unknown[]) => {
      warnings.push(args.join(' '));
      return logger;
    };
    const logger = { level: () => logger, warn: note, error: note, info: () => logger, debug: () => logger };
    const compiled = compile(document, { logger: logger as never }).spec;
    const view = new View(parse(compiled, undefined, { ast: true }), { renderer: 'none', expr: expressionInterpreter });
    const svg = await view.toSVG();
    const english = svg.match(/aria-label="(X-axis|Y-axis|Legend|Symbol legend)[^"]*"/g);
    expect({
      warnings,
      caption: svg.includes('Source : essai'),
      script: svg.includes('<script'),
      english,
    }).toEqual({ warnings: [], caption: true, script: false, english: null });
  });
});

test('quantities of bars start at zero', () => {
  const [, change, rows] = cases[0] as (typeof cases)[number];
  const chart = { ...blankChart('t'), ...change };
  const marks: Mark[] = marksOf(chart, columns, rows);
  const facts = { total: 2, missing: 0, shown: 2, others: 0, sampled: false };
  const document = spec({ chart, columns, marks, facts, caption: [], width: 400, height: 200 });
  const layers = (document as { layer: { encoding: { x: { scale: unknown } } }[] }).layer;
  expect(layers[0]?.encoding.x.scale).toEqual({ zero: true, nice: true });
});

test('many marks are drawn as a bitmap', () => {
  const mark: Mark = { x: 1, y: 1, color: null, other: false, rows: 1, text: '' };
  expect([rendererOf(Array(1000).fill(mark)), rendererOf(Array(1001).fill(mark))]).toEqual(['svg', 'canvas']);
});
