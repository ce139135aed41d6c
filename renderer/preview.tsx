import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { Query } from '../shared/contract.ts';
import { type Column, isCode, isNumeric, isYear } from '../shared/recipe/column.ts';
import { formatDate, formatNumber, formatPeriod, formatShort, formatTimestamp } from '../shared/text/format.ts';
import { t } from '../shared/text/t.ts';
import { decodeRows } from './arrow.ts';
import { type Asked, useCall } from './session.ts';
import './preview.css';

/** A value that follows another once it has stayed the same (by value) for a while: what is typed asks only when it rests. */
export function useRested<T>(value: T, milliseconds = 200): T {
  const key = JSON.stringify(value);
  const [rested, setRested] = useState({ key, value });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the value
  useEffect(() => {
    const timer = setTimeout(() => setRested({ key, value }), milliseconds);
    return () => clearTimeout(timer);
  }, [key, milliseconds]);
  return rested.value;
}

export type PreviewRows = Record<string, unknown>[];

/** The first rows of a query, of some of its columns; null asks nothing. */
export function usePreview(query: Query | null, columns: string[], limit: number): Asked<PreviewRows> {
  const names = columns.join('\0');
  const input = useMemo(
    () => (query && names !== '' ? { query, columns: names.split('\0'), offset: 0, limit } : null),
    [query, names, limit],
  );
  const page = useCall('table.page', input);
  const rows = useMemo(() => (page.value ? decodeRows(page.value.rows) : null), [page.value]);
  return { ...page, value: rows };
}

/** One cell as a person reads it. Codes keep their digits together. */
export function cellText(value: unknown, column: Column): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (column.type === 'date' || column.type === 'timestamp') {
    const milliseconds = value instanceof Date ? value.getTime() : Number(value);
    if (column.period) return formatPeriod(milliseconds, column.period);
    return column.type === 'date' ? formatDate(milliseconds) : formatTimestamp(milliseconds);
  }
  if (typeof value === 'bigint' || typeof value === 'number') {
    if (isCode(column) || isYear(column)) return String(value);
    return typeof value === 'bigint' ? formatNumber(value) : formatShort(value, column.unit !== undefined);
  }
  return String(value);
}

/** A few rows under a caption. `marked` columns, those that an edit makes, stand out. */
export function PreviewTable(props: {
  caption: string;
  columns: Column[];
  rows: PreviewRows;
  marked?: readonly string[];
}): ReactNode {
  const { columns, rows, marked = [] } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by the keyboard
    <section className="preview" aria-label={props.caption} tabIndex={0}>
      <table>
        <caption>{props.caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.name}
                scope="col"
                data-number={isRight(column) ? '' : undefined}
                data-marked={marked.includes(column.name) ? '' : undefined}
              >
                {column.name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {columns.map((column) => (
                <PreviewCell key={column.name} column={column} value={row[column.name]} marked={marked} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function PreviewCell(props: { column: Column; value: unknown; marked: readonly string[] }): ReactNode {
  const { column, value } = props;
  const missing = value === null || value === undefined;
  return (
    <td
      data-number={isRight(column) ? '' : undefined}
      data-marked={props.marked.includes(column.name) ? '' : undefined}
      data-missing={missing ? '' : undefined}
    >
      {missing ? t('common.missing') : cellText(value, column)}
    </td>
  );
}

/** Quantities stand on the right so that units line up. */
export function isRight(column: Column): boolean {
  return isNumeric(column.type) && !isCode(column);
}
