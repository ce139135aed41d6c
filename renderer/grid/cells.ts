import { type Column, type ColumnType, isCode, isNumeric, isYear } from '../../shared/recipe/column.ts';
import { withMeaning } from '../../shared/recipe/describe.ts';
import {
  formatDate,
  formatExact,
  formatNumber,
  formatPeriod,
  formatShort,
  formatTimestamp,
} from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';

/** One cell as the grid holds it: dates and timestamps are milliseconds since 1970, UTC. */
export type CellValue = string | number | bigint | boolean | null;

/** Written with a space between thousands: quantities are, codes and years are not. */
export function isGrouped(column: Column): boolean {
  return isNumeric(column.type) && !isCode(column) && !isYear(column);
}

/** Quantities stand on the right so that units line up; codes stay on the left. */
export function isRightAligned(column: Column): boolean {
  return isNumeric(column.type) && !isCode(column);
}

/** The French text of a present cell, its decimals cut to what a column of numbers can be read by. */
export function formatCell(value: Exclude<CellValue, null>, column: Column): string {
  switch (column.type) {
    case 'integer':
    case 'decimal':
      if (typeof value !== 'number' && typeof value !== 'bigint') return String(value);
      if (!isGrouped(column)) return String(value).replace('.', ',');
      return typeof value === 'bigint' ? formatNumber(value) : formatShort(value, column.unit !== undefined);
    case 'date':
      if (typeof value !== 'number') return String(value);
      return column.period ? formatPeriod(value, column.period) : formatDate(value);
    case 'timestamp':
      return typeof value === 'number' ? formatTimestamp(value) : String(value);
    case 'boolean':
      return value === true ? t('common.yes') : value === false ? t('common.no') : String(value);
    default:
      return String(value);
  }
}

/** The French text of a present cell with every decimal it has. */
export function formatWhole(value: Exclude<CellValue, null>, column: Column): string {
  return typeof value === 'number' && isGrouped(column) ? formatExact(value) : formatCell(value, column);
}

/** A cell in full: missing said in words, a code with what it stands for, a number with every decimal. */
export function describeCell(value: CellValue, column: Column): string {
  return value === null ? t('common.missing') : withMeaning(formatWhole(value, column), column, value);
}

/** The text of a cell for another program: numbers ungrouped with a decimal comma, dates in French, nothing if missing. */
export function plainCell(value: CellValue, column: Column): string {
  if (value === null) return '';
  if (typeof value === 'number' && isNumeric(column.type)) return plainNumber(value);
  if (typeof value === 'bigint') return value.toString();
  return formatCell(value, column);
}

function plainNumber(value: number): string {
  const text = String(value);
  const whole = text.includes('e')
    ? new Intl.NumberFormat('en', { useGrouping: false, maximumFractionDigits: 20 }).format(value)
    : text;
  return whole.replace('.', ',');
}

const glyphs: Record<ColumnType, string> = {
  text: 'abc',
  integer: '123',
  decimal: '1,2',
  boolean: 'o/n',
  date: 'date',
  timestamp: 'heure',
};

/** The short mark of a column's type in its header. */
export function glyphOf(column: Column): string {
  return isCode(column) ? 'code' : glyphs[column.type];
}

/** What the mark stands for, in words. */
export function typeName(column: Column): string {
  return column.meaning === null ? t(`type.${column.type}`) : t(`meaning.${column.meaning}`);
}
