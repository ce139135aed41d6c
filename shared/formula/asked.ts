import type { Column } from '../recipe/column.ts';
import type { Comparison, Condition, Expression, ExpressionFunction, Scalar } from '../recipe/expression.ts';

/** A condition as an expression worth the same: yes, no, or undecided. `columns` tell dates from texts. */
export function askedBy(condition: Condition, columns: readonly Column[]): Expression {
  const column = (name: string): Expression => ({ kind: 'column', name });
  const compare = (name: string, operator: Comparison, value: Scalar): Expression => ({
    kind: 'compare',
    operator,
    left: column(name),
    right: constantFor(
      value,
      columns.find((candidate) => candidate.name === name),
    ),
  });
  switch (condition.kind) {
    case 'all':
    case 'any': {
      const of = condition.of.map((part) => askedBy(part, columns));
      if (of.length === 0) return { kind: 'constant', value: true };
      return of.length === 1 ? of[0]! : call(condition.kind === 'all' ? 'and' : 'or', of);
    }
    case 'not':
      return call('not', [askedBy(condition.of, columns)]);
    case 'compare':
      return compare(condition.column, condition.operator, condition.value);
    case 'compare-columns': {
      const { operator } = condition;
      return { kind: 'compare', operator, left: column(condition.column), right: column(condition.other) };
    }
    case 'between':
      return call('and', [
        compare(condition.column, 'ge', condition.from),
        compare(condition.column, 'le', condition.to),
      ]);
    case 'in': {
      const asked = condition.values.map((value) => compare(condition.column, 'eq', value));
      // Undecided on a missing cell, as ever: no value at all is still a question about that cell.
      const self: Expression = {
        kind: 'compare',
        operator: 'ne',
        left: column(condition.column),
        right: column(condition.column),
      };
      const one = asked.length === 0 ? self : asked.length === 1 ? asked[0]! : call('or', asked);
      return condition.negated ? call('not', [one]) : one;
    }
    case 'text': {
      const word = condition.operator === 'pattern' ? 'matches' : condition.operator;
      const found = call(word, [column(condition.column), { kind: 'constant', value: condition.value }]);
      return condition.negated ? call('not', [found]) : found;
    }
    case 'missing': {
      const missing = call('is-missing', [column(condition.column)]);
      return condition.negated ? call('not', [missing]) : missing;
    }
  }
}

function call(name: ExpressionFunction, of: Expression[]): Expression {
  return { kind: 'call', name, of };
}

function constantFor(value: Scalar, column: Column | undefined): Expression {
  const isTime = column?.type === 'date' || column?.type === 'timestamp';
  const day = isTime && typeof value === 'string' ? /^(\d{4})-(\d{2})-(\d{2})/.exec(value) : null;
  if (!day) return { kind: 'constant', value };
  return call(
    'date',
    day.slice(1).map((part) => ({ kind: 'constant', value: Number(part) })),
  );
}
