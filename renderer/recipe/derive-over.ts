import { type Column, isCode, isNumeric } from '../../shared/recipe/column.ts';
import type { Over } from '../../shared/recipe/over.ts';
import type { Problems } from './condition-draft.ts';
import { parseNumber, writeNumber } from './value-text.ts';

/** The calculations that read the other rows too. */
export const overRecipes = ['rank', 'share', 'classes'] as const;
export type OverRecipe = (typeof overRecipes)[number];

/** What their forms hold, as typed. */
export type OverDraft = {
  column: string;
  by: string[];
  descending: boolean;
  ties: 'same' | 'dense';
  cut: 'typed' | 'equal' | 'quantiles';
  /** « 500 ; 1 000 ; 3 500 ». */
  bounds: string;
  count: string;
  numbered: boolean;
};

export function newOver(): OverDraft {
  return {
    column: '',
    by: [],
    descending: true,
    ties: 'same',
    cut: 'typed',
    bounds: '',
    count: '5',
    numbered: true,
  };
}

export function draftOfOver(over: Over): OverDraft {
  const draft = { ...newOver(), column: over.column };
  if (over.kind === 'rank') return { ...draft, by: over.by, descending: over.descending, ties: over.ties };
  if (over.kind === 'share') return { ...draft, by: over.by };
  const { cut, numbered } = over;
  if (cut.kind === 'typed')
    return { ...draft, cut: 'typed', bounds: cut.bounds.map(writeNumber).join(' ; '), numbered };
  return { ...draft, cut: cut.kind, count: String(cut.count), numbered };
}

/** Numbers separated by semicolons, or null where one is none. */
export function parseBounds(text: string): number[] | null {
  const parts = text.split(/[;\n]/).filter((part) => part.trim() !== '');
  const numbers = parts.map(parseNumber);
  return numbers.length > 0 && numbers.length <= 50 && numbers.every((number) => number !== null) ? numbers : null;
}

/** What the form says, or null with what is wrong (fields: column, by, bounds, count). */
export function overOf(
  recipe: OverRecipe,
  draft: OverDraft,
  columns: readonly Column[],
  problems: Problems,
): Over | null {
  const column = columns.find(({ name }) => name === draft.column);
  if (draft.column === '') problems.column = 'steps.problem.column';
  else if (!column) problems.column = 'steps.problem.column-gone';
  else if (!isNumeric(column.type) || isCode(column)) problems.column = 'steps.problem.number-column';
  if (draft.by.some((name) => !columns.some((candidate) => candidate.name === name)))
    problems.by = 'steps.problem.column-gone';
  const { column: name, by } = draft;
  if (recipe === 'rank') return { kind: 'rank', column: name, descending: draft.descending, ties: draft.ties, by };
  if (recipe === 'share') return { kind: 'share', column: name, by };
  if (draft.cut === 'typed') {
    const bounds = parseBounds(draft.bounds);
    if (bounds) return { kind: 'classes', column: name, cut: { kind: 'typed', bounds }, numbered: draft.numbered };
    problems.bounds = 'steps.problem.class-bounds';
    return null;
  }
  const count = parseNumber(draft.count);
  if (count !== null && Number.isInteger(count) && count >= 2 && count <= 20)
    return { kind: 'classes', column: name, cut: { kind: draft.cut, count }, numbered: draft.numbered };
  problems.count = 'steps.problem.class-count';
  return null;
}
