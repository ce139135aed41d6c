import type { Column } from '../recipe/column.ts';
import type { Comparison, Expression } from '../recipe/expression.ts';
import { findColumn } from '../recipe/relation.ts';
import { Fault } from '../rpc/fault.ts';
import { callSql } from './call.ts';
import { conditionSql } from './condition.ts';
import { comparable } from './order.ts';
import { identifier, literal } from './quote.ts';
import { commonType, numeric, type TypedSql, textSql } from './typed.ts';
import { numberSql } from './value.ts';

const signs = { add: '+', subtract: '-', multiply: '*', divide: '/' } as const;

/**
 * An expression as SQL over these columns. It never fails while it runs: a whole number too large for 64 bits is
 * missing, as is a division by zero.
 * Throws Fault `column-missing`, `expression-type` (a function or operator given what it cannot take) or
 * `expression-argument`.
 */
export function expressionSql(expression: Expression, columns: readonly Column[]): TypedSql {
  switch (expression.kind) {
    case 'column': {
      const column = findColumn(columns, expression.name);
      return { sql: identifier(column.name), type: column.type };
    }
    case 'constant':
      return constant(expression.value);
    case 'arithmetic': {
      const typed = arithmetic(expression, columns);
      return typed.type === 'integer' ? { ...typed, sql: `try(${typed.sql})` } : typed;
    }
    case 'ratio': {
      const top = numeric(operand(expression.numerator, expressionSql(expression.numerator, columns)), '/');
      const bottom = numeric(expressionSql(expression.denominator, columns), '/');
      const ratio = `${top} / nullif(${bottom}, 0)`;
      return { sql: expression.scale === 1 ? ratio : `${ratio} * ${numberSql(expression.scale)}`, type: 'decimal' };
    }
    case 'concat': {
      const parts = expression.of.map((part) => textSql(expressionSql(part, columns)));
      return { sql: parts.length === 0 ? "''" : `concat(${parts.join(', ')})`, type: 'text' };
    }
    case 'call':
      return callSql(expression.name, expression.of, (part) => expressionSql(part, columns));
    case 'if': {
      const yes = expressionSql(expression.then, columns);
      const no = expressionSql(expression.otherwise, columns);
      const type = commonType([yes.type, no.type]);
      const when = conditionSql(expression.when, columns);
      return { sql: `CASE WHEN ${when} THEN ${yes.sql} ELSE ${no.sql} END`, type };
    }
    case 'compare':
      return { sql: comparison(expression, columns), type: 'boolean' };
    case 'test':
      return { sql: `(${conditionSql(expression.condition, columns)})`, type: 'boolean' };
    case 'choose': {
      const compiled = expression.branches.map(({ when, value }) => ({
        when: answer(expressionSql(when, columns)),
        value: expressionSql(value, columns),
      }));
      const otherwise = expressionSql(expression.otherwise, columns);
      const type = commonType([...compiled.map(({ value }) => value.type), otherwise.type]);
      // An undecided question meets neither word, and the rest is not asked.
      const sql = compiled.reduceRight(
        (rest, { when, value }) => `CASE ${when} WHEN TRUE THEN ${value.sql} WHEN FALSE THEN ${rest} END`,
        otherwise.sql,
      );
      return { sql, type };
    }
  }
}

const operators: Record<Comparison, string> = { eq: '=', ne: '<>', lt: '<', le: '<=', gt: '>', ge: '>=' };

/** Equality of texts is exact; before and after follow the French alphabet. */
function comparison(expression: Extract<Expression, { kind: 'compare' }>, columns: readonly Column[]): string {
  const [left, right] = [expressionSql(expression.left, columns), expressionSql(expression.right, columns)];
  if (left.type === null || right.type === null) return 'CAST(NULL AS BOOLEAN)';
  commonType([left.type, right.type]);
  const isOrder = expression.operator !== 'eq' && expression.operator !== 'ne';
  const first = isOrder ? comparable(`(${left.sql})`, left.type) : `(${left.sql})`;
  return `(${first} ${operators[expression.operator]} (${right.sql}))`;
}

function answer(typed: TypedSql): string {
  if (typed.type === null) return 'CAST(NULL AS BOOLEAN)';
  if (typed.type !== 'boolean') throw new Fault('expression-type', { operator: 'if', type: typed.type });
  return typed.sql;
}

function constant(value: string | number | boolean | null): TypedSql {
  if (value === null) return { sql: 'NULL', type: null };
  if (typeof value === 'string') return { sql: literal(value), type: 'text' };
  if (typeof value === 'boolean') return { sql: literal(value), type: 'boolean' };
  const whole = Number.isSafeInteger(value);
  return { sql: whole ? `CAST(${literal(value)} AS BIGINT)` : numberSql(value), type: whole ? 'integer' : 'decimal' };
}

/** Without `try`, so that a chain of operations on whole numbers carries one, around all. */
function arithmetic(expression: Extract<Expression, { kind: 'arithmetic' }>, columns: readonly Column[]): TypedSql {
  const sign = signs[expression.operator];
  const side = (part: Expression) =>
    operand(part, part.kind === 'arithmetic' ? arithmetic(part, columns) : expressionSql(part, columns));
  const left = side(expression.left);
  const right = side(expression.right);
  const a = numeric(left, sign);
  const b = numeric(right, sign);
  // A division of whole numbers is decimal too.
  const whole = expression.operator !== 'divide' && left.type !== 'decimal' && right.type !== 'decimal';
  // A whole operation inside a decimal one still needs its own guard: it may overflow.
  const guard = (part: Expression, typed: TypedSql, sql: string) =>
    !whole && typed.type === 'integer' && part.kind === 'arithmetic' ? `try(${sql})` : sql;
  const guarded = { left: guard(expression.left, left, a), right: guard(expression.right, right, b) };
  if (expression.operator === 'divide')
    return { sql: `${guarded.left} / nullif(${guarded.right}, 0)`, type: 'decimal' };
  return { sql: `${guarded.left} ${sign} ${guarded.right}`, type: whole ? 'integer' : 'decimal' };
}

/** Parentheses where an operator around would otherwise take the expression apart. */
function operand(part: Expression, typed: TypedSql): TypedSql {
  const isWhole = part.kind === 'column' || part.kind === 'constant' || part.kind === 'call' || part.kind === 'concat';
  return isWhole ? typed : { ...typed, sql: `(${typed.sql})` };
}
