import type { Query } from '../contract.ts';
import type { Condition } from '../recipe/expression.ts';
import { within } from '../territory/perimeter.ts';
import { referenceColumn, zones } from '../territory/reference.ts';
import { type ReferenceFigure, referenceFigures, type TargetChoices } from './choices.ts';
import type { Ask } from './measure.ts';

/** Communes of the COM, left out of « France »; 0 for other territories. */
export async function countOverseas(ask: Ask, choices: TargetChoices, communes: string): Promise<number> {
  if (choices.bodies.kind !== 'communes') return 0;
  if (!choices.areas.some((area) => area.kind === 'france')) return 0;
  const overseas: Condition = { kind: 'compare', column: referenceColumn.zone, operator: 'eq', value: zones.com };
  return ask('table.count', { query: communesWhere(communes, overseas) });
}

/**
 * How many communes change sides of the threshold with the other population of the same source and year (DGCL 2025,
 * the only one that has both). Null when the population is not of the reference.
 */
export async function countOtherPopulation(
  ask: Ask,
  choices: TargetChoices,
  communes: string,
  signal?: AbortSignal,
): Promise<{ figure: ReferenceFigure; count: number } | null> {
  if (choices.population.kind !== 'reference' || choices.bodies.kind !== 'communes') return null;
  const { operator, minPopulation: threshold } = choices;
  const count = await countFlips((query) => ask('table.count', { query }, { signal }), {
    source: communes,
    territory: within(choices.areas),
    operator,
    threshold,
  });
  return { figure: choices.population.figure === 'totale' ? 'municipale-dgcl' : 'totale', count };
}

/** Communes on one side of the threshold by totale, on the other by municipale (both of DGCL). */
export function countFlips(
  count: (query: Query) => Promise<number>,
  asked: { source: string; territory: Condition; operator: 'ge' | 'gt'; threshold: number },
): Promise<number> {
  const passes = (figure: ReferenceFigure): Condition => ({
    kind: 'compare',
    column: referenceFigures[figure],
    operator: asked.operator,
    value: asked.threshold,
  });
  const known = (figure: ReferenceFigure): Condition => ({
    kind: 'missing',
    column: referenceFigures[figure],
    negated: true,
  });
  const flips: Condition = {
    kind: 'any',
    of: [
      { kind: 'all', of: [passes('totale'), { kind: 'not', of: passes('municipale-dgcl') }, known('municipale-dgcl')] },
      { kind: 'all', of: [passes('municipale-dgcl'), { kind: 'not', of: passes('totale') }, known('totale')] },
    ],
  };
  return count(communesWhere(asked.source, { kind: 'all', of: [asked.territory, flips] }));
}

function communesWhere(source: string, condition: Condition): Query {
  const recipe = [{ id: 'condition', kind: 'filter' as const, condition }];
  const table = { id: 'communes of the reference', name: '', source, recipe };
  return { table: table.id, tables: [table] };
}
