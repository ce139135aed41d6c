import { z } from 'zod';
import { Fault } from '../../rpc/fault.ts';
import { identifier, literal } from '../../sql/quote.ts';
import { bandWords, targetTests, trimmedBand } from '../../sql/target.ts';
import { template } from '../../sql/text.ts';
import { formatNumber } from '../../text/format.ts';
import { t } from '../../text/t.ts';
import { type Column, isNumeric } from '../column.ts';
import { checkNames, findColumn, type StepDefinition } from '../relation.ts';
import { stepBase } from './base.ts';

/**
 * The « collectivités cibles » verdict (CRPA art. L. 312-1-1, D. 312-1-1-1). Adds two text columns:
 * `verdict` (`cible`, `hors cible`, `à vérifier`) and `raison`, a French sentence with the values compared.
 * Staff is a number of agents, or a SIRENE band (`trancheEffectifsUniteLegale`: "21", 21 or "21.0").
 * A missing value, or a band that straddles the threshold, is `à vérifier` unless the other test already decides:
 * with `and`, a failed test is `hors cible` whatever the other; with `or`, a passed one is `cible`.
 * `staff` null: population alone decides. `causeColumn` adds why a row is `à vérifier`, missing on the others; it tells
 * absent from blank where `staff.present` (holds something when the body has its own row in the staff file) and
 * `staff.elsewhere` (when only another row bears its commune code: another SIREN, a former commune) are there.
 * `bandColumn` adds the band in words.
 */
export const targetSchema = z.object({
  ...stepBase,
  kind: z.literal('target'),
  /** `maximum` is a profile of the user's, never of the law; it belongs to the range. */
  population: z.object({ column: z.string(), threshold: z.number(), maximum: z.number().optional() }).nullable(),
  staff: z
    .object({
      column: z.string(),
      form: z.enum(['number', 'band']),
      threshold: z.number(),
      present: z.string().optional(),
      elsewhere: z.string().optional(),
    })
    .nullable(),
  operator: z.enum(['ge', 'gt']),
  connective: z.enum(['and', 'or']),
  verdictColumn: z.string().default('verdict'),
  reasonColumn: z.string().default('raison'),
  causeColumn: z.string().optional(),
  bandColumn: z.string().optional(),
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
    for (const name of [step.staff?.present, step.staff?.elsewhere]) if (name !== undefined) findColumn(input, name);
    const added = [
      step.verdictColumn,
      step.reasonColumn,
      step.causeColumn,
      hasBands(step) ? step.bandColumn : undefined,
    ];
    return checkNames([
      ...input,
      ...added.flatMap((name) => (name === undefined ? [] : [{ name, type: 'text' as const, meaning: null }])),
    ]);
  },
  sql(step, input) {
    const tests = targetTests(step, input.columns);
    const outcome = tests.map(({ passes }) => `(${passes})`).join(step.connective === 'and' ? ' AND ' : ' OR ');
    const reason = template(`{verdict}\u00a0: ${tests.map((_, place) => `{test${place}}`).join('\u202f; ')}.`, {
      verdict: `CASE ${outcome} ${cases((verdict) => t(`target.reason.${verdict}`))} END`,
      ...Object.fromEntries(tests.map((test, place) => [`test${place}`, test.clause])),
    });
    const added: [string, string][] = [
      [`CASE ${outcome} ${cases((verdict) => verdicts[verdict])} END`, step.verdictColumn],
      [reason, step.reasonColumn],
    ];
    if (step.causeColumn !== undefined) {
      const whens = tests.map(({ passes, cause }) => `WHEN (${passes}) IS NULL THEN ${cause}`).join(' ');
      added.push([`CASE WHEN (${outcome}) IS NOT NULL THEN NULL ${whens} END`, step.causeColumn]);
    }
    if (hasBands(step) && step.bandColumn !== undefined)
      added.push([bandWords(findColumn(input.columns, step.staff.column)), step.bandColumn]);
    const list = added.map(([sql, name]) => `  ${sql} AS ${identifier(name)}`).join(',\n');
    return { body: `SELECT ${kept(step, input.columns)},\n${list}\nFROM ${input.sql}` };
  },
  describe(step) {
    const sign = step.operator === 'ge' ? '≥' : '>';
    const tests = [step.population, step.staff]
      .filter((test) => test !== null)
      .map(({ column, threshold }) => `${column} ${sign}\u00a0${formatNumber(threshold)}`);
    const maximum = step.population?.maximum;
    if (maximum !== undefined) tests[0] += t('step.target.maximum', { maximum });
    const word = t(step.connective === 'and' ? 'condition.and' : 'condition.or');
    return t('step.target', { tests: tests.join(` ${word} `) });
  },
};

/** Beside its band in words, a code that a spreadsheet wrote as a number ("41.0") loses what is no part of it. */
function kept(step: Target, columns: readonly Column[]): string {
  if (!hasBands(step) || step.bandColumn === undefined) return '*';
  const column = findColumn(columns, step.staff.column);
  if (column.type !== 'text') return '*';
  return `* REPLACE (${trimmedBand(column)} AS ${identifier(column.name)})`;
}

function hasBands(step: Target): step is Target & { staff: NonNullable<Target['staff']> } {
  return step.staff?.form === 'band';
}

/** The three verdicts as they stand in the column. */
export const verdicts = { target: 'cible', other: 'hors cible', unknown: 'à vérifier' } as const;
type Verdict = keyof typeof verdicts;

function cases(text: (verdict: Verdict) => string): string {
  return `WHEN TRUE THEN ${literal(text('target'))} WHEN FALSE THEN ${literal(text('other'))} ELSE ${literal(text('unknown'))}`;
}
