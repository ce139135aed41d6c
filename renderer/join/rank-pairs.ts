import type { JoinSuggestion } from '../../shared/contract.ts';
import { type Column, isCode, isNumeric } from '../../shared/recipe/column.ts';

/**
 * Suggested pairs as offered: those that recognise the most different rows first, whatever share of this table they
 * are (a file of 3 000 communes beside 35 000 finds few, and is still matched by commune, not by département). Bare
 * quantities meet by chance: they come after. Refused pairs are left out.
 */
export function rankPairs(
  pairs: readonly JoinSuggestion[],
  left: readonly Column[],
  right: readonly Column[],
): JoinSuggestion[] {
  const isQuantity = (columns: readonly Column[], name: string) => {
    const column = columns.find((candidate) => candidate.name === name);
    return column !== undefined && isNumeric(column.type) && !isCode(column);
  };
  const byChance = (pair: JoinSuggestion) => (isQuantity(left, pair.left) || isQuantity(right, pair.right) ? 1 : 0);
  return pairs
    .filter((pair) => pair.refused === null)
    .toSorted((a, b) => byChance(a) - byChance(b) || b.matched - a.matched);
}

/** Every pair of columns of a suggestion: one, or those of a composite key. */
export function keysOf(pair: JoinSuggestion): { left: string; right: string }[] {
  return [{ left: pair.left, right: pair.right }, ...(pair.also ?? [])];
}
