import { useEffect, useMemo, useState } from 'react';
import type { Step } from '../../shared/recipe/step.ts';
import { call } from '../session.ts';
import { type CellValue, isRightAligned } from './cells.ts';
import type { TableData } from './data.ts';
import { extendQuery } from './facts.ts';
import { decodeRows } from './pages.ts';
import { type CellRange, cellCount } from './selection.ts';

/** What a spreadsheet says of a selection: `count` is the number of cells with a value; the rest needs numbers. */
export type Sums = { sum: number | null; mean: number | null; count: number };

type Part = { sum: number; numbers: number; count: number };

const countedHere = 20_000;
const mostColumns = 8;

/** Adds up numbers and counts values; null where a cell is not here yet. */
export function addUp(
  range: CellRange,
  cell: (row: number, column: number) => CellValue | undefined,
  isQuantity: (column: number) => boolean,
): Sums | null {
  const part: Part = { sum: 0, numbers: 0, count: 0 };
  for (let column = range.left; column <= range.right; column++) {
    const quantity = isQuantity(column);
    for (let row = range.top; row <= range.bottom; row++) {
      const value = cell(row, column);
      if (value === undefined) return null;
      if (value === null) continue;
      part.count++;
      if (!quantity || (typeof value !== 'number' && typeof value !== 'bigint')) continue;
      part.sum += Number(value);
      part.numbers++;
    }
  }
  return sumsOf(part);
}

function sumsOf({ sum, numbers, count }: Part): Sums {
  return { sum: numbers > 0 ? sum : null, mean: numbers > 0 ? sum / numbers : null, count };
}

/** First rows of the table: sum and number of the values of one column, by the engine. */
async function askPrefix(data: TableData, column: number, rows: number, signal: AbortSignal): Promise<Part> {
  const described = data.columns[column]!;
  const quantity = isRightAligned(described);
  const steps: Step[] = [
    ...(rows < data.pages.total ? [{ id: 'grid-limit', kind: 'limit' as const, count: rows }] : []),
    { id: 'grid-present', kind: 'filter', condition: { kind: 'missing', column: described.name, negated: true } },
    {
      id: 'grid-sum',
      kind: 'aggregate',
      by: [],
      measures: [
        { name: 'count', measure: 'count' },
        ...(quantity ? [{ name: 'sum', measure: 'sum' as const, column: described.name }] : []),
      ],
    },
  ];
  const names = quantity ? ['count', 'sum'] : ['count'];
  const page = await call(
    'table.page',
    { query: extendQuery(data.query, steps), columns: names, offset: 0, limit: 1 },
    { signal },
  );
  const [count, sum] = decodeRows(page.rows, names)[0] ?? [];
  const counted = Number(count ?? 0);
  return { count: counted, sum: Number(sum ?? 0), numbers: quantity ? counted : 0 };
}

/** A range of any height: rows up to its bottom, less those above its top. */
async function askRange(data: TableData, range: CellRange, signal: AbortSignal): Promise<Sums> {
  const whole: Part = { sum: 0, numbers: 0, count: 0 };
  for (let column = range.left; column <= range.right; column++) {
    const upTo = await askPrefix(data, column, range.bottom + 1, signal);
    const above = range.top > 0 ? await askPrefix(data, column, range.top, signal) : { sum: 0, numbers: 0, count: 0 };
    whole.sum += upTo.sum - above.sum;
    whole.numbers += upTo.numbers - above.numbers;
    whole.count += upTo.count - above.count;
  }
  return sumsOf(whole);
}

/** Somme, Moyenne, Nombre of a range; null for a single cell, while computing, or past eight columns of many rows. */
export function useSums(data: TableData | null, range: CellRange | null): Sums | null {
  const key = range && `${range.top}:${range.bottom}:${range.left}:${range.right}`;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the range
  const quick = useMemo(() => {
    if (!data || !range || cellCount(range) < 2 || cellCount(range) > countedHere) return null;
    const isQuantity = (column: number) => isRightAligned(data.columns[column]!);
    return addUp(range, (row, column) => data.pages.cell(row, column), isQuantity);
  }, [data, key]);
  // Of the range that it answers: never shown beside another's number of cells.
  const [asked, setAsked] = useState<{ data: TableData; key: string | null; sums: Sums } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the range
  useEffect(() => {
    if (quick || !data || !range || cellCount(range) < 2 || range.right - range.left >= mostColumns) return;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      askRange(data, range, controller.signal).then(
        (sums) => !controller.signal.aborted && setAsked({ data, key, sums }),
        // A sum that cannot be had is simply not shown.
        () => {},
      );
    }, 200);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [data, key, quick]);
  if (quick) return quick;
  return asked?.data === data && asked?.key === key ? (asked?.sums ?? null) : null;
}
