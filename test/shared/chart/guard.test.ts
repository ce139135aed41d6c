import { describe, expect, test } from 'vitest';
import type { Chart } from '../../../shared/chart/encoding.ts';
import { guard, type Known, type RuleName, ruleNames } from '../../../shared/chart/guard.ts';
import type { Mark } from '../../../shared/chart/rows.ts';
import type { ChartFacts } from '../../../shared/contract.ts';
import { tDynamic } from '../../../shared/text/t.ts';
import { chart, columns, facts } from './chart-engine.ts';

type Case = {
  stops: Partial<Chart>;
  /** A near case that the same rule lets through. */
  passes: Partial<Chart>;
  level: 'blocked' | 'warned';
  /** What the fix changes. */
  fix: Partial<Chart>;
  known?: Partial<ChartFacts>;
  marks?: Partial<Mark>[];
  vintages?: string[];
  /** Data of the near case, when the data and not the chart make the difference. */
  near?: { known?: Partial<ChartFacts>; marks?: Partial<Mark>[]; vintages?: string[] };
};

const bars = { kind: 'bar', x: 'Région' } as const;
const vega = (change: object) => ({ data: { name: 'marks' }, ...change });
const layered = (y: object, mark = 'bar') =>
  vega({ layer: [{ mark, encoding: { x: { field: 'x' }, y: { field: 'y', type: 'quantitative', ...y } } }] });
const mark = (change: Partial<Mark>): Mark => ({
  x: 'a',
  y: 1,
  color: null,
  other: false,
  rows: 20,
  label: '',
  text: '',
  ...change,
});

