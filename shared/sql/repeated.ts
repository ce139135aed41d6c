import { identifier } from './quote.ts';

/** One row `places, constant, different`: territories of several rows, those where the column has one value, its values. */
export function repeatedSql(sql: string, column: string, territory: string): string {
  const [cell, place] = [identifier(column), identifier(territory)];
  return `SELECT count(*) AS places, count(*) FILTER (WHERE low = high AND n = filled) AS constant,
  count(DISTINCT low) AS different
FROM (
  SELECT min(${cell}) AS low, max(${cell}) AS high, count(*) AS n, count(${cell}) AS filled
  FROM (${sql}) WHERE ${place} IS NOT NULL GROUP BY ${place} HAVING count(*) > 1
)`;
}

/** Five territories at least, nearly all constant, with different values: chance does not do that. */
export function isRepeated(found: { places: number; constant: number; different: number }): boolean {
  return found.places >= 5 && found.constant >= 0.95 * found.places && found.different >= 3;
}
