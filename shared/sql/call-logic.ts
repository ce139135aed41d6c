import { columnsRead, type ExpressionFunction } from '../recipe/expression.ts';
import { argument, type Call, type CallDefinition, many, refuse } from './call-parts.ts';
import { identifier } from './quote.ts';
import { commonType, type TypedSql } from './typed.ts';

/** Yes/no functions, undecided (missing) as SQL has it, and those about missing values. */
export const logicCalls = {
  and: { arity: [1, many], sql: (call) => joined(call, 'AND') },
  or: { arity: [1, many], sql: (call) => joined(call, 'OR') },
  not: { arity: [1, 1], sql: (call) => ({ sql: `(NOT ${answer(call, argument(call, 0))})`, type: 'boolean' }) },
  'is-missing': {
    arity: [1, 1],
    sql: (call) => ({ sql: `((${argument(call, 0).sql}) IS NULL)`, type: 'boolean' }),
  },
  'if-error': {
    arity: [2, 2],
    sql(call) {
      const [tried, instead] = [argument(call, 0), argument(call, 1)];
      const known = columnsRead(call.of[0]!).map((name) => `${identifier(name)} IS NOT NULL`);
      const other = known.length === 0 ? instead.sql : `CASE WHEN ${known.join(' AND ')} THEN ${instead.sql} END`;
      return { sql: `coalesce(${tried.sql}, ${other})`, type: commonType([tried.type, instead.type]) };
    },
  },
  coalesce: {
    arity: [1, many],
    sql(call) {
      const parts = call.of.map((_, place) => argument(call, place));
      return {
        sql: `coalesce(${parts.map(({ sql }) => sql).join(', ')})`,
        type: commonType(parts.map(({ type }) => type)),
      };
    },
  },
} satisfies Partial<Record<ExpressionFunction, CallDefinition>>;

function joined(call: Call, word: 'AND' | 'OR'): TypedSql {
  const parts = call.of.map((_, place) => answer(call, argument(call, place)));
  return { sql: `(${parts.join(` ${word} `)})`, type: 'boolean' };
}

function answer(call: Call, typed: TypedSql): string {
  if (typed.type === null) return 'CAST(NULL AS BOOLEAN)';
  return typed.type === 'boolean' ? `(${typed.sql})` : refuse(call, typed.type);
}
