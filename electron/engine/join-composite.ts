import type { JoinSuggestion } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Compiled } from '../../shared/recipe/compile.ts';
import { identifier } from '../../shared/sql/quote.ts';
import { keyMeaning, looseKey } from '../../shared/sql/text.ts';
import type { Connection } from './database.ts';

export type ColumnPair = { left: Column; right: Column };

/** No more départements than this: a column with more values divides a territory otherwise. */
export const mostDepartements = 130;
const mostTried = 4;

/**
 * Names of communes refused as keys, tried again together with a département: name and département are one commune
 * (DOMAIN, trap 5). `names` and `places` are pairs of columns of the two tables. Measured, best first; none that meets
 * nothing.
 */
export async function suggestComposites(
  connection: Connection,
  left: Compiled,
  right: Compiled,
  names: readonly ColumnPair[],
  places: readonly ColumnPair[],
): Promise<JoinSuggestion[]> {
  const tried = names.flatMap((name) => places.map((place) => [name, place] as const)).slice(0, mostTried);
  const found: JoinSuggestion[] = [];
  for (const pairs of tried) {
    const [row] = await connection.rows<{ matched: number; total: number }>(
      `WITH l AS (${keysSql(left, pairs, 'left')}), r AS (${keysSql(right, pairs, 'right')})
       SELECT (SELECT count(*) FROM l SEMI JOIN r USING (k0, k1)) AS matched, (SELECT count(*) FROM l) AS total`,
    );
    if (!row || row.matched === 0) continue;
    const [name, place] = pairs;
    found.push({
      left: name.left.name,
      right: name.right.name,
      also: [{ left: place.left.name, right: place.right.name }],
      matched: row.matched,
      total: row.total,
      refused: null,
    });
  }
  return found.sort((a, b) => b.matched - a.matched).slice(0, 2);
}

function keysSql(compiled: Compiled, pairs: readonly ColumnPair[], side: keyof ColumnPair): string {
  const keys = pairs.map((pair, place) => {
    const column = pair[side];
    return `${looseKey(identifier(column.name), column.type, keyMeaning(pair.left, pair.right))} AS k${place}`;
  });
  const cells = pairs.map((pair) => identifier(pair[side].name)).join(', ');
  return `SELECT DISTINCT ${keys.join(', ')} FROM (SELECT DISTINCT ${cells} FROM (${compiled.sql})) WHERE k0 IS NOT NULL AND k1 IS NOT NULL`;
}
