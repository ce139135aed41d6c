import { isNumber } from './column-profiles.ts';
import type { SheetRow } from './file.ts';
import { isFilled } from './names.ts';
import { shapeOf } from './shapes.ts';

const mostRows = 60;
const fewestRows = 3;

/**
 * « Nom de la commune | Plouzané | | Population | 13 000 » above « Maire | M. Le Gall | | Téléphone | 02 98 31 95 30 »: labels
 * and what was written beside each, in pairs parted by an empty column. None of its rows is of titles. Tables side by side have
 * the same titles, or values of one kind under them.
 */
export function isForm(rows: readonly SheetRow[]): boolean {
  if (rows.length > mostRows) return false;
  const filled = rows.filter(({ cells }) => cells.filter(isFilled).length > 1);
  if (filled.length < fewestRows) return false;
  const pairs = pairsOf(filled);
  if (pairs === null) return false;
  const labels = filled.flatMap(({ cells }) => pairs.flatMap((at) => (isFilled(cells[at]) ? [cells[at]!.trim()] : [])));
  if (new Set(labels).size < labels.length || labels.some((label) => shapeOf(label) !== 'text')) return false;
  return pairs.some((at) => {
    const values = filled.slice(1).flatMap(({ cells }) => (isFilled(cells[at + 1]) ? [shapeOf(cells[at + 1]!)] : []));
    return values.includes('text') && values.some(isNumber);
  });
}

/** Where each pair of columns begins; null where columns are not all in pairs, two of them at least. */
function pairsOf(rows: readonly SheetRow[]): number[] | null {
  const width = Math.max(...rows.map(({ cells }) => cells.length));
  const used = Array.from({ length: width }, (_, at) => rows.some(({ cells }) => isFilled(cells[at])));
  const pairs = used.flatMap((isUsed, at) => (isUsed && !used[at - 1] ? [at] : []));
  const isPair = (at: number) => used[at + 1] === true && used[at + 2] !== true;
  return pairs.length > 1 && pairs.every(isPair) ? pairs : null;
}
