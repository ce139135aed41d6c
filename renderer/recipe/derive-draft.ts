import { printFormula } from '../../shared/formula/print.ts';
import { type Column, isNumeric } from '../../shared/recipe/column.ts';
import type { Expression, ExpressionFunction } from '../../shared/recipe/expression.ts';
import { isOver, type Over } from '../../shared/recipe/over.ts';
import { type GroupDraft, newGroup, newRule } from './condition-draft.ts';
import { asChoice, type BranchDraft, recogniseBranches } from './derive-branches.ts';
import { draftOfOver, newOver, type OverDraft, overRecipes } from './derive-over.ts';
import { writeNumber } from './value-text.ts';

/** One ingredient of a calculation: a column, or what was typed. */
export type Operand = { kind: 'column'; name: string } | { kind: 'constant'; text: string };

export const arithmeticOperators = ['add', 'subtract', 'multiply', 'divide'] as const;
export type ArithmeticOperator = (typeof arithmeticOperators)[number];

export const transforms = ['upper', 'lower', 'proper', 'squeeze', 'trim', 'length', 'abs', 'number'] as const;
export type Transform = (typeof transforms)[number];

export const dateParts = ['year', 'month', 'quarter', 'day', 'month-start', 'quarter-start'] as const;
export type DatePart = (typeof dateParts)[number];

/** What is taken of a code or a text. */
export const sides = ['left', 'right', 'middle', 'departement'] as const;
export type Side = (typeof sides)[number];

/** The calculations offered, in the order of the list. Those of a rate differ by what the form asks. */
export const deriveRecipes = [
  'percent',
  'per-inhabitants',
  'ratio',
  'evolution',
  'evolution-value',
  ...overRecipes,
  'if',
  'concat',
  'part',
  'date-part',
  'arithmetic',
  'round',
  'pad',
  'transform',
  'coalesce',
  'formula',
] as const;
export type DeriveRecipe = (typeof deriveRecipes)[number];

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
  /** Branches after the first. */
  more: BranchDraft[];
  whenFalse: Operand;
  /** What comes of a row whose conditions cannot be decided, a cell being missing. */
  undecided: 'missing' | 'otherwise';
  /** Decimals kept, characters taken, or length to fill, as typed. */
  digits: string;
  /** First character taken from the middle, as typed. */
  start: string;
  side: Side;
  transform: Transform;
  datePart: DatePart;
  over: OverDraft;
  /** As typed. */
  formula: string;
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
    more: [],
    whenFalse: { kind: 'constant', text: '' },
    undecided: 'missing',
    digits: '2',
    start: '1',
    side: 'left',
    transform: 'upper',
    datePart: 'year',
    over: newOver(),
    formula: '',
  };
}

/** The form with another calculation, and what it starts from: a scale, the population. */
export function withRecipe(draft: DeriveDraft, recipe: DeriveRecipe, columns: readonly Column[]): DeriveDraft {
  if (recipe === 'percent') return { ...draft, recipe, scale: '100' };
  if (recipe !== 'per-inhabitants') return { ...draft, recipe };
  const population = columns.find(({ meaning, type }) => meaning === 'population' && isNumeric(type));
  const isEmpty = draft.right.kind === 'column' && draft.right.name === '';
  const right: Operand = population && isEmpty ? { kind: 'column', name: population.name } : draft.right;
  return { ...draft, recipe, right, scale: '1000' };
}

/** The form of an existing calculation; `form` is the one that made it, where it is known. */
export function draftOfExpression(
  name: string,
  expression: Expression | Over,
  columns: Column[],
  form?: string,
): DeriveDraft {
  const draft = { ...newDerive(columns), name };
  if (isOver(expression)) return { ...draft, recipe: expression.kind, over: draftOfOver(expression) };
  const formula = printFormula(expression, columns);
  const recognised = form === 'formula' ? null : recognise(expression, columns, form);
  return { ...draft, formula, ...(recognised ?? { recipe: 'formula' }) };
}

