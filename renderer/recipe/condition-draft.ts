import { type Column, type ColumnType, isNumeric } from '../../shared/recipe/column.ts';
import {
  type Comparison,
  type Condition,
  comparisons,
  type Scalar,
  type TextTest,
} from '../../shared/recipe/expression.ts';
import type { TextKey } from '../../shared/text/t.ts';
import { parseValue, writeValue } from './value-text.ts';

const textTests = [
  'contains',
  'not-contains',
  'starts',
  'not-starts',
  'ends',
  'not-ends',
  'pattern',
  'not-pattern',
] as const;
export const tests = [...comparisons, 'between', 'in', 'not-in', ...textTests, 'missing', 'not-missing'] as const;
/** How a rule questions its column: the choices of one list on screen. */
export type Test = (typeof tests)[number];

/** One line of the filter form, as typed. Fields that its test does not use keep what was typed in them. */
export type RuleDraft = {
  kind: 'rule';
  id: number;
  column: string;
  test: Test;
  /** A comparison is against a constant or another column. */
  against: 'value' | 'column';
  value: string;
  to: string;
  values: Scalar[];
  other: string;
  /** Of missing cells: only those left out for these reasons. */
  reasons?: string[] | undefined;
};
/** Lines joined by ET (`all`) or OU (`any`); `negated` keeps the rows that answer no. */
export type GroupDraft = {
  kind: 'group';
  id: number;
  connective: 'all' | 'any';
  negated: boolean;
  of: (RuleDraft | GroupDraft)[];
};

/** What is wrong, by `<draft id>.<field>`. */
export type Problems = Record<string, TextKey>;

let nextId = 1;

/** An empty line; on a column it starts with the test that the column most often needs. */
export function newRule(column?: Column): RuleDraft {
  return {
    kind: 'rule',
    id: nextId++,
    column: column?.name ?? '',
    test: column ? (testsOf(column.type)[0] ?? 'eq') : 'eq',
    against: 'value',
    value: '',
    to: '',
    values: [],
    other: '',
  };
}

export function newGroup(of: GroupDraft['of'], connective: 'all' | 'any' = 'all'): GroupDraft {
  return { kind: 'group', id: nextId++, connective, negated: false, of };
}

/** The tests that make sense for a type, most useful first. */
export function testsOf(type: ColumnType): Test[] {
  const missing: Test[] = ['missing', 'not-missing'];
  if (type === 'boolean') return ['eq', ...missing];
  if (type === 'text') return ['in', 'not-in', 'eq', 'ne', ...textTests, ...missing, 'lt', 'le', 'gt', 'ge'];
  if (isNumeric(type)) return ['ge', 'gt', 'le', 'lt', 'eq', 'ne', 'between', 'in', 'not-in', ...missing];
  return ['ge', 'gt', 'le', 'lt', 'eq', 'ne', 'between', ...missing];
}

export function isComparison(test: Test): test is Comparison {
  return (comparisons as readonly string[]).includes(test);
}

/** The same line on another column: the test is kept where the new type allows it, values where they still read. */
export function onColumn(rule: RuleDraft, column: Column, before: Column | undefined): RuleDraft {
  const allowed = testsOf(column.type);
  const sameType = before?.type === column.type;
  return {
    ...rule,
    column: column.name,
    test: sameType && allowed.includes(rule.test) ? rule.test : (allowed[0] ?? 'eq'),
    value: sameType ? rule.value : '',
    to: sameType ? rule.to : '',
    values: [],
    against: sameType ? rule.against : 'value',
    other: sameType ? rule.other : '',
    reasons: undefined,
  };
}

/** The form of a condition. Any condition has one: what is not a group is put in a group of one line. */
export function draftOf(condition: Condition, columns: Column[]): GroupDraft {
  const draft = draftPart(condition, columns);
  return draft.kind === 'group' ? draft : newGroup([draft]);
}

function draftPart(condition: Condition, columns: Column[]): RuleDraft | GroupDraft {
  switch (condition.kind) {
    case 'all':
    case 'any':
      return newGroup(
        condition.of.map((part) => draftPart(part, columns)),
        condition.kind,
      );
    case 'not': {
      const inner = draftPart(condition.of, columns);
      return inner.kind === 'group' && !inner.negated
        ? { ...inner, negated: true }
        : { ...newGroup([inner]), negated: true };
    }
    default:
      return draftRule(condition, columns);
  }
}

type RuleCondition = Exclude<Condition, { kind: 'all' | 'any' | 'not' }>;

