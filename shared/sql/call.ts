import type { ColumnType } from '../recipe/column.ts';
import type { Expression, ExpressionFunction } from '../recipe/expression.ts';
import { Fault } from '../rpc/fault.ts';
import { padLeft } from './text.ts';
import { commonType, numeric, type TypedSql, textSql } from './typed.ts';

/** How many arguments each function takes: at least, at most. */
const arity: Record<ExpressionFunction, readonly [number, number]> = {
  round: [1, 2],
  abs: [1, 1],
  upper: [1, 1],
  lower: [1, 1],
  trim: [1, 1],
  left: [2, 2],
  right: [2, 2],
  length: [1, 1],
  year: [1, 1],
  month: [1, 1],
  coalesce: [1, Number.POSITIVE_INFINITY],
  pad: [2, 2],
};

/**
 * A call as SQL. `left`, `right`, `pad` and the digits of `round` take a whole constant.
 * Throws Fault `expression-argument` or `expression-type`.
 */
export function callSql(
  name: ExpressionFunction,
  of: readonly Expression[],
  compile: (part: Expression) => TypedSql,
): TypedSql {
  const [least, most] = arity[name];
  if (of.length < least || of.length > most) throw new Fault('expression-argument', { function: name });
  const first = compile(of[0]!);
  switch (name) {
    case 'round': {
      const digits = of[1] ? wholeConstant(of[1], name, -15, 15) : 0;
      if (digits <= 0) {
        const rounded = digits === 0 ? `round(${numeric(first, name)})` : `round(${numeric(first, name)}, ${digits})`;
        return { sql: `TRY_CAST(${rounded} AS BIGINT)`, type: 'integer' };
      }
      const type = first.type === 'integer' ? 'integer' : 'decimal';
      return { sql: `round(${numeric(first, name)}, ${digits})`, type };
    }
    case 'abs':
      return { sql: `try(abs(${numeric(first, name)}))`, type: first.type ?? 'integer' };
    case 'upper':
    case 'lower':
      return { sql: `${name}(${textSql(first)})`, type: 'text' };
    case 'trim':
      return { sql: `trim(${textSql(first)})`, type: 'text' };
    case 'length':
      return { sql: `length(${textSql(first)})`, type: 'integer' };
    case 'left':
    case 'right':
      return { sql: `${name}(${textSql(first)}, ${wholeConstant(of[1]!, name, 0, 10_000)})`, type: 'text' };
    case 'pad':
      return { sql: padLeft(textSql(first), wholeConstant(of[1]!, name, 0, 1_000)), type: 'text' };
    case 'year':
    case 'month':
      return { sql: `${name}(${time(first, name)})`, type: 'integer' };
    case 'coalesce': {
      const parts = of.map(compile);
      return { sql: `coalesce(${parts.map(({ sql }) => sql).join(', ')})`, type: commonType(parts.map(typeOf)) };
    }
  }
}

function typeOf(typed: TypedSql): ColumnType | null {
  return typed.type;
}

function time(typed: TypedSql, name: ExpressionFunction): string {
  if (typed.type === null) return 'CAST(NULL AS DATE)';
  if (typed.type !== 'date' && typed.type !== 'timestamp')
    throw new Fault('expression-type', { operator: name, type: typed.type });
  return typed.sql;
}

function wholeConstant(part: Expression, name: ExpressionFunction, least: number, most: number): number {
  const value = part.kind === 'constant' ? part.value : null;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
    throw new Fault('expression-argument', { function: name });
  return value;
}
