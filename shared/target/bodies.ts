import type { Table } from '../project/project.ts';
import type { Condition } from '../recipe/expression.ts';
import type { Step } from '../recipe/step.ts';
import { type Area, type AreaKind, within } from '../territory/perimeter.ts';
import { referenceColumn } from '../territory/reference.ts';
import type { TargetChoices } from './choices.ts';
import { copySteps, findTable, type TargetContext } from './context.ts';

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
  const { bodies, areas } = choices;
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
        steps: [filter(within(areas))],
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
        steps: listSteps(areas, ['epci'], referenceColumn.epciCode, context, support),
        code: referenceColumn.epciCode,
        name: referenceColumn.epci,
        type: 'Type',
      };
    case 'departements':
      return {
        ...listed,
        steps: listSteps(areas, ['region', 'departement'], referenceColumn.departementCode, context, support),
        code: referenceColumn.departementCode,
        name: referenceColumn.departement,
        region: referenceColumn.region,
      };
    case 'regions':
      return {
        ...listed,
        steps: listSteps(areas, ['region'], referenceColumn.regionCode, context, support),
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

/**
 * The bodies of a list that lie in the areas. Areas whose codes the list bears itself filter it; by any other, a body is
 * kept when it has a commune there: an EPCI may lie over several départements.
 */
function listSteps(
  areas: readonly Area[],
  own: readonly AreaKind[],
  code: string,
  context: TargetContext,
  support: Table[],
): Step[] {
  const id = context.newId;
  const isWhole = areas.some(({ kind }) => kind === 'france');
  if (own.includes('epci') && isWhole) return [];
  if (isWhole || areas.every(({ kind }) => own.includes(kind)))
    return [{ id: id(), kind: 'filter', condition: within(areas) }];
  const right: Table = {
    id: id(),
    name: context.names.within,
    source: context.communes,
    recipe: [
      { id: id(), kind: 'filter', condition: within(areas) },
      { id: id(), kind: 'aggregate', by: [code], measures: [{ name: 'communes du territoire', measure: 'count' }] },
    ],
  };
  support.push(right);
  return [{ id: id(), kind: 'join', right: right.id, on: [{ left: code, right: code }], keep: 'inner', columns: [] }];
}
