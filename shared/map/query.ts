import type { Column } from '../recipe/column.ts';
import { findColumn } from '../recipe/relation.ts';
import { Fault } from '../rpc/fault.ts';
import { identifier } from '../sql/quote.ts';
import { ownLevel } from './levels.ts';
import type { MapLevel, MapMeasure, MapView } from './view.ts';

/** How codes of the table become codes of larger areas: relation `table`, its column `from`, the columns `to`. */
export type Roll = { table: string; from: string; to: string; old: string | null };

/** Marks a code that leads to no area of the level asked: no code begins so. */
export const strayMark = '?';

const aggregates: Record<Exclude<MapMeasure, 'count'>, string> = {
  sum: 'sum',
  mean: 'avg',
  median: 'median',
  min: 'min',
  max: 'max',
};

/**
 * SQL of one row per area over the table's own `sql`: `code` (text, null for rows without), `value` (DOUBLE; VARCHAR for
 * categories and verdicts: the most frequent one, the first of the alphabet when tied), `rows`, `missing` (rows without
 * a value), `kinds` (how many different values). Codes that `roll` does not know come with `strayMark` before them.
 * Faults `map-incomplete`, `column-missing`.
 */
export function mapSql(sql: string, columns: readonly Column[], map: MapView, roll: Roll | null): string {
  if (map.code === null) throw new Fault('map-incomplete');
  const key = findColumn(columns, map.code);
  const code = `nullif(upper(trim(${identifier(key.name)}::VARCHAR)), '')`;
  const measured = map.kind === 'choropleth' || map.kind === 'circles' ? numbers(columns, map) : words(columns, map);
  return `WITH data AS (
  SELECT ${code} AS raw, ${measured.inputs} FROM (${sql})
),
placed AS (
  ${placedSql(roll)}
)
${measured.outputs}`;
}

/** Whether the map's areas are larger than those of its codes. */
export function isRolled(map: MapView, columns: readonly Column[]): boolean {
  const own = ownLevel(columns.find((column) => column.name === map.code) ?? null);
  return own !== null && own !== map.level;
}

function placedSql(roll: Roll | null): string {
  if (!roll) return 'SELECT raw AS code, * FROM data';
  const [from, to, table] = [identifier(roll.from), identifier(roll.to), identifier(roll.table)];
  if (!roll.old)
    return `SELECT coalesce(r.${to}, '${strayMark}' || raw) AS code, data.* FROM data LEFT JOIN ${table} AS r ON r.${from} = raw`;
  return `SELECT coalesce(r.${to}, s.${to}, '${strayMark}' || raw) AS code, data.* FROM data
  LEFT JOIN ${table} AS r ON r.${from} = raw
  LEFT JOIN ${identifier(roll.old)} AS o ON o.old = raw AND r.${from} IS NULL
  LEFT JOIN ${table} AS s ON s.${from} = o.code`;
}

function numbers(columns: readonly Column[], map: MapView): { inputs: string; outputs: string } {
  const finite = (name: string) =>
    `CASE WHEN isfinite(${identifier(name)}::DOUBLE) THEN ${identifier(name)}::DOUBLE END`;
  if (map.denominator !== null && map.value === null) throw new Fault('map-incomplete');
  if (map.measure === 'count' && map.denominator === null)
    return {
      inputs: 'NULL AS v',
      outputs:
        'SELECT code, count(*)::DOUBLE AS value, count(*) AS rows, 0::BIGINT AS missing, 0::BIGINT AS kinds FROM placed GROUP BY code',
    };
  if (map.value === null) throw new Fault('map-incomplete');
  const value = finite(findColumn(columns, map.value).name);
  if (map.denominator !== null) {
    const below = finite(findColumn(columns, map.denominator).name);
    return {
      inputs: `${value} AS v, ${below} AS d`,
      outputs: `SELECT code, sum(v) FILTER (WHERE d IS NOT NULL) / nullif(sum(d) FILTER (WHERE v IS NOT NULL), 0) * ${map.scale} AS value,
  count(*) AS rows, count(*) FILTER (WHERE v IS NULL OR d IS NULL) AS missing, 0::BIGINT AS kinds FROM placed GROUP BY code`,
    };
  }
  const measure = map.measure === 'count' ? 'sum' : map.measure;
  return {
    inputs: `${value} AS v`,
    outputs: `SELECT code, ${aggregates[measure]}(v)::DOUBLE AS value, count(*) AS rows,
  count(*) FILTER (WHERE v IS NULL) AS missing, 0::BIGINT AS kinds FROM placed GROUP BY code`,
  };
}

function words(columns: readonly Column[], map: MapView): { inputs: string; outputs: string } {
  if (map.value === null) throw new Fault('map-incomplete');
  return {
    inputs: `${identifier(findColumn(columns, map.value).name)}::VARCHAR AS v`,
    outputs: `SELECT code, (list(v ORDER BY n DESC, v) FILTER (WHERE v IS NOT NULL))[1] AS value, sum(n)::BIGINT AS rows,
  coalesce(sum(n) FILTER (WHERE v IS NULL), 0)::BIGINT AS missing, count(v) AS kinds
FROM (SELECT code, v, count(*) AS n FROM placed GROUP BY code, v) GROUP BY code`,
  };
}

/** Which built-in table leads from a level to a larger one. Null where none does. */
export function rollBetween(
  from: MapLevel,
  to: MapLevel,
): {
  table: 'communes' | 'departements';
  from: 'code' | 'departementCode';
  to: 'epciCode' | 'departementCode' | 'regionCode';
} | null {
  if (from === 'commune' && to === 'epci') return { table: 'communes', from: 'code', to: 'epciCode' };
  if (from === 'commune' && to === 'departement') return { table: 'communes', from: 'code', to: 'departementCode' };
  if (from === 'commune' && to === 'region') return { table: 'communes', from: 'code', to: 'regionCode' };
  if (from === 'departement' && to === 'region')
    return { table: 'departements', from: 'departementCode', to: 'regionCode' };
  return null;
}
