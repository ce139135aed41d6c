import type { Territory } from '../contract.ts';
import type { Condition } from '../recipe/expression.ts';
import { referenceColumn, zones } from '../territory/reference.ts';

/** « France » is metropole and DROM: the code applies otherwise in the COM. */
export function within(territories: readonly Territory[]): Condition {
  const conditions = territories.map((territory): Condition => {
    if (territory.kind === 'france')
      return { kind: 'in', column: referenceColumn.zone, values: [zones.metropole, zones.drom] };
    const column = {
      region: referenceColumn.regionCode,
      departement: referenceColumn.departementCode,
      epci: referenceColumn.epciCode,
    }[territory.kind];
    return { kind: 'compare', column, operator: 'eq', value: territory.code };
  });
  return conditions.length === 1 ? (conditions[0] as Condition) : { kind: 'any', of: conditions };
}
