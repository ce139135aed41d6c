import type { TerritoryEntry } from '../../shared/contract.ts';
import { ownLevel } from '../../shared/map/levels.ts';
import type { MapView } from '../../shared/map/view.ts';
import type { Project } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Condition } from '../../shared/recipe/expression.ts';
import { ownCondition } from '../view-filter.ts';

/**
 * The condition that keeps the rows of some areas: on a column of their codes, else on the codes of communes or
 * départements that begin theirs. Null when the table has no such column.
 */
export function areaCondition(
  map: MapView,
  columns: readonly Column[],
  codes: readonly string[],
  territories: readonly TerritoryEntry[],
): Condition | null {
  const placing = columns.find(({ name }) => name === map.code) ?? null;
  const own = ownLevel(placing);
  if (!placing || own === null) return null;
  const direct = own === map.level ? placing : columns.find(({ meaning }) => meaning === map.level);
  if (direct) return { kind: 'in', column: direct.name, values: [...codes] };
  const departements =
    map.level === 'departement'
      ? [...codes]
      : map.level === 'region'
        ? territories
            .filter((one) => one.kind === 'departement' && codes.includes(one.parent ?? ''))
            .map((one) => one.code)
        : null;
  if (!departements || departements.length === 0) return null;
  if (own === 'departement') return { kind: 'in', column: placing.name, values: departements };
  if (own !== 'commune') return null;
  const starts = departements.map(
    (value): Condition => ({ kind: 'text', column: placing.name, operator: 'starts', value }),
  );
  return starts.length === 1 ? starts[0]! : { kind: 'any', of: starts };
}

/** The areas that the map's own filter step keeps now. */
export function selectedCodes(
  project: Project,
  map: MapView,
  columns: readonly Column[],
  codes: readonly string[],
  territories: readonly TerritoryEntry[],
): Set<string> {
  const condition = ownCondition(project, map);
  const kept = new Set(condition ? atoms(condition) : []);
  if (kept.size === 0) return new Set();
  return new Set(
    codes.filter((code) => {
      const wanted = areaCondition(map, columns, [code], territories);
      const parts = wanted ? atoms(wanted) : [];
      return parts.length > 0 && parts.every((part) => kept.has(part));
    }),
  );
}

function atoms(condition: Condition): string[] {
  if (condition.kind === 'in') return condition.values.map((value) => `${condition.column} ${value}`);
  if (condition.kind === 'text') return [`${condition.column} ${condition.value}`];
  return condition.kind === 'any' ? condition.of.flatMap(atoms) : [];
}
