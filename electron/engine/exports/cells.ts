import type { ColumnType } from '../../../shared/recipe/column.ts';
import type { Cell } from '../database.ts';

/** `21/11/2026` and, for a timestamp, `14:05:00` with milliseconds only where there are any. UTC. */
export function frenchDate(milliseconds: number, withTime: boolean): string {
  const { date, time } = parts(milliseconds);
  const [year, month, day] = date;
  return withTime ? `${day}/${month}/${year} ${time.replace('.', ',')}` : `${day}/${month}/${year}`;
}

/** `2026-11-21`, `2026-11-21T14:05:00`. UTC. */
export function isoDate(milliseconds: number, withTime: boolean): string {
  const { date, time } = parts(milliseconds);
  return withTime ? `${date.join('-')}T${time}` : date.join('-');
}

function parts(milliseconds: number): { date: [string, string, string]; time: string } {
  const instant = new Date(milliseconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const rest = instant.getUTCMilliseconds();
  const seconds = `${two(instant.getUTCHours())}:${two(instant.getUTCMinutes())}:${two(instant.getUTCSeconds())}`;
  return {
    date: [
      String(instant.getUTCFullYear()).padStart(4, '0'),
      two(instant.getUTCMonth() + 1),
      two(instant.getUTCDate()),
    ],
    time: rest === 0 ? seconds : `${seconds}.${String(rest).padStart(3, '0')}`,
  };
}

/** What the writers of a format turn a cell into; the type is the column's. */
export type CellWriter = (cell: Exclude<Cell, null>, type: ColumnType) => string;
