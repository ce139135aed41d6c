import type { SheetRow } from './file.ts';
import { codeName } from './header-names.ts';
import { type Shape, shapeOf } from './shapes.ts';

/** `numeric`: numbers and dates. `texts`: all that it holds, gathered where it is asked for. */
export type ColumnProfile = { filled: number; numeric: number; dates: number; texts: () => ReadonlySet<string> };

/** Periods ("T4 2015") and "(1)" stand in headers as often as below them: they tell nothing here. */
const neutral = new Set<Shape>([
  'text',
  'empty',
  'missing',
  'boolean',
  'period',
  'date-words',
  'parenthesised',
  'odd-negative',
]);

/** No word, nothing that stands in headers as often as below them. */
export function isNumber(shape: Shape): boolean {
  return !neutral.has(shape);
}

type Shaped = { text: string; shape: Shape };
const shaped = new WeakMap<SheetRow['cells'], Shaped[]>();

/** The cells of a row and their shapes: the same rows are looked at again from each row that may be the last of the titles. */
function shapesOf(row: SheetRow): Shaped[] {
  const known = shaped.get(row.cells);
  if (known !== undefined) return known;
  const found = Array.from(row.cells, (cell): Shaped => {
    const text = cell?.trim() ?? '';
    return { text, shape: shapeOf(text) };
  });
  shaped.set(row.cells, found);
  return found;
}

export function profileColumns(rows: readonly SheetRow[]): ColumnProfile[] {
  const columns: ColumnProfile[] = [];
  const most = Math.max(10, Math.min(60, Math.floor(8_000 / Math.max(1, rows[0]?.cells.length ?? 1))));
  const seen = rows.slice(0, most).map(shapesOf);
  for (const cells of seen) {
    for (let index = 0; index < cells.length; index += 1) {
      const { shape } = cells[index]!;
      if (shape === 'empty') continue;
      let column = columns[index];
      if (column === undefined) {
        column = { filled: 0, numeric: 0, dates: 0, texts: () => textsAt(seen, index) };
        columns[index] = column;
      }
      // A code for a missing value is no text among figures.
      if (shape !== 'missing') column.filled += 1;
      if (isNumber(shape)) column.numeric += 1;
      if (isDay(shape)) column.dates += 1;
    }
  }
  return columns;
}

function textsAt(rows: readonly Shaped[][], index: number): Set<string> {
  const texts = new Set<string>();
  for (const cells of rows) {
    const text = cells[index]?.text ?? '';
    if (text !== '') texts.add(text);
  }
  return texts;
}

export const isDay = (shape: Shape) => shape.startsWith('date-') && shape !== 'date-words';

/** The share of the texts of all columns that are written as the names of columns in files are. */
export function shareOfCodes(columns: readonly (ColumnProfile | undefined)[]): number {
  const texts = columns.flatMap((column) => [...(column?.texts() ?? [])]);
  return texts.filter((text) => codeName.test(text)).length / Math.max(1, texts.length);
}
