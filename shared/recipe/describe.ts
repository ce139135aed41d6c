import { printFormula } from '../formula/print.ts';
import { formatDate, formatExact, formatList, formatNumber, formatTimestamp } from '../text/format.ts';
import { fr } from '../text/fr.ts';
import { type TextKey, t } from '../text/t.ts';
import { type Column, isCode, meaningOf } from './column.ts';
import type { Comparison, Condition, Expression, Scalar } from './expression.ts';
import { escapeWords, quoteName, quoteOther, quoteValue } from './quote-words.ts';

const mostValues = 5;

/**
 * A condition as French for a chip or a sentence: « Population municipale ≥ 3 500 et Région est parmi Bretagne, Corse ».
 * `whole` writes long lists to their end: readCondition (read-condition.ts) then gives the condition back.
 */
export function describeCondition(
  condition: Condition,
  columns: readonly Column[] = [],
  options: { whole?: boolean } = {},
): string {
  const find = (name: string) => columns.find((column) => column.name === name);
  switch (condition.kind) {
    case 'all':
    case 'any': {
      if (condition.of.length === 0) return t('condition.none');
      const parts = condition.of.map(within).map((part) => {
        const text = describeCondition(part, columns, options);
        const isGroup =
          (part.kind === 'all' || part.kind === 'any') && part.of.length > 1 && part.kind !== condition.kind;
        return isGroup ? t('condition.group', { condition: text }) : text;
      });
      return parts.join(` ${t(condition.kind === 'all' ? 'condition.and' : 'condition.or')} `);
    }
    case 'not':
      return t('condition.not', { condition: describeNegated(condition.of, columns, options) });
    case 'compare':
      return describeCompare(condition.column, condition.operator, condition.value, find(condition.column));
    case 'compare-columns':
      return t(`condition.number.${condition.operator}`, {
        column: quoteName(condition.column),
        value: quoteOther(condition.other),
      });
    case 'between': {
      const { column, from, to } = condition;
      const key = isMoment(from, find(column)) ? 'condition.between.date' : 'condition.between';
      return t(key, {
        column: quoteName(column),
        from: writeScalar(from, find(column)),
        to: writeScalar(to, find(column)),
      });
    }
    case 'in':
      return describeIn(condition, find(condition.column), options.whole === true);
    case 'text':
      return t(`condition.text.${condition.operator}${condition.negated ? '.not' : ''}`, {
        column: quoteName(condition.column),
        value: escapeWords(condition.value),
      });
    case 'missing': {
      const column = quoteName(condition.column);
      if (condition.reasons && !condition.negated) {
        const reasons = condition.reasons.map((reason) => quoteValue(describeReason(reason))).join(', ');
        return t('condition.missing.reasons', { column, reasons });
      }
      return t(condition.negated ? 'condition.present' : 'condition.missing', { column });
    }
  }
}

/** Why a cell has no value, as the file says it; an empty cell gives none. */
export function describeReason(reason: string): string {
  if (reason === '') return t('reason.empty');
  return reason === 'invalid' ? t('reason.invalid') : reason;
}

/** A group of one is what it holds. */
function within(condition: Condition): Condition {
  const [only, ...others] = condition.kind === 'all' || condition.kind === 'any' ? condition.of : [];
  return only && others.length === 0 ? within(only) : condition;
}

function describeNegated(negated: Condition, columns: readonly Column[], options: { whole?: boolean }): string {
  const of = within(negated);
  const text = describeCondition(of, columns, options);
  return (of.kind === 'all' || of.kind === 'any') && of.of.length > 1
    ? t('condition.group', { condition: text })
    : text;
}

function describeCompare(name: string, operator: Comparison, value: Scalar, column: Column | undefined): string {
  const params = { column: quoteName(name), value: writeScalar(value, column) };
  if (isMoment(value, column)) return t(`condition.date.${operator}`, params);
  if (typeof value === 'string' || typeof value === 'boolean') return t(`condition.word.${operator}`, params);
  return t(`condition.number.${operator}`, params);
}

function describeIn(
  condition: Extract<Condition, { kind: 'in' }>,
  column: Column | undefined,
  isWhole: boolean,
): string {
  const { values, negated } = condition;
  const [only] = values;
  if (values.length === 1 && only !== undefined)
    return describeCompare(condition.column, negated ? 'ne' : 'eq', only, column);
  const shown = values.slice(0, values.length > mostValues + 1 && !isWhole ? mostValues : values.length);
  const list = shown.map((value) => writeScalar(value, column)).join(', ');
  const count = values.length - shown.length;
  const text = count > 0 ? t('condition.in.more', { values: list, count }) : list;
  return t(negated ? 'condition.in.not' : 'condition.in', {
    column: quoteName(condition.column),
    values: values.length === 0 ? t('condition.in.none') : text,
  });
}

/** A constant within a sentence, set apart where its words could be taken for those of the sentence. */
function writeScalar(value: Scalar, column: Column | undefined): string {
  const text = describeScalar(value, column);
  return typeof value === 'boolean' || value === '' ? text : quoteValue(text);
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
  if (typeof value === 'number') return column && isCode(column) ? String(value) : formatExact(value);
  if (isMoment(value, column)) {
    const time = Date.parse(value.length > 10 ? `${value.replace(' ', 'T')}Z` : `${value}T00:00:00Z`);
    if (Number.isNaN(time)) return value;
    if (value.length <= 10) return formatDate(time);
    const thousandths = ((time % 1000) + 1000) % 1000;
    return formatTimestamp(time) + (thousandths === 0 ? '' : secondsPart(time, thousandths));
  }
  return value === '' ? t('condition.empty-text') : value;
}

/** « ,999 » after the seconds, which the format leaves out where they are zero. */
function secondsPart(time: number, thousandths: number): string {
  const seconds = Math.floor(time / 1000) % 60 === 0 ? ':00' : '';
  return `${seconds},${String(thousandths).padStart(3, '0')}`;
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
    case 'call': {
      const named = `expression.${expression.name}` as TextKey;
      // The others read as the formula that says them.
      if (!(named in fr)) return printFormula(expression, columns);
      return t(named as 'expression.round', { of: list(expression.of) });
    }
    case 'choose':
      return describeChoice(expression, columns);
    case 'compare':
      return printFormula(expression, columns);
    case 'test':
      return describeCondition(expression.condition, columns);
    case 'if':
      return t('expression.if', {
        condition: describeCondition(expression.when, columns),
        yes: describeExpression(expression.then, columns),
        no: describeExpression(expression.otherwise, columns),
      });
  }
}

/** « si A alors x, sinon si B alors y, sinon z ». */
function describeChoice({ branches, otherwise }: Extract<Expression, { kind: 'choose' }>, columns: readonly Column[]) {
  return branches.reduceRight(
    (no, { when, value }) =>
      t('expression.if', {
        condition: describeExpression(when, columns),
        yes: describeExpression(value, columns),
        no,
      }),
    describeExpression(otherwise, columns),
  );
}
