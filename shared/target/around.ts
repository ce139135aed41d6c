import type { Table } from '../project/project.ts';
import type { Expression } from '../recipe/expression.ts';
import type { Step } from '../recipe/step.ts';
import { type TargetChoices, targetColumn } from './choices.ts';

/** Targets and rows to check if the population threshold were another. */
export type ThresholdCount = { threshold: number; cible: number; aVerifier: number };

const usual = [500, 1000, 1500, 2000, 2500, 3000, 3500, 4000, 5000, 7500, 10_000, 15_000, 20_000, 50_000, 100_000];

/** Two usual thresholds on each side of the chosen one, and itself. */
export function thresholdsAround(threshold: number): number[] {
  const below = usual.filter((one) => one < threshold).slice(-2);
  const above = usual.filter((one) => one > threshold).slice(0, 2);
  return [...below, threshold, ...above];
}

/** What stands for the highest threshold passed besides its place among them. */
export const place = { none: '-1', unknown: '?', over: 'over' } as const;

const placeColumn = 'tranche de population';
const staffColumn = 'effectif seul';

/** The steps of a result, unsorted, with the four columns by which its rows are counted. */
export function groupedRecipe(
  choices: TargetChoices,
  table: Table,
  thresholds: readonly number[],
): { recipe: Step[]; columns: string[] } {
  const at = table.recipe.findIndex((step) => step.kind === 'target');
  const step = table.recipe[at];
  const derive = (name: string, expression: Expression): Step => ({ id: name, kind: 'derive', name, expression });
  const recipe = table.recipe.slice(0, at + 1);
  const empty: Expression = { kind: 'constant', value: '' };
  recipe.push(
    step?.kind === 'target' && step.population && step.staff
      ? {
          ...step,
          id: 'staff alone',
          population: null,
          verdictColumn: staffColumn,
          reasonColumn: 'raison de l’effectif',
          causeColumn: undefined,
          bandColumn: undefined,
        }
      : derive(staffColumn, empty),
    derive(placeColumn, step?.kind === 'target' && step.population ? highest(thresholds, choices) : empty),
  );
  return { recipe, columns: [targetColumn.verdict, targetColumn.cause, placeColumn, staffColumn] };
}

export type TargetGroup = { passed: string; staff: string; count: number };

/** Counts under each threshold, from rows grouped by the highest that they pass and what their staff alone decides. */
export function countAround(
  groups: readonly TargetGroup[],
  thresholds: readonly number[],
  choices: TargetChoices,
): ThresholdCount[] {
  return thresholds.map((threshold, rank) => {
    let cible = 0;
    let aVerifier = 0;
    for (const { passed, staff, count } of groups) {
      const population = passes(passed, rank);
      const outcome =
        choices.staff.kind === 'ignored' ? population : both(population, staffOutcome(staff), choices.connective);
      if (outcome === null) aVerifier += count;
      else if (outcome) cible += count;
    }
    return { threshold, cible, aVerifier };
  });
}

/** Whether the population passes the threshold of that rank; null when unknown. */
export function passes(passed: string, rank: number): boolean | null {
  if (passed === place.unknown) return null;
  return passed !== place.over && Number(passed) >= rank;
}

function highest(thresholds: readonly number[], choices: TargetChoices): Expression {
  const column = targetColumn.population;
  let answer: Expression = { kind: 'constant', value: place.none };
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
    answer = when({ kind: 'compare', column, operator: 'gt', value: choices.maxPopulation }, place.over);
  return when({ kind: 'missing', column }, place.unknown);
}

function staffOutcome(verdict: string): boolean | null {
  return verdict === 'à vérifier' ? null : verdict === 'cible';
}

/** Three-valued AND / OR, as SQL has it. */
function both(population: boolean | null, staff: boolean | null, connective: 'and' | 'or'): boolean | null {
  const decisive = connective === 'or';
  if (population === decisive || staff === decisive) return decisive;
  return population === null || staff === null ? null : !decisive;
}
