import { type ColumnType, isNumeric } from '../recipe/column.ts';
import { Fault } from '../rpc/fault.ts';
import { frenchText } from './text.ts';

/** An expression as SQL and the type of its values; `null` for a constant missing value, which fits any type. */
export type TypedSql = { sql: string; type: ColumnType | null };

/** The SQL of something that can be computed with, or Fault `expression-type`. */
export function numeric(typed: TypedSql, operator: string): string {
  if (typed.type === null) return 'CAST(NULL AS BIGINT)';
  if (!isNumeric(typed.type)) throw new Fault('expression-type', { operator, type: typed.type });
  return typed.sql;
}

/** Anything as text; a missing value stays missing. */
export function textSql(typed: TypedSql): string {
  return typed.type === null ? 'CAST(NULL AS VARCHAR)' : frenchText(typed.sql, typed.type);
}

/** The type that holds all of these, or Fault `expression-mixed`. */
export function commonType(types: readonly (ColumnType | null)[]): ColumnType | null {
  const known = [...new Set(types.filter((type) => type !== null))];
  if (known.length <= 1) return known[0] ?? null;
  if (known.every(isNumeric)) return 'decimal';
  if (known.every((type) => type === 'date' || type === 'timestamp')) return 'timestamp';
  throw new Fault('expression-mixed', { type: known[0]!, other: known[1]! });
}

const storage: Record<ColumnType, string> = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  decimal: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
};

/** A value converted to the storage of a type, missing where it does not convert. */
export function storedAs(sql: string, type: ColumnType): string {
  return `TRY_CAST(${sql} AS ${storage[type]})`;
}

/** What a column made of the expression holds: a constant missing value becomes text. */
export function storedSql(typed: TypedSql): { sql: string; type: ColumnType } {
  if (typed.type !== null) return { sql: typed.sql, type: typed.type };
  return { sql: storedAs(typed.sql, 'text'), type: 'text' };
}
