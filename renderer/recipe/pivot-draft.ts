import type { Column } from '../../shared/recipe/column.ts';
import { mostPivotValues, type Pivot } from '../../shared/recipe/steps/pivot.ts';
import { draftOfMeasures, type MeasureDraft, measuresOf, newMeasure } from './aggregate-draft.ts';
import type { Problems } from './condition-draft.ts';

/** What the three shelves hold. `values` null: not chosen yet, the most frequent ones will be. */
export type PivotDraft = Omit<Pivot, 'id' | 'kind' | 'disabled' | 'comment' | 'measures' | 'values'> & {
  values: (string | null)[] | null;
  measures: MeasureDraft[];
};

export function newPivot(column: string | undefined): PivotDraft {
  return {
    rows: column ? [column] : [],
    column: '',
    values: null,
    others: true,
    measures: [newMeasure()],
    show: 'value',
    totals: { row: false, column: true },
  };
}

export function draftOfPivot(step: Pivot): PivotDraft {
  const { rows, column, values, others, measures, show, totals } = step;
  return { rows, column, values, others, measures: draftOfMeasures(measures), show, totals };
}

/** The values to put in columns: all when few, else the most frequent, in the order of a reader. */
export function chooseValues(found: readonly (string | null)[], distinct: number): (string | null)[] {
  const kept = distinct <= mostPivotValues ? found : found.slice(0, 20);
  const order = new Intl.Collator('fr', { numeric: true });
  return kept.toSorted((a, b) => (a === null ? 1 : b === null ? -1 : order.compare(byYear(a), byYear(b))));
}

/** « 21/11/2026 » as « 2026/11/21 », so that dates come in their order. */
function byYear(value: string): string {
  return value.replace(/^(\d{2})\/(\d{2})\/(\d{4})/, '$3/$2/$1');
}

/** What the form says, or null with what is wrong (fields: rows, column, values, show, and those of the measures). */
export function pivotOf(
  draft: PivotDraft,
  values: (string | null)[],
  columns: Column[],
  repeated: Readonly<Record<string, string | null>>,
): { parts: Omit<Pivot, 'id' | 'disabled' | 'comment'> | null; problems: Problems } {
  const problems: Problems = {};
  const exists = (name: string) => columns.some((column) => column.name === name);
  if (!draft.rows.every(exists)) problems.rows = 'steps.problem.column-gone';
  if (draft.column === '') problems.column = 'steps.problem.column';
  else if (!exists(draft.column)) problems.column = 'steps.problem.column-gone';
  else if (draft.rows.includes(draft.column)) problems.column = 'steps.problem.pivot-same';
  else if (values.length === 0) problems.values = 'steps.problem.no-pivot-value';
  const measures = measuresOf(draft.measures, columns, [], repeated, problems);
  if (draft.show !== 'value' && measures.some(({ measure }) => measure !== 'count' && measure !== 'sum'))
    problems.show = 'steps.problem.pivot-part';
  const { rows, column, others, show, totals } = draft;
  const parts = { kind: 'pivot' as const, rows, column, values, others, measures, show, totals };
  return { parts: Object.keys(problems).length > 0 ? null : parts, problems };
}
