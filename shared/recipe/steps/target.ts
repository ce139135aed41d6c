import { z } from 'zod';
import { Fault } from '../../rpc/fault.ts';
import { identifier, literal } from '../../sql/quote.ts';
import { targetTests } from '../../sql/target.ts';
import { template } from '../../sql/text.ts';
import { formatNumber } from '../../text/format.ts';
import { t } from '../../text/t.ts';
import { isNumeric } from '../column.ts';
import { checkNames, findColumn, type StepDefinition } from '../relation.ts';
import { stepBase } from './base.ts';

/**
 * The « collectivités cibles » verdict (CRPA art. L. 312-1-1, D. 312-1-1-1). Adds two text columns:
 * `verdict` (`cible`, `hors cible`, `à vérifier`) and `raison`, a French sentence with the values compared.
 * Staff is a number of agents, or a SIRENE band (`trancheEffectifsUniteLegale`: "21", 21 or "21.0").
 * A missing value, or a band that straddles the threshold, is `à vérifier` unless the other test already decides:
 * with `and`, a failed test is `hors cible` whatever the other; with `or`, a passed one is `cible`.
 * `staff` null: population alone decides.
 */
export const targetSchema = z.object({
  ...stepBase,
  kind: z.literal('target'),
  population: z.object({ column: z.string(), threshold: z.number() }).nullable(),
  staff: z.object({ column: z.string(), form: z.enum(['number', 'band']), threshold: z.number() }).nullable(),
  operator: z.enum(['ge', 'gt']),
  connective: z.enum(['and', 'or']),
  verdictColumn: z.string().default('verdict'),
  reasonColumn: z.string().default('raison'),
});
export type Target = z.infer<typeof targetSchema>;

export const target: StepDefinition<Target> = {
  cte: 'cibles',
  columns(step, input) {
    if (!step.population && !step.staff) throw new Fault('target-empty');
    for (const test of [step.population, step.staff]) {
      if (!test) continue;
      const column = findColumn(input, test.column);
      const takesBands = test === step.staff && step.staff.form === 'band';
      if (takesBands ? column.type === 'date' || column.type === 'timestamp' : !isNumeric(column.type))
        throw new Fault('target-type', { column: column.name });
    }
    return checkNames([
      ...input,
      { name: step.verdictColumn, type: 'text', meaning: null },
      { name: step.reasonColumn, type: 'text', meaning: null },
    ]);
  },
  sql(step, input) {
    const tests = targetTests(step, input.columns);
    const outcome = tests.map(({ passes }) => `(${passes})`).join(step.connective === 'and' ? ' AND ' : ' OR ');
    const reason = template(`{verdict}\u00a0: ${tests.map((_, place) => `{test${place}}`).join('\u202f; ')}.`, {
      verdict: `CASE ${outcome} ${cases((verdict) => t(`target.reason.${verdict}`))} END`,
      ...Object.fromEntries(tests.map((test, place) => [`test${place}`, test.clause])),
    });
    return {
      body: [
        'SELECT *,',
        `  CASE ${outcome} ${cases((verdict) => verdicts[verdict])} END AS ${identifier(step.verdictColumn)},`,
        `  ${reason} AS ${identifier(step.reasonColumn)}`,
        `FROM ${input.sql}`,
      ].join('\n'),
    };
  },
  describe(step) {
    const sign = step.operator === 'ge' ? '≥' : '>';
    const tests = [step.population, step.staff]
      .filter((test) => test !== null)
      .map(({ column, threshold }) => `${column} ${sign} ${formatNumber(threshold)}`);
    const word = t(step.connective === 'and' ? 'condition.and' : 'condition.or');
    return t('step.target', { tests: tests.join(` ${word} `) });
  },
};

/** The three verdicts as they stand in the column. */
export const verdicts = { target: 'cible', other: 'hors cible', unknown: 'à vérifier' } as const;
type Verdict = keyof typeof verdicts;

function cases(text: (verdict: Verdict) => string): string {
  return `WHEN TRUE THEN ${literal(text('target'))} WHEN FALSE THEN ${literal(text('other'))} ELSE ${literal(text('unknown'))}`;
}
