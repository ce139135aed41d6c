import { type Column, isCode, isNumeric } from '../../shared/recipe/column.ts';
import type { Aggregate, Measure } from '../../shared/recipe/steps/aggregate.ts';
import { type TextKey, t } from '../../shared/text/t.ts';
import { problemOfName } from './column-drafts.ts';
import type { Problems } from './condition-draft.ts';

/** One computed column of a grouping. `name` null: named after what it computes. */
export type MeasureDraft = { id: number; measure: Measure; column: string; name: string | null };
export type AggregateDraft = { by: string[]; measures: MeasureDraft[] };

let nextId = 1;

export function newMeasure(measure: Measure = 'count', column = ''): MeasureDraft {
  return { id: nextId++, measure, column, name: null };
}

export function draftOfAggregate(step: Aggregate): AggregateDraft {
  const measures = step.measures.map(({ measure, column, name }) => {
    const draft = newMeasure(measure, column ?? '');
    return { ...draft, name: name === nameOf(draft) ? null : name };
  });
  return { by: step.by, measures };
}

/** « Somme de Population »: the name of a measure that was given none. */
export function nameOf(draft: Pick<MeasureDraft, 'measure' | 'column'>): string {
  return draft.measure === 'count'
    ? t('steps.measured.count')
    : t(`steps.measured.${draft.measure}`, { column: draft.column });
}

/** Adding or averaging needs a number that is not a code. */
export function canMeasure(measure: Measure, column: Column): boolean {
  return measure === 'sum' || measure === 'mean' || measure === 'median'
    ? isNumeric(column.type) && !isCode(column)
    : true;
}

type AggregateParts = Pick<Aggregate, 'by' | 'measures'>;

/** What the form says, or null with what is wrong (fields: measures, `<id>.column`, `<id>.name`). */
export function aggregateOf(
  draft: AggregateDraft,
  columns: Column[],
): { parts: AggregateParts | null; problems: Problems } {
  const problems: Problems = {};
  if (draft.measures.length === 0) problems.measures = 'steps.problem.no-measure';
  const taken = [...draft.by];
  for (const name of draft.by)
    if (!columns.some((column) => column.name === name)) problems.by = 'steps.problem.column-gone';
  const measures = draft.measures.map((measure) => {
    const wrong = problemOf(measure, columns);
    if (wrong) problems[`${measure.id}.column`] = wrong;
    const name = (measure.name ?? nameOf(measure)).trim();
    const refused = problemOfName(name, taken);
    if (refused) problems[`${measure.id}.name`] = refused;
    taken.push(name);
    return measure.measure === 'count'
      ? { name, measure: measure.measure }
      : { name, measure: measure.measure, column: measure.column };
  });
  return { parts: Object.keys(problems).length > 0 ? null : { by: draft.by, measures }, problems };
}

function problemOf(measure: MeasureDraft, columns: Column[]): TextKey | null {
  if (measure.measure === 'count') return null;
  if (measure.column === '') return 'steps.problem.column';
  const column = columns.find((candidate) => candidate.name === measure.column);
  if (!column) return 'steps.problem.column-gone';
  if (canMeasure(measure.measure, column)) return null;
  return isCode(column) ? 'steps.problem.code' : 'steps.problem.number-column';
}
