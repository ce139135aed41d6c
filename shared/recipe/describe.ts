import { formatDate, formatList, formatNumber, formatTimestamp } from '../text/format.ts';
import { t } from '../text/t.ts';
import { type Column, isCode, meaningOf } from './column.ts';
import type { Comparison, Condition, Expression, Scalar } from './expression.ts';

const mostValues = 5;

/** A condition as French for a chip or a sentence: « Population municipale ≥ 3 500 et Région est parmi Bretagne, Corse ». */
export function describeCondition(condition: Condition, columns: readonly Column[] = []): string {
  const find = (name: string) => columns.find((column) => column.name === name);
  switch (condition.kind) {
    case 'all':
    case 'any': {
      if (condition.of.length === 0) return t('condition.none');
      const parts = condition.of.map((part) => {
        const text = describeCondition(part, columns);
        const isGroup =
          (part.kind === 'all' || part.kind === 'any') && part.of.length > 1 && part.kind !== condition.kind;
        return isGroup ? t('condition.group', { condition: text }) : text;
      });
      return parts.join(` ${t(condition.kind === 'all' ? 'condition.and' : 'condition.or')} `);
    }
    case 'not':
      return t('condition.not', { condition: describeNegated(condition.of, columns) });
    case 'compare':
      return describeCompare(condition.column, condition.operator, condition.value, find(condition.column));
    case 'compare-columns':
      return t(`condition.number.${condition.operator}`, { column: condition.column, value: condition.other });
    case 'between': {
      const { column, from, to } = condition;
      const key = isMoment(from, find(column)) ? 'condition.between.date' : 'condition.between';
      return t(key, { column, from: describeScalar(from, find(column)), to: describeScalar(to, find(column)) });
    }
    case 'in':
      return describeIn(condition, find(condition.column));
    case 'text':
      return t(`condition.text.${condition.operator}${condition.negated ? '.not' : ''}`, {
        column: condition.column,
        value: condition.value,
      });
    case 'missing':
      return t(condition.negated ? 'condition.present' : 'condition.missing', { column: condition.column });
  }
}

function describeNegated(of: Condition, columns: readonly Column[]): string {
  const text = describeCondition(of, columns);
  return (of.kind === 'all' || of.kind === 'any') && of.of.length > 1
    ? t('condition.group', { condition: text })
    : text;
}

function describeCompare(name: string, operator: Comparison, value: Scalar, column: Column | undefined): string {
  const params = { column: name, value: describeScalar(value, column) };
  if (isMoment(value, column)) return t(`condition.date.${operator}`, params);
  if (typeof value === 'string' || typeof value === 'boolean') return t(`condition.word.${operator}`, params);
  return t(`condition.number.${operator}`, params);
}

function describeIn(condition: Extract<Condition, { kind: 'in' }>, column: Column | undefined): string {
  const { values, negated } = condition;
  const [only] = values;
  if (values.length === 1 && only !== undefined)
    return describeCompare(condition.column, negated ? 'ne' : 'eq', only, column);
  const shown = values.slice(0, values.length > mostValues + 1 ? mostValues : values.length);
  const list = shown.map((value) => describeScalar(value, column)).join(', ');
  const count = values.length - shown.length;
  const text = count > 0 ? t('condition.in.more', { values: list, count }) : list;
  return t(negated ? 'condition.in.not' : 'condition.in', { column: condition.column, values: text });
}

/** A constant as the reader writes it, with what it stands for; a code keeps its digits as they are. */
export function describeScalar(value: Scalar, column?: Column): string {
  return withMeaning(plainScalar(value, column), column, value);
}

/** « 1 – Grands centres urbains »: the text of a value, and what the producer says of it. */
export function withMeaning(text: string, column: Column | null | undefined, value: unknown): string {
  const meaning = meaningOf(column, value);
  return meaning === undefined || meaning === text ? text : t('value.coded', { code: text, meaning });
}

function plainScalar(value: Scalar, column: Column | undefined): string {
  if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no');
  if (typeof value === 'number') return column && isCode(column) ? String(value) : formatNumber(value);
  if (isMoment(value, column)) {
    const time = Date.parse(value.length > 10 ? `${value.replace(' ', 'T')}Z` : `${value}T00:00:00Z`);
    if (Number.isNaN(time)) return value;
    return value.length > 10 ? formatTimestamp(time) : formatDate(time);
  }
  return value === '' ? t('condition.empty-text') : value;
}

function isMoment(value: Scalar, column: Column | undefined): value is string {
  return typeof value === 'string' && (column?.type === 'date' || column?.type === 'timestamp');
}

/** Names in a list of at most five, the rest counted. */
export function shortList(names: readonly string[]): string {
  if (names.length <= mostValues + 1) return formatList(names);
  return t('condition.in.more', { values: names.slice(0, mostValues).join(', '), count: names.length - mostValues });
}

const signs = { add: '+', subtract: '−', multiply: '×', divide: '÷' } as const;

/** An expression as a formula: « Population ÷ Superficie × 1 000 ». */
export function describeExpression(expression: Expression, columns: readonly Column[] = []): string {
  const inner = (part: Expression): string => {
    const text = describeExpression(part, columns);
    const isWhole = part.kind === 'column' || part.kind === 'constant' || part.kind === 'call';
    return isWhole ? text : t('condition.group', { condition: text });
  };
  const list = (of: readonly Expression[]) => of.map((part) => describeExpression(part, columns)).join('\u202f; ');
  switch (expression.kind) {
    case 'column':
      return expression.name;
    case 'constant':
      if (expression.value === null) return t('common.missing');
      if (typeof expression.value === 'string') return t('expression.text', { value: expression.value });
      return describeScalar(expression.value);
    case 'arithmetic':
      return `${inner(expression.left)} ${signs[expression.operator]} ${inner(expression.right)}`;
    case 'ratio': {
      const ratio = `${inner(expression.numerator)} ÷ ${inner(expression.denominator)}`;
      return expression.scale === 1 ? ratio : `${ratio} × ${formatNumber(expression.scale)}`;
    }
    case 'concat':
      return expression.of.map(inner).join(' & ');
    case 'call':
      return t(`expression.${expression.name}`, { of: list(expression.of) });
    case 'if':
      return t('expression.if', {
        condition: describeCondition(expression.when, columns),
        yes: describeExpression(expression.then, columns),
        no: describeExpression(expression.otherwise, columns),
      });
  }
}
