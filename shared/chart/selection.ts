import type { ChartFacts } from '../contract.ts';
import type { Column } from '../recipe/column.ts';
import type { Condition, Scalar } from '../recipe/expression.ts';
import type { Chart } from './encoding.ts';
import { isTime } from './query-data.ts';
import type { ChartRow, Mark } from './rows.ts';

/**
 * The condition that keeps the rows of one mark: `rows` are those of `chart.data`, `rank` the mark's place among them.
 * Null where a mark stands for no rows that a condition can name.
 */
export function markCondition(
  chart: Chart,
  columns: readonly Column[],
  rows: readonly ChartRow[],
  rank: number,
  facts: ChartFacts,
): Condition | null {
  const row = rows[rank];
  const x = find(columns, chart.x);
  if (!row || !x) return null;
  const parts: (Condition | null)[] = [];
  if (chart.kind === 'histogram')
    parts.push(binCondition(x, Number(row.start), Number(row.stop), rank === rows.length - 1));
  else if (chart.kind === 'scatter') {
    const y = find(columns, chart.y);
    if (!y) return null;
    if (facts.squares)
      parts.push(
        binCondition(x, Number(row.x), Number(row.stop), false),
        binCondition(y, Number(row.y), Number(row.top), false),
      );
    else parts.push(equals(x, row.x), equals(y, row.y));
  } else if (row.other === true) {
    const shown = [...new Set(rows.flatMap((one) => (one.other === true ? [] : [scalarOf(x, one.x)])))];
    if (shown.includes(null)) return null;
    parts.push({ kind: 'in', column: x.name, values: shown as Scalar[], negated: true });
  } else parts.push(isTime(x) ? momentCondition(x, row.x, facts.bucket) : facts.bucket ? null : equals(x, row.x));
  for (const [name, value] of [
    [chart.color, facts.squares ? undefined : row.color],
    [chart.facet, row.facet],
  ] as const) {
    const column = find(columns, name);
    if (!column || value === undefined || value === null) continue;
    parts.push(value === '' ? { kind: 'missing', column: column.name } : equals(column, value));
  }
  const [first] = parts;
  if (first === undefined || parts.includes(null)) return null;
  return parts.length === 1 ? first : { kind: 'all', of: parts as Condition[] };
}

/** The condition of a stretch of the axes, in their own units (milliseconds for time); `y` only where it is one. */
export function rangeCondition(
  chart: Chart,
  columns: readonly Column[],
  range: { x: [number, number]; y: [number, number] | null },
): Condition | null {
  const parts = ([['x', range.x] as const, ['y', range.y] as const] as const).flatMap(([side, ends]): Condition[] => {
    const column = find(columns, chart[side]);
    if (!column || !ends) return [];
    const [from, to] = ends[0] <= ends[1] ? ends : [ends[1], ends[0]];
    return [{ kind: 'between', column: column.name, from: endOf(column, from), to: endOf(column, to) }];
  });
  const [first] = parts;
  return parts.length > 1 ? { kind: 'all', of: parts } : (first ?? null);
}

/** Whether a stretch of the horizontal axis, and of the vertical one, can be chosen. */
export function brushOf(chart: Chart, columns: readonly Column[]): { x: boolean; y: boolean } {
  const none = { x: false, y: false };
  if (chart.facet !== null || chart.vega !== null) return none;
  if (chart.kind === 'histogram') return { x: true, y: false };
  if (chart.kind === 'scatter') return { x: true, y: true };
  const x = find(columns, chart.x);
  const isAxis = x !== null && (isTime(x) || x.type === 'integer' || x.type === 'decimal');
  return (chart.kind === 'line' || chart.kind === 'area') && isAxis ? { x: true, y: false } : none;
}

/** Whether a mark lies in a stretch that was chosen on the axes: a bin with all it holds, a point by its place. */
export function rangeHolds(chart: Chart, condition: Condition, mark: Mark | undefined): boolean {
  if (!mark) return false;
  if (condition.kind === 'all') return condition.of.every((part) => rangeHolds(chart, part, mark));
  if (condition.kind !== 'between') return false;
  const ends = [condition.from, condition.to].map((end) => (typeof end === 'string' ? Date.parse(end) : Number(end)));
  const value = condition.column === chart.x ? mark.x : condition.column === chart.y ? mark.y : null;
  if (typeof value !== 'number') return false;
  return value >= (ends[0] ?? 0) && (mark.stop ?? value) <= (ends[1] ?? 0);
}

