import type { Query, VintageReport } from '../../shared/contract.ts';
import { findColumn } from '../../shared/recipe/relation.ts';
import { identifier, literal } from '../../shared/sql/quote.ts';
import { keyText, looseKey } from '../../shared/sql/text.ts';
import { arrondissementNature } from '../../shared/territory/natures.ts';
import { referenceColumn, zones } from '../../shared/territory/reference.ts';
import { cogYear, oldestCog } from '../../shared/territory/vintage.ts';
import type { Connection } from './database.ts';
import { compileQuery } from './query.ts';
import { oldCodes, referenceRelation } from './reference.ts';
import type { Session } from './session.ts';

type Totals = Pick<VintageReport, 'codes' | 'current' | 'old' | 'municipal' | 'unknown' | 'spoilt'>;

/** More than the COG has: a list is only cut on a file that is no list of communes. */
const mostListed = 5000;
/** A département counts as covered by a file that has this share of its present communes. */
const covered = 0.9;

/**
 * Of which COG the commune codes of a column are, and what became of them since. Years are those of the COG (1 January).
 * The reference has no dates of events: the year in which an old code went is estimated (see `Millésime estimé`), and
 * the guess is the year, or years, that contradict the fewest codes of the départements that the table covers; null when
 * it covers none. Faults as `compile`, and `column-missing`.
 */
export async function reportVintage(
  session: Session,
  query: Query,
  columnName: string,
  signal: AbortSignal | null,
): Promise<VintageReport> {
  const compiled = compileQuery(session, query);
  const column = findColumn(compiled.columns, columnName);
  const old = await oldCodes(session.reference);
  const communes = await referenceRelation(session.reference, 'communes');
  return session.database.use(signal, async (connection) => {
    try {
      const name = identifier(column.name);
      await connection.run(
        `CREATE OR REPLACE TEMP TABLE vintage_codes AS
         WITH cells AS (SELECT ${name}, count(*) AS __rows FROM (${compiled.sql}) GROUP BY ALL),
         codes AS (SELECT ${looseKey(name, column.type, 'commune')} AS code, sum(__rows)::BIGINT AS rows,
           bool_or(${keyText(name, column.type)} <> ${looseKey(name, column.type, 'commune')}) AS spoilt FROM cells GROUP BY 1)
         SELECT codes.code, rows, spoilt, now.${own('code')} IS NOT NULL AS is_current, old.code AS successor, old.commune AS successor_name,
           old.nature, old.year
         FROM codes LEFT JOIN ${identifier(communes)} AS now ON now.${own('code')} = codes.code
           LEFT JOIN ${identifier(old)} AS old ON old.old = codes.code
         WHERE codes.code IS NOT NULL`,
      );
      const [totals] = await connection.rows<Totals>(
        `SELECT count(*) AS codes, count(*) FILTER (WHERE is_current) AS current,
           count(*) FILTER (WHERE nature <> '${arrondissementNature}') AS old,
           count(*) FILTER (WHERE nature = '${arrondissementNature}') AS municipal,
           count(*) FILTER (WHERE NOT is_current AND nature IS NULL) AS unknown,
           count(*) FILTER (WHERE spoilt AND (is_current OR nature IS NOT NULL)) AS spoilt FROM vintage_codes`,
      );
      return {
        ...totals!,
        guess: await guessYears(connection, old, communes),
        gone: await listGone(connection),
        silent: await listSilent(connection),
        absent: await listAbsent(connection, old, communes),
      };
    } finally {
      await connection.run('DROP TABLE IF EXISTS vintage_codes').catch(() => {});
    }
  });
}

function own(key: keyof typeof referenceColumn): string {
  return identifier(referenceColumn[key]);
}

