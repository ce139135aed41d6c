import type { Column } from '../recipe/column.ts';
import type { Expression } from '../recipe/expression.ts';
import { askedBy } from './asked.ts';
import { functionOf } from './functions.ts';

const signs = { add: '+', subtract: '-', multiply: '*', divide: '/' } as const;
const comparisons = { eq: '=', ne: '<>', lt: '<', le: '<=', gt: '>', ge: '>=' } as const;

/** How tightly a formula holds: comparison, &, + -, * /, sign, single. */
type Printed = { text: string; level: 0 | 1 | 2 | 3 | 4 | 5 };

/**
 * An expression as a formula that reads back as it. Those that no formula makes (`ratio`, `if`, `test`) are written as
 * one that is worth the same; `columns` then tell dates from texts.
 */
export function printFormula(expression: Expression, columns: readonly Column[] = []): string {
  return print(expression).text;

  function inside(part: Expression, level: number): string {
    const printed = print(part);
    return printed.level >= level ? printed.text : `(${printed.text})`;
  }

  function call(name: Parameters<typeof functionOf>[0], of: readonly Expression[]): Printed {
    return { text: `${functionOf(name).name}(${of.map((part) => print(part).text).join('; ')})`, level: 5 };
  }

  function print(part: Expression): Printed {
    switch (part.kind) {
      case 'column':
        return { text: printColumn(part.name), level: 5 };
      case 'constant':
        return printConstant(part.value);
      case 'arithmetic': {
        if (part.operator === 'subtract' && part.left.kind === 'constant' && part.left.value === 0)
          if (part.right.kind !== 'constant') return { text: `-${inside(part.right, 4)}`, level: 4 };
        const level = part.operator === 'add' || part.operator === 'subtract' ? 2 : 3;
        const right = inside(part.right, level + 1);
        return { text: `${inside(part.left, level)} ${signs[part.operator]} ${right}`, level };
      }
      case 'ratio': {
        const { numerator: left, denominator: right, scale } = part;
        const ratio: Expression = { kind: 'arithmetic', operator: 'divide', left, right };
        if (scale === 1) return print(ratio);
        const factor: Expression = { kind: 'constant', value: scale };
        return print({ kind: 'arithmetic', operator: 'multiply', left: ratio, right: factor });
      }
      case 'concat':
        if (part.of.length === 0) return { text: '""', level: 5 };
        // A text put together inside another keeps its own bounds.
        if (part.of.length === 1 || part.of[0]?.kind === 'concat') return call('concat', part.of);
        return { text: part.of.map((one) => inside(one, 2)).join(' & '), level: 1 };
      case 'compare': {
        const [left, right] = [inside(part.left, 1), inside(part.right, 1)];
        return { text: `${left} ${comparisons[part.operator]} ${right}`, level: 0 };
      }
      case 'call':
        return call(part.name, part.of);
      case 'test':
        return print(askedBy(part.condition, columns));
      case 'if': {
        // « if » takes an undecided condition for no.
        const no: Expression = { kind: 'constant', value: false };
        const when: Expression = { kind: 'call', name: 'coalesce', of: [askedBy(part.when, columns), no] };
        return call('si', [when, part.then, part.otherwise]);
      }
      case 'choose': {
        const { branches, otherwise } = part;
        const isEmpty = otherwise.kind === 'constant' && otherwise.value === null;
        const pairs = branches.flatMap(({ when, value }) => [when, value]);
        if (branches.length === 1) return call('si', isEmpty ? pairs : [...pairs, otherwise]);
        return call('si-conditions', isEmpty ? pairs : [...pairs, { kind: 'constant', value: true }, otherwise]);
      }
    }
  }
}

export function printColumn(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}

function printConstant(value: string | number | boolean | null): Printed {
  if (value === null) return { text: 'MANQUANT()', level: 5 };
  if (typeof value === 'boolean') return { text: value ? 'VRAI' : 'FAUX', level: 5 };
  if (typeof value === 'string') return { text: `"${value.replaceAll('"', '""')}"`, level: 5 };
  return { text: String(value).replace('.', ','), level: value < 0 ? 4 : 5 };
}
