import { type Column, type ColumnType, isNumeric } from '../recipe/column.ts';
import type { Scalar } from '../recipe/expression.ts';
import { Fault } from '../rpc/fault.ts';
import { literal } from './quote.ts';

const isoDate = /^(\d{4})-(\d{2})-(\d{2})$/;
const isoTimestamp = /^(\d{4}-\d{2}-\d{2})[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,6})?)?$/;

/** A real day of the calendar written 2026-11-21. */
export function isDate(text: string): boolean {
  const parts = isoDate.exec(text);
  if (!parts) return false;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

export function isTimestamp(text: string): boolean {
  const parts = isoTimestamp.exec(text);
  return parts !== null && isDate(parts[1]!);
}

/** A number as SQL that mixes with BIGINT and DOUBLE without DuckDB's DECIMAL, whose casts may overflow. */
export function numberSql(value: number): string {
  if (!Number.isFinite(value)) throw new Fault('value-invalid', { value: String(value) });
  return Number.isSafeInteger(value) ? literal(value) : `CAST(${literal(String(value))} AS DOUBLE)`;
}

/** A constant compared with a column, or Fault `type-mismatch` where the comparison has no meaning. */
export function valueSql(value: Scalar, column: Column): string {
  if (!fits(value, column.type))
    throw new Fault('type-mismatch', { column: column.name, value: String(value).slice(0, 80) });
  if (column.type === 'date' || column.type === 'timestamp') {
    const text = String(value);
    return isDate(text) ? `DATE ${literal(text)}` : `TIMESTAMP ${literal(text.replace('T', ' '))}`;
  }
  return typeof value === 'number' ? numberSql(value) : literal(value);
}

/** Whether a constant can be compared with a column of that type. */
export function fits(value: Scalar, type: ColumnType): boolean {
  if (isNumeric(type)) return typeof value === 'number' && Number.isFinite(value);
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'text') return typeof value === 'string';
  return typeof value === 'string' && (isDate(value) || isTimestamp(value));
}
