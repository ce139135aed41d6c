import type { Column } from '../../shared/recipe/column.ts';
import { sameName } from '../../shared/recipe/relation.ts';
import type { TextKey } from '../../shared/text/t.ts';
import type { Problems } from './condition-draft.ts';

/** Why a column cannot have this name, given those it must differ from; null when it can. */
export function problemOfName(name: string, taken: Iterable<string>): TextKey | null {
  if (name.trim() === '') return 'steps.problem.name';
  if (name.trim().startsWith('__')) return 'steps.problem.name-reserved';
  for (const other of taken) if (sameName(other, name.trim())) return 'steps.problem.name-taken';
  return null;
}

/** One line of the « choose the columns » form: every column of the table, kept ones ticked, in their new order. */
export type ColumnChoice = { name: string; kept: boolean };

/** Kept columns first in their order, then the others in the table's order. */
export function choicesOf(kept: readonly string[], columns: Column[]): ColumnChoice[] {
  const names = columns.map((column) => column.name);
  return [
    ...kept.filter((name) => names.includes(name)).map((name) => ({ name, kept: true })),
    ...names.filter((name) => !kept.includes(name)).map((name) => ({ name, kept: false })),
  ];
}

/**
 * New names as typed, by present name -> the pairs that change something, with what is wrong by present name.
 * A name that another column has, or takes, is refused.
 */
export function renamesOf(
  typed: Readonly<Record<string, string>>,
  columns: Column[],
): { names: { from: string; to: string }[]; problems: Problems } {
  const problems: Problems = {};
  const after = columns.map((column) => (typed[column.name] ?? column.name).trim());
  const names: { from: string; to: string }[] = [];
  columns.forEach((column, index) => {
    const to = after[index] ?? '';
    if (to === column.name) return;
    const wrong = problemOfName(to, after.toSpliced(index, 1));
    if (wrong) problems[column.name] = wrong;
    else names.push({ from: column.name, to });
  });
  return { names, problems };
}

export type SortDraft = { column: string; descending: boolean }[];

/** What is wrong with a sort, by line: no column, an unknown one, or one that an earlier line already orders. */
export function sortProblems(by: SortDraft, columns: Column[]): Problems {
  const problems: Problems = {};
  by.forEach((key, index) => {
    if (key.column === '') problems[index] = 'steps.problem.column';
    else if (!columns.some((column) => column.name === key.column)) problems[index] = 'steps.problem.column-gone';
    else if (by.findIndex((other) => other.column === key.column) < index) problems[index] = 'steps.problem.sorted';
  });
  return problems;
}
