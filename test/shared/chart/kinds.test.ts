import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Column } from '../../../shared/recipe/column.ts';
import { chart, openChartEngine } from './chart-engine.ts';

let engine: Awaited<ReturnType<typeof openChartEngine>>;
beforeAll(async () => {
  engine = await openChartEngine();
});
afterAll(() => engine.close());

const people: Column[] = [
  { name: 'Âge', type: 'text', meaning: null },
  { name: 'Sexe', type: 'text', meaning: null },
  { name: 'Effectif', type: 'integer', meaning: null },
  { name: 'Année', type: 'integer', meaning: null },
  { name: 'EPCI', type: 'text', meaning: 'epci' },
];
const census = `SELECT * FROM (VALUES
  ('0-29', 'F', 10, 2010, 'a'), ('0-29', 'H', 12, 2010, 'a'), ('30-59', 'F', 20, 2010, 'b'), ('30-59', 'H', 18, 2020, 'b'),
  ('60+', 'F', 9, 2020, 'c'), ('60+', 'H', NULL, 2020, 'c'), ('0-29', 'F', 30, 2015, 'c')
) AS rows("Âge", "Sexe", "Effectif", "Année", "EPCI")`;
const drawn = (change: Parameters<typeof chart>[0], sql = census, over = people) =>
  engine.drawn(chart(change), sql, over);

describe('each kind', () => {
  test('parts of a whole carry their share', async () => {
    const { marks } = await drawn({ kind: 'pie', x: 'Sexe', y: 'Effectif', measure: 'sum' });
    expect(marks.map(({ x, y, share }) => [x, y, Number(share?.toFixed(3))])).toEqual([
      ['F', 69, 0.697],
      ['H', 30, 0.303],
    ]);
  });

  test('parts of 100 % are computed within each category', async () => {
    const { marks } = await drawn({
      kind: 'bar',
      x: 'Âge',
      color: 'Sexe',
      y: 'Effectif',
      measure: 'sum',
      sort: 'x-asc',
      stacking: 'normalized',
    });
    expect(
      marks.map(({ x, color, share, label }) => [x, color, share === null ? null : Number(share?.toFixed(3)), label]),
    ).toEqual([
      ['0-29', 'F', 0.769, '76,9\u202f%'.replace('\u202f', '\u00a0')],
      ['0-29', 'H', 0.231, '23,1\u00a0%'],
      ['30-59', 'F', 0.526, '52,6\u00a0%'],
      ['30-59', 'H', 0.474, '47,4\u00a0%'],
      ['60+', 'F', 1, '100\u00a0%'],
      ['60+', 'H', null, 'n.\u00a0d.'.replace('\u00a0', ' ')],
    ]);
  });

  test('a pyramid sets its two sides back to back', async () => {
    const { marks } = await drawn({
      kind: 'pyramid',
      x: 'Âge',
      color: 'Sexe',
      y: 'Effectif',
      measure: 'sum',
      sort: 'x-desc',
    });
    expect(marks.map(({ x, color, y, signed }) => [x, color, y, signed])).toEqual([
      ['60+', 'F', 9, -9],
      ['60+', 'H', null, undefined],
      ['30-59', 'F', 20, -20],
      ['30-59', 'H', 18, 18],
      ['0-29', 'F', 40, -40],
      ['0-29', 'H', 12, 12],
    ]);
  });

  test('a slope keeps the first and the last moment', async () => {
    const { marks, facts } = await drawn({ kind: 'slope', x: 'Année', color: 'Sexe', y: 'Effectif', measure: 'sum' });
    expect([marks.map(({ x, color, y }) => [x, color, y]), facts.distinct.x]).toEqual([
      [
        [2010, 'F', 30],
        [2010, 'H', 12],
        [2020, 'F', 9],
        [2020, 'H', 18],
      ],
      3,
    ]);
  });

  test('a heatmap crosses two columns, and says what has no value', async () => {
    const { marks } = await drawn({
      kind: 'heatmap',
      x: 'Âge',
      color: 'Sexe',
      y: 'Effectif',
      measure: 'mean',
      sort: 'x-asc',
    });
    expect(marks.map(({ x, color, y, label }) => [x, color, y, label])).toEqual([
      ['0-29', 'F', 20, '20'],
      ['0-29', 'H', 12, '12'],
      ['30-59', 'F', 20, '20'],
      ['30-59', 'H', 18, '18'],
      ['60+', 'F', 9, '9'],
      ['60+', 'H', null, 'n. d.'],
    ]);
  });

  test('a box holds the quantiles of DuckDB', async () => {
    const hundred = `SELECT 'x' AS "Âge", '' AS "Sexe", range AS "Effectif", 2020 AS "Année", 'a' AS "EPCI" FROM range(101)`;
    const { marks } = await drawn({ kind: 'box', x: 'Âge', y: 'Effectif', measure: 'median' }, hundred);
    expect(marks.map(({ low, first, y, third, high, rows }) => [low, first, y, third, high, rows])).toEqual([
      [5, 25, 50, 75, 95, 101],
    ]);
  });

  test('panels repeat the chart, the fullest first', async () => {
    const { marks, facts } = await drawn({
      kind: 'bar',
      x: 'Âge',
      facet: 'Sexe',
      y: 'Effectif',
      measure: 'sum',
      sort: 'x-asc',
    });
    expect([marks.map(({ facet, x, y }) => [facet, x, y]), facts.distinct.panels]).toEqual([
      [
        ['F', '0-29', 40],
        ['F', '30-59', 20],
        ['F', '60+', 9],
        ['H', '0-29', 12],
        ['H', '30-59', 18],
        ['H', '60+', null],
      ],
      2,
    ]);
  });

  test('a panelled histogram has every bin in every panel', async () => {
    const { marks } = await drawn({ kind: 'histogram', x: 'Effectif', facet: 'Sexe', bins: 5 });
    const bins = marks.filter(({ facet }) => facet === 'F').map(({ x }) => x);
    expect([bins.length > 3, marks.filter(({ facet }) => facet === 'H').map(({ x }) => x)]).toEqual([true, bins]);
  });
});

