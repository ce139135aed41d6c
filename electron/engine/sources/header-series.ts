import { headerWords } from '../../../shared/territory/recognise.ts';
import type { SheetRow } from './file.ts';
import { columnNumber } from './header-names.ts';
import { isFilled } from './names.ts';
import { shapeOf } from './shapes.ts';

/**
 * The series of Insee's database stand in columns: their titles, then "idBank", the day of their last update, and « Période »
 * over the first column. What stands between is kept as notes.
 */
export function seriesHeader(rows: readonly SheetRow[]): number[] | null {
  const firsts = rows.slice(0, 12).map(({ cells }) => headerWords(cells[0] ?? ''));
  const [titles, bank, period] = ['libelle', 'id bank', 'periode'].map((words) => firsts.indexOf(words));
  return titles! >= 0 && bank! >= 0 && period! > Math.max(titles!, bank!) ? [titles!, period!] : null;
}

/** "1 | 2 | 3 | 4" above the titles gives numbers to the columns. */
export function isNumbering(rows: readonly SheetRow[]): boolean {
  const [numbers, titles] = rows.slice(0, 2).map(({ cells }) => cells.filter(isFilled).map((cell) => cell!.trim()));
  if (rows.length < 3 || numbers!.length < 3 || titles!.length < numbers!.length) return false;
  return numbers!.every((cell, at) => cell === String(at + 1)) && titles!.every((cell) => shapeOf(cell) === 'text');
}

/** "(1) | (2) | (3) = (2) / (1)": the numbers that a form gives to its columns. */
export function areNumbered(cells: readonly string[]): boolean {
  return cells.length > 1 && cells.every((cell, at) => columnNumber.exec(cell)?.[1] === String(at + 1));
}

export const isYear = (text: string) => /^(?:19|20)\d{2}$/.test(text);

/** "<0,5", "300*", "12¹": figures of the first row of data, no detail of a title. */
export const isMarkedNumber = (text: string) =>
  /^[<>≤≥~±]?\s*[-+]?\d[\d\s.,]*\s*(?:\*+|[¹²³⁴⁵⁶⁷⁸⁹]+|\([a-z]\)| [epr])?$/.test(text) && !isYear(text.slice(0, 4));
