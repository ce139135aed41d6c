import type { TableInSheet } from '../../../shared/answers.ts';
import type { SourceOptions } from '../../../shared/project/project.ts';
import type { SheetRow } from './file.ts';
import { findTable, type Layout } from './layout.ts';
import { isFilled } from './names.ts';

/** Columns of a table that stands beside others: 0-based places, both included. */
type Span = { first: number; last: number };

const fewestColumns = 2;

/**
 * Tables side by side under the same titles, an empty column between them: each has all the titles of the first, to one in
 * five. Groups of one table, apart, do not have those of its first columns.
 */
export function findBeside({ headerRows, firstDataRow, columns }: Layout, rows: readonly SheetRow[]): Span[] {
  if (headerRows.length === 0) return [];
  const blocks: Layout['columns'][] = [];
  for (const column of columns) {
    const block = blocks.at(-1);
    if (block !== undefined && block.at(-1)!.index === column.index - 1) block.push(column);
    else blocks.push([column]);
  }
  const body = rows.filter(({ row }) => row >= firstDataRow).slice(0, 60);
  // Their own titles above are read as groups: only names of rows tell a table from a group of figures.
  const hasGroups = columns.some(({ name }) => name.includes(' - '));
  if (hasGroups && !blocks.every((block) => holdsWords(body, block[0]!.index))) return [];
  const [first, ...others] = blocks.map((block) => new Set(block.map(({ name }) => ownTitle(name))));
  if (first === undefined || others.length === 0 || first.size < fewestColumns) return [];
  const areSame = others.every((names) => {
    const shared = [...names].filter((name) => first.has(name)).length;
    return shared >= fewestColumns && shared >= Math.max(names.size, first.size) * 0.8;
  });
  return areSame ? blocks.map((block) => ({ first: block[0]!.index, last: block.at(-1)!.index })) : [];
}

/** « Population » of « Année 2024 - Population (2) ». */
function ownTitle(name: string): string {
  return name.replace(/ \(\d+\)$/, '').replace(/^.* - /, '');
}

function holdsWords(rows: readonly SheetRow[], index: number): boolean {
  const filled = rows.flatMap(({ cells }) => (isFilled(cells[index]) ? [cells[index]!] : []));
  return filled.filter((cell) => /\p{L}/u.test(cell)).length * 2 > filled.length;
}

/** Those tables, each found as if it stood alone. */
export function besideTables(rows: SheetRow[], layout: Layout): TableInSheet[] {
  return findBeside(layout, rows).map(({ first, last }) => {
    const own = findTable(withinColumns(rows, { firstColumn: first, lastColumn: last }));
    const names = own.columns.slice(0, 3).map(({ name }) => name);
    const title = own.notes.at(-1) ?? names.join(', ');
    const { headerRows, firstDataRow } = own;
    return { headerRows, firstDataRow, lastDataRow: null, firstColumn: first, lastColumn: last, title };
  });
}

/** The rows with the cells of the columns that the user chose alone. */
export function withinColumns(rows: SheetRow[], { firstColumn, lastColumn }: SourceOptions): SheetRow[] {
  if (firstColumn === undefined && lastColumn === undefined) return rows;
  const [first, last] = [firstColumn ?? 0, lastColumn ?? Number.POSITIVE_INFINITY];
  return rows.map(({ row, cells }) => ({
    row,
    cells: cells.map((cell, index) => (index >= first && index <= last ? cell : null)),
  }));
}

/** Columns of a sheet `width` wide that the user left out so: their cells are no surprise. */
export function columnsApart(width: number, { firstColumn = 0, lastColumn = width - 1 }: SourceOptions): number[] {
  return Array.from({ length: width }, (_, index) => index).filter(
    (index) => index < firstColumn || index > lastColumn,
  );
}
