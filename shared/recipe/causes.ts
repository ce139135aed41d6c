import { columnsRead, type Expression, partsOf } from './expression.ts';
import { isOver, type Over } from './over.ts';

/** Why a computed cell is missing, or `present`. `missing:<n>`: the cell of the n-th column read (0 first) is. */
export type Cause = 'present' | 'zero' | 'other' | `missing:${number}`;

/** The columns that a calculation reads, in the order that `missing:<n>` counts them. */
export function inputsOf(computed: Expression | Over): string[] {
  return isOver(computed) ? [computed.column] : columnsRead(computed);
}

/**
 * Tells for each row why the column `result`, made by `computed`, is missing there: a Cause, as text. To be computed
 * after it.
 */
export function causeOf(computed: Expression | Over, result: string): Expression {
  const missing = (name: string): Expression => call('is-missing', [{ kind: 'column', name }]);
  const constant = (value: string | boolean): Expression => ({ kind: 'constant', value });
  const inputs = inputsOf(computed).filter((name) => name !== result);
  const zero = isOver(computed) ? [] : denominatorsOf(computed).filter((part) => !columnsRead(part).includes(result));
  return {
    kind: 'choose',
    branches: [
      { when: call('not', [missing(result)]), value: constant('present' satisfies Cause) },
      ...inputs.map((name) => ({
        when: missing(name),
        value: constant(`missing:${inputsOf(computed).indexOf(name)}` satisfies Cause),
      })),
      ...zero.map((part) => {
        const isZero: Expression = {
          kind: 'compare',
          operator: 'eq',
          left: part,
          right: { kind: 'constant', value: 0 },
        };
        return { when: call('coalesce', [isZero, constant(false)]), value: constant('zero' satisfies Cause) };
      }),
    ],
    otherwise: constant('other' satisfies Cause),
  };
}

function call(name: 'not' | 'is-missing' | 'coalesce', of: Expression[]): Expression {
  return { kind: 'call', name, of };
}

function denominatorsOf(expression: Expression): Expression[] {
  const own =
    expression.kind === 'ratio'
      ? [expression.denominator]
      : expression.kind === 'arithmetic' && expression.operator === 'divide'
        ? [expression.right]
        : expression.kind === 'call' && expression.name === 'mod'
          ? [expression.of[1]!]
          : [];
  return [...own, ...partsOf(expression).flatMap(denominatorsOf)].slice(0, 20);
}
