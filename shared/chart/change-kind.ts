import type { Column } from '../recipe/column.ts';
import type { TextKey } from '../text/t.ts';
import type { Chart } from './encoding.ts';
import { type ChartKind, canFacet, isGrouped, needsColor } from './kinds.ts';
import { limits } from './limits.ts';
import { defaultMeasure, isMeasurable, isYear } from './measure.ts';
import { bestCategory, type DistinctCounts, timeOf } from './suggest.ts';

/** Why a kind cannot be drawn from these columns, or null when it can. Such kinds stay visible with the reason. */
export function inapplicable(
  kind: ChartKind,
  columns: readonly Column[],
  distinct: DistinctCounts = {},
): Extract<TextKey, `chart.inapplicable.${string}`> | null {
  const measured = columns.filter(isMeasurable).length;
  const names = columns.filter((column) => !isMeasurable(column)).length;
  const ordered = columns.some((column) => column.type !== 'text' && column.type !== 'boolean');
  if (kind === 'scatter' && measured < 2) return 'chart.inapplicable.scatter';
  if (kind === 'histogram' && measured < 1) return 'chart.inapplicable.histogram';
  if (kind === 'box' && (measured < 1 || names < 1)) return 'chart.inapplicable.box';
  if ((kind === 'line' || kind === 'area') && !ordered) return 'chart.inapplicable.line';
  if (kind === 'heatmap' && names < 2) return 'chart.inapplicable.heatmap';
  if (kind === 'slope' && (!timeOf(columns) || names < 2)) return 'chart.inapplicable.slope';
  if (kind === 'pyramid' && !sideOf(columns, distinct)) return 'chart.inapplicable.pyramid';
  if (kind === 'pie') {
    const counted = columns.filter((column) => distinct[column.name] !== undefined);
    const few = counted.some(
      (column) => (distinct[column.name] ?? 0) >= 2 && (distinct[column.name] ?? 0) <= limits.slices,
    );
    const other = columns.some((column) => column.type === 'boolean');
    if (counted.length > 0 && !few && !other) return 'chart.inapplicable.pie';
  }
  return null;
}

/** The same wish drawn as another kind: keeps the columns that still make sense, completes the others. */
export function changeKind(
  chart: Chart,
  kind: ChartKind,
  columns: readonly Column[],
  distinct: DistinctCounts = {},
): Chart {
  const plain: Chart = {
    ...chart,
    kind,
    vega: null,
    facet: canFacet(kind) ? chart.facet : null,
    size: null,
    annotations: [],
    scale: 'linear',
    baseline: 'auto',
  };
  const measured = columns.filter(isMeasurable);
  const isMeasured = (name: string | null) => measured.some((column) => column.name === name);
  const main = measured.find((column) => column.name === chart.y || column.name === chart.x) ?? measured[0] ?? null;
  if (kind === 'histogram') {
    return { ...plain, x: main?.name ?? null, y: null, measure: 'count', color: null, references: [] };
  }
  if (kind === 'scatter') {
    const other = measured.find((column) => column !== main) ?? null;
    const y = isMeasured(chart.y) && chart.y !== main?.name ? chart.y : (other?.name ?? null);
    return { ...plain, x: main?.name ?? null, y, measure: 'value', references: [] };
  }
  const grouped = isGrouped(chart.kind);
  const time = timeOf(columns);
  const continuous = kind === 'line' || kind === 'area' || kind === 'slope';
  const names = bestCategory(columns, distinct);
  const fromX = columns.find((column) => column.name === chart.x) ?? null;
  const keepX = (grouped || chart.kind === 'box') && fromX !== null && !(continuous && time);
  const category = continuous ? (time ?? names) : kind === 'pie' ? (fewOf(columns, distinct) ?? names) : names;
  const x = (keepX && !(kind === 'pie' && isLong(fromX, distinct)) ? fromX : (category ?? columns[0]))?.name ?? null;
  if (kind === 'box') {
    return { ...plain, x, y: main?.name ?? null, measure: 'median', color: null };
  }
  const measure = grouped ? chart.measure : defaultMeasure(main);
  const y = grouped ? chart.y : measure === 'count' ? null : (main?.name ?? null);
  const sort = continuous || (fromX !== null && keepX && isYear(fromX)) ? 'x-asc' : chart.sort;
  const common: Chart = { ...plain, x, y, measure, sort };
  if (kind === 'pie') return { ...common, color: null, limit: limits.slices, others: true };
  if (kind === 'pyramid') {
    const side = sideOf(columns, distinct);
    const ages = x === side?.name ? bestCategory(columns, distinct, side.name) : null;
    return { ...common, x: ages?.name ?? x, color: side?.name ?? null, sort: 'x-desc', limit: limits.bars };
  }
  if (!needsColor(kind)) return common;
  const color =
    chart.color !== null && chart.color !== x ? chart.color : (acrossFrom(columns, distinct, x)?.name ?? null);
  return { ...common, color, limit: kind === 'slope' ? 10 : common.limit };
}

/** The best column to cross with x: not its twin, as a code is of its name, which would draw a diagonal, unless alone. */
function acrossFrom(columns: readonly Column[], distinct: DistinctCounts, x: string | null): Column | null {
  const count = x === null ? undefined : distinct[x];
  const isTwin = ({ name }: Column) => count !== undefined && distinct[name] === count;
  const others = columns.filter((column) => !isTwin(column));
  return bestCategory(others, distinct, x) ?? bestCategory(columns, distinct, x);
}

function isLong(column: Column, distinct: DistinctCounts): boolean {
  return (distinct[column.name] ?? 0) > limits.slices;
}

function fewOf(columns: readonly Column[], distinct: DistinctCounts): Column | undefined {
  return columns.find(
    ({ name, type }) => type === 'boolean' || ((distinct[name] ?? 0) >= 2 && (distinct[name] ?? 0) <= limits.slices),
  );
}

/** A column of two values: the two sides of a pyramid. */
function sideOf(columns: readonly Column[], distinct: DistinctCounts): Column | undefined {
  const two = columns.filter((column) => column.type === 'boolean' || distinct[column.name] === 2);
  return two.find((column) => /sexe|genre/i.test(column.name)) ?? two[0];
}