/** The choices that a condition is made of: several values are as many choices. */
export function choicesOf(condition: Condition | null): Condition[] {
  if (!condition) return [];
  if (condition.kind === 'any') return condition.of.flatMap(choicesOf);
  if (condition.kind === 'in' && !condition.negated)
    return condition.values.map((value) => ({ ...condition, values: [value] }));
  return [condition];
}

/** A choice more, or less when it was there. Null: nothing chosen. */
export function toggleChoice(condition: Condition | null, choice: Condition): Condition | null {
  const before = choicesOf(condition);
  const key = JSON.stringify(choice);
  const kept = before.filter((one) => JSON.stringify(one) !== key);
  const next = kept.length < before.length ? kept : [...kept, choice];
  const [first] = next;
  if (next.length < 2) return first ?? null;
  if (first?.kind === 'in' && next.every((one) => one.kind === 'in' && one.column === first.column && !one.negated))
    return { ...first, values: next.flatMap((one) => (one.kind === 'in' ? one.values : [])) };
  return { kind: 'any', of: next };
}

function find(columns: readonly Column[], name: string | null): Column | null {
  return columns.find((column) => column.name === name) ?? null;
}

/** A cell or the value of a mark as a constant of its column; null when it is missing. */
export function scalarOf(column: Column, value: unknown): Scalar | null {
  if (value === null || value === undefined || value === '') return null;
  if (column.type === 'boolean') return value === true || value === 'true';
  if (column.type === 'integer' || column.type === 'decimal') return Number(value);
  if (isTime(column)) return dateText(column, value);
  return String(value);
}

function equals(column: Column, value: unknown): Condition | null {
  const scalar = scalarOf(column, value);
  if (scalar === null) return null;
  if (typeof scalar === 'string' && !isTime(column)) return { kind: 'in', column: column.name, values: [scalar] };
  return { kind: 'compare', column: column.name, operator: 'eq', value: scalar };
}

/** Bins hold their start and not their end, but for the last. */
function binCondition(column: Column, from: number, to: number, isLast: boolean): Condition | null {
  if (!Number.isFinite(from) || !Number.isFinite(to)) return null;
  if (column.type === 'integer' && Number.isInteger(from) && Number.isInteger(to))
    return { kind: 'between', column: column.name, from, to: isLast ? to : to - 1 };
  if (isLast) return { kind: 'between', column: column.name, from, to };
  return {
    kind: 'all',
    of: [
      { kind: 'compare', column: column.name, operator: 'ge', value: from },
      { kind: 'compare', column: column.name, operator: 'lt', value: to },
    ],
  };
}

const months = { month: 1, quarter: 3, year: 12 } as const;

/** A date, or every date of the month, quarter or year that a mark sums up. */
function momentCondition(column: Column, value: unknown, bucket: ChartFacts['bucket']): Condition | null {
  const from = momentOf(value);
  if (from === null || bucket === 'steps') return null;
  if (bucket === null) return equals(column, value);
  const start = new Date(from);
  const end = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months[bucket], 1) - 1;
  return { kind: 'between', column: column.name, from: endOf(column, from), to: endOf(column, end) };
}

/** Milliseconds of what the engine gives: a number, or a text where categories are texts. */
function momentOf(value: unknown): number | null {
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number') return value;
  const text = String(value);
  const moment = Date.parse(text.length > 10 ? `${text.replace(' ', 'T')}Z` : text);
  return Number.isNaN(moment) ? null : moment;
}

function dateText(column: Column, value: unknown): string | null {
  const moment = momentOf(value);
  return moment === null ? null : String(endOf(column, moment));
}

/** An end of a stretch as a constant of the column. */
function endOf(column: Column, value: number): Scalar {
  if (column.type === 'date') return new Date(value).toISOString().slice(0, 10);
  if (column.type === 'timestamp') return new Date(value).toISOString().slice(0, 23);
  return column.type === 'integer' ? Math.round(value) : Number(value.toPrecision(6));
}
