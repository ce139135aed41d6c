import { type Column, isCode, isNumeric } from '../../shared/recipe/column.ts';
import type { Measure, Measured } from '../../shared/recipe/measure.ts';
import type { Aggregate } from '../../shared/recipe/steps/aggregate.ts';
import { columnUnit } from '../../shared/recipe/unit.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { type TextKey, t } from '../../shared/text/t.ts';
import { problemOfName } from './column-drafts.ts';
import type { Problems } from './condition-draft.ts';
import { parseNumber, writeNumber } from './value-text.ts';

/** One computed column of a grouping. `name` null: named after what it computes. `percent`: of a quantile, as typed. */
export type MeasureDraft = {
  id: number;
  measure: Measure;
  column: string;
  weight: string;
  percent: string;
  accepted: boolean;
  name: string | null;
};
export type AggregateDraft = { by: string[]; measures: MeasureDraft[] };

let nextId = 1;

export function newMeasure(measure: Measure = 'count', column = ''): MeasureDraft {
  return { id: nextId++, measure, column, weight: '', percent: '90', accepted: false, name: null };
}

export function draftOfAggregate(step: Aggregate): AggregateDraft {
  return { by: step.by, measures: draftOfMeasures(step.measures) };
}

export function draftOfMeasures(measures: readonly Measured[]): MeasureDraft[] {
  return measures.map(({ measure, column, weight, quantile, accepted, name }) => {
    const draft: MeasureDraft = {
      ...newMeasure(measure, column ?? ''),
      weight: weight ?? '',
      percent: writeNumber(Number(((quantile ?? 0.9) * 100).toPrecision(12))),
      accepted: accepted ?? false,
    };
    return { ...draft, name: name === nameOf(draft) ? null : name };
  });
}

/** « Somme de Population »: the name of a measure that was given none. */
export function nameOf({ measure, column, weight, percent }: MeasureDraft): string {
  switch (measure) {
    case 'count':
      return t('steps.measured.count');
    case 'share':
      return column === '' ? t('steps.measured.share-rows') : t('steps.measured.share', { column });
    case 'weighted-mean':
      return t('steps.measured.weighted-mean', { column, weight });
    case 'quantile':
      return t('steps.measured.quantile', { column, percent: formatNumber(parseNumber(percent) ?? 0) });
    default:
      return t(`steps.measured.${measure}`, { column });
  }
}

/** Counting rows, or what they weigh, needs no column. */
export function needsColumn(measure: Measure): boolean {
  return measure !== 'count' && measure !== 'share';
}

/** Adding or averaging needs a number that is not a code. */
export function canMeasure(measure: Measure, column: Column): boolean {
  return measure === 'min' || measure === 'max' || measure === 'count-distinct' || measure === 'count'
    ? true
    : isNumeric(column.type) && !isCode(column);
}

/** Why a sum, or a part of one, should not be made of this column; `repeated`: known of its data (`table.repeated`). */
export type MeasureDoubt = { kind: 'sum-of-ratio' } | { kind: 'repeated'; place: string };

export function doubtOf(
  draft: MeasureDraft,
  columns: readonly Column[],
  repeated: Readonly<Record<string, string | null>>,
): MeasureDoubt | null {
  if (draft.measure !== 'sum' && draft.measure !== 'share') return null;
  const column = columns.find(({ name }) => name === draft.column);
  if (!column) return null;
  if (columnUnit(column)) return { kind: 'sum-of-ratio' };
  const place = repeated[column.name];
  return place ? { kind: 'repeated', place } : null;
}

/** The column that should weigh a mean of ratios: the population, where there is one. */
export function weightFor(columns: readonly Column[]): string | null {
  return columns.find(({ meaning, type }) => meaning === 'population' && isNumeric(type))?.name ?? null;
}

type AggregateParts = Pick<Aggregate, 'by' | 'measures'>;

/** What the form says, or null with what is wrong (fields: measures, `<id>.column`, `<id>.name`, `<id>.doubt`…). */
export function aggregateOf(
  draft: AggregateDraft,
  columns: Column[],
  repeated: Readonly<Record<string, string | null>> = {},
): { parts: AggregateParts | null; problems: Problems } {
  const problems: Problems = {};
  for (const name of draft.by)
    if (!columns.some((column) => column.name === name)) problems.by = 'steps.problem.column-gone';
  const measures = measuresOf(draft.measures, columns, [...draft.by], repeated, problems);
  return { parts: Object.keys(problems).length > 0 ? null : { by: draft.by, measures }, problems };
}

/** The measures of a form; `taken` are the names of the other columns. */
export function measuresOf(
  drafts: readonly MeasureDraft[],
  columns: Column[],
  taken: string[],
  repeated: Readonly<Record<string, string | null>>,
  problems: Problems,
): Measured[] {
  if (drafts.length === 0) problems.measures = 'steps.problem.no-measure';
  return drafts.map((draft): Measured => {
    const { id, measure, column } = draft;
    const wrong = problemOf(draft, columns);
    if (wrong) problems[`${id}.column`] = wrong;
    const percent = parseNumber(draft.percent);
    if (measure === 'quantile' && (percent === null || percent < 0 || percent > 100))
      problems[`${id}.percent`] = 'steps.problem.quantile';
    if (measure === 'weighted-mean' && !columns.some(({ name }) => name === draft.weight))
      problems[`${id}.weight`] = 'steps.problem.weight';
    const doubt = doubtOf(draft, columns, repeated);
    if (doubt && !draft.accepted) problems[`${id}.doubt`] = 'steps.problem.doubt';
    const name = (draft.name ?? nameOf(draft)).trim();
    const refused = problemOfName(name, taken);
    if (refused) problems[`${id}.name`] = refused;
    taken.push(name);
    return {
      name,
      measure,
      ...(measure !== 'count' && column !== '' && { column }),
      ...(measure === 'weighted-mean' && { weight: draft.weight }),
      ...(measure === 'quantile' && { quantile: (percent ?? 50) / 100 }),
      ...(doubt && draft.accepted && { accepted: true }),
    };
  });
}

function problemOf(measure: MeasureDraft, columns: Column[]): TextKey | null {
  if (!needsColumn(measure.measure) && (measure.measure === 'count' || measure.column === '')) return null;
  if (measure.column === '') return 'steps.problem.column';
  const column = columns.find((candidate) => candidate.name === measure.column);
  if (!column) return 'steps.problem.column-gone';
  if (canMeasure(measure.measure, column)) return null;
  return isCode(column) ? 'steps.problem.code' : 'steps.problem.number-column';
}
