import { readDeclared } from './declared-fields.ts';
import type { SheetRow } from './file.ts';
import { nameColumns } from './header-names.ts';
import { findHeader } from './header-rows.ts';
import { isFilled, tidy } from './names.ts';

/** Where the table is in a sheet. Rows are 1-based rows of the sheet, `index` a 0-based column. */
export type Layout = {
  headerRows: number[];
  firstDataRow: number;
  columns: { index: number; name: string; label?: string }[];
  /** What stands above the header, one text per row. */
  notes: string[];
  /** Columns that their titles declare to be of texts. */
  texts?: ReadonlySet<number>;
};

const headLimit = 250;

/**
 * Finds the table inside the first rows of a sheet: title rows, then one or two header rows (long labels and codes,
 * or groups and details), then data. `pinned` are the user's choices.
 */
export function findTable(
  rows: readonly SheetRow[],
  pinned: { headerRows?: number[] | undefined; firstDataRow?: number | undefined } = {},
): Layout {
  const filled = rows.slice(0, headLimit).filter((row) => row.cells.some(isFilled));
  const headerRows = pinned.headerRows ?? findHeader(filled).map((index) => filled[index]!.row);
  const afterHeader = Math.max(0, ...headerRows);
  const untitled = headerRows.length === 0 && pinned.headerRows === undefined ? pastTitle(filled) : 0;
  const body = filled.filter((row) => row.row > afterHeader && row.row >= (pinned.firstDataRow ?? untitled));
  const firstDataRow = pinned.firstDataRow ?? body[0]?.row ?? afterHeader + 1;
  const top = Math.min(firstDataRow, ...headerRows);
  const notes = titleRows(filled, Math.max(top, afterHeader), headerRows);
  const heads = headerRows.map((row) => filled.find((each) => each.row === row)?.cells ?? []);
  const columns = nameColumns(heads, body);
  const declared = heads.length === 1 ? readDeclared(columns) : null;
  if (declared === null) return { headerRows, firstDataRow, columns, notes };
  // What the titles said of the fields is kept as it was written.
  return { headerRows, firstDataRow, ...declared, notes: [...notes, rowText(heads[0]!)] };
}

const followers = 20;

/** The row after what is no row, where nothing names the columns: a title and a gap, or what an export says of itself; 0 without one. */
function pastTitle(filled: readonly SheetRow[]): number {
  // « finess;etalab;65;2024-01-09 » above records of thirty fields.
  const [own, ...records] = filled.slice(0, followers + 1).map(({ cells }) => cells.length);
  if (records.length >= 5 && Math.min(...records) > Math.max(10, own! * 3)) return filled[1]!.row;
  const counts = filled.slice(0, 6).map(({ cells }) => cells.filter(isFilled).length);
  const first = counts.findIndex((count) => count > 1);
  if (first < 1 || filled[first]!.row - filled[first - 1]!.row < 2) return 0;
  const titles = filled.slice(0, first).map(({ cells }) => rowText(cells));
  return titles.every((title) => /\p{L}{2,} \S/u.test(title)) ? filled[first]!.row : 0;
}

/** One text per row above the table, or among its titles, that holds any. */
function titleRows(filled: readonly SheetRow[], top: number, headerRows: readonly number[]): string[] {
  return filled
    .filter((each) => each.row < top && !headerRows.includes(each.row))
    .map((each) => rowText(each.cells))
    .filter((text) => text !== '');
}

export function rowText(cells: readonly (string | null)[]): string {
  return cells
    .filter(isFilled)
    .map((cell) => tidy(cell!))
    .join(' ');
}
