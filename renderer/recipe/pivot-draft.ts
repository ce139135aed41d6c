import type { Column } from '../../shared/recipe/column.ts';
import { type Combination, combinationsOf } from '../../shared/recipe/pivot-cells.ts';
import { mostPivotValues, type Pivot } from '../../shared/recipe/steps/pivot.ts';
import { draftOfMeasures, type MeasureDraft, measuresOf, newMeasure } from './aggregate-draft.ts';
import type { Problems } from './condition-draft.ts';

/** What the three shelves hold. `combinations` null: not chosen yet, the most frequent ones will be. */
export type PivotDraft = Omit<Pivot, 'id' | 'kind' | 'disabled' | 'comment' | 'measures' | 'values' | 'second'> & {
  /** The second field of the columns, empty when there is one field. */
  second: string;
  combinations: Combination[] | null;
  measures: MeasureDraft[];
};

export function newPivot(column: string | undefined): PivotDraft {
  return {
    rows: column ? [column] : [],
    column: '',
    second: '',
    combinations: null,
    others: true,
    measures: [newMeasure()],
    show: 'value',
    totals: { row: false, column: true },
  };
}

export function draftOfPivot(step: Pivot): PivotDraft {
  const { rows, column, second, others, measures, show, totals } = step;
  const combinations = combinationsOf(step);
  return {
    rows,
    column,
    second: second?.column ?? '',
    combinations,
    others,
    measures: draftOfMeasures(measures),
    show,
    totals,
  };
}

/** What to put in columns: everything when it is little, else the most frequent, in the order of a reader. */
export function chooseCombinations(found: readonly Combination[], distinct: number): Combination[] {
  return inOrder(distinct <= mostPivotValues ? found : found.slice(0, 20));
}

/** By the first field, then by the second; missing ones last. */
export function inOrder(combinations: readonly Combination[]): Combination[] {
  const order = new Intl.Collator('fr', { numeric: true });
  const compare = (a: string | null, b: string | null) =>
    a === null || b === null ? Number(a === null) - Number(b === null) : order.compare(byYear(a), byYear(b));
  return combinations.toSorted(
    ([a = null, a2 = null], [b = null, b2 = null]) =>
      // Two first values that the reader's order takes for one still stay apart.
      compare(a, b) || Number((a ?? '') > (b ?? '')) - Number((a ?? '') < (b ?? '')) || compare(a2, b2),
  );
}

/** « 21/11/2026 » as « 2026/11/21 », so that dates come in their order. */
function byYear(value: string): string {
  return value.replace(/^(\d{2})\/(\d{2})\/(\d{4})/, '$3/$2/$1');
}

/** What the form says, or null with what is wrong (fields: rows, column, values, show, and those of the measures). */
export function pivotOf(
  draft: PivotDraft,
  combinations: readonly Combination[],
  columns: Column[],
  repeated: Readonly<Record<string, string | null>>,
): { parts: Omit<Pivot, 'id' | 'disabled' | 'comment'> | null; problems: Problems } {
  const problems: Problems = {};
  const exists = (name: string) => columns.some((column) => column.name === name);
  if (!draft.rows.every(exists)) problems.rows = 'steps.problem.column-gone';
  if (draft.column === '') problems.column = 'steps.problem.column';
  else if (!exists(draft.column)) problems.column = 'steps.problem.column-gone';
  else if (draft.rows.includes(draft.column)) problems.column = 'steps.problem.pivot-same';
  else if (combinations.length === 0) problems.values = 'steps.problem.no-pivot-value';
  if (draft.second !== '' && !exists(draft.second)) problems.second = 'steps.problem.column-gone';
  else if (draft.rows.includes(draft.second)) problems.second = 'steps.problem.pivot-same';
  else if (draft.second !== '' && draft.second === draft.column) problems.second = 'steps.problem.pivot-twice';
  const measures = measuresOf(draft.measures, columns, [], repeated, problems);
  if (draft.show !== 'value' && measures.some(({ measure }) => measure !== 'count' && measure !== 'sum'))
    problems.show = 'steps.problem.pivot-part';
  const { rows, column, others, show } = draft;
  const { group, ...totals } = draft.totals;
  const values = combinations.map(([first = null]) => first);
  const second = { column: draft.second, values: combinations.map(([, other = null]) => other) };
  const parts = {
    ...{ kind: 'pivot' as const, rows, column, values },
    ...(draft.second !== '' && { second }),
    ...{ others, measures, show },
    totals: draft.second !== '' && group ? { ...totals, group } : totals,
  };
  return { parts: Object.keys(problems).length > 0 ? null : parts, problems };
}
