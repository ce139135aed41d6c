import type { Territory } from '../contract.ts';
import type { Table } from '../project/project.ts';
import type { Condition } from '../recipe/expression.ts';
import type { Step } from '../recipe/step.ts';
import { referenceColumn } from '../territory/reference.ts';
import type { TargetChoices } from './choices.ts';
import { copySteps, findTable, type TargetContext } from './context.ts';
import { within } from './territory.ts';

/** The rows that get a verdict, before any figure is joined: where they come from and what their columns are called. */
export type TargetBase = {
  source: string;
  steps: Step[];
  /** Null for bodies known by their name only. */
  code: string | null;
  name: string;
  type: string | null;
  siren: string | null;
  departement: string | null;
  region: string | null;
};

export function baseOf(choices: TargetChoices, context: TargetContext, support: Table[]): TargetBase {
  const { bodies, territories } = choices;
  const id = context.newId;
  const filter = (condition: Condition): Step => ({ id: id(), kind: 'filter', condition });
  const listed = {
    source: context.bodies ?? context.communes,
    type: null,
    siren: null,
    departement: null,
    region: null,
  };
  switch (bodies.kind) {
    case 'communes':
      return {
        source: context.communes,
        steps: [filter(within(territories))],
        code: referenceColumn.code,
        name: referenceColumn.commune,
        type: null,
        siren: referenceColumn.siren,
        departement: referenceColumn.departement,
        region: referenceColumn.region,
      };
    case 'epci':
      return {
        ...listed,
        steps: epciSteps(territories, context, support),
        code: referenceColumn.epciCode,
        name: referenceColumn.epci,
        type: 'Type',
      };
    case 'departements':
      return {
        ...listed,
        steps: [filter(among(territories, ['region', 'departement']))],
        code: referenceColumn.departementCode,
        name: referenceColumn.departement,
        region: referenceColumn.region,
      };
    case 'regions':
      return {
        ...listed,
        steps: [filter(among(territories, ['region']))],
        code: referenceColumn.regionCode,
        name: referenceColumn.region,
      };
    case 'file': {
      const origin = findTable(context, bodies.table);
      const steps = copySteps(origin.recipe, id);
      if (bodies.only) steps.push(filter({ kind: 'in', ...bodies.only }));
      const type = bodies.only?.column ?? null;
      const { population, staff } = choices;
      const own = [
        bodies.siren,
        bodies.name,
        type,
        ...[population, staff].map((one) => (one.kind === 'own' ? one.column : null)),
      ];
      // Only these: any other column of the file could bear a name of the result.
      const columns = [...new Set(own.filter((name) => name !== null))];
      steps.push({ id: id(), kind: 'select', columns });
      return { ...listed, source: origin.source, steps, code: bodies.siren, name: bodies.name, type };
    }
  }
}

/** The EPCI that have a commune in the territory: an EPCI may lie over several départements. */
function epciSteps(territories: readonly Territory[], context: TargetContext, support: Table[]): Step[] {
  if (territories.some(({ kind }) => kind === 'france')) return [];
  const id = context.newId;
  const right: Table = {
    id: id(),
    name: context.names.epci,
    source: context.communes,
    recipe: [
      { id: id(), kind: 'filter', condition: within(territories) },
      {
        id: id(),
        kind: 'aggregate',
        by: [referenceColumn.epciCode],
        measures: [{ name: 'communes du territoire', measure: 'count' }],
      },
    ],
  };
  support.push(right);
  const on = [{ left: referenceColumn.epciCode, right: referenceColumn.epciCode }];
  return [{ id: id(), kind: 'join', right: right.id, on, keep: 'inner', columns: [] }];
}

/** Territories of the given kinds; the others do not cut a list of that level. */
function among(territories: readonly Territory[], kinds: readonly Territory['kind'][]): Condition {
  const kept = territories.filter(({ kind }) => kinds.includes(kind));
  return within(kept.length > 0 ? kept : [{ kind: 'france' }]);
}
