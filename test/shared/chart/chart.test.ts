import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chartData } from '../../../electron/engine/chart.ts';
import { type Database, openDatabase } from '../../../electron/engine/database.ts';
import type { Chart } from '../../../shared/chart/encoding.ts';
import { guard } from '../../../shared/chart/guard.ts';
import { isRatio } from '../../../shared/chart/measure.ts';
import { niceBins } from '../../../shared/chart/query.ts';
import { marksOf, summary } from '../../../shared/chart/rows.ts';
import { blankChart, changeKind, inapplicable, suggest } from '../../../shared/chart/suggest.ts';
import type { Column } from '../../../shared/recipe/column.ts';

const columns: Column[] = [
  { name: 'code', type: 'text', meaning: 'commune' },
  { name: 'Région', type: 'text', meaning: null },
  { name: 'Population', type: 'integer', meaning: 'population' },
  { name: 'Taux de chômage', type: 'decimal', meaning: null },
  { name: 'Année', type: 'integer', meaning: null },
];

/** Five rows: two régions, one commune without région, one without population. */
const rows = `SELECT * FROM (VALUES
  ('01001', 'Bretagne', 100, 7.5, 2020), ('01002', 'Bretagne', 300, 8.5, 2021), ('01003', 'Corse', 250, 12.0, 2020),
  ('01004', NULL, 50, 3.0, 2020), ('01005', 'Corse', NULL, 10.0, 2021)
) AS rows("code", "Région", "Population", "Taux de chômage", "Année")`;

let database: Database;
const staging = mkdtempSync(join(tmpdir(), 'crible-chart-'));

beforeAll(async () => {
  database = await openDatabase({ file: ':memory:', staging, threads: 1, memoryMegabytes: 512 });
});
afterAll(() => {
  database.close();
  rmSync(staging, { recursive: true });
});

function chart(change: Partial<Chart>): Chart {
  return { ...blankChart('t'), ...change };
}

/** Marks and facts of a chart over `sql`, as the page would draw them. */
async function drawn(wanted: Chart, sql = rows) {
  return database.use(null, async (connection) => {
    const { rows: stream, facts } = await chartData(connection, sql, columns, wanted);
    const decoded: Record<string, unknown>[] = [];
    for await (const chunk of stream.chunks) decoded.push(...chunk.getRowObjects(stream.names));
    return { marks: marksOf(wanted, columns, decoded), facts };
  });
}

describe('the data of a chart', () => {
  test('bars add up by category, largest first, and say what has no category', async () => {
    const { marks, facts } = await drawn(chart({ kind: 'bar', x: 'Région', y: 'Population', measure: 'sum' }));
    expect({ bars: marks.map(({ x, y, other }) => [x, y, other]), facts }).toEqual({
      bars: [
        ['Bretagne', 400, false],
        ['Corse', 250, false],
      ],
      facts: { total: 5, missing: 1, shown: 2, others: 0, sampled: false },
    });
  });

  test('past the limit the rest is one bar, measured on its own rows', async () => {
    const medians = chart({ kind: 'bar', x: 'code', y: 'Population', measure: 'median', limit: 2 });
    const { marks, facts } = await drawn(medians);
    expect({ bars: marks.map(({ x, y, other, rows: n }) => [x, y, other, n]), others: facts.others }).toEqual({
      bars: [
        ['01002', 300, false, 1],
        ['01003', 250, false, 1],
        ['Autres (3)', 75, true, 3],
      ],
      others: 3,
    });
  });

  test('a colour column splits the bars and names what is missing', async () => {
    const { marks } = await drawn(chart({ kind: 'bar', x: 'Année', color: 'Région', sort: 'x-asc' }));
    expect(marks.map(({ x, color, y }) => [x, color, y])).toEqual([
      ['2020', 'Bretagne', 1],
      ['2020', 'Corse', 1],
      ['2020', '(manquant)', 1],
      ['2021', 'Bretagne', 1],
      ['2021', 'Corse', 1],
    ]);
  });

  test('a histogram covers every value with round bins', async () => {
    const { marks, facts } = await drawn(chart({ kind: 'histogram', x: 'Population', bins: 5 }));
    expect(marks.map(({ x, stop, y }) => [x, stop, y])).toEqual([
      [50, 100, 1],
      [100, 150, 1],
      [150, 200, 0],
      [200, 250, 0],
      [250, 300, 1],
      [300, 350, 1],
    ]);
    expect(facts.missing).toBe(1);
  });

  test('a scatter draws a stated sample of what does not fit', async () => {
    const many = `SELECT range::VARCHAR AS "code", 'x' AS "Région", range AS "Population", range / 7.0 AS "Taux de chômage",
      2020 AS "Année" FROM range(12000)`;
    const wanted = chart({ kind: 'scatter', x: 'Population', y: 'Taux de chômage', measure: 'value' });
    const { marks, facts } = await drawn(wanted, many);
    expect({ points: marks.length, facts }).toEqual({
      points: 5000,
      facts: { total: 12000, missing: 0, shown: 5000, others: 0, sampled: true },
    });
  });

  test('a line has one point per moment', async () => {
    const { marks } = await drawn(chart({ kind: 'line', x: 'Année', y: 'Population', measure: 'sum' }));
    expect(marks.map(({ x, y }) => [x, y])).toEqual([
      [2020, 400],
      [2021, 300],
    ]);
  });

  test('the summary names the extremes that are drawn', async () => {
    const wanted = chart({ kind: 'bar', x: 'Région', y: 'Population', measure: 'sum' });
    const { marks, facts } = await drawn(wanted);
    expect(summary(wanted, columns, marks, facts)).toBe(
      'Somme : Population, par Région. Le plus élevé : Bretagne (400) ; le plus faible : Corse (250).',
    );
  });
});

