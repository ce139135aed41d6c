/** The words of a chart, apart from their schema so that a page needs no validator to list them. */
export const chartKinds = [
  'bar',
  'dot',
  'line',
  'area',
  'slope',
  'scatter',
  'histogram',
  'box',
  'heatmap',
  'pie',
  'pyramid',
] as const;
export type ChartKind = (typeof chartKinds)[number];

export const chartMeasures = ['count', 'count-distinct', 'sum', 'mean', 'median', 'min', 'max', 'value'] as const;
export type ChartMeasure = (typeof chartMeasures)[number];

export const chartSorts = ['value-desc', 'value-asc', 'x-asc', 'x-desc'] as const;
/** How the colours of one category share its place: one over the other, side by side, or as parts of 100 %. */
export const stackings = ['stacked', 'grouped', 'normalized'] as const;
/** Time is summed up by this unit; `auto` only past the number of points that can be drawn. */
export const timeUnits = ['auto', 'none', 'month', 'quarter', 'year'] as const;
/** What to do with more points than can be drawn: a stated sample, a larger one, or counts in squares. */
export const densities = ['sample', 'more', 'bins'] as const;

/** Kinds whose marks are lengths or areas: the eye compares them from zero. */
export function isLength(kind: ChartKind): boolean {
  return kind === 'bar' || kind === 'area' || kind === 'histogram' || kind === 'pyramid';
}

/** Kinds that group by x and measure y. */
export function isGrouped(kind: ChartKind): boolean {
  return kind !== 'scatter' && kind !== 'histogram' && kind !== 'box';
}

/** Kinds in which the colour column is a second dimension that must be chosen. */
export function needsColor(kind: ChartKind): boolean {
  return kind === 'heatmap' || kind === 'slope' || kind === 'pyramid';
}

/** Kinds that can be repeated in small multiples. */
export function canFacet(kind: ChartKind): boolean {
  return kind !== 'heatmap' && kind !== 'slope' && kind !== 'pie' && kind !== 'pyramid';
}
