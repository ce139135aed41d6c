import type { Column } from '../../../shared/recipe/column.ts';
import { type Condition, columnsRead, type Expression, type Scalar } from '../../../shared/recipe/expression.ts';
import type { Measured } from '../../../shared/recipe/measure.ts';
import { isOver } from '../../../shared/recipe/over.ts';
import type { Step, StepOf } from '../../../shared/recipe/step.ts';
import { callLater, evaluateLater } from './interpret-formula.ts';
import { append, clean, unpivot } from './interpret-reshape.ts';
import { figure, overValues, pivot } from './interpret-summary.ts';
import { target } from './interpret-target.ts';
import type { Cell } from './laboratory.ts';

/**
 * What a recipe means, said once more in plain JavaScript: slow, without SQL, and knowing nothing of compile.ts.
 * A row keeps its cells by column name, and `place`: its rank in the file (or group) order, compared part by part.
 */
export type Row = { cells: Record<string, Cell>; place: Cell[] };

const collator = new Intl.Collator('fr');

export function compareCells(a: Cell, b: Cell): number {
  if (typeof a === 'string' && typeof b === 'string')
    return collator.compare(a, b) || Buffer.compare(Buffer.from(a), Buffer.from(b));
  return Number(a) - Number(b);
}

/** Missing last whichever the direction. */
function compareKeys(a: Cell, b: Cell, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return compareCells(a, b) * (descending ? -1 : 1);
}

function comparePlaces(a: Row, b: Row): number {
  for (let part = 0; part < Math.max(a.place.length, b.place.length); part += 1) {
    const order = compareKeys(a.place[part] ?? null, b.place[part] ?? null, false);
    if (order !== 0) return order;
  }
  return 0;
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('’', "'");
}

/** Yes, no, or null where a missing cell leaves it open. `not` never turns an open answer into yes. */
export function answers(condition: Condition, row: Row): boolean | null {
  const cell = (name: string) => row.cells[name] ?? null;
  switch (condition.kind) {
    case 'all': {
      const parts = condition.of.map((part) => answers(part, row));
      return parts.includes(false) ? false : parts.includes(null) ? null : true;
    }
    case 'any': {
      const parts = condition.of.map((part) => answers(part, row));
      return parts.length === 0 || parts.includes(true) ? true : parts.includes(null) ? null : false;
    }
    case 'not': {
      const inner = answers(condition.of, row);
      return inner === null ? null : !inner;
    }
    case 'missing':
      return (cell(condition.column) === null) !== (condition.negated ?? false);
    case 'compare':
      return relate(cell(condition.column), condition.operator, condition.value);
    case 'compare-columns':
      return relate(cell(condition.column), condition.operator, cell(condition.other));
    case 'between': {
      const from = relate(cell(condition.column), 'ge', condition.from);
      return from === null ? null : from && relate(cell(condition.column), 'le', condition.to);
    }
    case 'in': {
      const value = cell(condition.column);
      return value === null ? null : condition.values.includes(value as Scalar) !== (condition.negated ?? false);
    }
    case 'text': {
      const value = cell(condition.column);
      if (value === null) return null;
      const [hay, needle] = [fold(String(value)), fold(condition.value)];
      const found = {
        contains: hay.includes(needle),
        starts: hay.startsWith(needle),
        ends: hay.endsWith(needle),
        pattern: fits(hay, needle),
      };
      return found[condition.operator] !== (condition.negated ?? false);
    }
  }
}

/** * stands for any characters, ? for one. */
function fits(text: string, pattern: string): boolean {
  if (pattern === '') return text === '';
  const [first = '', ...others] = pattern;
  const left = others.join('');
  if (first === '*') return fits(text, left) || (text !== '' && fits(text.slice(1), pattern));
  return text !== '' && (first === '?' || first === text[0]) && fits(text.slice(1), left);
}

function relate(left: Cell, operator: string, right: Cell): boolean | null {
  if (left === null || right === null) return null;
  if (operator === 'eq') return left === right;
  if (operator === 'ne') return left !== right;
  const order = typeof left === 'string' ? collator.compare(left, String(right)) : compareCells(left, right);
  return { lt: order < 0, le: order <= 0, gt: order > 0, ge: order >= 0 }[operator as 'lt'];
}

const firstCalls: readonly string[] = 'abs round upper lower trim length pad year month'.split(' ');

