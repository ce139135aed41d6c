import type { ExpressionFunction } from '../recipe/expression.ts';
import { argument, type Call, type CallDefinition, many, numberAt, wholeConstant } from './call-parts.ts';
import { blanks } from './clean.ts';
import { literal } from './quote.ts';
import { commonType, numeric, type TypedSql, textSql } from './typed.ts';

/** Functions that make a number. What has no answer (a logarithm of zero, an overflow) is missing. */
export const numberCalls = {
  round: { arity: [1, 2], sql: round },
  'round-up': { arity: [1, 2], sql: (call) => roundTowards(call, 'ceil') },
  'round-down': { arity: [1, 2], sql: (call) => roundTowards(call, 'floor') },
  floor: {
    arity: [1, 1],
    sql(call) {
      const typed = argument(call, 0);
      const sql = numeric(typed, call.name);
      return typed.type === 'decimal' ? whole(`floor(${sql})`) : { sql: `(${sql})`, type: 'integer' };
    },
  },
  abs: {
    arity: [1, 1],
    sql: (call) => ({ sql: `try(abs(${numberAt(call, 0)}))`, type: argument(call, 0).type ?? 'integer' }),
  },
  power: { arity: [2, 2], sql: (call) => finite(`pow(${double(call, 0)}, ${double(call, 1)})`) },
  root: { arity: [1, 1], sql: (call) => decimal(`try(sqrt(${double(call, 0)}))`) },
  ln: { arity: [1, 1], sql: (call) => decimal(`try(ln(${double(call, 0)}))`) },
  exp: { arity: [1, 1], sql: (call) => finite(`exp(${double(call, 0)})`) },
  mod: {
    arity: [2, 2],
    // The sign of the divisor, as in a spreadsheet; SQL's own takes that of the dividend.
    sql(call) {
      const [value, divisor] = [`(${numberAt(call, 0)})`, `nullif(${numberAt(call, 1)}, 0)`];
      const isWhole = [0, 1].every((place) => argument(call, place).type !== 'decimal');
      if (isWhole) return { sql: `try((${value} % ${divisor} + ${divisor}) % ${divisor})`, type: 'integer' };
      // No detour by a larger number: the remainder of what is smaller than the divisor is itself, to the last digit.
      return finite(`${value} - ${divisor} * floor(${value} / ${divisor})`);
    },
  },
  sum: {
    arity: [1, many],
    sql(call) {
      const { parts, type } = numbers(call);
      const total = parts.map((sql) => `coalesce(${sql}, 0)`).join(' + ');
      return { sql: `CASE WHEN coalesce(${parts.join(', ')}) IS NOT NULL THEN try(${total}) END`, type };
    },
  },
  mean: {
    arity: [1, many],
    sql: (call) => decimal(`list_avg([${call.of.map((_, place) => double(call, place)).join(', ')}])`),
  },
  min: { arity: [1, many], sql: (call) => extreme(call, 'least') },
  max: { arity: [1, many], sql: (call) => extreme(call, 'greatest') },
  number: {
    arity: [1, 1],
    sql(call) {
      const typed = argument(call, 0);
      if (typed.type === 'integer' || typed.type === 'decimal') return typed;
      const plain = `translate(regexp_replace(${textSql(typed)}, ${literal(`[${blanks}]`)}, '', 'g'), ',−', '.-')`;
      const pattern = literal('^[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)$');
      return decimal(`TRY_CAST(regexp_extract(${plain}, ${pattern}) AS DOUBLE)`);
    },
  },
} satisfies Partial<Record<ExpressionFunction, CallDefinition>>;

function decimal(sql: string): TypedSql {
  return { sql, type: 'decimal' };
}

function whole(sql: string): TypedSql {
  return { sql: `TRY_CAST(${sql} AS BIGINT)`, type: 'integer' };
}

/** Written once: `CASE WHEN isfinite(x) THEN x END` would double at each level of a nested formula. */
function finite(sql: string): TypedSql {
  return decimal(`list_filter([${sql}], lambda v: isfinite(v))[1]`);
}

function double(call: Call, place: number): string {
  return `CAST(${numberAt(call, place)} AS DOUBLE)`;
}

/** Arguments of one type. */
function numbers(call: Call): { parts: string[]; type: TypedSql['type'] } {
  const typed = call.of.map((_, place) => argument(call, place));
  const parts = call.of.map((_, place) => numberAt(call, place));
  const type = commonType(typed.map((one) => one.type)) ?? 'integer';
  return { parts: type === 'decimal' ? parts.map((sql) => `CAST(${sql} AS DOUBLE)`) : parts, type };
}

/** DuckDB's least and greatest leave missing arguments out. */
function extreme(call: Call, word: 'least' | 'greatest'): TypedSql {
  const { parts, type } = numbers(call);
  return { sql: `${word}(${parts.join(', ')})`, type };
}

function round(call: Call): TypedSql {
  const digits = call.of[1] ? wholeConstant(call, 1, -15, 15) : 0;
  const number = numberAt(call, 0);
  if (digits <= 0) return whole(digits === 0 ? `round(${number})` : `round(${number}, ${digits})`);
  return { sql: `round(${number}, ${digits})`, type: argument(call, 0).type === 'integer' ? 'integer' : 'decimal' };
}

/**
 * Away from zero (`ceil`) or towards it (`floor`). 1.1 × 10 is 11.000000000000002 in binary: what is that close to a
 * whole number is one, as a spreadsheet has it.
 */
function roundTowards(call: Call, word: 'ceil' | 'floor'): TypedSql {
  const digits = call.of[1] ? wholeConstant(call, 1, -15, 15) : 0;
  const typed = argument(call, 0);
  if (digits >= 0 && typed.type !== 'decimal') return { sql: `(${numberAt(call, 0)})`, type: 'integer' };
  const factor = 10 ** Math.abs(digits);
  const number = double(call, 0);
  const scaled = digits >= 0 ? `abs(${number}) * ${factor}` : `abs(${number}) / ${factor}`;
  const rounded = `sign(${number}) * ${word}(round(${scaled}, 9))`;
  return digits > 0 ? decimal(`(${rounded} / ${factor})`) : whole(`${rounded} * ${factor}`);
}
