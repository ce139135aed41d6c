import type { Expression, ExpressionFunction } from '../../../shared/recipe/expression.ts';
import type { Cell } from './laboratory.ts';

/** The part of expressions that formulas added, said in plain JavaScript. `ask` answers a condition. */
export type Evaluate = (part: Expression) => Cell;
type Later = Extract<Expression, { kind: 'compare' | 'test' | 'choose' }>;

const collator = new Intl.Collator('fr');

export function evaluateLater(expression: Later, value: Evaluate, ask: (of: Later) => boolean | null): Cell {
  switch (expression.kind) {
    case 'test':
      return ask(expression);
    case 'compare': {
      const [left, right] = [value(expression.left), value(expression.right)];
      if (left === null || right === null) return null;
      const { operator } = expression;
      if (operator === 'eq') return left === right;
      if (operator === 'ne') return left !== right;
      const isText = typeof left === 'string' && typeof right === 'string';
      const order = isText ? collator.compare(left, right) : Number(left) - Number(right);
      return { lt: order < 0, le: order <= 0, gt: order > 0, ge: order >= 0 }[operator];
    }
    case 'choose': {
      for (const branch of expression.branches) {
        const answer = value(branch.when);
        if (answer === null) return null;
        if (answer) return value(branch.value);
      }
      return value(expression.otherwise);
    }
  }
}

const blank = /[\s\u00a0\u202f]+/g;

/** A call whose arguments are `given`; `known`: none of the cells that the first reads is missing. */
export function callLater(
  name: ExpressionFunction,
  given: readonly Cell[],
  write: (cell: Cell) => string,
  known: boolean,
): Cell {
  const [first = null, second = null, third = null] = given;
  const present = given.filter((cell) => cell !== null).map(Number);
  switch (name) {
    case 'is-missing':
      return first === null;
    case 'if-error':
      return first ?? (known ? second : null);
    case 'coalesce':
      return given.find((cell) => cell !== null) ?? null;
    case 'and':
      return given.includes(false) ? false : given.includes(null) ? null : true;
    case 'or':
      return given.includes(true) ? true : given.includes(null) ? null : false;
    case 'sum':
      return present.length === 0 ? null : present.reduce((a, b) => a + b, 0);
    case 'mean':
      return present.length === 0 ? null : present.reduce((a, b) => a + b, 0) / present.length;
    case 'min':
      return present.length === 0 ? null : Math.min(...present);
    case 'max':
      return present.length === 0 ? null : Math.max(...present);
  }
  if (given.includes(null)) return null;
  const x = Number(first);
  const y = Number(second);
  const text = write(first);
  const points = [...text];
  const real = (value: number) => (Number.isFinite(value) ? value : null);
  const towards = (step: (value: number) => number) => {
    const scale = 10 ** Number(second ?? 0);
    return (Math.sign(x) * step(Number((Math.abs(x) * scale).toFixed(9)))) / scale;
  };
  switch (name) {
    case 'not':
      return !first;
    case 'round-up':
      return towards(Math.ceil);
    case 'round-down':
      return towards(Math.floor);
    case 'floor':
      return Math.floor(x);
    case 'power':
      return real(x ** y);
    case 'root':
      return real(Math.sqrt(x));
    case 'ln':
      return x > 0 ? Math.log(x) : null;
    case 'exp':
      return real(Math.exp(x));
    case 'mod':
      return y === 0 ? null : x - y * Math.floor(x / y);
    case 'number': {
      if (typeof first === 'number') return first;
      const plain = text.replace(blank, '').replaceAll(',', '.').replaceAll('−', '-');
      return /^[-+]?(\d+(\.\d*)?|\.\d+)$/.test(plain) ? Number(plain) : null;
    }
    case 'proper':
      return text.toLowerCase().replace(/[\p{L}\p{M}]+/gu, (word) => word[0]!.toUpperCase() + word.slice(1));
    case 'squeeze':
      return text.replace(blank, ' ').replace(/^ | $/g, '');
    case 'left':
      return y < 0 ? null : points.slice(0, y).join('');
    case 'right':
      return y < 0 ? null : points.slice(Math.max(0, points.length - y)).join('');
    case 'middle':
      return y < 1 || Number(third) < 0 ? null : points.slice(y - 1, y - 1 + Number(third)).join('');
    case 'substitute':
      return write(second) === '' ? text : text.split(write(second)).join(write(third));
    case 'find': {
      const start = Number(third ?? 1);
      const hay = write(second).toLowerCase();
      const found = hay.slice(start - 1).indexOf(text.toLowerCase());
      return start < 1 || found < 0 ? null : found + start;
    }
    case 'departement': {
      const code = (typeof first === 'number' ? text.padStart(5, '0') : text).toUpperCase();
      if (/^9[78]\d{3}$/.test(code)) return code.slice(0, 3);
      return /^(2[AB]|\d\d)\d{3}$/.test(code) ? code.slice(0, 2) : null;
    }
    case 'day':
      return Number(text.slice(8, 10));
    case 'quarter':
      return Math.ceil(Number(text.slice(5, 7)) / 3);
    case 'month-start':
      return `${text.slice(0, 7)}-01`;
    case 'quarter-start':
      return `${text.slice(0, 5)}${String(Math.ceil(Number(text.slice(5, 7)) / 3) * 3 - 2).padStart(2, '0')}-01`;
    case 'date': {
      const day = new Date(Date.UTC(x, y - 1, Number(third)));
      const isReal = x > 99 && x < 10_000 && day.getUTCMonth() === y - 1 && day.getUTCDate() === Number(third);
      return isReal ? day.toISOString().slice(0, 10) : null;
    }
    default:
      throw new Error(`${name} has its own examples`);
  }
}
