import type { ColumnType } from '../../../shared/recipe/column.ts';
import type { RunColumn } from './spreadsheet-run.ts';

/** A column of a run while it is filled. */
export type Filling = {
  type: ColumnType;
  doubles: Float64Array | null;
  /** 32-bit halves of BIGINT values, or days. */
  words: Int32Array | null;
  valid: Int32Array | null;
  texts: Int32Array | null;
  told: Int32Array | null;
};

const day = 86_400_000;
const calendars = { 1900: Date.UTC(1899, 11, 30) / day, 1904: Date.UTC(1904, 0, 1) / day };

/** Days since 1970 of a serial that is a whole day, null for any other. Same rules as serialText. */
export function dateDays(serial: number, date1904: boolean): number | null {
  if (!(serial >= (date1904 ? 0 : 1)) || serial > 2_958_466) return null;
  const milliseconds = Math.round(serial * day);
  if (milliseconds % day !== 0) return null;
  const days = milliseconds / day;
  if (date1904) return calendars[1904] + days;
  return calendars[1900] + days + (serial < 60 ? 1 : 0);
}

export function emptyFilling(type: ColumnType): Filling {
  return { type, doubles: null, words: null, valid: null, texts: null, told: null };
}

/** DuckDB and JavaScript write very large and very small numbers differently: those go as texts. */
export function isOrdinary(value: number): boolean {
  const size = Math.abs(value);
  return (size < 1e15 && size >= 1e-4) || (value === 0 && !Object.is(value, -0));
}

export function columnOf(filling: Filling): RunColumn | null {
  if (filling.valid === null && filling.told === null) return null;
  const words = filling.words;
  return {
    values: filling.doubles ?? (words === null || filling.type === 'date' ? words : new BigInt64Array(words.buffer)),
    valid: filling.valid === null ? null : new BigUint64Array(filling.valid.buffer),
    texts: filling.texts,
    told: filling.told === null ? null : new BigUint64Array(filling.told.buffer),
  };
}
