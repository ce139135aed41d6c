import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { niceBins } from '../../../shared/chart/bins.ts';
import { isRatio } from '../../../shared/chart/measure.ts';
import { summary } from '../../../shared/chart/summary.ts';
import { chart, columns, openChartEngine, rows } from './chart-engine.ts';

let engine: Awaited<ReturnType<typeof openChartEngine>>;
beforeAll(async () => {
  engine = await openChartEngine();
});
afterAll(() => engine.close());
const drawn: typeof engine.drawn = (...args) => engine.drawn(...args);

describe('the data of a chart', () => {
  test('bars add up by category, largest first, and say what has no category', async () => {
    const { marks, facts } = await drawn(chart({ kind: 'bar', x: 'Région', y: 'Population', measure: 'sum' }));
    expect({ bars: marks.map(({ x, y, other }) => [x, y, other]), facts }).toEqual({
      bars: [
        ['Bretagne', 400, false],
        ['Corse', 250, false],
      ],
      facts: expect.objectContaining({ total: 5, missing: 1, shown: 2, others: 0, sampled: false, unmeasured: 1 }),
    });
  });

  test('without a row, or without a category, no bar is drawn and the rows are told', async () => {
    const bars = chart({ kind: 'bar', x: 'Région', y: 'Population', measure: 'sum' });
    const over = [`SELECT * FROM (${rows}) WHERE false`, `SELECT * FROM (${rows}) WHERE "Région" IS NULL`];
    const found = await Promise.all(over.map((sql) => drawn(bars, sql)));
    expect(found.map(({ marks, facts }) => ({ marks, total: facts.total, missing: facts.missing }))).toEqual([
      { marks: [], total: 0, missing: 0 },
      { marks: [], total: 1, missing: 1 },
    ]);
  });

  test('a heatmap whose names never cross its colours has no cell', async () => {
    const sql = `SELECT 'A' AS "code", 'z' || r AS "Région", 10 AS "Population", 2020 AS "Année" FROM range(50) AS rows(r)
      UNION ALL SELECT 'B' || r, 'c' || r, 100, 2020 FROM range(45) AS rows(r)`;
    const cells = { kind: 'heatmap', x: 'code', color: 'Région', y: 'Population', measure: 'sum', limit: 1 } as const;
    const { marks, facts } = await drawn(chart(cells), sql);
    expect({ marks, total: facts.total, colors: facts.distinct.color }).toEqual({ marks: [], total: 95, colors: 95 });
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
      facts: expect.objectContaining({ total: 12000, missing: 0, shown: 5000, others: 0, sampled: true }),
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