/** Present communes of the départements that the file covers: `departement`. */
function coveredSql(communes: string): string {
  return `SELECT c.${own('departementCode')} AS departement
    FROM ${identifier(communes)} AS c LEFT JOIN vintage_codes AS v ON v.code = c.${own('code')}
    GROUP BY ALL HAVING count(v.code) >= ${covered} * count(*)`;
}

async function guessYears(connection: Connection, old: string, communes: string): Promise<VintageReport['guess']> {
  // Any code of before some year should be there before that year, and no more from that year on.
  const years = await connection.rows<{ year: number; against: number; seen: number }>(`
    WITH known AS (${coveredSql(communes)}),
    dated AS (
      SELECT o.year AS gone, v.code IS NOT NULL AS present
      FROM ${identifier(old)} AS o JOIN ${identifier(communes)} AS c ON c.${own('code')} = o.code
        JOIN known ON known.departement = c.${own('departementCode')}
        LEFT JOIN vintage_codes AS v ON v.code = o.old
      WHERE o.year IS NOT NULL)
    SELECT y.year::INTEGER AS year, count(*) FILTER (WHERE present = (gone <= y.year)) AS against, (SELECT count(*) FROM known) AS seen
    FROM range(${oldestCog - 1}, ${cogYear + 1}) AS y(year) LEFT JOIN dated ON true GROUP BY ALL ORDER BY year`);
  if ((years[0]?.seen ?? 0) === 0) return null;
  const least = Math.min(...years.map(({ against }) => against));
  const best = years.filter(({ against }) => against === least).map(({ year }) => year);
  return { from: Math.min(...best), to: Math.max(...best), against: least };
}

async function listGone(connection: Connection): Promise<VintageReport['gone']> {
  return connection.rows(`
    SELECT v.code, v.rows, v.successor, v.successor_name AS "name", v.nature, v.year,
      EXISTS (FROM vintage_codes AS s WHERE s.code = v.successor) AS "isThere"
    FROM vintage_codes AS v WHERE v.nature <> '${arrondissementNature}' ORDER BY v.code LIMIT ${mostListed}`);
}

/** Current communes of the file that absorbed others of the same file: the same code, another perimeter. */
async function listSilent(connection: Connection): Promise<VintageReport['silent']> {
  return connection.rows(`
    SELECT v.successor AS code, any_value(v.successor_name) AS "name", list(v.code ORDER BY v.code) AS absorbed
    FROM vintage_codes AS v SEMI JOIN vintage_codes AS s ON s.code = v.successor
    WHERE v.nature <> '${arrondissementNature}' GROUP BY v.successor ORDER BY v.successor LIMIT ${mostListed}`);
}

/** Current communes that the file lacks, in the départements it covers. */
async function listAbsent(connection: Connection, old: string, communes: string): Promise<VintageReport['absent']> {
  return connection.rows(`
    WITH known AS (${coveredSql(communes)}),
    made AS (
      SELECT o.code, bool_or(o.nature = '${arrondissementNature}') AS municipal FROM ${identifier(old)} AS o
      SEMI JOIN vintage_codes AS v ON v.code = o.old GROUP BY o.code),
    older AS (SELECT count(*) > 0 AS file FROM vintage_codes WHERE nature <> '${arrondissementNature}')
    SELECT c.${own('code')} AS code, c.${own('commune')} AS "name",
      CASE WHEN made.municipal THEN 'arrondissements' WHEN made.code IS NOT NULL THEN 'renumbered'
        WHEN c.${own('epciCode')} IS NULL THEN 'no-epci' WHEN older.file THEN 'restored' ELSE 'absent' END AS cause
    FROM ${identifier(communes)} AS c SEMI JOIN known ON known.departement = c.${own('departementCode')}
      LEFT JOIN made ON made.code = c.${own('code')}, older
    WHERE c.${own('zone')} <> ${literal(zones.com)} AND NOT EXISTS (FROM vintage_codes AS v WHERE v.code = c.${own('code')})
    ORDER BY 3, 1 LIMIT ${mostListed}`);
}
