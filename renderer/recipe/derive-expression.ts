import { readFormula } from '../../shared/formula/understand.ts';
import { type Column, type ColumnType, isNumeric } from '../../shared/recipe/column.ts';
import type { Expression, ExpressionFunction } from '../../shared/recipe/expression.ts';
import type { Over } from '../../shared/recipe/over.ts';
import type { TextKey } from '../../shared/text/t.ts';
import { problemOfName } from './column-drafts.ts';
import type { Problems } from './condition-draft.ts';
import { branchesOf } from './derive-branches.ts';
import type { DeriveDraft, Operand, Transform } from './derive-draft.ts';
import { overOf } from './derive-over.ts';
import { parseNumber } from './value-text.ts';

/** The calculation that the form says, or null with what is wrong (fields: name, left, right, scale, digits, part.n...). */
export function expressionOf(
  draft: DeriveDraft,
  columns: Column[],
): { expression: Expression | Over | null; problems: Problems } {
  const problems: Problems = {};
  // The same name replaces the column; another case of its letters would be a second column of that name.
  const others = columns.filter((column) => column.name !== draft.name.trim()).map((column) => column.name);
  const wrong = problemOfName(draft.name, others);
  if (wrong) problems.name = wrong;
  const expression = build(draft, columns, problems);
  return { expression: Object.keys(problems).length > 0 ? null : expression, problems };
}

function build(draft: DeriveDraft, columns: Column[], problems: Problems): Expression | Over | null {
  const number = (field: 'left' | 'right') => numberOperand(draft[field], columns, field, problems);
  switch (draft.recipe) {
    case 'arithmetic': {
      const left = number('left');
      const right = number('right');
      return left && right && { kind: 'arithmetic', operator: draft.operator, left, right };
    }
    case 'evolution-value': {
      const left = number('left');
      const right = number('right');
      return left && right && { kind: 'arithmetic', operator: 'subtract', left, right };
    }
    case 'evolution': {
      const left = number('left');
      const right = number('right');
      if (!left || !right) return null;
      const numerator: Expression = { kind: 'arithmetic', operator: 'subtract', left, right };
      return { kind: 'ratio', numerator, denominator: right, scale: 100 };
    }
    case 'percent':
    case 'per-inhabitants':
    case 'ratio': {
      const numerator = number('left');
      const denominator = number('right');
      const scale = draft.recipe === 'percent' ? 100 : parseNumber(draft.scale);
      if (scale === null || scale === 0) return note(problems, 'scale', 'steps.problem.number');
      return numerator && denominator && { kind: 'ratio', numerator, denominator, scale };
    }
    case 'concat': {
      const of = draft.parts.map((part, index) => textOperand(part, columns, `part.${index}`, problems));
      if (of.length === 0) return note(problems, 'parts', 'steps.problem.parts');
      return of.every((part) => part !== null) ? { kind: 'concat', of } : null;
    }
    case 'if':
      return branchesOf(draft, columns, problems, (name, field) => columnOperand(name, columns, field, problems));
    case 'rank':
    case 'share':
    case 'classes':
      return overOf(draft.recipe, draft.over, columns, problems);
    case 'formula': {
      const read = readFormula(draft.formula, columns);
      if (read.problem) problems.formula = 'steps.problem.formula';
      return read.expression;
    }
    default:
      return buildCall(draft, columns, problems);
  }
}

function buildCall(draft: DeriveDraft, columns: Column[], problems: Problems): Expression | null {
  const call = (name: ExpressionFunction, of: (Expression | null)[]): Expression | null =>
    of.every((part) => part !== null) ? { kind: 'call', name, of } : null;
  const left = columnOperand(draft.left.kind === 'column' ? draft.left.name : '', columns, 'left', problems);
  const whole = (field: 'digits' | 'start', least: number, most: number): Expression | null => {
    const value = parseNumber(draft[field]);
    if (value === null || !Number.isInteger(value) || value < least || value > most)
      return note(problems, field, 'steps.problem.whole');
    return { kind: 'constant', value };
  };
  const digits = (least: number, most: number) => whole('digits', least, most);
  const type = draft.left.kind === 'column' ? typeOf(draft.left.name, columns) : null;
  const needs = (fits: boolean, key: TextKey) => {
    if (type && !fits) problems.left = key;
  };
  switch (draft.recipe) {
    case 'round':
      needs(isNumeric(type ?? 'text'), 'steps.problem.number-column');
      return call('round', [left, digits(0, 12)]);
    case 'part':
      needs(type === 'text' || (draft.side === 'departement' && type === 'integer'), 'steps.problem.text-column');
      if (draft.side === 'departement') return call('departement', [left]);
      if (draft.side === 'middle') return call('middle', [left, whole('start', 1, 1000), digits(1, 100)]);
      return call(draft.side, [left, digits(1, 100)]);
    case 'date-part':
      needs(type === 'date' || type === 'timestamp', 'steps.problem.date-column');
      return call(draft.datePart, [left]);
    case 'pad':
      needs(type === 'text' || type === 'integer', 'steps.problem.text-column');
      return call('pad', [left, digits(1, 100)]);
    case 'transform':
      needs(transformTakes(draft.transform).includes(type ?? 'text'), transformProblem(draft.transform));
      return call(draft.transform, [left]);
    default:
      return call('coalesce', [left, replacement(draft, type ?? 'text', columns, problems)]);
  }
}

function transformTakes(transform: Transform): ColumnType[] {
  return transform === 'abs' ? ['integer', 'decimal'] : ['text'];
}

function transformProblem(transform: Transform): TextKey {
  return transform === 'abs' ? 'steps.problem.number-column' : 'steps.problem.text-column';
}

function replacement(draft: DeriveDraft, type: ColumnType, columns: Column[], problems: Problems): Expression | null {
  if (isNumeric(type)) return numberOperand(draft.right, columns, 'right', problems);
  return textOperand(draft.right, columns, 'right', problems);
}

function numberOperand(operand: Operand, columns: Column[], field: string, problems: Problems): Expression | null {
  if (operand.kind === 'constant') {
    const value = parseNumber(operand.text);
    return value === null ? note(problems, field, 'steps.problem.number') : { kind: 'constant', value };
  }
  const type = typeOf(operand.name, columns);
  if (type && !isNumeric(type)) return note(problems, field, 'steps.problem.number-column');
  return columnOperand(operand.name, columns, field, problems);
}

function textOperand(operand: Operand, columns: Column[], field: string, problems: Problems): Expression | null {
  if (operand.kind === 'column') return columnOperand(operand.name, columns, field, problems);
  const value = operand.text;
  return value === '' ? note(problems, field, 'steps.problem.value') : { kind: 'constant', value };
}

function columnOperand(name: string, columns: Column[], field: string, problems: Problems): Expression | null {
  if (name === '') return note(problems, field, 'steps.problem.column');
  if (typeOf(name, columns) === null) return note(problems, field, 'steps.problem.column-gone');
  return { kind: 'column', name };
}

function typeOf(name: string, columns: Column[]): ColumnType | null {
  return columns.find((column) => column.name === name)?.type ?? null;
}

function note(problems: Problems, field: string, key: TextKey): null {
  problems[field] = key;
  return null;
}
