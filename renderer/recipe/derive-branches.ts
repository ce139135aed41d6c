import { type Column, isNumeric } from '../../shared/recipe/column.ts';
import type { Branch, Condition, Expression } from '../../shared/recipe/expression.ts';
import { conditionOf, draftOf, type GroupDraft, newGroup, newRule, type Problems } from './condition-draft.ts';
import type { DeriveDraft, Operand } from './derive-draft.ts';
import { parseNumber } from './value-text.ts';

/** « Sinon, si… alors… »: one branch after the first. */
export type BranchDraft = { id: number; when: GroupDraft; value: Operand };

let nextId = 1;

export function newBranch(column?: Column): BranchDraft {
  return { id: nextId++, when: newGroup([newRule(column)]), value: { kind: 'constant', text: '' } };
}

type Choice = Extract<Expression, { kind: 'choose' }>;

/** « Si… sinon si… » one inside the other, laid out as branches. */
export function asChoice(expression: Extract<Expression, { kind: 'if' }>): Choice {
  const branches: Branch[] = [];
  let rest: Expression = expression;
  while (rest.kind === 'if') {
    branches.push({ when: { kind: 'test', condition: rest.when }, value: rest.then });
    rest = rest.otherwise;
  }
  return { kind: 'choose', branches, otherwise: rest };
}

/** The form of a choice whose conditions and outcomes are simple; null of any other. */
export function recogniseBranches(
  { branches, otherwise }: Choice,
  columns: Column[],
  operandOf: (expression: Expression) => Operand | null,
): Pick<DeriveDraft, 'when' | 'whenTrue' | 'more' | 'whenFalse'> | null {
  const drafts: BranchDraft[] = [];
  for (const { when, value } of branches) {
    const operand = operandOf(value);
    if (when.kind !== 'test' || !operand) return null;
    drafts.push({ ...newBranch(), when: draftOf(when.condition, columns), value: operand });
  }
  const [first, ...more] = drafts;
  const whenFalse = operandOf(otherwise);
  return first && whenFalse ? { when: first.when, whenTrue: first.value, more, whenFalse } : null;
}

/** The choice that the form says, or null with what is wrong (fields: whenTrue, whenFalse, branch.<n>). */
export function branchesOf(
  draft: DeriveDraft,
  columns: Column[],
  problems: Problems,
  columnOperand: (name: string, field: string) => Expression | null,
): Expression | null {
  const outcomes = [draft.whenTrue, ...draft.more.map(({ value }) => value), draft.whenFalse];
  const asNumbers = outcomes.every((operand) => readsAsNumber(operand, columns));
  const outcome = (operand: Operand, field: string): Expression | null => {
    if (operand.kind === 'column') return columnOperand(operand.name, field);
    if (operand.text === '') return { kind: 'constant', value: null };
    return { kind: 'constant', value: asNumbers ? parseNumber(operand.text) : operand.text };
  };
  const conditions = [draft.when, ...draft.more.map(({ when }) => when)].map((group): Condition | null => {
    const { condition, problems: wrong } = conditionOf(group, columns);
    Object.assign(problems, wrong);
    return condition;
  });
  const values = outcomes
    .slice(0, -1)
    .map((operand, place) => outcome(operand, place === 0 ? 'whenTrue' : `branch.${place}`));
  const otherwise = outcome(draft.whenFalse, 'whenFalse');
  if (!otherwise) return null;
  const branches: { condition: Condition; value: Expression }[] = [];
  for (const [place, condition] of conditions.entries()) {
    const value = values[place];
    if (!condition || !value) return null;
    branches.push({ condition, value });
  }
  if (draft.undecided === 'missing') {
    const asked = branches.map(({ condition, value }): Branch => ({ when: { kind: 'test', condition }, value }));
    return { kind: 'choose', branches: asked, otherwise };
  }
  return branches.reduceRight<Expression>(
    // biome-ignore lint/suspicious/noThenProperty: the word of the expression language, never awaited
    (rest, { condition, value }) => ({ kind: 'if', when: condition, then: value, otherwise: rest }),
    otherwise,
  );
}

/** An empty branch is missing, which goes with anything. "01" is a code, not a number. */
function readsAsNumber(operand: Operand, columns: Column[]): boolean {
  if (operand.kind === 'column') return isNumeric(columns.find(({ name }) => name === operand.name)?.type ?? 'text');
  if (operand.text === '') return true;
  return parseNumber(operand.text) !== null && !/^0\d/.test(operand.text.trim());
}
