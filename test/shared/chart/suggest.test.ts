import { describe, expect, test } from 'vitest';
import { changeKind, inapplicable } from '../../../shared/chart/change-kind.ts';
import { guard } from '../../../shared/chart/guard.ts';
import { chartKinds } from '../../../shared/chart/kinds.ts';
import { type DistinctCounts, suggest } from '../../../shared/chart/suggest.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import { chart, columns } from './chart-engine.ts';

const text = (name: string): Column => ({ name, type: 'text', meaning: null });
const whole = (name: string): Column => ({ name, type: 'integer', meaning: null });
const decimal = (name: string): Column => ({ name, type: 'decimal', meaning: null });
const code = (name: string): Column => ({ name, type: 'text', meaning: 'commune' });
const date = (name: string): Column => ({ name, type: 'date', meaning: null });

/** Situation, columns, counts of different values, and the first chart that a textbook would draw. */
const situations: [string, Column[], DistinctCounts, [string, string | null, string, string | null]][] = [
  [
    'a name and an amount: bars (Cleveland & McGill 1984)',
    [text('Région'), whole('Agents')],
    { Région: 13 },
    ['bar', 'Région', 'sum', 'Agents'],
  ],
  [
    'many names and an amount: a dot chart (Cleveland 1985)',
    [text('Département'), whole('Agents')],
    { Département: 101 },
    ['dot', 'Département', 'sum', 'Agents'],
  ],
  [
    'a name and a rate: dots, never a sum (Cleveland 1985)',
    [text('Région'), decimal('Taux de chômage')],
    { Région: 13 },
    ['dot', 'Région', 'median', 'Taux de chômage'],
  ],
  [
    'years and an amount: a line (Munzner 2014)',
    [whole('Année'), whole('Agents')],
    {},
    ['line', 'Année', 'sum', 'Agents'],
  ],
  [
    'dates, names and an amount: a line still (Munzner 2014)',
    [text('Région'), date('Jour'), whole('Agents')],
    { Région: 13 },
    ['line', 'Jour', 'sum', 'Agents'],
  ],
  [
    'two amounts alone: a scatter (Cleveland & McGill 1984)',
    [whole('Agents'), whole('Dépenses')],
    {},
    ['scatter', 'Agents', 'value', 'Dépenses'],
  ],
  ['one amount alone: a histogram (Wilke 2019)', [decimal('Surface')], {}, ['histogram', 'Surface', 'count', null]],
  ['only names: counts of rows as bars (Few 2012)', [text('Nature')], { Nature: 4 }, ['bar', 'Nature', 'count', null]],
  [
    'a code and an amount: by the name beside it',
    [code('code'), text('Région'), whole('Agents')],
    { code: 34_000, Région: 13 },
    ['bar', 'Région', 'sum', 'Agents'],
  ],
  [
    'ages, sexes and an amount: a pyramid (Wilke 2019)',
    [text('Âge'), text('Sexe'), whole('Effectif')],
    { Âge: 20, Sexe: 2 },
    ['pyramid', 'Âge', 'sum', 'Effectif'],
  ],
  [
    'a yes or no and an amount: bars (Few 2012)',
    [{ name: 'Cible', type: 'boolean', meaning: null }, whole('Agents')],
    {},
    ['bar', 'Cible', 'sum', 'Agents'],
  ],
  [
    'a population among the amounts: it is the one',
    [text('Région'), whole('Agents'), { ...whole('Pop'), meaning: 'population' }],
    { Région: 13 },
    ['bar', 'Région', 'sum', 'Pop'],
  ],
];

