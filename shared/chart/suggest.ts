import { type Column, isCode } from '../recipe/column.ts';
import type { TextKey } from '../text/t.ts';
import type { Chart, ChartKind } from './encoding.ts';
import { defaultMeasure, isMeasurable, isYear } from './measure.ts';

type SuggestionReason = Extract<TextKey, `chart.suggest.${string}`>;
export type Suggestion = { chart: Chart; reason: SuggestionReason };

/** How many different values a column has, by name; absent where not counted. */
export type DistinctCounts = Readonly<Record<string, number>>;

/** At most six charts worth a first look, best first: counts or totals by category, evolution, relation, spread. */
export function suggest(columns: readonly Column[], table: string, distinct: DistinctCounts = {}): Suggestion[] {
  const measured = columns.filter(isMeasurable);
  const main = measured.find((column) => column.meaning === 'population') ?? measured[0] ?? null;
  const category = bestCategory(columns, distinct);
  const time = columns.find((column) => isYear(column) || column.type === 'date' || column.type === 'timestamp');
  const second = measured.find((column) => column !== main);
  const suggestions: Suggestion[] = [];
  const add = (reason: SuggestionReason, change: Partial<Chart>) =>
    suggestions.push({ reason, chart: { ...blankChart(table), ...change } });

  if (time && main) {
    add('chart.suggest.line', {
      kind: 'line',
      x: time.name,
      y: main.name,
      measure: defaultMeasure(main),
      sort: 'x-asc',
    });
  }
  if (category && main) {
    add('chart.suggest.bar', { kind: 'bar', x: category.name, y: main.name, measure: defaultMeasure(main) });
  }
  if (category) add('chart.suggest.count', { kind: 'bar', x: category.name, measure: 'count' });
  if (main) add('chart.suggest.histogram', { kind: 'histogram', x: main.name, measure: 'count' });
  if (main && second) {
    add('chart.suggest.scatter', { kind: 'scatter', x: main.name, y: second.name, measure: 'value' });
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
  };
}

/** Why a kind cannot be drawn from these columns, or null when it can. Such kinds stay visible with the reason. */
export function inapplicable(
  kind: ChartKind,
  columns: readonly Column[],
): Extract<TextKey, `chart.inapplicable.${string}`> | null {
  const measured = columns.filter(isMeasurable).length;
  if (kind === 'scatter' && measured < 2) return 'chart.inapplicable.scatter';
  if (kind === 'histogram' && measured < 1) return 'chart.inapplicable.histogram';
  const ordered = columns.some((column) => column.type !== 'text' && column.type !== 'boolean');
  if (kind === 'line' && !ordered) return 'chart.inapplicable.line';
  return null;
}

/** The same wish drawn as another kind: keeps the columns that still make sense, completes the others. */
export function changeKind(chart: Chart, kind: ChartKind, columns: readonly Column[]): Chart {
  const measured = columns.filter(isMeasurable);
  const isMeasured = (name: string | null) => measured.some((column) => column.name === name);
  const main = measured.find((column) => column.name === chart.y || column.name === chart.x) ?? measured[0] ?? null;
  if (kind === 'histogram') {
    return { ...chart, kind, x: main?.name ?? null, y: null, measure: 'count', color: null };
  }
  if (kind === 'scatter') {
    const other = measured.find((column) => column !== main) ?? null;
    const y = isMeasured(chart.y) && chart.y !== main?.name ? chart.y : (other?.name ?? null);
    return { ...chart, kind, x: main?.name ?? null, y, measure: 'value' };
  }
  const fromPoints = chart.kind === 'scatter' || chart.kind === 'histogram';
  const time = columns.find((column) => isYear(column) || column.type === 'date' || column.type === 'timestamp');
  const category = (kind === 'line' ? time : undefined) ?? bestCategory(columns) ?? columns[0] ?? null;
  const x = fromPoints || (kind === 'line' && time) ? (category?.name ?? null) : chart.x;
  const y = fromPoints ? (main?.name ?? null) : chart.y;
  const measure = fromPoints ? defaultMeasure(main) : chart.measure;
  return { ...chart, kind, x, y, measure, sort: kind === 'line' ? 'x-asc' : chart.sort };
}

/** Names of régions and départements group best, identifiers and free texts worst; a single value groups nothing. */
function bestCategory(columns: readonly Column[], distinct: DistinctCounts = {}): Column | null {
  const score = (column: Column): number => {
    const count = distinct[column.name];
    if (count !== undefined && count < 2) return 0;
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
