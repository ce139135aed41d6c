import type { ColumnType } from '../../shared/recipe/column.ts';
import type { Condition, Scalar, TextTest } from '../../shared/recipe/expression.ts';
import { type Period, periodsCondition, readPeriods } from './periods.ts';

/** What becomes of cells without a value: left out, kept beside the others, or the only ones kept. */
export type MissingChoice = 'drop' | 'keep' | 'only';

/** `reasons`: of the cells without a value, only those left out for these; absent, all of them. */
type Missing = { missing: MissingChoice; reasons?: string[] | undefined };

/** Bounds of numbers or dates (ISO texts). A null bound is open; a strict one leaves its own value out. */
export type RangeForm = {
  kind: 'range';
  from: number | string | null;
  to: number | string | null;
  fromStrict: boolean;
  toStrict: boolean;
} & Missing;
/** Years and months ticked in a tree. None: every date. `hasClock`: of moments, not days. */
export type PeriodsForm = { kind: 'periods'; periods: Period[]; hasClock: boolean } & Missing;
/** Values picked in a list; `negated` leaves them out instead. None picked: every value. */
export type ValuesForm = { kind: 'values'; values: Scalar[]; negated: boolean } & Missing;
export type TextForm = {
  kind: 'text';
  operator: TextTest;
  value: string;
  negated: boolean;
} & Missing;
/** The rows whose value is among the `count` largest, or smallest, ties included: a step of its own, no condition. */
export type TopForm = { kind: 'top'; count: number | null; smallest: boolean; missing: 'drop' };
export type FilterForm = RangeForm | PeriodsForm | ValuesForm | TextForm;

export function emptyForm(type: ColumnType): FilterForm {
  if (type === 'text' || type === 'boolean') return { kind: 'values', values: [], negated: false, missing: 'drop' };
  if (type === 'date' || type === 'timestamp')
    return { kind: 'periods', periods: [], hasClock: type === 'timestamp', missing: 'drop' };
  return emptyRange;
}

export const emptyRange: RangeForm = {
  kind: 'range',
  from: null,
  to: null,
  fromStrict: false,
  toStrict: false,
  missing: 'drop',
};

/** True while the form says nothing: no filter yet. */
export function isBlank(form: FilterForm): boolean {
  if (form.missing === 'only') return false;
  if (form.kind === 'range') return form.from === null && form.to === null;
  if (form.kind === 'periods') return form.periods.length === 0;
  if (form.kind === 'values') return form.values.length === 0;
  return form.value === '';
}

/**
 * The condition that a form stands for, null when it keeps every row. A blank form whose missing cells were left out by
 * the user (`touched`) keeps every present cell.
 */
export function toCondition(column: string, form: FilterForm, touched = false): Condition | null {
  const missing: Condition = { kind: 'missing', column, ...(form.reasons && { reasons: form.reasons }) };
  if (form.missing === 'only') return missing;
  if (isBlank(form)) {
    if (touched && form.missing === 'keep' && form.reasons)
      return { kind: 'any', of: [{ kind: 'missing', column, negated: true }, missing] };
    return touched && form.missing === 'drop' ? { kind: 'missing', column, negated: true } : null;
  }
  const present = presentCondition(column, form);
  return form.missing === 'keep' ? { kind: 'any', of: [present, missing] } : present;
}

function presentCondition(column: string, form: FilterForm): Condition {
  if (form.kind === 'periods') return periodsCondition(column, form.periods, form.hasClock);
  if (form.kind === 'values') {
    const [only] = form.values;
    if (form.values.length === 1 && only !== undefined)
      return { kind: 'compare', column, operator: form.negated ? 'ne' : 'eq', value: only };
    return { kind: 'in', column, values: form.values, ...(form.negated && { negated: true }) };
  }
  if (form.kind === 'text')
    return { kind: 'text', column, operator: form.operator, value: form.value, ...(form.negated && { negated: true }) };
  const { from, to, fromStrict, toStrict } = form;
  const least = from !== null && compare(column, fromStrict ? 'gt' : 'ge', from);
  const most = to !== null && compare(column, toStrict ? 'lt' : 'le', to);
  if (from !== null && to !== null && least && most) {
    if (fromStrict || toStrict) return { kind: 'all', of: [least, most] };
    return from === to ? compare(column, 'eq', from) : { kind: 'between', column, from, to };
  }
  return least || most || { kind: 'missing', column, negated: true };
}

