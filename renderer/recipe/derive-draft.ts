import type { Column } from '../../shared/recipe/column.ts';
import type { Expression, ExpressionFunction } from '../../shared/recipe/expression.ts';
import { draftOf, type GroupDraft, newGroup, newRule } from './condition-draft.ts';
import { writeNumber } from './value-text.ts';

/** One ingredient of a calculation: a column, or what was typed. */
export type Operand = { kind: 'column'; name: string } | { kind: 'constant'; text: string };

export const arithmeticOperators = ['add', 'subtract', 'multiply', 'divide'] as const;
export type ArithmeticOperator = (typeof arithmeticOperators)[number];

export const transforms = ['upper', 'lower', 'trim', 'length', 'abs', 'year', 'month'] as const;
export type Transform = (typeof transforms)[number];

/** The calculations offered, in the order of the list. `other` keeps a formula that no form can show. */
export const deriveRecipes = [
  'ratio',
  'arithmetic',
  'concat',
  'if',
  'round',
  'part',
  'pad',
  'transform',
  'coalesce',
] as const;
export type DeriveRecipe = (typeof deriveRecipes)[number] | 'other';

/** Everything the form holds at once: changing the calculation loses nothing that was typed. */
export type DeriveDraft = {
  name: string;
  recipe: DeriveRecipe;
  operator: ArithmeticOperator;
  left: Operand;
  right: Operand;
  /** As typed: 1, 100, 1 000... */
  scale: string;
  parts: Operand[];
  when: GroupDraft;
  whenTrue: Operand;
  whenFalse: Operand;
  /** Decimals kept, characters taken, or length to fill, as typed. */
  digits: string;
  side: 'left' | 'right';
  transform: Transform;
  kept: Expression | null;
};

export function newDerive(columns: Column[]): DeriveDraft {
  const first = columns[0];
  return {
    name: '',
    recipe: 'ratio',
    operator: 'add',
    left: { kind: 'column', name: '' },
    right: { kind: 'column', name: '' },
    scale: '100',
    parts: [
      { kind: 'column', name: '' },
      { kind: 'constant', text: ' ' },
      { kind: 'column', name: '' },
    ],
    when: newGroup([newRule(first)]),
    whenTrue: { kind: 'constant', text: '' },
    whenFalse: { kind: 'constant', text: '' },
    digits: '2',
    side: 'left',
    transform: 'upper',
    kept: null,
  };
}

/** The form of an existing calculation. */
export function draftOfExpression(name: string, expression: Expression, columns: Column[]): DeriveDraft {
  const draft = { ...newDerive(columns), name };
  return { ...draft, ...recognise(expression, columns) };
}

function recognise(expression: Expression, columns: Column[]): Partial<DeriveDraft> {
  const other: Partial<DeriveDraft> = { recipe: 'other', kept: expression };
  switch (expression.kind) {
    case 'arithmetic': {
      const left = operandOf(expression.left);
      const right = operandOf(expression.right);
      return left && right ? { recipe: 'arithmetic', operator: expression.operator, left, right } : other;
    }
    case 'ratio': {
      const left = operandOf(expression.numerator);
      const right = operandOf(expression.denominator);
      return left && right ? { recipe: 'ratio', left, right, scale: writeNumber(expression.scale) } : other;
    }
    case 'concat': {
      const parts = expression.of.map(operandOf);
      return parts.every((part) => part !== null) ? { recipe: 'concat', parts } : other;
    }
    case 'if': {
      const whenTrue = operandOf(expression.then);
      const whenFalse = operandOf(expression.otherwise);
      return whenTrue && whenFalse
        ? { recipe: 'if', when: draftOf(expression.when, columns), whenTrue, whenFalse }
        : other;
    }
    case 'call':
      return recogniseCall(expression.name, expression.of) ?? other;
    default:
      return other;
  }
}

function recogniseCall(name: ExpressionFunction, of: Expression[]): Partial<DeriveDraft> | null {
  const left = of[0] ? operandOf(of[0]) : null;
  const second = of[1];
  if (!left) return null;
  if (of.length === 1) return isTransform(name) ? { recipe: 'transform', transform: name, left } : null;
  if (of.length !== 2 || !second) return null;
  if (name === 'coalesce') {
    const right = operandOf(second);
    return right ? { recipe: 'coalesce', left, right } : null;
  }
  if (second.kind !== 'constant' || typeof second.value !== 'number') return null;
  const digits = writeNumber(second.value);
  if (name === 'round') return { recipe: 'round', left, digits };
  if (name === 'pad') return { recipe: 'pad', left, digits };
  return name === 'left' || name === 'right' ? { recipe: 'part', left, side: name, digits } : null;
}

function isTransform(name: ExpressionFunction): name is Transform {
  return (transforms as readonly string[]).includes(name);
}

function operandOf(expression: Expression): Operand | null {
  if (expression.kind === 'column') return { kind: 'column', name: expression.name };
  if (expression.kind !== 'constant') return null;
  const { value } = expression;
  if (typeof value === 'number') return { kind: 'constant', text: writeNumber(value) };
  return { kind: 'constant', text: value === null ? '' : String(value) };
}

/** The columns that the form names, in order, for the preview. */
export function columnsUsed(draft: DeriveDraft): string[] {
  const operands: Operand[] =
    draft.recipe === 'concat'
      ? draft.parts
      : draft.recipe === 'if'
        ? [draft.whenTrue, draft.whenFalse]
        : draft.recipe === 'arithmetic' || draft.recipe === 'ratio' || draft.recipe === 'coalesce'
          ? [draft.left, draft.right]
          : [draft.left];
  const named = operands.flatMap((operand) => (operand.kind === 'column' && operand.name ? [operand.name] : []));
  const tested = draft.recipe === 'if' ? rulesOf(draft.when).map((rule) => rule.column) : [];
  return [...new Set([...tested, ...named])].filter((name) => name !== '');
}

function rulesOf(group: GroupDraft): { column: string }[] {
  return group.of.flatMap((part) => (part.kind === 'group' ? rulesOf(part) : [part]));
}
