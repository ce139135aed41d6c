import type { ColumnType } from '../recipe/column.ts';
import type { Expression, ExpressionFunction } from '../recipe/expression.ts';
import { Fault } from '../rpc/fault.ts';
import { numeric, type TypedSql } from './typed.ts';

/** A call about to be written. `first`, `second`, `third` are its compiled arguments; asking for one that is not there never happens: the arity was checked. */
export type Call = {
  name: ExpressionFunction;
  of: readonly Expression[];
  compile(part: Expression): TypedSql;
};

/** How many arguments a function takes, at least and at most, and its SQL. */
export type CallDefinition = { arity: readonly [number, number]; sql(call: Call): TypedSql };

export const many = Number.POSITIVE_INFINITY;

export function argument(call: Call, place: number): TypedSql {
  return call.compile(call.of[place]!);
}

/** The number given as that argument. */
export function numberAt(call: Call, place: number): string {
  return numeric(argument(call, place), call.name);
}

/** The whole number given as that argument, its decimals dropped. */
export function wholeAt(call: Call, place: number): string {
  const typed = argument(call, place);
  const sql = numeric(typed, call.name);
  return typed.type === 'decimal' ? `TRY_CAST(trunc(${sql}) AS BIGINT)` : `(${sql})`;
}

/** A whole constant between two bounds, or Fault `expression-argument`. */
export function wholeConstant(call: Call, place: number, least: number, most: number): number {
  const part = call.of[place]!;
  const value = part.kind === 'constant' ? part.value : null;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
    throw new Fault('expression-argument', { function: call.name });
  return value;
}

/** A constant text, or Fault `expression-argument`. */
export function textConstant(call: Call, place: number): string {
  const part = call.of[place]!;
  if (part.kind !== 'constant' || typeof part.value !== 'string')
    throw new Fault('expression-argument', { function: call.name });
  return part.value;
}

export function refuse(call: Call, type: ColumnType): never {
  throw new Fault('expression-type', { operator: call.name, type });
}