function recognise(expression: Expression, columns: Column[], form: string | undefined): Partial<DeriveDraft> | null {
  switch (expression.kind) {
    case 'arithmetic': {
      const left = operandOf(expression.left);
      const right = operandOf(expression.right);
      if (!left || !right) return null;
      const isEvolution = form === 'evolution-value' && expression.operator === 'subtract';
      return { recipe: isEvolution ? 'evolution-value' : 'arithmetic', operator: expression.operator, left, right };
    }
    case 'ratio':
      return recogniseRatio(expression, form);
    case 'concat': {
      const parts = expression.of.map(operandOf);
      return parts.every((part) => part !== null) ? { recipe: 'concat', parts } : null;
    }
    case 'if': {
      const branches = recogniseBranches(asChoice(expression), columns, operandOf);
      return branches && { recipe: 'if', undecided: 'otherwise', ...branches };
    }
    case 'choose': {
      const branches = recogniseBranches(expression, columns, operandOf);
      return branches && { recipe: 'if', undecided: 'missing', ...branches };
    }
    case 'call':
      return recogniseCall(expression.name, expression.of);
    default:
      return null;
  }
}

function recogniseRatio(
  { numerator, denominator, scale }: Extract<Expression, { kind: 'ratio' }>,
  form: string | undefined,
): Partial<DeriveDraft> | null {
  const right = operandOf(denominator);
  if (!right) return null;
  if (scale === 100 && numerator.kind === 'arithmetic' && numerator.operator === 'subtract') {
    const [after, before] = [operandOf(numerator.left), operandOf(numerator.right)];
    const isSame = JSON.stringify(before) === JSON.stringify(right);
    return after && before && isSame ? { recipe: 'evolution', left: after, right: before } : null;
  }
  const left = operandOf(numerator);
  if (!left) return null;
  const recipe = form === 'percent' && scale === 100 ? form : form === 'per-inhabitants' ? form : 'ratio';
  return { recipe, left, right, scale: writeNumber(scale) };
}

function recogniseCall(name: ExpressionFunction, of: Expression[]): Partial<DeriveDraft> | null {
  const left = of[0] ? operandOf(of[0]) : null;
  const numbers = of.slice(1).map((part) => (part.kind === 'constant' ? part.value : null));
  if (!left) return null;
  if (of.length === 1) {
    if (isTransform(name)) return { recipe: 'transform', transform: name, left };
    if (isDatePart(name)) return { recipe: 'date-part', datePart: name, left };
    return name === 'departement' ? { recipe: 'part', side: name, left } : null;
  }
  if (name === 'coalesce' && of.length === 2) {
    const right = operandOf(of[1]!);
    return right ? { recipe: 'coalesce', left, right } : null;
  }
  const [first, second] = numbers;
  if (typeof first !== 'number') return null;
  if (name === 'middle' && typeof second === 'number')
    return { recipe: 'part', side: name, left, start: writeNumber(first), digits: writeNumber(second) };
  const digits = writeNumber(first);
  if (of.length !== 2) return null;
  if (name === 'round') return { recipe: 'round', left, digits };
  if (name === 'pad') return { recipe: 'pad', left, digits };
  return name === 'left' || name === 'right' ? { recipe: 'part', left, side: name, digits } : null;
}

function isDatePart(name: ExpressionFunction): name is DatePart {
  return (dateParts as readonly string[]).includes(name);
}

function isTransform(name: ExpressionFunction): name is Transform {
  return (transforms as readonly string[]).includes(name);
}

export function operandOf(expression: Expression): Operand | null {
  if (expression.kind === 'column') return { kind: 'column', name: expression.name };
  if (expression.kind !== 'constant') return null;
  const { value } = expression;
  if (typeof value === 'number') return { kind: 'constant', text: writeNumber(value) };
  return { kind: 'constant', text: value === null ? '' : String(value) };
}
