import type { Query, SimilarNames } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { findColumn } from '../../shared/recipe/relation.ts';
import type { Join } from '../../shared/recipe/steps/join.ts';
import { Fault } from '../../shared/rpc/fault.ts';
import { identifier, literal } from '../../shared/sql/quote.ts';
import { keyMeaning, keyText, looseKey } from '../../shared/sql/text.ts';
import { compileQuery } from './query.ts';
import type { Session } from './session.ts';

/** Names of each side compared at most: each of one with each of the other. */
const mostNames = 1500;
/** Right names at most where other keys part them: each is compared with those of its own place only. */
const mostPlaced = 40_000;
const mostPairs = 200;
const leastScore = 0.88;

type Pair = { left: Column; right: Column };

/**
 * Left names that find nothing, each with the right name that looks most like it among those left alone, where the other
 * keys are equal. A name that also matches elsewhere is left out: replacing it would break what matches. Best first.
 * Fault `join-types` when no key is a name.
 */
export async function similarNames(
  session: Session,
  query: Query,
  step: Join,
  signal: AbortSignal | null,
): Promise<SimilarNames[]> {
  const left = compileQuery(session, query);
  const right = compileQuery(session, { table: step.right, tables: query.tables });
  const pairs = step.on.map(
    (on): Pair => ({
      left: findColumn(left.columns, on.left),
      right: findColumn(right.columns, on.right),
    }),
  );
  const name = pairs.find((pair) => pair.left.type === 'text' && keyMeaning(pair.left, pair.right) === null);
  if (!name) throw new Fault('join-types', { left: step.on[0]?.left ?? '', right: step.on[0]?.right ?? '' });
  const others = pairs.filter((pair) => pair !== name);
  const side = (which: keyof Pair, sql: string) => {
    const loose = (pair: Pair) =>
      looseKey(identifier(pair[which].name), pair[which].type, keyMeaning(pair.left, pair.right));
    const shown = others.map((pair) => keyText(identifier(pair[which].name), pair[which].type));
    return `SELECT ${identifier(name[which].name)} AS name, ${loose(name)} AS bare,
      ${others.length > 0 ? `concat_ws(' · ', ${others.map(loose).join(', ')})` : "''"} AS place,
      ${others.length > 0 ? `any_value(concat_ws(' · ', ${shown.join(', ')}))` : 'NULL'} AS place_name, count(*) AS rows
      FROM (${sql}) WHERE ${identifier(name[which].name)} IS NOT NULL GROUP BY ALL`;
  };
  return session.database.use(signal, (connection) =>
    connection.rows<SimilarNames>(`
      WITH l AS MATERIALIZED (${side('left', left.sql)}), r AS MATERIALIZED (${side('right', right.sql)}),
      met AS (SELECT DISTINCT l.name FROM l SEMI JOIN r USING (bare, place)),
      lone_left AS (SELECT * FROM l WHERE NOT EXISTS (FROM met WHERE met.name = l.name) ORDER BY rows DESC, name LIMIT ${mostNames}),
      lone_right AS (
        SELECT * FROM (FROM r ANTI JOIN l USING (bare, place)) SEMI JOIN lone_left USING (place)
        ORDER BY name LIMIT ${others.length > 0 ? mostPlaced : mostNames}),
      scored AS (
        SELECT l.name AS "left", r.name AS "right", l.place_name AS "where", l.rows AS rows,
          round(greatest(jaro_winkler_similarity(l.bare, r.bare),
            CASE WHEN starts_with(l.bare, r.bare || ' ') OR starts_with(r.bare, l.bare || ' ') THEN 0.9 END), 3) AS score
        FROM lone_left AS l JOIN lone_right AS r ON l.place = r.place)
      SELECT * FROM scored WHERE score >= ${literal(leastScore)}
      QUALIFY row_number() OVER (PARTITION BY "left" ORDER BY score DESC, "right") = 1
      ORDER BY score DESC, "left" LIMIT ${mostPairs}`),
  );
}
