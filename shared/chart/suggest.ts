import { type Column, isCategory, isCode } from '../recipe/column.ts';
import { targetColumn, verdicts } from '../target/choices.ts';
import type { TextKey } from '../text/t.ts';
import type { Chart } from './encoding.ts';
import { limits } from './limits.ts';
import { defaultMeasure, isMeasurable, isRatio, isYear } from './measure.ts';

type SuggestionReason = Extract<TextKey, `chart.suggest.${string}`>;
export type Suggestion = { chart: Chart; reason: SuggestionReason };

/** How many different values a column has, by name; absent where not counted. */
export type DistinctCounts = Readonly<Record<string, number>>;

/** More names than this are a ranking: dots on lines are read where bars would make a wall. */
const manyNames = 20;

/**
 * At most six charts worth a first look, best first. The order follows what textbooks agree on: a quantity against time
 * is a line, a quantity by category a position on a common scale, hence bars from zero or, for figures that are not
 * amounts and for long rankings, dots; two quantities a scatter; one quantity a histogram (Cleveland & McGill 1984,
 * « Graphical Perception », table 1; Cleveland 1985, dot charts; Bertin 1967, ordered variables; Munzner 2014,
 * chapters 5 and 7; Tukey 1977, box plots; Few 2012, « Show Me the Numbers », bars for counts by name; Wilke 2019,
 * « Fundamentals of Data Visualization », chapter 7, histograms and age pyramids). Angles rank last in that experiment: a pie is never first.
 */
export function suggest(columns: readonly Column[], table: string, distinct: DistinctCounts = {}): Suggestion[] {
  const measured = columns.filter(isMeasurable);
  const main = measured.find((column) => column.meaning === 'population') ?? measured[0] ?? null;
  const second = measured.find((column) => column !== main) ?? null;
  const category = bestCategory(columns, distinct);
  const time = timeOf(columns);
  const sides = pyramidOf(columns, distinct);
  const suggestions: Suggestion[] = [];
  const add = (reason: SuggestionReason, change: Partial<Chart>) =>
    suggestions.push({ reason, chart: { ...blankChart(table), ...change } });
  const measure = defaultMeasure(main);
  const count = category ? (distinct[category.name] ?? null) : null;

  const verdict = columns.find(({ name, type }) => name === targetColumn.verdict && type === 'text') ?? null;
  const place = verdict ? bestCategory(columns, distinct, verdict.name) : null;
  if (verdict && place) {
    // Most collectivités are out of the target: drawn, they would hide the ones looked for.
    const [, out] = verdicts;
    add('chart.suggest.verdict', {
      x: place.name,
      color: verdict.name,
      filter: { kind: 'in', column: verdict.name, values: [out], negated: true },
    });
  }
  if (sides) {
    const measures = main ? { y: main.name, measure } : {};
    add('chart.suggest.pyramid', {
      kind: 'pyramid',
      x: sides.ages,
      color: sides.sides,
      sort: 'x-desc',
      limit: limits.bars,
      ...measures,
    });
  }
  if (time && main) add('chart.suggest.line', { kind: 'line', x: time.name, y: main.name, measure, sort: 'x-asc' });
  if (category && main) {
    const y = { x: category.name, y: main.name, measure };
    if (isRatio(main)) add('chart.suggest.dot-ratio', { kind: 'dot', ...y });
    else if (count !== null && count > manyNames) add('chart.suggest.dot', { kind: 'dot', ...y, others: false });
    else add('chart.suggest.bar', { kind: 'bar', ...y });
  }
  if (!category && main && second) {
    add('chart.suggest.scatter', { kind: 'scatter', x: main.name, y: second.name, measure: 'value' });
  }
  if (category && !verdict) add('chart.suggest.count', { kind: 'bar', x: category.name, measure: 'count' });
  if (main) add('chart.suggest.histogram', { kind: 'histogram', x: main.name, measure: 'count' });
  if (category && main && second) {
    add('chart.suggest.scatter', { kind: 'scatter', x: main.name, y: second.name, measure: 'value' });
  }
  if (category && main) add('chart.suggest.box', { kind: 'box', x: category.name, y: main.name, measure: 'median' });
  if (!time && category && count !== null && count >= 2 && count <= limits.slices && !(main && isRatio(main))) {
    add('chart.suggest.pie', { kind: 'pie', x: category.name, y: main?.name ?? null, measure, limit: limits.slices });
  }
  return suggestions.slice(0, 6);
}

export function blankChart(table: string): Chart {
  return {
    id: '',
    table,
    kind: 'bar',
    x: null,
    y: null,
    measure: 'count',
    color: null,
    filter: null,
    sort: 'value-desc',
    limit: 20,
    bins: 30,
    title: '',
    subtitle: '',
    size: null,
    facet: null,
    stacking: 'stacked',
    others: true,
    unit: 'auto',
    density: 'sample',
    trend: false,
    labels: false,
    scale: 'linear',
    baseline: 'auto',
    references: [],
    annotations: [],
    source: '',
    vega: null,
    filterStep: null,
  };
}

export function timeOf(columns: readonly Column[]): Column | null {
  return columns.find((column) => isYear(column) || column.type === 'date' || column.type === 'timestamp') ?? null;
}

/** Names of régions and départements group best, identifiers and free texts worst; a single value groups nothing. */
export function bestCategory(
  columns: readonly Column[],
  distinct: DistinctCounts = {},
  but: string | null = null,
): Column | null {
  const score = (column: Column): number => {
    const count = distinct[column.name];
    if (column.name === but || (count !== undefined && count < 2)) return 0;
    if (isCategory(column)) return 4;
    if (column.type === 'boolean') return 2;
    if (column.type !== 'text') return 0;
    const spread = count === undefined || count <= 30 ? 1 : count <= 120 ? 0.6 : 0.1;
    const words = `${column.name} ${column.label ?? ''}`.toLowerCase();
    if (/verdict|type|nature|catégorie|categorie|tranche|classe|statut/.test(words)) return 5 * spread;
    if (/région|region/.test(words)) return (isCode(column) ? 3 : 6) * spread;
    if (/département|departement|dep\b|dept/.test(words)) return (isCode(column) ? 3 : 4) * spread;
    return (isCode(column) ? 0.5 : 1) * spread;
  };
  const ranked = columns.map((column) => ({ column, score: score(column) })).filter(({ score }) => score > 0);
  ranked.sort((a, b) => b.score - a.score);
  return ranked[0]?.column ?? null;
}

/** Ages and sexes, as population tables have them. */
function pyramidOf(columns: readonly Column[], distinct: DistinctCounts): { ages: string; sides: string } | null {
  const named = (pattern: RegExp) =>
    columns.find((column) => pattern.test(`${column.name} ${column.label ?? ''}`.toLowerCase().replaceAll('_', ' ')));
  const sides = named(/(^|[^a-zé])(sexe|genre)([^a-z]|$)/);
  const ages = named(/(^|[^a-zé])([aâ]ge|[aâ]ges|[aâ]geq?\d*)([^a-z]|$)/);
  if (!sides || !ages || sides === ages || isMeasurable(sides)) return null;
  const count = distinct[sides.name];
  return count === undefined || count === 2 ? { ages: ages.name, sides: sides.name } : null;
}
