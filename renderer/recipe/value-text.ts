import type { ColumnType } from '../../shared/recipe/column.ts';
import type { Scalar } from '../../shared/recipe/expression.ts';

/** "3 500", "3500,5", "-2.5" -> a number; null for anything else. Spaces of any width group thousands. */
export function parseNumber(text: string): number | null {
  const plain = text
    .replace(/[\s\u00a0\u202f]/g, '')
    .replace('−', '-')
    .replace(',', '.');
  return /^[-+]?(\d+(\.\d*)?|\.\d+)$/.test(plain) ? Number(plain) : null;
}

/** A number as a person types it: decimal comma, no grouping. */
export function writeNumber(value: number): string {
  return String(value).replace('.', ',');
}

/**
 * What was typed in a field -> the constant it stands for in a column of `type`; null when it stands for nothing.
 * Dates are `2026-11-21` (as a date field gives it) or `21/11/2026`.
 */
export function parseValue(text: string, type: ColumnType): Scalar | null {
  switch (type) {
    case 'text':
      return text === '' ? null : text;
    case 'integer':
    case 'decimal':
      return parseNumber(text);
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : null;
    case 'date':
      return parseDate(text.trim());
    case 'timestamp':
      return parseTimestamp(text.trim());
  }
}

/** The text of a constant in the field that edits it. */
export function writeValue(value: Scalar, type: ColumnType): string {
  if (typeof value === 'number') return writeNumber(value);
  if (type === 'timestamp') return String(value).replace(/:00\.000$/, '');
  return String(value);
}

function parseDate(text: string): string | null {
  const french = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const iso = french ? `${french[3]}-${french[2]?.padStart(2, '0')}-${french[1]?.padStart(2, '0')}` : text;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return null;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null;
}

function parseTimestamp(text: string): string | null {
  const [day = '', time = '00:00'] = text.split(/[T ]/);
  const date = parseDate(day);
  const parts = /^(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,3})?)?$/.exec(time);
  if (date === null || !parts || Number(parts[1]) > 23 || Number(parts[2]) > 59) return null;
  return `${date}T${parts[1]}:${parts[2]}:${parts[3] ?? '00'}${(parts[4] ?? '.').padEnd(4, '0')}`;
}
