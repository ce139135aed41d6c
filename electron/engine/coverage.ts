import type { CoverageReport, Query } from '../../shared/contract.ts';
import { findColumn } from '../../shared/recipe/relation.ts';
import { conditionSql } from '../../shared/sql/condition.ts';
import { identifier, literal } from '../../shared/sql/quote.ts';
import { foldText, keyText, looseKey } from '../../shared/sql/text.ts';
import {
  arrondissementNature,
  associatedNature,
  delegatedNature,
  totalOrNote,
} from '../../shared/territory/natures.ts';
import { type Area, isPlace, placeLists, within } from '../../shared/territory/perimeter.ts';
import { findReferenceTable, type ReferenceTable, referenceColumn, zones } from '../../shared/territory/reference.ts';
import { compileQuery, tableOf } from './query.ts';
import { oldCodes, referenceRelation } from './reference.ts';
import type { Session } from './session.ts';

const mostListed = 200;
/** Rows of the sheets of Excel 95, 97 to 2003, 2007 and later (DOMAIN, trap 13). A header may be one of them. */
const excelRows = [16_384, 65_536, 1_048_576];

/**
 * What a table has of a territory: places of the reference that no row bears, rows that bear none, by cause, and counts of
 * rows at which spreadsheets stop. `column` holds codes of communes, SIREN of communes, EPCI, départements or régions;
 * one that no meaning tells is read as codes of communes. Faults as `compile`, and `column-missing`.
 */
export async function reportCoverage(
  session: Session,
  query: Query,
  columnName: string,
  areas: readonly Area[],
  signal: AbortSignal | null,
): Promise<CoverageReport> {
  const compiled = compileQuery(session, query);
  const column = findColumn(compiled.columns, columnName);
  const meaning = isPlace(column.meaning) ? column.meaning : 'commune';
  const list = placeLists[meaning];
  const reference = findReferenceTable(list.table) as ReferenceTable;
  const relation = await referenceRelation(session.reference, list.table);
  const old = await oldCodes(session.reference);
  const name = identifier(column.name);
  const key = looseKey(name, column.type, meaning);
  const territory = conditionSql(within(areas), reference.columns);
  const [code, label] = [identifier(list.code), identifier(list.name)];
  const isCommune = meaning === 'commune';
  return session.database.use(signal, async (connection) => {
    try {
      await connection.run(`
        CREATE OR REPLACE TEMP TABLE coverage_codes AS
        WITH cells AS (SELECT ${name}, count(*) AS __rows FROM (${compiled.sql}) GROUP BY ALL),
        codes AS (SELECT upper(${key}) AS code, min(${keyText(name, column.type)}) AS shown, sum(__rows)::BIGINT AS rows
          FROM cells GROUP BY ALL)
        SELECT codes.*, p.code IS NOT NULL AS known, coalesce(p.inside, false) AS inside FROM codes
        LEFT JOIN (SELECT ${code} AS code, bool_or(${territory}) AS inside FROM ${identifier(relation)}
          WHERE ${code} IS NOT NULL GROUP BY ALL) AS p ON p.code = codes.code`);
      const [totals] = await connection.rows<Omit<CoverageReport, 'absent' | 'strangers' | 'truncated' | 'meaning'>>(`
        SELECT (SELECT coalesce(sum(rows), 0)::BIGINT FROM coverage_codes) AS rows,
          (SELECT count(DISTINCT ${code}) FROM ${identifier(relation)} WHERE ${territory}) AS expected,
          count(*) FILTER (WHERE inside) AS present,
          coalesce(sum(rows) FILTER (WHERE known AND NOT inside), 0)::BIGINT AS outside,
          coalesce(sum(rows) FILTER (WHERE shown <> code AND regexp_full_match(code, '[0-9][0-9AB]?[0-9]*')), 0)::BIGINT AS spoilt FROM coverage_codes`);
      const absent = await connection.rows<CoverageReport['absent'][number]>(`
        SELECT ${code} AS code, any_value(${label}) AS "name", any_value(${identifier(referenceColumn.departement)}) AS departement
        FROM ${identifier(relation)} WHERE ${territory} AND ${code} IS NOT NULL
          AND NOT EXISTS (FROM coverage_codes AS v WHERE v.code = ${code})
        GROUP BY ${code} ORDER BY ${code} LIMIT ${mostListed}`);
      const strangers = await connection.rows<CoverageReport['strangers'][number]>(`
        WITH caused AS (
          SELECT v.rows, v.shown, CASE
            WHEN v.code IS NULL THEN 'missing'
            WHEN regexp_matches(${foldText('v.shown')}, ${literal(totalOrNote)}) THEN 'total-row'
            ${
              isCommune
                ? `WHEN old.nature = '${arrondissementNature}' THEN 'arrondissement'
            WHEN old.nature = '${associatedNature}' OR old.nature = '${delegatedNature}' AND parent.rows > v.rows THEN 'commune-part'
            WHEN old.old IS NOT NULL THEN 'commune-merged'`
                : ''
            }
            ELSE 'unknown' END AS cause
          FROM coverage_codes AS v LEFT JOIN ${identifier(old)} AS old ON ${isCommune ? 'old.old = v.code' : 'false'}
            LEFT JOIN coverage_codes AS parent ON parent.code = old.code
          WHERE NOT v.known)
        SELECT cause, sum(rows)::BIGINT AS rows,
          coalesce(list(shown ORDER BY shown) FILTER (WHERE shown IS NOT NULL), [])[1:5] AS examples
        FROM caused GROUP BY cause ORDER BY rows DESC, cause`);
      const rows = totals?.rows ?? 0;
      const opened = session.opened.get(tableOf(query)?.source ?? '')?.source.rowCount ?? rows;
      return {
        rows,
        expected: totals?.expected ?? 0,
        present: totals?.present ?? 0,
        outside: totals?.outside ?? 0,
        spoilt: totals?.spoilt ?? 0,
        meaning,
        absent,
        strangers,
        truncated:
          [opened, rows].find((count) => excelRows.some((most) => count === most || count === most - 1)) ?? null,
      };
    } finally {
      await connection.run('DROP TABLE IF EXISTS coverage_codes').catch(() => {});
    }
  });
}

/** Communes whose name or code answers a search, within areas when some are given: metropole and DROM first. */
export async function searchCommunes(
  session: Session,
  search: string,
  areas: readonly Area[],
  limit: number,
): Promise<Area[]> {
  const relation = await referenceRelation(session.reference, 'communes');
  const column = (key: keyof typeof referenceColumn) => identifier(referenceColumn[key]);
  const bare = (sql: string) => `regexp_replace(${foldText(sql)}, '[^a-z0-9]+', ' ', 'g')`;
  const reference = findReferenceTable('communes') as ReferenceTable;
  const inside = areas.length === 0 ? 'true' : conditionSql(within(areas), reference.columns);
  const found =
    search.trim() === ''
      ? 'true'
      : `(starts_with(${column('code')}, upper(${literal(search.trim())})) OR contains(name, ${bare(literal(search.trim()))}))`;
  return session.database.use(null, (connection) =>
    connection.rows<Area>(`
      SELECT 'commune' AS kind, ${column('code')} AS code, ${column('commune')} AS name
      FROM (SELECT *, ${bare(column('commune'))} AS name FROM ${identifier(relation)})
      WHERE ${found} AND ${inside}
      ORDER BY ${column('zone')} = ${literal(zones.com)}, NOT starts_with(name, ${bare(literal(search.trim()))}),
        ${column('municipale')} DESC NULLS LAST, code LIMIT ${literal(limit)}`),
  );
}
