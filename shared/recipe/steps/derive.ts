import { z } from 'zod';
import { expressionSql } from '../../sql/expression.ts';
import { identifier } from '../../sql/quote.ts';
import { storedSql } from '../../sql/typed.ts';
import { t } from '../../text/t.ts';
import { type Column, isNumeric, type Meaning, type Period } from '../column.ts';
import { describeExpression } from '../describe.ts';
import { type Expression, expressionSchema } from '../expression.ts';
import { bounds, describeOver, isOver, overSchema, overSql, preparedOver } from '../over.ts';
import { checkNames, keepForOrder, moveTerms, type StepDefinition } from '../relation.ts';
import { unitOf } from '../unit.ts';
import { stepBase } from './base.ts';

/**
 * Adds a computed column at the end, or replaces the one of that name in its place. `form` is the form that made it, so
 * that it opens again in the same one.
 */
export const deriveSchema = z.object({
  ...stepBase,
  kind: z.literal('derive'),
  name: z.string().min(1),
  expression: z.union([expressionSchema, overSchema]),
  form: z.string().optional(),
});
export type Derive = z.infer<typeof deriveSchema>;

export const derive: StepDefinition<Derive> = {
  cte: 'calcul',
  columns(step, input) {
    const replaced = input.find(({ name }) => name === step.name);
    const column = computedColumn(step, input, replaced);
    if (!replaced) return checkNames([...input, column]);
    return input.map((other) => (other === replaced ? column : other));
  },
  sql(step, input) {
    const { expression } = step;
    const prepared = isOver(expression) ? preparedOver(expression, input.columns) : null;
    const from = prepared === null ? input.sql : `(SELECT *, ${prepared}\nFROM ${input.sql})`;
    const all = prepared === null ? '*' : `* EXCLUDE (${bounds})`;
    const computed = isOver(expression)
      ? overSql(expression, input.columns)
      : storedSql(expressionSql(expression, input.columns));
    const value = `${computed.sql} AS ${identifier(step.name)}`;
    const natural = isOver(expression) ? { natural: false } : {};
    if (!input.columns.some(({ name }) => name === step.name))
      return { body: `SELECT ${all}, ${value}\nFROM ${from}`, ...natural };
    const moves = keepForOrder(input, (column) => column === step.name);
    const kept = [...moves].map(([from, to]) => `, ${identifier(from)} AS ${identifier(to)}`).join('');
    return {
      body: `SELECT ${all} REPLACE (${value})${kept}\nFROM ${from}`,
      hidden: [...input.hidden, ...moves.values()],
      sorted: moveTerms(input.sorted, moves),
      ties: moveTerms(input.ties, moves),
      ...natural,
    };
  },
  describe: (step, input) =>
    isOver(step.expression)
      ? t('step.derive', { name: step.name, expression: describeOver(step.expression) })
      : t('step.derive', { name: step.name, expression: describeExpression(step.expression, input) }),
};

function computedColumn(step: Derive, input: readonly Column[], replaced: Column | undefined): Column {
  const { name, expression } = step;
  if (isOver(expression)) {
    const { type } = overSql(expression, input);
    const unit = expression.kind === 'share' ? ({ kind: 'ratio', scale: 100 } as const) : undefined;
    return { name, type, meaning: null, ...(unit && { unit }) };
  }
  const { type } = storedSql(expressionSql(expression, input));
  const unit = isNumeric(type) ? unitOf(expression, input) : null;
  const period = type === 'date' && expression.kind === 'call' ? periods[expression.name] : undefined;
  const isDepartement = expression.kind === 'call' && expression.name === 'departement';
  const meaning = isDepartement ? 'departement' : replaced ? repairedMeaning(expression, name, replaced) : null;
  return { name, type, meaning, ...(period && { period }), ...(unit && { unit }) };
}

const periods: Partial<Record<string, Period>> = { 'month-start': 'month', 'quarter-start': 'quarter' };

/** A code whose left zeros are put back in its own place is still that code. */
function repairedMeaning(expression: Expression, name: string, replaced: Column): Meaning | null {
  if (expression.kind !== 'call' || expression.name !== 'pad') return null;
  const [padded] = expression.of;
  return padded?.kind === 'column' && padded.name === name ? replaced.meaning : null;
}
