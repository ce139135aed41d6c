import { isMeasurable, isRatio, isYear } from '../chart/measure.ts';
import type { Column } from '../recipe/column.ts';
import type { CombinedColumn } from '../recipe/steps/combine.ts';

/**
 * What to do with each column where rows of communes become one, as a person would first try: add stocks up, keep years
 * and dates apart, leave ratios without a value (they cannot be added), keep names and codes. `code` is the column of codes.
 */
export function proposeCombination(columns: readonly Column[], code: string): CombinedColumn[] {
  return columns.flatMap((column): CombinedColumn[] => {
    if (column.name === code) return [];
    return [{ name: column.name, rule: { kind: ruleFor(column) } }];
  });
}

function ruleFor(column: Column): 'key' | 'sum' | 'blank' | 'keep' {
  if (isYear(column) || column.type === 'date' || column.type === 'timestamp') return 'key';
  if (!isMeasurable(column)) return 'keep';
  return isRatio(column) ? 'blank' : 'sum';
}
