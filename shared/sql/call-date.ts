import type { ExpressionFunction } from '../recipe/expression.ts';
import { argument, type Call, type CallDefinition, refuse, wholeAt } from './call-parts.ts';
import type { TypedSql } from './typed.ts';

/** Functions over dates. A day that the calendar has not (31 February) is missing. */
export const dateCalls = {
  year: { arity: [1, 1], sql: part },
  month: { arity: [1, 1], sql: part },
  day: { arity: [1, 1], sql: part },
  quarter: { arity: [1, 1], sql: part },
  'month-start': { arity: [1, 1], sql: (call) => start(call, 'month') },
  'quarter-start': { arity: [1, 1], sql: (call) => start(call, 'quarter') },
  date: {
    arity: [3, 3],
    sql(call) {
      const [year, month, day] = [wholeAt(call, 0), wholeAt(call, 1), wholeAt(call, 2)];
      const made = `try(make_date(${year}, ${month}, ${day}))`;
      return { sql: `CASE WHEN ${year} BETWEEN 1 AND 9999 THEN ${made} END`, type: 'date' };
    },
  },
} satisfies Partial<Record<ExpressionFunction, CallDefinition>>;

function part(call: Call): TypedSql {
  return { sql: `${call.name}(${moment(call)})`, type: 'integer' };
}

function start(call: Call, unit: 'month' | 'quarter'): TypedSql {
  return { sql: `CAST(date_trunc('${unit}', ${moment(call)}) AS DATE)`, type: 'date' };
}

function moment(call: Call): string {
  const given = argument(call, 0);
  if (given.type === null) return 'CAST(NULL AS DATE)';
  return given.type === 'date' || given.type === 'timestamp' ? given.sql : refuse(call, given.type);
}