test.each([
  [0, 100, 10, false, { start: 0, width: 10, count: 11 }],
  [3, 97, 10, false, { start: 0, width: 10, count: 10 }],
  [1, 3, 30, true, { start: 1, width: 1, count: 3 }],
  [5, 5, 30, false, { start: 5, width: 1, count: 1 }],
  [0.12, 0.88, 10, false, { start: 0.1, width: 0.1, count: 8 }],
])('bins from %d to %d in about %d are round', (lowest, highest, wanted, whole, expected) => {
  const bins = niceBins(lowest, highest, wanted, whole);
  expect({ ...bins, start: Number(bins.start.toFixed(9)) }).toEqual(expected);
});

describe('the guard', () => {
  test('refuses to add up a rate and offers its median', () => {
    const [finding] = guard(chart({ x: 'Région', y: 'Taux de chômage', measure: 'sum' }), columns);
    expect([finding?.rule, finding?.level, finding?.fix?.measure]).toEqual(['sum-of-ratio', 'blocked', 'median']);
  });

  test('lets a sum of populations and a median of rates through', () => {
    expect([
      guard(chart({ x: 'Région', y: 'Population', measure: 'sum' }), columns),
      guard(chart({ x: 'Région', y: 'Taux de chômage', measure: 'median' }), columns),
    ]).toEqual([[], []]);
  });

  test('refuses arithmetic on a code, but counts its values', () => {
    const [finding] = guard(chart({ x: 'Région', y: 'code', measure: 'mean' }), columns);
    expect(finding?.rule).toBe('arithmetic-on-code');
    expect(guard(chart({ x: 'Région', y: 'code', measure: 'count-distinct' }), columns)).toEqual([]);
  });

  test('warns that a line through names suggests an order', () => {
    expect(guard(chart({ kind: 'line', x: 'Région' }), columns).map(({ rule }) => rule)).toEqual([
      'line-without-order',
    ]);
    expect(guard(chart({ kind: 'line', x: 'Année' }), columns)).toEqual([]);
  });

  test('refuses to bin words or to scatter them', () => {
    expect(guard(chart({ kind: 'histogram', x: 'Région' }), columns).map(({ rule }) => rule)).toEqual(['bins-of-text']);
    const wanted = chart({ kind: 'scatter', x: 'Population', y: 'Région', measure: 'count' });
    expect(guard(wanted, columns).map(({ rule }) => rule)).toEqual(['scatter-of-text']);
  });
});

describe('suggestions', () => {
  test('begin with the evolution where there are years, then compare categories', () => {
    expect(suggest(columns, 't').map(({ chart: one }) => [one.kind, one.x, one.measure, one.y])).toEqual([
      ['line', 'Année', 'sum', 'Population'],
      ['bar', 'Région', 'sum', 'Population'],
      ['bar', 'Région', 'count', null],
      ['histogram', 'Population', 'count', null],
      ['scatter', 'Population', 'value', 'Taux de chômage'],
    ]);
  });

  test('pass over a category with a single value, or with too many', () => {
    const places: Column[] = [
      { name: 'Région', type: 'text', meaning: null },
      { name: 'Nature', type: 'text', meaning: null },
      { name: 'Département', type: 'text', meaning: null },
    ];
    const first = suggest(places, 't', { Région: 1, Nature: 3000, Département: 8 })[0];
    expect(first?.chart.x).toBe('Département');
  });

  test('of a table without numbers only count', () => {
    const words = columns.filter((column) => column.type === 'text');
    expect(suggest(words, 't').map(({ chart: one }) => [one.kind, one.measure])).toEqual([['bar', 'count']]);
    expect((['bar', 'line', 'scatter', 'histogram'] as const).map((kind) => inapplicable(kind, words))).toEqual([
      null,
      'chart.inapplicable.line',
      'chart.inapplicable.scatter',
      'chart.inapplicable.histogram',
    ]);
  });

  test('changing the kind keeps what still makes sense and passes the guard', () => {
    const bars = chart({ kind: 'bar', x: 'Région', y: 'Population', measure: 'sum' });
    const changed = (['histogram', 'scatter', 'line'] as const).map((kind) => changeKind(bars, kind, columns));
    expect(changed.map((one) => [one.kind, one.x, one.y, one.measure])).toEqual([
      ['histogram', 'Population', null, 'count'],
      ['scatter', 'Population', 'Taux de chômage', 'value'],
      ['line', 'Année', 'Population', 'sum'],
    ]);
    expect(changed.flatMap((one) => guard(one, columns))).toEqual([]);
  });
});

test.each([
  ['Taux de pauvreté', true],
  ['Part des ménages (%)', true],
  ['Revenu médian', true],
  ['MED15', true],
  ['Population municipale', false],
  ['nb_membres', false],
  ['Départements', false],
])('« %s » is a ratio: %s', (name, expected) => {
  expect(isRatio({ name, type: 'decimal', meaning: null })).toBe(expected);
});
