import type { Expression, ExpressionFunction } from '../recipe/expression.ts';
import { Fault } from '../rpc/fault.ts';
import { dateCalls } from './call-date.ts';
import { logicCalls } from './call-logic.ts';
import { numberCalls } from './call-number.ts';
import type { CallDefinition } from './call-parts.ts';
import { textCalls } from './call-text.ts';
import type { TypedSql } from './typed.ts';

const calls: Record<ExpressionFunction, CallDefinition> = { ...numberCalls, ...textCalls, ...dateCalls, ...logicCalls };

/**
 * A call as SQL. The digits of the roundings, the length of `pad` and the texts sought are constants.
 * Throws Fault `expression-argument` or `expression-type`.
 */
export function callSql(
  name: ExpressionFunction,
  of: readonly Expression[],
  compile: (part: Expression) => TypedSql,
): TypedSql {
  const { arity, sql } = calls[name];
  if (of.length < arity[0] || of.length > arity[1]) throw new Fault('expression-argument', { function: name });
  return sql({ name, of, compile });
}