export function evaluate(expression: Expression, row: Row): Cell {
  const value = (part: Expression) => evaluate(part, row);
  switch (expression.kind) {
    case 'column':
      return row.cells[expression.name] ?? null;
    case 'constant':
      return expression.value;
    case 'arithmetic': {
      const [a, b] = [value(expression.left), value(expression.right)];
      if (a === null || b === null) return null;
      const [x, y] = [Number(a), Number(b)];
      if (expression.operator === 'divide') return y === 0 ? null : x / y;
      return { add: x + y, subtract: x - y, multiply: x * y }[expression.operator];
    }
    case 'ratio': {
      const [a, b] = [value(expression.numerator), value(expression.denominator)];
      return a === null || b === null || b === 0 ? null : (Number(a) / Number(b)) * expression.scale;
    }
    case 'concat':
      return expression.of.map((part) => write(value(part))).join('');
    case 'if':
      return value(answers(expression.when, row) ? expression.then : expression.otherwise);
    case 'call': {
      if (!firstCalls.includes(expression.name)) {
        const known = expression.of
          .slice(0, 1)
          .flatMap(columnsRead)
          .every((name) => (row.cells[name] ?? null) !== null);
        return callLater(expression.name, expression.of.map(value), write, known);
      }
      const [first = null, second = null] = expression.of.map(value);
      if (first === null) return null;
      const points = [...write(first)];
      const count = Number(second);
      switch (expression.name) {
        case 'abs':
          return Math.abs(Number(first));
        case 'round': {
          const scale = 10 ** count;
          return (Math.sign(Number(first)) * Math.round(Math.abs(Number(first)) * scale)) / scale;
        }
        case 'upper':
          return write(first).toUpperCase();
        case 'lower':
          return write(first).toLowerCase();
        case 'trim':
          return write(first).replace(/^ +| +$/g, '');
        case 'length':
          return points.length;
        case 'pad':
          return '0'.repeat(Math.max(0, count - points.length)) + write(first);
        case 'year':
          return Number(String(first).slice(0, 4));
        case 'month':
          return Number(String(first).slice(5, 7));
      }
      throw new Error(`no meaning for ${expression.name}`);
    }
    default:
      return evaluateLater(expression, value, (of) => (of.kind === 'test' ? answers(of.condition, row) : null));
  }
}

export function write(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'oui' : 'non';
  return typeof cell === 'number' ? String(cell).replace('.', ',') : cell;
}

export type Tables = Record<string, { columns: readonly Column[]; rows: readonly Row[] }>;

/** Rows after the step, in order. `tables` are the joined ones at the end of their own recipes. */
export function apply(step: Step, rows: readonly Row[], columns: readonly Column[], tables: Tables): Row[] {
  switch (step.kind) {
    case 'filter':
      return rows.filter((row) => answers(step.condition, row) === true);
    case 'sort':
      return rows.toSorted((a, b) => {
        for (const { column, descending } of step.by) {
          const order = compareKeys(a.cells[column] ?? null, b.cells[column] ?? null, descending ?? false);
          if (order !== 0) return order;
        }
        return comparePlaces(a, b);
      });
    case 'select':
      return rows.map((row) => ({ ...row, cells: pick(row, step.columns) }));
    case 'rename':
      return rows.map((row) => {
        const names = new Map(step.names.map(({ from, to }) => [from, to]));
        const cells = Object.entries(row.cells).map(([name, cell]) => [names.get(name) ?? name, cell]);
        return { ...row, cells: Object.fromEntries(cells) };
      });
    case 'derive': {
      const { expression, name } = step;
      const over = isOver(expression) ? overValues(expression, rows, columns) : null;
      return rows.map((row, place) => {
        const value = isOver(expression) ? (over?.[place] ?? null) : evaluate(expression, row);
        return { ...row, cells: { ...row.cells, [name]: value } };
      });
    }
    case 'distinct':
      return firstOfEach(rows, step.columns.length > 0 ? step.columns : columns.map(({ name }) => name));
    case 'limit':
      return rows.slice(0, step.count);
    case 'aggregate':
      return aggregate(step, rows);
    case 'join':
      return join(step, rows, tables[step.right]!.rows);
    case 'unpivot':
      return unpivot(step, rows, columns);
    case 'append':
      return append(step, rows, columns, tables);
    case 'clean':
      return clean(step, rows);
    case 'recode':
      return recode(step, rows, tables);
    case 'pivot':
      return pivot(step, rows, columns).toSorted(comparePlaces);
    case 'target':
      return target(step, rows);
  }
}