function compare(column: string, operator: 'eq' | 'gt' | 'ge' | 'lt' | 'le', value: Scalar): Condition {
  return { kind: 'compare', column, operator, value };
}

/** The form that edits a condition on a column of that type; null when no form can say it. */
export function toForm(condition: Condition, type: ColumnType): FilterForm | null {
  if (condition.kind === 'missing')
    return condition.negated ? emptyForm(type) : { ...emptyForm(type), missing: 'only', reasons: condition.reasons };
  const periods = type === 'date' || type === 'timestamp' ? readPeriods(condition) : null;
  if (periods) return { kind: 'periods', periods, hasClock: type === 'timestamp', missing: 'drop' };
  if (condition.kind === 'any' && condition.of.length >= 2) {
    const missing = condition.of.at(-1);
    const others = condition.of.slice(0, -1);
    const present: Condition | undefined = others.length === 1 ? others[0] : { kind: 'any', of: others };
    if (!present || missing?.kind !== 'missing' || missing.negated) return null;
    const form = toForm(present, type);
    if (form?.missing !== 'drop' || (isBlank(form) && !missing.reasons)) return null;
    return { ...form, missing: 'keep', reasons: missing.reasons };
  }
  if (condition.kind === 'text') {
    if (type !== 'text') return null;
    const { operator, value, negated } = condition;
    return { kind: 'text', operator, value, negated: negated ?? false, missing: 'drop' };
  }
  if (condition.kind === 'in')
    return { kind: 'values', values: condition.values, negated: condition.negated ?? false, missing: 'drop' };
  return type === 'text' || type === 'boolean' ? equalForm(condition) : rangeForm(condition);
}

function equalForm(condition: Condition): FilterForm | null {
  if (condition.kind !== 'compare' || (condition.operator !== 'eq' && condition.operator !== 'ne')) return null;
  return { kind: 'values', values: [condition.value], negated: condition.operator === 'ne', missing: 'drop' };
}

function rangeForm(condition: Condition): FilterForm | null {
  const empty = emptyRange;
  const bound = (value: Scalar) => (typeof value === 'boolean' ? null : value);
  if (condition.kind === 'between') return { ...empty, from: bound(condition.from), to: bound(condition.to) };
  if (condition.kind === 'all' && condition.of.length === 2) {
    const [least, most] = condition.of.map(rangeForm);
    if (least?.kind !== 'range' || most?.kind !== 'range') return null;
    if (least.from === null || least.to !== null || most.to === null || most.from !== null) return null;
    return { ...least, to: most.to, toStrict: most.toStrict };
  }
  if (condition.kind !== 'compare') return null;
  const value = bound(condition.value);
  switch (condition.operator) {
    case 'eq':
      return { ...empty, from: value, to: value };
    case 'ge':
    case 'gt':
      return { ...empty, from: value, fromStrict: condition.operator === 'gt' };
    case 'le':
    case 'lt':
      return { ...empty, to: value, toStrict: condition.operator === 'lt' };
    default:
      return { kind: 'values', values: [condition.value], negated: true, missing: 'drop' };
  }
}

/** « 21/11/2026 », « 11/2026 » or « 2026 » -> ISO day, the first (or, for an upper bound, the last) it may be. */
export function parseDate(text: string, upper: boolean): string | null {
  const found = /^\s*(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})\s*$/.exec(text);
  if (!found) return null;
  const [, day, month, year] = found;
  const monthNumber = month === undefined ? (upper ? 12 : 1) : Number(month);
  if (monthNumber < 1 || monthNumber > 12) return null;
  const lastDay = new Date(Date.UTC(Number(year), monthNumber, 0)).getUTCDate();
  const dayNumber = day === undefined ? (upper ? lastDay : 1) : Number(day);
  if (dayNumber < 1 || dayNumber > lastDay) return null;
  return `${year}-${String(monthNumber).padStart(2, '0')}-${String(dayNumber).padStart(2, '0')}`;
}

/** ISO day or timestamp -> « 21/11/2026 ». */
export function showDate(iso: string): string {
  const [year, month, day] = iso.slice(0, 10).split('-');
  return `${day}/${month}/${year}`;
}

/** « 3 500 » or « 12,5 » as a French hand types it, with any kind of space; null when it is no number. */
export function parseNumber(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f\u2009]/g, '').replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : null;
}
