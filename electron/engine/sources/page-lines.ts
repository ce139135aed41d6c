import type { SheetRow } from './file.ts';
import { rowText } from './layout.ts';
import { isFilled } from './names.ts';

const mark =
  /^(?:page|p\.|feuillet|folio)\s*(?:n[o°]\s*)?\d+(?:\s*(?:\/|sur|de)\s*\d+)?\.?$|^(?:[ée]dit[ée]e?|imprim[ée]e?|tir[ée]e?)\s+le\s+\d/i;

/** « Page 2/14 », « Édité le 12/03/2024 »: what a program prints at each page. */
export function isPageMark(text: string): boolean {
  return text.length < 60 && mark.test(text.trim());
}

/** A row printed at each page: it has such a mark, or it is one of the `notes` above the titles come back. */
export function isPageLine({ cells }: Pick<SheetRow, 'cells'>, notes: readonly string[]): boolean {
  return cells.some((cell) => isFilled(cell) && isPageMark(cell!)) || notes.includes(rowText([...cells]));
}
