import { type Column, type ColumnType, isNumeric } from '../../shared/recipe/column.ts';
import type { Expression, ExpressionFunction } from '../../shared/recipe/expression.ts';
import type { TextKey } from '../../shared/text/t.ts';
import { problemOfName } from './column-drafts.ts';
import { conditionOf, type Problems } from './condition-draft.ts';
import type { DeriveDraft, Operand, Transform } from './derive-draft.ts';
import { parseNumber } from './value-text.ts';

/** The calculation that the form says, or null with what is wrong (fields: name, left, right, scale, digits, part.n...). */
export function expressionOf(
  draft: DeriveDraft,
  columns: Column[],
): { expression: Expression | null; problems: Problems } {
  const problems: Problems = {};
  // The same name replaces the column; another case of its letters would be a second column of that name.
  const others = columns.filter((column) => column.name !== draft.name.trim()).map((column) => column.name);
  const wrong = problemOfName(draft.name, others);
  if (wrong) problems.name = wrong;
  const expression = build(draft, columns, problems);
  return { expression: Object.keys(problems).length > 0 ? null : expression, problems };
}

function build(draft: DeriveDraft, columns: Column[], problems: Problems): Expression | null {
  const number = (field: 'left' | 'right') => numberOperand(draft[field], columns, field, problems);
  switch (draft.recipe) {
    case 'arithmetic': {
      const left = number('left');
      const right = number('right');
      return left && right && { kind: 'arithmetic', operator: draft.operator, left, right };
    }
    case 'ratio': {
      const numerator = number('left');
      const denominator = number('right');
      const scale = parseNumber(draft.scale);
      if (scale === null || scale === 0) return note(problems, 'scale', 'steps.problem.number');
      return numerator && denominator && { kind: 'ratio', numerator, denominator, scale };
    }
    case 'concat': {
      const of = draft.parts.map((part, index) => textOperand(part, columns, `part.${index}`, problems));
      if (of.length === 0) return note(problems, 'parts', 'steps.problem.parts');
      return of.every((part) => part !== null) ? { kind: 'concat', of } : null;
    }
    case 'if':
      return buildIf(draft, columns, problems);
    case 'other':
      return draft.kept;
    default:
      return buildCall(draft, columns, problems);
  }
}

function buildIf(draft: DeriveDraft, columns: Column[], problems: Problems): Expression | null {
  const { condition, problems: wrong } = conditionOf(draft.when, columns);
  Object.assign(problems, wrong);
  const asNumbers = [draft.whenTrue, draft.whenFalse].every((operand) => readsAsNumber(operand, columns));
  const branch = (field: 'whenTrue' | 'whenFalse'): Expression | null => {
    const operand = draft[field];
    if (operand.kind === 'column') return columnOperand(operand.name, columns, field, problems);
    if (operand.text === '') return { kind: 'constant', value: null };
    return { kind: 'constant', value: asNumbers ? parseNumber(operand.text) : operand.text };
  };
  const then = branch('whenTrue');
  const otherwise = branch('whenFalse');
  return condition && then && otherwise && { kind: 'if', when: condition, then, otherwise };
}

/** An empty branch is missing, which goes with anything. "01" is a code, not a number. */
function readsAsNumber(operand: Operand, columns: Column[]): boolean {
  if (operand.kind === 'column') return isNumeric(typeOf(operand.name, columns) ?? 'text');
  if (operand.text === '') return true;
  return parseNumber(operand.text) !== null && !/^0\d/.test(operand.text.trim());
}

function buildCall(draft: DeriveDraft, columns: Column[], problems: Problems): Expression | null {
  const call = (name: ExpressionFunction, of: (Expression | null)[]): Expression | null =>
    of.every((part) => part !== null) ? { kind: 'call', name, of } : null;
  const left = columnOperand(draft.left.kind === 'column' ? draft.left.name : '', columns, 'left', problems);
  const digits = (least: number, most: number): Expression | null => {
    const value = parseNumber(draft.digits);
    if (value === null || !Number.isInteger(value) || value < least || value > most)
      return note(problems, 'digits', 'steps.problem.whole');
    return { kind: 'constant', value };
  };
  const type = draft.left.kind === 'column' ? typeOf(draft.left.name, columns) : null;
  const needs = (fits: boolean, key: TextKey) => {
    if (type && !fits) problems.left = key;
  };
  switch (draft.recipe) {
    case 'round':
      needs(isNumeric(type ?? 'text'), 'steps.problem.number-column');
      return call('round', [left, digits(0, 12)]);
    case 'part':
      needs(type === 'text', 'steps.problem.text-column');
      return call(draft.side, [left, digits(1, 100)]);
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
  if (transform === 'abs') return ['integer', 'decimal'];
  return transform === 'year' || transform === 'month' ? ['date', 'timestamp'] : ['text'];
}

function transformProblem(transform: Transform): TextKey {
  if (transform === 'abs') return 'steps.problem.number-column';
  return transform === 'year' || transform === 'month' ? 'steps.problem.date-column' : 'steps.problem.text-column';
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
