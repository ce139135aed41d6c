import { fits } from '../sql/value.ts';
import type { Column, ColumnType } from './column.ts';
import { isNumeric } from './column.ts';
import type { Condition, Scalar } from './expression.ts';
import type { Step, StepOf } from './step.ts';

/** Keys under which a step names a column that it reads, as a text or in a list of texts, whatever its kind. */
const readers: ReadonlySet<string> = new Set([
  'column',
  'other',
  'columns',
  'by',
  'rows',
  'left',
  'weight',
  'numerator',
  'denominator',
  'departement',
  'commune',
  'present',
  'elsewhere',
]);

/** The step reading column `to` wherever it read `from`. What it makes keeps its name. */
export function replaceColumn(step: Step, from: string, to: string): Step {
  const name = (value: string) => (value === from ? to : value);
  if (step.kind === 'rename')
    return { ...step, names: step.names.map((one) => ({ from: name(one.from), to: one.to })) };
  if (step.kind === 'join') return { ...step, on: step.on.map(({ left, right }) => ({ left: name(left), right })) };
  // The other columns of these are those of another table.
  if (step.kind === 'append') return step;
  if (step.kind === 'recode') {
    const columns = step.combine?.columns.map((one) => ({ ...(walk(one, name) as typeof one), name: name(one.name) }));
    return { ...step, column: name(step.column), ...(columns && { combine: { columns } }) };
  }
  return walk(step, name) as Step;
}

function walk(value: unknown, name: (value: string) => string): unknown {
  if (Array.isArray(value)) return value.map((part) => walk(part, name));
  if (typeof value !== 'object' || value === null) return value;
  const parts = Object.entries(value).map(([key, part]) => {
    const reads = readers.has(key) || (key === 'name' && (value as { kind?: unknown }).kind === 'column');
    if (!reads) return [key, typeof part === 'object' ? walk(part, name) : part];
    if (typeof part === 'string') return [key, name(part)];
    if (!Array.isArray(part)) return [key, walk(part, name)];
    return [key, part.map((one) => (typeof one === 'string' ? name(one) : walk(one, name)))];
  });
  return Object.fromEntries(parts);
}

/** A join that reads column `to` of its other table wherever it read `from`. */
export function replaceRight(step: Step, from: string, to: string): Step {
  if (step.kind !== 'join') return step;
  const name = (value: string) => (value === from ? to : value);
  return {
    ...step,
    on: step.on.map(({ left, right }) => ({ left, right: name(right) })),
    columns: step.columns.map((one) => ({ name: name(one.name), as: one.as })),
  };
}

/** The step reading table `to` wherever it read `from`. */
export function replaceTable(step: Step, from: string, to: string): Step {
  if (step.kind === 'join') return step.right === from ? { ...step, right: to } : step;
  if (step.kind === 'append')
    return { ...step, tables: step.tables.map((one) => (one.table === from ? { ...one, table: to } : one)) };
  if (step.kind === 'recode' && step.by.kind === 'table' && step.by.table === from)
    return { ...step, by: { ...step.by, table: to } };
  return step;
}

/**
 * The step without what it says of a column, null when nothing would be left of it. A kind that needs its columns gives
 * null too.
 */
export function dropColumn(step: Step, column: string): Step | null {
  const other = (name: string) => name !== column;
  switch (step.kind) {
    case 'filter': {
      const condition = withoutColumn(step.condition, column);
      return condition && { ...step, condition };
    }
    case 'sort':
      return filled(
        step.by.filter((key) => other(key.column)),
        (by) => ({ ...step, by }),
      );
    case 'select':
    case 'distinct':
    case 'unpivot':
      return filled(step.columns.filter(other), (columns) => ({ ...step, columns }));
    case 'rename':
      return filled(
        step.names.filter(({ from }) => other(from)),
        (names) => ({ ...step, names }),
      );
    case 'aggregate': {
      const by = step.by.filter(other);
      return filled(
        step.measures.filter((one) => one.column !== column),
        (measures) => ({ ...step, by, measures }),
      );
    }
    case 'pivot':
      if (step.second?.column === column) return withoutSecond(step);
      return step.rows.includes(column) ? { ...step, rows: step.rows.filter(other) } : null;
    case 'clean': {
      const { cleaning } = step;
      if (cleaning.kind === 'commune') return null;
      return filled(cleaning.columns.filter(other), (columns) => ({ ...step, cleaning: { ...cleaning, columns } }));
    }
    case 'join':
      return step.columns.some(({ name }) => name === column) && step.on.every(({ right }) => right !== column)
        ? { ...step, columns: step.columns.filter(({ name }) => name !== column) }
        : null;
    default:
      return null;
  }
}

/** Each value of the first field once: those of the second no longer tell columns apart. */
function withoutSecond({ second: _, values, totals: { group: __, ...totals }, ...step }: StepOf<'pivot'>): Step {
  return { ...step, values: [...new Set(values)], totals };
}

function filled<T>(list: T[], step: (list: T[]) => Step): Step | null {
  return list.length > 0 ? step(list) : null;
}

function withoutColumn(condition: Condition, column: string): Condition | null {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const of = condition.of.map((part) => withoutColumn(part, column)).filter((part) => part !== null);
      return of.length === 0 && condition.of.length > 0 ? null : { ...condition, of };
    }
    case 'not': {
      const of = withoutColumn(condition.of, column);
      return of && { ...condition, of };
    }
    case 'compare-columns':
      return condition.column === column || condition.other === column ? null : condition;
    default:
      return condition.column === column ? null : condition;
  }
}

/**
 * A filter whose constants are written as its column now is: 1001 as « 1001 », « 3 500 » as 3500. Null when one of them
 * cannot be.
 */
export function adaptValues(step: Step, column: Column): Step | null {
  if (step.kind !== 'filter') return null;
  const condition = adapted(step.condition, column);
  return condition && { ...step, condition };
}

function adapted(condition: Condition, column: Column): Condition | null {
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const of = condition.of.map((part) => adapted(part, column));
      return of.every((part) => part !== null) ? { ...condition, of } : null;
    }
    case 'not': {
      const of = adapted(condition.of, column);
      return of && { ...condition, of };
    }
    case 'compare': {
      if (condition.column !== column.name) return condition;
      const value = scalarAs(condition.value, column.type);
      return value === null ? null : { ...condition, value };
    }
    case 'between': {
      if (condition.column !== column.name) return condition;
      const [from, to] = [scalarAs(condition.from, column.type), scalarAs(condition.to, column.type)];
      return from === null || to === null ? null : { ...condition, from, to };
    }
    case 'in': {
      if (condition.column !== column.name) return condition;
      const values = condition.values.map((value) => scalarAs(value, column.type));
      return values.every((value) => value !== null) ? { ...condition, values } : null;
    }
    case 'text':
      return condition.column === column.name && column.type !== 'text' ? null : condition;
    default:
      return condition;
  }
}

function scalarAs(value: Scalar, type: ColumnType): Scalar | null {
  if (fits(value, type)) return value;
  if (type === 'text') return String(value);
  if (!isNumeric(type) || typeof value !== 'string' || value.trim() === '') return null;
  const number = Number(value.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.'));
  return Number.isFinite(number) ? number : null;
}