const cases: Record<RuleName, Case> = {
  'sum-of-ratio': {
    stops: { ...bars, y: 'Taux de chômage', measure: 'sum' },
    passes: { ...bars, y: 'Population', measure: 'sum' },
    level: 'blocked',
    fix: { measure: 'median', stacking: 'grouped' },
  },
  'arithmetic-on-code': {
    stops: { ...bars, y: 'code', measure: 'mean' },
    passes: { ...bars, y: 'code', measure: 'count-distinct' },
    level: 'blocked',
    fix: { measure: 'count-distinct' },
  },
  'total-repeated': {
    stops: { ...bars, y: 'Population', measure: 'sum' },
    passes: { ...bars, y: 'Population', measure: 'max' },
    known: { repeatedBy: 'EPCI' },
    level: 'blocked',
    fix: { measure: 'max', stacking: 'grouped' },
  },
  'years-added': {
    stops: { ...bars, y: 'Population', measure: 'sum' },
    passes: { ...bars, y: 'Population', measure: 'median' },
    known: { yearsAdded: { column: 'Année', last: 2021 } },
    level: 'warned',
    fix: { filter: { kind: 'compare', column: 'Année', operator: 'eq', value: 2021 } },
  },
  'total-among-parts': {
    stops: bars,
    passes: bars,
    marks: [{ x: 'Bretagne' }, { x: 'France entière' }],
    near: { marks: [{ x: 'Bretagne' }, { x: 'Hauts-de-France' }] },
    level: 'warned',
    fix: { filter: { kind: 'in', column: 'Région', values: ['France entière'], negated: true } },
  },
  'arrondissements-doubled': {
    stops: bars,
    passes: bars,
    known: { doubled: { column: 'code', codes: ['75101'] } },
    near: { known: { doubled: null } },
    level: 'warned',
    fix: {
      filter: {
        kind: 'any',
        of: [
          { kind: 'in', column: 'code', values: ['75101'], negated: true },
          { kind: 'missing', column: 'code' },
        ],
      },
    },
  },
  namesakes: {
    stops: { ...bars, y: 'Population', measure: 'sum' },
    passes: { ...bars, x: 'code', y: 'Population', measure: 'sum' },
    known: { namesakes: { code: 'code', names: ['Saint-Denis'] } },
    level: 'warned',
    fix: { x: 'code' },
  },
  'mean-of-skewed': {
    stops: { ...bars, y: 'Population', measure: 'mean' },
    passes: { ...bars, y: 'Population', measure: 'mean' },
    known: { mean: 1900, median: 480 },
    near: { known: { mean: 600, median: 480 } },
    level: 'warned',
    fix: { measure: 'median' },
  },
  'stack-of-ratio': {
    stops: { ...bars, y: 'Taux de chômage', measure: 'median', color: 'code' },
    passes: { ...bars, y: 'Taux de chômage', measure: 'median', color: 'code', stacking: 'grouped' },
    level: 'blocked',
    fix: { stacking: 'grouped' },
  },
  'weak-trend': {
    stops: { kind: 'scatter', x: 'Population', y: 'Taux de chômage', measure: 'value', trend: true },
    passes: { kind: 'scatter', x: 'Population', y: 'Taux de chômage', measure: 'value', trend: true },
    known: { trend: { slope: 1, intercept: 0, r2: 0.04, rows: 100 } },
    near: { known: { trend: { slope: 1, intercept: 0, r2: 0.4, rows: 100 } } },
    level: 'warned',
    fix: { trend: false },
  },
  'line-without-order': {
    stops: { kind: 'line', x: 'Région' },
    passes: { kind: 'line', x: 'Année' },
    level: 'warned',
    fix: { kind: 'bar', stacking: 'grouped' },
  },
  'bins-of-text': {
    stops: { kind: 'histogram', x: 'Région' },
    passes: { kind: 'histogram', x: 'Population' },
    level: 'blocked',
    fix: { kind: 'bar', measure: 'count' },
  },
  'scatter-of-text': {
    stops: { kind: 'scatter', x: 'Population', y: 'Région', measure: 'value' },
    passes: { kind: 'scatter', x: 'Population', y: 'Taux de chômage', measure: 'value' },
    level: 'blocked',
    fix: { kind: 'bar', measure: 'count', x: 'Région', y: null },
  },
  'pie-of-no-whole': {
    stops: { ...bars, kind: 'pie', y: 'Taux de chômage', measure: 'median' },
    passes: { ...bars, kind: 'pie', y: 'Population', measure: 'sum' },
    level: 'blocked',
    fix: { kind: 'bar', stacking: 'grouped' },
  },
  'pie-of-many': {
    stops: { ...bars, kind: 'pie', limit: 5 },
    passes: { ...bars, kind: 'pie', limit: 4 },
    known: { shown: 5, others: 8, distinct: { x: 13, color: 0, panels: 0 } },
    near: { known: { shown: 4, others: 9, distinct: { x: 13, color: 0, panels: 0 } } },
    level: 'blocked',
    fix: { kind: 'bar', stacking: 'grouped' },
  },
  'pie-without-rest': {
    stops: { ...bars, kind: 'pie', limit: 4, others: false },
    passes: { ...bars, kind: 'pie', limit: 4, others: true },
    known: { shown: 4, others: 9 },
    level: 'blocked',
    fix: { others: true },
  },
  'pie-of-one': {
    stops: { ...bars, kind: 'pie' },
    passes: { ...bars, kind: 'pie' },
    known: { distinct: { x: 1, color: 0, panels: 0 } },
    near: { known: { distinct: { x: 2, color: 0, panels: 0 } } },
    level: 'warned',
    fix: { kind: 'bar', stacking: 'grouped' },
  },
  'parts-below-zero': {
    stops: { ...bars, kind: 'pie', y: 'Population', measure: 'sum' },
    passes: { ...bars, kind: 'bar', y: 'Population', measure: 'sum' },
    marks: [{ y: -200 }, { y: 300 }],
    level: 'blocked',
    fix: { kind: 'bar', stacking: 'grouped' },
  },
  'pyramid-sides': {
    stops: { kind: 'pyramid', x: 'code', color: 'Région' },
    passes: { kind: 'pyramid', x: 'code', color: 'Région' },
    known: { distinct: { x: 9, color: 3, panels: 0 } },
    near: { known: { distinct: { x: 9, color: 2, panels: 0 } } },
    level: 'blocked',
    fix: { kind: 'bar', stacking: 'grouped' },
  },
  'slope-moments': {
    stops: { kind: 'slope', x: 'Année', color: 'Région' },
    passes: { kind: 'slope', x: 'Année', color: 'Région' },
    known: { distinct: { x: 1, color: 3, panels: 0 } },
    near: { known: { distinct: { x: 2, color: 3, panels: 0 } } },
    level: 'blocked',
    fix: { kind: 'bar', stacking: 'grouped' },
  },
  'slope-hides-path': {
    stops: { kind: 'slope', x: 'Année', color: 'Région' },
    passes: { kind: 'slope', x: 'Année', color: 'Région' },
    known: { distinct: { x: 5, color: 3, panels: 0 } },
    near: { known: { distinct: { x: 2, color: 3, panels: 0 } } },
    level: 'warned',
    fix: { kind: 'line' },
  },
  'line-of-one': {
    stops: { kind: 'line', x: 'Année' },
    passes: { kind: 'line', x: 'Année' },
    known: { distinct: { x: 1, color: 0, panels: 0 } },
    near: { known: { distinct: { x: 2, color: 0, panels: 0 } } },
    level: 'warned',
    fix: { kind: 'bar', stacking: 'grouped' },
  },
  'box-of-few': {
    stops: { ...bars, kind: 'box', y: 'Population', measure: 'median' },
    passes: { ...bars, kind: 'box', y: 'Population', measure: 'median' },
    marks: [{ rows: 3 }],
    near: { marks: [{ rows: 10 }] },
    level: 'warned',
    fix: { kind: 'dot' },
  },
  'baseline-not-zero': {
    stops: { ...bars, baseline: 'free' },
    passes: { ...bars, kind: 'dot', baseline: 'free' },
    level: 'blocked',
    fix: { baseline: 'auto' },
  },
  'log-of-lengths': {
    stops: { ...bars, scale: 'log' },
    passes: { ...bars, kind: 'dot', scale: 'log' },
    level: 'blocked',
    fix: { scale: 'linear' },
  },
  'log-of-zero': {
    stops: { ...bars, kind: 'dot', scale: 'log' },
    passes: { ...bars, kind: 'dot', scale: 'log' },
    marks: [{ y: 0 }, { y: 3 }],
    near: { marks: [{ y: 0.1 }, { y: 3 }] },
    level: 'blocked',
    fix: { scale: 'linear' },
  },
  'log-stated': {
    stops: { ...bars, kind: 'dot', scale: 'log' },
    passes: { ...bars, kind: 'dot' },
    level: 'warned',
    fix: { scale: 'linear' },
  },
  'small-change': {
    stops: { kind: 'line', x: 'Année', y: 'Population', measure: 'sum' },
    passes: { kind: 'line', x: 'Année', y: 'Population', measure: 'sum', baseline: 'zero' },
    marks: [{ y: 101 }, { y: 104 }],
    level: 'warned',
    fix: { baseline: 'zero' },
  },
  'size-below-zero': {
    stops: { kind: 'scatter', x: 'Population', y: 'Taux de chômage', measure: 'value', size: 'Année' },
    passes: { kind: 'scatter', x: 'Population', y: 'Taux de chômage', measure: 'value', size: 'Année' },
    marks: [{ x: 1, size: -50 }],
    near: { marks: [{ x: 1, size: 50 }] },
    level: 'blocked',
    fix: { size: null },
  },
  'rest-hidden': {
    stops: { ...bars, others: false },
    passes: bars,
    known: { others: 80 },
    level: 'warned',
    fix: { others: true },
  },
  'rest-crushes': {
    stops: bars,
    passes: bars,
    known: { others: 34_900, rest: { longest: 1000, sum: 1000 } },
    marks: [
      { x: 'a', y: 100 },
      { x: 'b', y: 90 },
      { x: 'Autres', y: 1000, other: true },
    ],
    near: { known: { others: 34_900, rest: { longest: 990, sum: 990 } } },
    level: 'warned',
    fix: { others: false },
  },
  'sample-stated': {
    stops: { kind: 'scatter', x: 'Population', y: 'Taux de chômage', measure: 'value' },
    passes: { kind: 'scatter', x: 'Population', y: 'Taux de chômage', measure: 'value' },
    known: { sampled: true, shown: 5000, total: 35_000 },
    near: { known: { sampled: false } },
    level: 'warned',
    fix: { density: 'bins' },
  },
  'many-colors': {
    stops: { kind: 'line', x: 'Année', color: 'Région' },
    passes: { kind: 'line', x: 'Année', color: 'Région' },
    known: { distinct: { x: 5, color: 13, panels: 0 } },
    near: { known: { distinct: { x: 5, color: 8, panels: 0 } } },
    level: 'warned',
    fix: { facet: 'Région', color: null },
  },
  'many-panels': {
    stops: { ...bars, facet: 'code' },
    passes: { ...bars, facet: 'code' },
    known: { distinct: { x: 5, color: 0, panels: 101 } },
    near: { known: { distinct: { x: 5, color: 0, panels: 16 } } },
    level: 'warned',
    fix: { facet: null },
  },
  'mixed-vintages': {
    stops: bars,
    passes: { ...bars, subtitle: 'Populations 2019, agents 2023' },
    vintages: ['2019', '2023'],
    level: 'warned',
    fix: { subtitle: 'Données d’années différentes\u00a0: 2019, 2023' },
  },
  'much-missing': {
    stops: bars,
    passes: bars,
    known: { total: 100, missing: 10, unmeasured: 15 },
    near: { known: { total: 100, missing: 10, unmeasured: 5 } },
    level: 'warned',
    fix: { subtitle: '25\u00a0% des lignes sont sans valeur et ne sont pas représentées' },
  },
  'two-axes': {
    stops: { ...bars, vega: { ...layered({}), resolve: { scale: { y: 'independent' } } } },
    passes: { ...bars, vega: { ...layered({}), resolve: { scale: { color: 'independent' } } } },
    level: 'blocked',
    fix: { vega: layered({}) },
  },
  'cut-axis': {
    stops: { ...bars, vega: layered({ scale: { zero: false } }) },
    passes: { ...bars, vega: layered({ scale: { zero: false } }, 'point') },
    level: 'blocked',
    fix: { vega: layered({ scale: { zero: true } }) },
  },
  'reversed-axis': {
    stops: { ...bars, vega: layered({ scale: { reverse: true } }) },
    passes: {
      ...bars,
      vega: vega({ mark: 'bar', encoding: { x: { field: 'x', type: 'nominal', sort: 'descending' } } }),
    },
    level: 'blocked',
    fix: { vega: layered({ scale: {} }) },
  },
  'unsafe-colors': {
    stops: {
      ...bars,
      vega: vega({ mark: 'bar', encoding: { color: { field: 'color', scale: { range: ['#c00000', '#00a000'] } } } }),
    },
    passes: {
      ...bars,
      vega: vega({ mark: 'bar', encoding: { color: { field: 'color', scale: { range: ['#c00000', '#0050a0'] } } } }),
    },
    level: 'warned',
    fix: { vega: vega({ mark: 'bar', encoding: { color: { field: 'color', scale: {} } } }) },
  },
  'foreign-data': {
    stops: { ...bars, vega: vega({ layer: [{ mark: 'line', data: { values: Array(51).fill({ x: 1 }) } }] }) },
    passes: { ...bars, vega: vega({ layer: [{ mark: 'line', data: { values: Array(50).fill({ x: 1 }) } }] }) },
    level: 'blocked',
    fix: { vega: vega({ layer: [{ mark: 'line' }] }) },
  },
};