function recode(step: StepOf<'recode'>, rows: readonly Row[], tables: Tables): Row[] {
  if (step.combine) throw new Error('combined rows have their own oracle');
  const { by } = step;
  const pairs =
    by.kind === 'list'
      ? by.pairs
      : tables[by.table]!.rows.filter(({ cells }) => !by.only || by.only.values.includes(String(cells[by.only.column])))
          .toSorted(comparePlaces)
          .map(({ cells }) => ({ from: cells[by.from], to: cells[by.to] }));
  return rows.map((row) => {
    const cell = row.cells[step.column] ?? null;
    const found = pairs.find(({ from, to }) => cell !== null && from === cell && to !== null);
    return found ? { ...row, cells: { ...row.cells, [step.column]: found.to ?? null } } : row;
  });
}

function pick(row: Row, names: readonly string[]): Record<string, Cell> {
  return Object.fromEntries(names.map((name) => [name, row.cells[name] ?? null]));
}

function groupBy(rows: readonly Row[], names: readonly string[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(names.map((name) => row.cells[name] ?? null));
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups;
}

function firstOfEach(rows: readonly Row[], names: readonly string[]): Row[] {
  return [...groupBy(rows, names).values()].map(([first]) => first!);
}

function aggregate(step: StepOf<'aggregate'>, rows: readonly Row[]): Row[] {
  const groups = step.by.length > 0 ? [...groupBy(rows, step.by).values()] : [[...rows]];
  return groups
    .map((group): Row => {
      const keys = group[0] ? pick(group[0], step.by) : {};
      const values = step.measures.map((one) => {
        const present = group.map((row) => row.cells[one.column ?? ''] ?? null).filter((cell) => cell !== null);
        return [one.name, measured(one, group, present, rows)] as const;
      });
      return { cells: { ...keys, ...Object.fromEntries(values) }, place: step.by.map((name) => keys[name] ?? null) };
    })
    .toSorted(comparePlaces);
}

function measured(one: Measured, group: readonly Row[], present: readonly Cell[], rows: readonly Row[]): Cell {
  return one.measure === 'min' || one.measure === 'max' || one.measure === 'count-distinct'
    ? measure(one.measure, present)
    : figure(one, group, rows);
}

function measure(kind: string, present: readonly Cell[]): Cell {
  const sorted = present.toSorted(compareCells);
  if (kind === 'count-distinct') return new Set(present).size;
  if (present.length === 0) return null;
  return kind === 'min' ? sorted[0]! : sorted.at(-1)!;
}

function join(step: StepOf<'join'>, left: readonly Row[], right: readonly Row[]): Row[] {
  const keyOf = (row: Row, side: 'left' | 'right') => {
    const key = step.on.map((on) => row.cells[on[side]] ?? null);
    return key.includes(null) ? null : JSON.stringify(key);
  };
  const inFileOrder = right.toSorted(comparePlaces);
  const kept = step.allowMultiply
    ? right
    : right.filter((row) => {
        const key = keyOf(row, 'right');
        return key === null || inFileOrder.find((other) => keyOf(other, 'right') === key) === row;
      });
  const used = new Set<Row>();
  const brought = (row: Row | null) => step.columns.map(({ name, as }) => [as, row?.cells[name] ?? null] as const);
  const joined = left.flatMap((one) => {
    const row = step.keep === 'full' ? { ...one, place: [0, ...one.place] } : one;
    const key = keyOf(row, 'left');
    const matches = key === null ? [] : kept.filter((other) => keyOf(other, 'right') === key);
    for (const match of matches) used.add(match);
    if (step.keep === 'anti') return matches.length === 0 ? [row] : [];
    if (matches.length === 0)
      return step.keep === 'inner' ? [] : [{ ...row, cells: { ...row.cells, ...Object.fromEntries(brought(null)) } }];
    return matches.map((match) => ({
      cells: { ...row.cells, ...Object.fromEntries(brought(match)) },
      place: step.allowMultiply ? [...row.place, right.indexOf(match)] : row.place,
    }));
  });
  if (step.keep !== 'full') return joined;
  // As many parts as a left row has before its match, so that ranks face ranks.
  const marks = (left[0]?.place ?? []).map(() => null);
  const alone = kept
    .filter((row) => !used.has(row))
    .map((row): Row => {
      const keys = step.on.map((on) => [on.left, row.cells[on.right] ?? null] as const);
      return {
        cells: { ...Object.fromEntries(keys), ...Object.fromEntries(brought(row)) },
        place: [null, ...marks, right.indexOf(row)],
      };
    });
  return [...joined, ...alone];
}
