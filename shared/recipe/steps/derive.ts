import { z } from 'zod';
import { expressionSql } from '../../sql/expression.ts';
import { identifier } from '../../sql/quote.ts';
import { storedSql } from '../../sql/typed.ts';
import { t } from '../../text/t.ts';
import type { Column, Meaning } from '../column.ts';
import { describeExpression } from '../describe.ts';
import { expressionSchema } from '../expression.ts';
import { checkNames, keepForOrder, moveTerms, type StepDefinition } from '../relation.ts';
import { stepBase } from './base.ts';

/** Adds a computed column at the end, or replaces the one of that name in its place. */
export const deriveSchema = z.object({
  ...stepBase,
  kind: z.literal('derive'),
  name: z.string().min(1),
  expression: expressionSchema,
});
export type Derive = z.infer<typeof deriveSchema>;

export const derive: StepDefinition<Derive> = {
  cte: 'calcul',
  columns(step, input) {
    const { type } = storedSql(expressionSql(step.expression, input));
    const replaced = input.find(({ name }) => name === step.name);
    const column: Column = { name: step.name, type, meaning: replaced ? repairedMeaning(step, replaced) : null };
    if (!replaced) return checkNames([...input, column]);
    return input.map((other) => (other === replaced ? column : other));
  },
  sql(step, input) {
    const value = `${storedSql(expressionSql(step.expression, input.columns)).sql} AS ${identifier(step.name)}`;
    if (!input.columns.some(({ name }) => name === step.name)) return { body: `SELECT *, ${value}\nFROM ${input.sql}` };
    const moves = keepForOrder(input, (column) => column === step.name);
    const kept = [...moves].map(([from, to]) => `, ${identifier(from)} AS ${identifier(to)}`).join('');
    return {
      body: `SELECT * REPLACE (${value})${kept}\nFROM ${input.sql}`,
      hidden: [...input.hidden, ...moves.values()],
      sorted: moveTerms(input.sorted, moves),
      ties: moveTerms(input.ties, moves),
    };
  },
  describe: (step, input) =>
    t('step.derive', { name: step.name, expression: describeExpression(step.expression, input) }),
};

/** A code whose left zeros are put back in its own place is still that code. */
function repairedMeaning({ expression, name }: Derive, replaced: Column): Meaning | null {
  if (expression.kind !== 'call' || expression.name !== 'pad') return null;
  const [padded] = expression.of;
  return padded?.kind === 'column' && padded.name === name ? replaced.meaning : null;
}
