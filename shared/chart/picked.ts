import type { ChartFacts } from '../contract.ts';
import type { Column } from '../recipe/column.ts';
import type { Condition, Scalar } from '../recipe/expression.ts';
import type { Chart } from './encoding.ts';
import type { ChartRow } from './rows.ts';
import { markCondition, scalarOf } from './selection.ts';

/** Columns that tell in which mark a row is. */
export function markColumns(chart: Chart): string[] {
  const names = [chart.x, chart.kind === 'scatter' ? chart.y : null, chart.color, chart.facet];
  return [...new Set(names.flatMap((name) => (name === null || name === '' ? [] : [name])))];
}

/** Ranks of the marks that some rows of the table are in: `picked` gives their cells in `markColumns`. */
export function pickedMarks(
  chart: Chart,
  columns: readonly Column[],
  rows: readonly ChartRow[],
  facts: ChartFacts,
  picked: readonly Record<string, unknown>[],
): Set<number> {
  const placing = columns.filter(({ name }) => markColumns(chart).includes(name));
  const different = new Map<string, Cells>();
  for (const row of picked) {
    const cells = new Map(placing.map((column) => [column.name, scalarOf(column, row[column.name])]));
    different.set(JSON.stringify([...cells.values()]), cells);
  }
  const found = new Set<number>();
  for (let rank = 0; rank < rows.length; rank += 1) {
    const condition = markCondition(chart, columns, rows, rank, facts);
    if (!condition) continue;
    for (const cells of different.values())
      if (holds(condition, cells)) {
        found.add(rank);
        break;
      }
  }
  return found;
}

type Cells = ReadonlyMap<string, Scalar | null>;

/** The conditions of marks, read on one row as the engine reads them. A missing cell is in no comparison. */
function holds(condition: Condition, cells: Cells): boolean {
  switch (condition.kind) {
    case 'all':
      return condition.of.every((part) => holds(part, cells));
    case 'any':
      return condition.of.some((part) => holds(part, cells));
    case 'missing':
      return (cells.get(condition.column) === null) !== (condition.negated ?? false);
    case 'in': {
      const value = cells.get(condition.column) ?? null;
      return value !== null && condition.values.includes(value) !== (condition.negated ?? false);
    }
    case 'between': {
      const value = cells.get(condition.column) ?? null;
      return value !== null && value >= condition.from && value <= condition.to;
    }
    case 'compare': {
      const value = cells.get(condition.column) ?? null;
      if (value === null) return false;
      const constant = condition.value as Scalar;
      if (condition.operator === 'ge') return value >= constant;
      return condition.operator === 'lt' ? value < constant : condition.operator === 'eq' && value === constant;
    }
    default:
      return false;
  }
}