describe('the first suggestion for', () => {
  test.each(situations)('%s', (_, over, distinct, expected) => {
    const [first] = suggest(over, 't', distinct);
    expect([first?.chart.kind, first?.chart.x, first?.chart.measure, first?.chart.y]).toEqual(expected);
  });

  test.each(situations)('%s, passes the guard, like the others, six at most', (_, over, distinct) => {
    const suggestions = suggest(over, 't', distinct);
    expect([suggestions.length <= 6, suggestions.flatMap((one) => guard(one.chart, over))]).toEqual([true, []]);
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
      ['box', 'Région', 'median', 'Population'],
    ]);
  });

  test('never begin with a pie, and offer one only for a few parts of a whole', () => {
    const kinds = (count: number) =>
      suggest([text('Nature'), whole('Agents')], 't', { Nature: count }).map((one) => one.chart.kind);
    expect([kinds(4), kinds(6).includes('pie')]).toEqual([['bar', 'bar', 'histogram', 'box', 'pie'], false]);
  });

  test('pass over a category with a single value, or with too many', () => {
    const places = [text('Région'), text('Nature'), text('Département')];
    expect(suggest(places, 't', { Région: 1, Nature: 3000, Département: 8 })[0]?.chart.x).toBe('Département');
  });
});

test('kinds that columns cannot feed say why', () => {
  const words = [code('code'), text('Région')];
  expect(chartKinds.map((kind) => [kind, inapplicable(kind, words, { code: 30, Région: 13 })])).toEqual([
    ['bar', null],
    ['dot', null],
    ['line', 'chart.inapplicable.line'],
    ['area', 'chart.inapplicable.line'],
    ['slope', 'chart.inapplicable.slope'],
    ['scatter', 'chart.inapplicable.scatter'],
    ['histogram', 'chart.inapplicable.histogram'],
    ['box', 'chart.inapplicable.box'],
    ['heatmap', null],
    ['pie', 'chart.inapplicable.pie'],
    ['pyramid', 'chart.inapplicable.pyramid'],
  ]);
});

test('from any kind to any other: complete, and free of what is refused', () => {
  const over = [...columns, text('Sexe')];
  const distinct = { code: 34_000, Région: 13, Sexe: 2 };
  const start = chart({ kind: 'bar', x: 'Région', y: 'Population', measure: 'sum' });
  const wrong: string[] = [];
  for (const from of chartKinds) {
    for (const to of chartKinds) {
      const changed = changeKind(changeKind(start, from, over, distinct), to, over, distinct);
      const blocked = guard(changed, over).filter((finding) => finding.level === 'blocked');
      const complete =
        changed.x !== null && (changed.measure === 'count' || changed.kind === 'histogram' || changed.y !== null);
      const crossed =
        !['heatmap', 'slope', 'pyramid'].includes(to) || (changed.color !== null && changed.color !== changed.x);
      if (blocked.length > 0 || !complete || !crossed)
        wrong.push(`${from} -> ${to}: ${JSON.stringify(changed)} ${blocked.map((one) => one.rule)}`);
    }
  }
  expect(wrong).toEqual([]);
});

test('a name is not crossed with its twin, which would draw a diagonal, unless alone', () => {
  const [twin, kind, population] = [text('Région (sigle)'), text('Nature juridique du siège'), whole('Population')];
  const start = chart({ kind: 'bar', x: 'Région', y: 'Population', measure: 'sum' });
  const distinct = { [twin.name]: 13, Région: 13, [kind.name]: 90 };
  const crossed = [
    [text('Région'), twin, kind, population],
    [text('Région'), twin, population],
  ].map((over) => changeKind(start, 'heatmap', over, distinct).color);
  expect(crossed).toEqual([kind.name, twin.name]);
});

test('a list of targets is first drawn by verdict and place, without those out of it', () => {
  const listed = [code('code'), text('nom'), text('verdict'), whole('population'), text('département'), text('région')];
  const [first, ...others] = suggest(listed, 't', { verdict: 3, région: 18, département: 101, nom: 30_000 });
  expect([first?.reason, first?.chart.kind, first?.chart.x, first?.chart.color, first?.chart.filter]).toEqual([
    'chart.suggest.verdict',
    'bar',
    'région',
    'verdict',
    { kind: 'in', column: 'verdict', values: ['hors cible'], negated: true },
  ]);
  expect(others.map(({ reason }) => reason)).not.toContain('chart.suggest.count');
});
