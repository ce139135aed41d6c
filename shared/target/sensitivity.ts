import type { Condition } from '../recipe/expression.ts';
import { referenceColumn, zones } from '../territory/reference.ts';
import { type ReferenceFigure, referenceFigures, type TargetChoices } from './choices.ts';
import type { Ask } from './measure.ts';
import { within } from './territory.ts';

/** Communes of the COM, left out of « France »; 0 for other territories. */
export async function countOverseas(ask: Ask, choices: TargetChoices, communes: string): Promise<number> {
  if (!choices.territories.some((territory) => territory.kind === 'france')) return 0;
  return countCommunes(ask, communes, {
    kind: 'compare',
    column: referenceColumn.zone,
    operator: 'eq',
    value: zones.com,
  });
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
  if (choices.population.kind !== 'reference') return null;
  const passes = (figure: ReferenceFigure): Condition => ({
    kind: 'compare',
    column: referenceFigures[figure],
    operator: choices.operator,
    value: choices.minPopulation,
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
  const condition: Condition = { kind: 'all', of: [within(choices.territories), flips] };
  return {
    figure: choices.population.figure === 'totale' ? 'municipale-dgcl' : 'totale',
    count: await countCommunes(ask, communes, condition, signal),
  };
}

function countCommunes(ask: Ask, communes: string, condition: Condition, signal?: AbortSignal): Promise<number> {
  const table = {
    id: 'communes of the reference',
    name: '',
    source: communes,
    recipe: [{ id: 'condition', kind: 'filter' as const, condition }],
  };
  return ask('table.count', { query: { table: table.id, tables: [table] } }, { signal });
}
