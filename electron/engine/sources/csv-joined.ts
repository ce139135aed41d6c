import type { SheetRow } from './file.ts';
import type { Layout } from './layout.ts';
import { isFilled } from './names.ts';

/**
 * How the records with too many cells come back to `width` cells: a text or an amount held the delimiter and nothing
 * protected it. `amount` is the 0-based column of amounts written "1 234,50" in a file that commas separate.
 */
export type Joining = { delimiter: string; width: number; amount: number | null };

const thousands = /^-?\d{1,3}(?:[ \u00a0\u202f]\d{3})*$|^-?\d+$/;
const cents = /^\d{2}$/;
const amounts = /montant|prix|co[uûU]t|valeur|total|somme|subvention|budget|d[eé]pense|recette|solde|tarif/i;

/** Null where no title says how many cells a record has, or where most records have more: those cells are a column's. */
export function findJoining(rows: readonly SheetRow[], layout: Layout, delimiter: string): Joining | null {
  const last = layout.headerRows.at(-1);
  const titles = rows.find(({ row }) => row === last)?.cells ?? [];
  const width = titles.findLastIndex(isFilled) + 1;
  if (width < 3) return null;
  const data = rows.filter(({ row, cells }) => row >= layout.firstDataRow && cells.some(isFilled));
  const long = data.map(({ cells }) => ({ cells, length: lengthOf(cells) })).filter(({ length }) => length > width);
  const texts = long.map(({ cells, length }) => cells.slice(0, length).map((cell) => cell ?? ''));
  const amount = delimiter === ',' ? amountOf(texts, width, titles) : null;
  return amount === null && texts.length > data.length / 2 ? null : { delimiter, width, amount };
}

/** The one column where every record with one cell too many has thousands, then two figures. */
function amountOf(texts: readonly string[][], width: number, titles: SheetRow['cells']): number | null {
  const single = texts.filter((cells) => cells.length === width + 1);
  const places = titles.flatMap((title, at) =>
    single.length > 0 && single.every((cells) => isSplit(cells, at)) && amounts.test(title ?? '') ? [at] : [],
  );
  return places.length === 1 ? places[0]! : null;
}

const isSplit = (cells: readonly string[], at: number) =>
  thousands.test(cells[at]?.trim() ?? '') && cents.test(cells[at + 1]?.trim() ?? '');

/** How many cells a record has. Empty ones that end it are of no column. */
export function lengthOf(cells: readonly (string | null)[]): number {
  return cells.findLastIndex((cell) => cell !== null && cell.trim() !== '') + 1;
}

/** The cells of a record put together again; null where it needs nothing, or more than one reading is possible. */
export function joinCells(cells: readonly string[], { delimiter, width, amount }: Joining): string[] | null {
  const length = lengthOf(cells);
  if (length <= width) return null;
  const joined = cells.slice(0, length);
  const merge = (at: number) => joined.splice(at, 2, `${joined[at]}${delimiter}${joined[at + 1]}`);
  if (amount !== null) {
    const place = joined.findIndex((_, at) => at >= amount && at <= amount + length - width - 1 && isSplit(joined, at));
    if (place >= 0) merge(place);
  }
  // « Prades, Pignan »: a blank comes after the marks of a sentence, not after those of a table.
  const following = joined.flatMap((cell, at) => (at > 0 && /^[ \u00a0]\S/.test(cell) ? [at] : []));
  if (following.length !== joined.length - width) return null;
  for (const at of following.reverse()) merge(at - 1);
  return joined;
}