describe('past the limits', () => {
  const many = (select: string) => `SELECT ${select} FROM range(12000)`;
  const points: Column[] = [
    { name: 'x', type: 'integer', meaning: null },
    { name: 'y', type: 'decimal', meaning: null },
    { name: 'Jour', type: 'date', meaning: null },
    { name: 'Groupe', type: 'text', meaning: null },
  ];
  const cloud = many(
    `range AS x, range * 2.0 + 1 AS y, DATE '1990-01-01' + range::INTEGER AS "Jour", (range % 30)::VARCHAR AS "Groupe"`,
  );

  test('points are counted in squares, none lost', async () => {
    const { marks, facts } = await drawn(
      { kind: 'scatter', x: 'x', y: 'y', measure: 'value', density: 'bins' },
      cloud,
      points,
    );
    expect([marks.reduce((sum, { rows }) => sum + rows, 0), facts.squares, facts.sampled, marks.length < 2000]).toEqual(
      [12000, true, false, true],
    );
  });

  test('more points on demand', async () => {
    const { marks, facts } = await drawn(
      { kind: 'scatter', x: 'x', y: 'y', measure: 'value', density: 'more' },
      cloud,
      points,
    );
    expect([marks.length, facts.sampled]).toEqual([12000, false]);
  });

  test('the trend is computed over every row, not over the sample', async () => {
    const { facts } = await drawn({ kind: 'scatter', x: 'x', y: 'y', measure: 'value', trend: true }, cloud, points);
    const trend = facts.trend && {
      ...facts.trend,
      slope: Number(facts.trend.slope.toFixed(6)),
      intercept: Number(facts.trend.intercept.toFixed(6)),
      r2: Number(facts.trend.r2.toFixed(6)),
    };
    expect(trend).toEqual({ slope: 2, intercept: 1, r2: 1, rows: 12000 });
  });

  test('days become months, and each keeps its rows', async () => {
    const { marks, facts } = await drawn({ kind: 'line', x: 'Jour', measure: 'count', sort: 'x-asc' }, cloud, points);
    expect([facts.bucket, marks.length, marks[0]?.y, marks[1]?.y, marks[0]?.text]).toEqual([
      'month',
      395,
      31,
      28,
      'janvier 1990\u202f; nombre de lignes\u00a0: 31 (31 lignes)',
    ]);
  });

  test('a wanted unit is kept', async () => {
    const { marks, facts } = await drawn(
      { kind: 'bar', x: 'Jour', measure: 'count', sort: 'x-asc', unit: 'year', limit: 50 },
      cloud,
      points,
    );
    expect([facts.bucket, marks[0]?.x, marks[0]?.y]).toEqual(['year', '1990', 365]);
  });

  test('a long axis of numbers is cut into round steps', async () => {
    const { marks, facts } = await drawn({ kind: 'line', x: 'x', measure: 'count', sort: 'x-asc' }, cloud, points);
    expect([facts.bucket, marks.length, marks[0]?.y]).toEqual(['steps', 120, 100]);
  });

  test('the rest of the colours is one grey series', async () => {
    const { marks, facts } = await drawn(
      { kind: 'area', x: 'Jour', color: 'Groupe', measure: 'count', sort: 'x-asc', unit: 'year' },
      cloud,
      points,
    );
    expect([
      new Set(marks.map(({ color }) => color)).size,
      marks.some(({ color }) => color === 'Autres'),
      facts.distinct.color,
    ]).toEqual([9, true, 30]);
  });

  test('sixteen panels at most', async () => {
    const { marks, facts } = await drawn({ kind: 'histogram', x: 'x', facet: 'Groupe' }, cloud, points);
    expect([new Set(marks.map(({ facet }) => facet)).size, facts.distinct.panels]).toEqual([16, 30]);
  });

  test('without « Autres » the rest is left out', async () => {
    const { marks, facts } = await drawn(
      { kind: 'bar', x: 'Groupe', measure: 'count', limit: 5, others: false },
      cloud,
      points,
    );
    expect([marks.length, marks.some(({ other }) => other), facts.others]).toEqual([5, false, 25]);
  });
});

