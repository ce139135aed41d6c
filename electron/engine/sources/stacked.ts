import type { TableInSheet } from '../../../shared/answers.ts';
import { profileColumns } from './column-profiles.ts';
import type { SheetRow } from './file.ts';
import { fillOf, looksLikeHeader } from './header-rows.ts';
import { findTable, type Layout } from './layout.ts';
import { isFilled } from './names.ts';
import { isPageLine, isPageMark } from './page-lines.ts';
import { shapeOf } from './shapes.ts';

/** Where another table begins under the first: its header row, and the last row of what stands before it. */
export type Stacked = { row: number; last: number };

/**
 * Tables under the first one in the rows seen: after a gap, perhaps a title, a row of names over rows of another nature.
 * A group that begins with its own label ("Île-de-France" alone, then figures) is part of the table.
 */
export function findStacked(rows: readonly SheetRow[], layout: Layout): Stacked[] {
  const body = rows.filter((row) => row.row >= layout.firstDataRow && row.cells.some(isFilled));
  if (layout.headerRows.length === 0 || body.length < 4) return [];
  const titles = rows.filter(({ row }) => layout.headerRows.includes(row));
  const found: Stacked[] = [];
  const enough = Math.max(2, Math.min(layout.columns.length, 3));
  for (let at = 1; at < body.length - 1; at += 1) {
    if (body[at]!.row - body[at - 1]!.row < 2) continue;
    // Title rows may come before the names.
    for (let place = at; place < Math.min(at + 4, body.length - 1); place += 1) {
      const row = body[place]!;
      if (fillOf(row) < enough) continue;
      if (isNextPage(body.slice(at - 1, place), row, titles, layout.notes)) break;
      if (isHeader(row, body.slice(place + 1, place + 31), titles))
        found.push({ row: row.row, last: body[at - 1]!.row });
      break;
    }
  }
  return found;
}

/** The titles printed again at the top of a page, under its number or the heading of the first one: the table goes on. */
function isNextPage(
  [last, ...between]: readonly SheetRow[],
  row: SheetRow,
  titles: readonly SheetRow[],
  notes: readonly string[],
): boolean {
  const names = titles.at(-1)?.cells ?? [];
  if (row.cells.some((cell, at) => (cell ?? '').trim() !== (names[at] ?? '').trim() && !isPageMark(cell ?? '')))
    return false;
  const isPage = (each: SheetRow) => isPageLine(each, notes);
  return between.every(isPage) && (between.length > 0 || (last !== undefined && isPage(last)));
}

/** Each table of a sheet that has several, found as if it stood alone, `layout` being that of the first. */
export function tablesOf(rows: readonly SheetRow[], layout: Layout): TableInSheet[] {
  const stacked = findStacked(rows, layout);
  if (stacked.length === 0) return [];
  return [0, ...stacked.map(({ last }) => last)].map((before, place) => {
    const last = stacked[place]?.last ?? null;
    const own = rows.filter(({ row }) => row > before && (last === null || row <= last));
    const { headerRows, firstDataRow, notes, columns } = findTable(own);
    const names = columns.slice(0, 3).map(({ name }) => name);
    return { headerRows, firstDataRow, lastDataRow: last, title: notes.at(-1) ?? names.join(', ') };
  });
}

function isHeader(row: SheetRow, below: readonly SheetRow[], titles: readonly SheetRow[]): boolean {
  const names = row.cells.filter(isFilled).map((cell) => cell!.trim());
  const words = names.filter((name) => shapeOf(name) === 'text' || /^(?:19|20)\d{2}$/.test(name));
  if (words.length < names.length * 0.8) return false;
  // Those of the first table may be twice the same, and come back.
  const again = row.cells.filter((cell, index) => isFilled(cell) && titles.some(({ cells }) => cells[index] === cell));
  if (new Set(names).size < names.length && again.length < names.length * 0.6) return false;
  const columns = profileColumns(below);
  const numeric = row.cells.filter((cell, index) => {
    const column = columns[index];
    return isFilled(cell) && column !== undefined && column.numeric / column.filled >= 0.7;
  });
  // Names over columns of texts alone could be one more row of them.
  return numeric.length > 0 && looksLikeHeader(row, columns, below.length);
}