function draftRule(condition: RuleCondition, columns: Column[]): RuleDraft {
  const type = columns.find((column) => column.name === condition.column)?.type ?? 'text';
  const rule: RuleDraft = { ...newRule(), column: condition.column };
  switch (condition.kind) {
    case 'compare':
      return { ...rule, test: condition.operator, value: writeValue(condition.value, type) };
    case 'compare-columns':
      return { ...rule, test: condition.operator, against: 'column', other: condition.other };
    case 'between':
      return {
        ...rule,
        test: 'between',
        value: writeValue(condition.from, type),
        to: writeValue(condition.to, type),
      };
    case 'in':
      return { ...rule, test: condition.negated ? 'not-in' : 'in', values: condition.values };
    case 'text':
      return {
        ...rule,
        test: condition.negated ? `not-${condition.operator}` : condition.operator,
        value: condition.value,
      };
    case 'missing':
      return { ...rule, test: condition.negated ? 'not-missing' : 'missing', reasons: condition.reasons };
  }
}

/** The condition that the form says, or null with what is wrong beside which field. */
export function conditionOf(group: GroupDraft, columns: Column[]): { condition: Condition | null; problems: Problems } {
  const problems: Problems = {};
  const condition = groupCondition(group, columns, problems);
  return { condition: Object.keys(problems).length > 0 ? null : condition, problems };
}

function groupCondition(group: GroupDraft, columns: Column[], problems: Problems): Condition {
  if (group.of.length === 0) problems[`${group.id}.of`] = 'steps.problem.no-rule';
  const of: Condition[] = [];
  for (const part of group.of) {
    const condition =
      part.kind === 'group' ? groupCondition(part, columns, problems) : ruleCondition(part, columns, problems);
    if (condition) of.push(condition);
  }
  const [only] = of;
  const condition: Condition = of.length === 1 && only ? only : { kind: group.connective, of };
  return group.negated ? { kind: 'not', of: condition } : condition;
}

/** One line's condition; null when a problem was noted. */
export function ruleCondition(rule: RuleDraft, columns: Column[], problems: Problems): Condition | null {
  const note = (field: string, key: TextKey) => {
    problems[`${rule.id}.${field}`] = key;
    return null;
  };
  const column = columns.find((candidate) => candidate.name === rule.column);
  if (rule.column === '') return note('column', 'steps.problem.column');
  if (!column) return note('column', 'steps.problem.column-gone');
  const name = column.name;
  const { test } = rule;
  const read = (field: 'value' | 'to'): Scalar | null => {
    const value = parseValue(rule[field], column.type);
    return value === null ? note(field, problemOfValue(rule[field], column.type)) : value;
  };
  if (test === 'missing' || test === 'not-missing')
    return {
      kind: 'missing',
      column: name,
      ...(test === 'not-missing' ? { negated: true } : rule.reasons && { reasons: rule.reasons }),
    };
  if (test === 'in' || test === 'not-in') {
    if (rule.values.length === 0) return note('values', 'steps.problem.values');
    const condition: Condition = { kind: 'in', column: name, values: rule.values };
    return test === 'in' ? condition : { ...condition, negated: true };
  }
  if (test === 'between') return betweenCondition(name, read('value'), read('to'), note);
  if (isComparison(test)) {
    if (rule.against === 'column')
      return columns.some((candidate) => candidate.name === rule.other)
        ? { kind: 'compare-columns', column: name, operator: test, other: rule.other }
        : note('other', 'steps.problem.column');
    const value = read('value');
    return value === null ? null : { kind: 'compare', column: name, operator: test, value };
  }
  if (rule.value === '') return note('value', 'steps.problem.value');
  const operator = test.replace('not-', '') as TextTest;
  const condition: Condition = { kind: 'text', column: name, operator, value: rule.value };
  return test.startsWith('not-') ? { ...condition, negated: true } : condition;
}

function betweenCondition(
  column: string,
  from: Scalar | null,
  to: Scalar | null,
  note: (field: string, key: TextKey) => null,
): Condition | null {
  if (from === null || to === null) return null;
  if (from > to) return note('to', 'steps.problem.bounds');
  return { kind: 'between', column, from, to };
}

function problemOfValue(text: string, type: ColumnType): TextKey {
  if (text.trim() === '') return 'steps.problem.value';
  if (isNumeric(type)) return 'steps.problem.number';
  if (type === 'boolean') return 'steps.problem.value';
  return 'steps.problem.date';
}

/** Replaces one part of a group, at any depth; `null` takes it off. */
export function withPart(group: GroupDraft, id: number, part: RuleDraft | GroupDraft | null): GroupDraft {
  return {
    ...group,
    of: group.of.flatMap((candidate) => {
      if (candidate.id === id) return part ? [part] : [];
      return [candidate.kind === 'group' ? withPart(candidate, id, part) : candidate];
    }),
  };
}