describe('reference lines', () => {
  test('are the middle of every category, drawn or not', async () => {
    const { facts } = await drawn({
      kind: 'bar',
      x: 'Âge',
      y: 'Effectif',
      measure: 'sum',
      limit: 1,
      references: [{ kind: 'median' }, { kind: 'value', value: 3500, label: '', axis: 'y' }, { kind: 'mean' }],
    });
    expect(facts.references).toEqual([38, 3500, (52 + 38 + 9) / 3]);
  });

  test('of a histogram are those of the column', async () => {
    const { facts } = await drawn({ kind: 'histogram', x: 'Effectif', references: [{ kind: 'median' }] });
    expect(facts.references).toEqual([15]);
  });
});

test('a total repeated on each row of a territory is recognised', async () => {
  const members = (total: string) =>
    `SELECT 'a' AS "Âge", 's' AS "Sexe", ${total} AS "Effectif", 2020 AS "Année", (range // 4)::VARCHAR AS "EPCI" FROM range(40)`;
  const wanted = { kind: 'bar' as const, x: 'Âge', y: 'Effectif', measure: 'sum' as const };
  const found = await Promise.all(
    [members('(range // 4) * 1000'), members('range * 10'), members('7')].map((sql) => drawn(wanted, sql)),
  );
  expect(found.map(({ facts }) => facts.repeatedBy)).toEqual(['EPCI', null, null]);
});

test('a sum across years is recognised, unless the chart shows or filters them', async () => {
  const wanted = { kind: 'bar' as const, x: 'Âge', y: 'Effectif', measure: 'sum' as const };
  const filter = { kind: 'compare' as const, column: 'Année', operator: 'eq' as const, value: 2010 };
  const found = await Promise.all([drawn(wanted), drawn({ ...wanted, color: 'Année' }), drawn({ ...wanted, filter })]);
  expect(found.map(({ facts }) => facts.yearsAdded)).toEqual([{ column: 'Année', last: 2020 }, null, null]);
});
