import { z } from 'zod';
import type { Meaning } from '../recipe/column.ts';
import type { Condition } from '../recipe/expression.ts';
import { type ReferenceTableId, referenceColumn, zones } from './reference.ts';

/** From the widest to the narrowest. */
export const areaKinds = ['france', 'region', 'departement', 'epci', 'commune'] as const;
/** A place of the COG, or « France » (métropole and DROM). Its name is kept for what is read on screen. */
export const areaSchema = z.object({
  kind: z.enum(areaKinds),
  code: z.string(),
  name: z.string(),
});
export type Area = z.infer<typeof areaSchema>;
export type AreaKind = Area['kind'];

/** Places taken together, in no order; a favourite gives them a name. */
export const favouriteSchema = z.object({ name: z.string().min(1).max(120), areas: z.array(areaSchema).min(1) });
export type Favourite = z.infer<typeof favouriteSchema>;

export const france: Area = { kind: 'france', code: '', name: 'France' };

const areaColumn: Record<Exclude<AreaKind, 'france'>, string> = {
  region: referenceColumn.regionCode,
  departement: referenceColumn.departementCode,
  epci: referenceColumn.epciCode,
  commune: referenceColumn.code,
};

/** The built-in communes within any of the areas. « France » leaves out the COM, where the rule is another. */
export function within(areas: readonly Area[]): Condition {
  const conditions = (Object.keys(areaColumn) as (keyof typeof areaColumn)[]).flatMap((kind): Condition[] => {
    const values = areas.flatMap((area) => (area.kind === kind ? [area.code] : []));
    return values.length === 0 ? [] : [{ kind: 'in', column: areaColumn[kind], values }];
  });
  if (areas.some(({ kind }) => kind === 'france'))
    conditions.push({ kind: 'in', column: referenceColumn.zone, values: [zones.metropole, zones.drom] });
  return conditions.length === 1 ? (conditions[0] as Condition) : { kind: 'any', of: conditions };
}

/** The areas that a condition made by `within` keeps, names apart; null for any other condition. */
export function readWithin(condition: Condition): Pick<Area, 'kind' | 'code'>[] | null {
  if (condition.kind === 'any') {
    const parts = condition.of.map(readWithin);
    return parts.some((part) => part === null) ? null : parts.flatMap((part) => part ?? []);
  }
  // Until the areas of a result could be of several levels, each was a comparison.
  const isOne = condition.kind === 'compare' && condition.operator === 'eq';
  if (condition.kind !== 'in' && !isOne) return null;
  if (condition.kind === 'in' && condition.negated) return null;
  const values = (condition.kind === 'in' ? condition.values : [condition.value]).map(String);
  if (condition.column === referenceColumn.zone)
    return values.join() === [zones.metropole, zones.drom].join() ? [{ kind: 'france', code: '' }] : null;
  const kind = areaKinds.find((one) => one !== 'france' && areaColumn[one] === condition.column);
  return kind === undefined ? null : values.map((code) => ({ kind, code }));
}

/** Meanings by which a row of a table belongs to a territory, and the column of the built-in communes that answers. */
export const placeColumns: Partial<Record<Meaning, string>> = {
  commune: referenceColumn.code,
  siren: referenceColumn.siren,
  epci: referenceColumn.epciCode,
  departement: referenceColumn.departementCode,
  region: referenceColumn.regionCode,
};
export type PlaceMeaning = 'commune' | 'siren' | 'epci' | 'departement' | 'region';

export function isPlace(meaning: Meaning | null): meaning is PlaceMeaning {
  return meaning !== null && placeColumns[meaning] !== undefined;
}

/** The areas that rows of such a column can tell apart: a column of départements knows nothing of an EPCI. */
export function levelsOf(meaning: PlaceMeaning): AreaKind[] {
  switch (meaning) {
    case 'region':
      return ['france', 'region'];
    case 'departement':
      return ['france', 'region', 'departement'];
    case 'epci':
      return ['france', 'region', 'departement', 'epci'];
    default:
      return ['france', 'region', 'departement', 'epci', 'commune'];
  }
}

/** Where the places of a meaning are listed once each, for coverage: table, columns of the code and of the name. */
export const placeLists: Record<PlaceMeaning, { table: ReferenceTableId; code: string; name: string }> = {
  commune: { table: 'communes', code: referenceColumn.code, name: referenceColumn.commune },
  siren: { table: 'communes', code: referenceColumn.siren, name: referenceColumn.commune },
  epci: { table: 'communes', code: referenceColumn.epciCode, name: referenceColumn.epci },
  departement: { table: 'communes', code: referenceColumn.departementCode, name: referenceColumn.departement },
  region: { table: 'communes', code: referenceColumn.regionCode, name: referenceColumn.region },
};