function known(data: Pick<Case, 'known' | 'marks' | 'vintages'>): Known {
  return { facts: facts(data.known), marks: (data.marks ?? []).map(mark), vintages: data.vintages ?? [] };
}

describe.each(ruleNames)('the rule %s', (rule) => {
  const { stops, passes, level, fix, near, ...data } = cases[rule];
  const wrong = chart(stops);
  const finding = guard(wrong, columns, known(data)).find((one) => one.rule === rule);

  test('stops what misleads, and offers the honest version', () => {
    expect({ level: finding?.level, fix: finding?.fix }).toEqual({ level, fix: { ...wrong, ...fix } });
  });

  test('says so in French', () => {
    const text = tDynamic(finding?.text ?? '', finding?.params ?? {}, 'chart.guard.why');
    expect({ long: text.length > 30, filled: !/\{|undefined/.test(text) }).toEqual({ long: true, filled: true });
  });

  test('lets a near case through', () => {
    const found = guard(chart(passes), columns, known({ ...data, ...near })).map((one) => one.rule);
    expect(found).not.toContain(rule);
  });

  test('is content with its own fix', () => {
    const again = finding?.fix
      ? guard(finding.fix, columns, rule === 'rest-hidden' ? known({}) : null).map((one) => one.rule)
      : [];
    expect(again).not.toContain(rule);
  });
});

const crushing = { others: 30, rest: { longest: 5000, sum: 5000 } };
const named = [
  { x: 'a', y: 300, color: 'f', place: 0 },
  { x: 'a', y: 250, color: 'h', place: 1 },
  { x: 'b', y: 200, color: 'f', place: 0 },
];

test.each<[string, Partial<Chart>, string[]]>([
  ['lengths', {}, ['rest-crushes']],
  ['one rest longer than the pile of its colours', { color: 'code' }, []],
  ['colours side by side', { color: 'code', stacking: 'grouped' }, ['rest-crushes']],
  ['parts of 100 %', { color: 'code', stacking: 'normalized' }, []],
  ['a logarithm', { kind: 'dot', scale: 'log' }, []],
  ['cells', { kind: 'heatmap', color: 'code' }, []],
])('« Autres » is compared as it is drawn: %s', (_, change, expected) => {
  const found = guard(chart({ ...bars, ...change }), columns, known({ known: crushing, marks: named }));
  expect(found.map(({ rule }) => rule).filter((rule) => rule.startsWith('rest-'))).toEqual(expected);
});

test('what blocks comes before what warns', () => {
  const both = guard(chart({ kind: 'line', x: 'Région', y: 'Taux de chômage', measure: 'sum' }), columns);
  expect(both.map((finding) => finding.level)).toEqual(['blocked', 'warned']);
});

test('a plain chart finds nothing', () => {
  expect(guard(chart({ ...bars, y: 'Population', measure: 'sum' }), columns, known({}))).toEqual([]);
});
