import type { Table } from '../project/project.ts';
import type { Expression } from '../recipe/expression.ts';
import type { Step } from '../recipe/step.ts';
import type { TargetParts } from './build.ts';
import { type TargetChoices, targetColumn } from './choices.ts';
import { type Ask, queryOf } from './measure.ts';

/** Targets and rows to check if the population threshold were another. */
export type ThresholdCount = { threshold: number; cible: number; aVerifier: number };

const usual = [500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 5000, 7500, 10_000, 15_000, 20_000, 50_000, 100_000];

/** Two usual thresholds on each side of the chosen one, and itself. */
export function thresholdsAround(threshold: number): number[] {
  const below = usual.filter((one) => one < threshold).slice(-2);
  const above = usual.filter((one) => one > threshold).slice(0, 2);
  return [...below, threshold, ...above];
}

const place = 'tranche de population';
const decided = 'effectif seul';

/**
 * The list under the thresholds around, in one question: rows are counted by the highest threshold that they pass and
 * by what their staff alone decides. Empty where no population is tested.
 */
export async function measureAround(
  ask: Ask,
  choices: TargetChoices,
  parts: TargetParts,
  tables: readonly Table[],
  signal?: AbortSignal,
): Promise<ThresholdCount[]> {
  const at = parts.table.recipe.findIndex((step) => step.kind === 'target');
  const step = parts.table.recipe[at];
  if (step?.kind !== 'target' || !step.population) return [];
  const thresholds = thresholdsAround(choices.minPopulation);
  const column: Expression = { kind: 'column', name: decided };
  const recipe: Step[] = [
    ...parts.table.recipe.slice(0, at),
    step.staff
      ? { ...step, population: null, verdictColumn: decided, causeColumn: undefined, bandColumn: undefined }
      : { id: 'decided', kind: 'derive', name: decided, expression: { kind: 'constant', value: '' } },
    {
      id: 'place',
      kind: 'derive',
      name: place,
      expression: { kind: 'concat', of: [highest(thresholds, choices), { kind: 'constant', value: '|' }, column] },
    },
  ];
  const { values } = await ask(
    'table.values',
    {
      query: queryOf({ ...parts.table, recipe }, [...tables, ...parts.tables]),
      column: place,
      search: '',
      offset: 0,
      limit: 60,
    },
    { signal },
  );
  const groups = values.map(({ value, count }) => {
    const [passed = '', staff = ''] = String(value).split('|');
    return { passed, staff, count };
  });
  return thresholds.map((threshold, rank) => {
    let cible = 0;
    let aVerifier = 0;
    for (const { passed, staff, count } of groups) {
      const population = passed === '?' ? null : passed !== 'over' && Number(passed) >= rank;
      const outcome = both(
        population,
        staffOutcome(staff, step.staff !== null),
        choices.connective,
        step.staff !== null,
      );
      if (outcome === null) aVerifier += count;
      else if (outcome) cible += count;
    }
    return { threshold, cible, aVerifier };
  });
}

/** The place of the highest threshold passed: « -1 » below all, « ? » when unknown, « over » past the maximum. */
function highest(thresholds: readonly number[], choices: TargetChoices): Expression {
  const column = targetColumn.population;
  let answer: Expression = { kind: 'constant', value: '-1' };
  const when = (condition: Extract<Expression, { kind: 'if' }>['when'], value: string): Expression => ({
    kind: 'if',
    when: condition,
    // biome-ignore lint/suspicious/noThenProperty: the word of the expression language, never awaited
    then: { kind: 'constant', value },
    otherwise: answer,
  });
  for (const [rank, value] of thresholds.entries())
    answer = when({ kind: 'compare', column, operator: choices.operator, value }, String(rank));
  if (choices.maxPopulation !== null)
    answer = when({ kind: 'compare', column, operator: 'gt', value: choices.maxPopulation }, 'over');
  return when({ kind: 'missing', column }, '?');
}

function staffOutcome(verdict: string, isTested: boolean): boolean | null {
  if (!isTested || verdict === 'à vérifier') return null;
  return verdict === 'cible';
}

/** Three-valued AND / OR, as SQL has it. */
function both(
  population: boolean | null,
  staff: boolean | null,
  connective: 'and' | 'or',
  isTested: boolean,
): boolean | null {
  if (!isTested) return population;
  const decisive = connective === 'or';
  if (population === decisive || staff === decisive) return decisive;
  return population === null || staff === null ? null : !decisive;
}
