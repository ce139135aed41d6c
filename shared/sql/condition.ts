import { type Column, type ColumnType, isNumeric } from '../recipe/column.ts';
import type { Comparison, Condition, Scalar } from '../recipe/expression.ts';
import { findColumn } from '../recipe/relation.ts';
import { Fault } from '../rpc/fault.ts';
import { comparable } from './order.ts';
import { identifier, literal } from './quote.ts';
import { searchSql } from './search.ts';
import { valueSql } from './value.ts';

const operators: Record<Comparison, string> = { eq: '=', ne: '<>', lt: '<', le: '<=', gt: '>', ge: '>=' };

/**
 * A condition as SQL over these columns. Its value is TRUE, FALSE, or NULL where a missing cell leaves it undecided;
 * WHERE and CASE WHEN take NULL for no. That is how a missing cell answers no even under `not`: SQL's own logic gives
 * TRUE exactly when `not` pushed down to the comparisons would, each one answering no on a missing cell.
 * A group with no condition asks nothing: yes.
 * Throws Fault `column-missing` or `type-mismatch`.
 */
export function conditionSql(condition: Condition, columns: readonly Column[]): string {
  switch (condition.kind) {
    case 'all':
      return group(condition.of, 'AND', columns);
    case 'any':
      return group(condition.of, 'OR', columns);
    case 'not':
      return `NOT (${conditionSql(condition.of, columns)})`;
    case 'compare':
      return compare(findColumn(columns, condition.column), condition.operator, condition.value);
    case 'compare-columns': {
      const left = findColumn(columns, condition.column);
      const right = findColumn(columns, condition.other);
      if (!areComparable(left.type, right.type))
        throw new Fault('type-mismatch', { column: left.name, value: right.name });
      return relate(left, condition.operator, identifier(right.name));
    }
    case 'between': {
      const column = findColumn(columns, condition.column);
      return `${ordered(column)} BETWEEN ${valueSql(condition.from, column)} AND ${valueSql(condition.to, column)}`;
    }
    case 'in':
      return isIn(findColumn(columns, condition.column), condition.values, condition.negated ?? false);
    case 'text':
      return matches(findColumn(columns, condition.column), condition);
    case 'missing':
      return isMissing(findColumn(columns, condition.column), condition);
  }
}

function group(of: readonly Condition[], word: 'AND' | 'OR', columns: readonly Column[]): string {
  if (of.length === 0) return 'TRUE';
  const parts = of.map((part) => {
    const sql = conditionSql(part, columns);
    return part.kind === 'all' || part.kind === 'any' || part.kind === 'between' ? `(${sql})` : sql;
  });
  return parts.join(` ${word} `);
}

function compare(column: Column, operator: Comparison, value: Scalar): string {
  return relate(column, operator, valueSql(value, column));
}

/** Equality is exact; before and after follow the French alphabet. */
function relate(column: Column, operator: Comparison, right: string): string {
  const exact = operator === 'eq' || operator === 'ne';
  const left = exact ? identifier(column.name) : ordered(column);
  return `${left} ${operators[operator]} ${right}`;
}

function ordered(column: Column): string {
  return comparable(identifier(column.name), column.type);
}

function isIn(column: Column, values: readonly Scalar[], negated: boolean): string {
  const name = identifier(column.name);
  if (values.length === 0) return `CASE WHEN ${name} IS NOT NULL THEN ${negated ? 'TRUE' : 'FALSE'} END`;
  return `${name} ${negated ? 'NOT ' : ''}IN (${values.map((value) => valueSql(value, column)).join(', ')})`;
}

function matches(column: Column, condition: Extract<Condition, { kind: 'text' }>): string {
  if (column.type !== 'text') throw new Fault('type-mismatch', { column: column.name, value: condition.value });
  const sql = searchSql(identifier(column.name), condition.value, condition.operator);
  return condition.negated ? `NOT ${sql}` : sql;
}

/** A reason is a line of the file's issues; an empty cell has none there. */
function isMissing(column: Column, { negated, reasons }: Extract<Condition, { kind: 'missing' }>): string {
  const name = identifier(column.name);
  if (negated || !reasons) return `${name} IS ${negated ? 'NOT ' : ''}NULL`;
  if (!column.issues) throw new Fault('reasons-lost', { column: column.name });
  const lines = `SELECT "row" FROM ${identifier(column.issues.relation)} WHERE "column" = ${literal(column.issues.column)}`;
  const coded = reasons.filter((reason) => reason !== '');
  const parts = [
    ...(coded.length > 0 ? [`__row IN (${lines} AND reason IN (${coded.map(literal).join(', ')}))`] : []),
    ...(reasons.includes('') ? [`__row NOT IN (${lines})`] : []),
  ];
  return parts.length === 0 ? 'FALSE' : `(${name} IS NULL AND (${parts.join(' OR ')}))`;
}

function areComparable(left: ColumnType, right: ColumnType): boolean {
  return left === right || (isNumeric(left) && isNumeric(right)) || (isTime(left) && isTime(right));
}

function isTime(type: ColumnType): boolean {
  return type === 'date' || type === 'timestamp';
}
