import type { BridgedGroup, UnmatchedGroup } from '../../shared/contract.ts';
import { identifier, literal } from '../../shared/sql/quote.ts';
import { foldText } from '../../shared/sql/text.ts';
import { writingSql } from '../../shared/sql/writing.ts';
import {
  arrondissementNature,
  associatedNature,
  delegatedNature,
  totalOrNote,
} from '../../shared/territory/natures.ts';
import { referenceColumn, zones } from '../../shared/territory/reference.ts';
import { isForeign } from '../../shared/territory/repairs.ts';
import type { Connection } from './database.ts';
import { type SirenNames, sirenParts } from './join-causes-siren.ts';

const examples = 5;
/** Enough to set aside every total and every other body of a file: those keys are no mere examples. */
const mostListed = 400;

export type Side = 'left' | 'right';
/** DuckDB names: the old codes (see `oldCodes` of reference.ts) and the built-in communes. */
export type TerritoryNames = { old: string; communes: string };

/** How many pairs of columns make the key, whether it is a code, and the names where it is a commune's code or a SIREN. */
export type KeyShape = { parts: number; isCode: boolean; territory: TerritoryNames | null; siren: SirenNames | null };

/** Pieces of the query of causes: tables `WITH`, joins to the lone keys `u`, their successors, the lines of the CASE. */
export type CauseParts = { before: string; columns: string; joins: string; cause: string };

/**
 * Keys of one side that the other has not, by cause, surest first; the tables `join_left` and `join_right` are those of
 * join-report.ts. A cause is only told where the other side shows it: a commune is « née d’une fusion » when the other
 * table still has what it was made of.
 */
export async function unmatchedGroups(
  connection: Connection,
  side: Side,
  { parts, isCode, territory, siren }: KeyShape,
): Promise<UnmatchedGroup[]> {
  const other = side === 'left' ? 'right' : 'left';
  const same = (name: string) =>
    Array.from({ length: parts }, (_, place) => `o.${name}${place} = u.${name}${place}`).join(' AND ');
  const twins = territory
    ? territorySql(territory, side, other)
    : siren
      ? sirenParts(siren, other)
      : { before: '', joins: '', cause: '', columns: noCommune };
  const rows = await connection.rows<{
    cause: string;
    rows: number;
    keys: string[];
    listed: string[];
    different: number;
    spoilt: boolean;
    changed: string[];
    codes: string[];
    names: string[];
  }>(`
    WITH alone AS MATERIALIZED (
      SELECT u.*, upper(u.loose0) AS code FROM join_${side} AS u
      WHERE NOT absent AND NOT EXISTS (FROM join_${other} AS o WHERE ${same('k')})),
    written AS (
      SELECT u.shown, any_value(${writingSql('u.shown', 'o.shown', isCode)}) AS writing
      FROM alone AS u JOIN join_${other} AS o ON ${same('loose')} GROUP BY u.shown)
    ${twins.before},
    caused AS (
      SELECT u.rows, u.shown, u.code, ${twins.columns}, CASE
        WHEN w.writing IS NOT NULL THEN w.writing
        WHEN regexp_matches(${foldText('u.shown')}, ${literal(totalOrNote)}) THEN 'total-row'
        ${twins.cause}
        ELSE 'unknown' END AS cause
      FROM alone AS u LEFT JOIN written AS w ON w.shown = u.shown ${twins.joins})
    SELECT cause, sum(rows)::BIGINT AS rows,
      list(shown ORDER BY shown)[1:${examples}] AS keys,
      list(DISTINCT shown ORDER BY shown)[1:${mostListed}] AS listed, count(DISTINCT shown) AS different,
      coalesce(bool_or(shown <> code) FILTER (WHERE successor IS NOT NULL), false) AS spoilt,
      coalesce(list(shown ORDER BY shown) FILTER (WHERE successor IS NOT NULL), [])[1:${examples}] AS changed,
      coalesce(list(successor ORDER BY shown) FILTER (WHERE successor IS NOT NULL), [])[1:${examples}] AS codes,
      coalesce(list(successor_name ORDER BY shown) FILTER (WHERE successor IS NOT NULL), [])[1:${examples}] AS names
    FROM caused GROUP BY cause ORDER BY cause = 'unknown', rows DESC, cause`);
  return rows.map(({ cause, rows, keys, listed, different, spoilt, changed, codes, names }) => {
    const successors = changed.map((key, place) => ({ key, code: codes[place] ?? '', name: names[place] ?? '' }));
    const isListed = isForeign(cause) && different <= listed.length;
    const group: UnmatchedGroup = { cause, rows, keys: isListed ? listed : keys };
    if (isForeign(cause) && !isListed) group.cut = true;
    if (successors.length > 0) group.successors = successors;
    if (spoilt) group.spoilt = true;
    return group;
  });
}

const noCommune = 'NULL AS successor, NULL AS successor_name';

/** A territory is covered when this share of its communes is there. */
const covered = 0.9;

function territorySql({ old, communes }: TerritoryNames, side: Side, other: Side): CauseParts {
  const column = (key: keyof typeof referenceColumn) => identifier(referenceColumn[key]);
  return {
    before: `,
    others AS MATERIALIZED (SELECT DISTINCT upper(loose0) AS code FROM join_${other} WHERE NOT absent),
    -- What the other side holds of a commune: its arrondissements, or the communes that made it.
    parts AS MATERIALIZED (
      SELECT p.code, bool_or(p.nature = '${arrondissementNature}') AS municipal, bool_or(p.nature <> '${arrondissementNature}') AS older
      FROM ${identifier(old)} AS p SEMI JOIN others ON others.code = p.old GROUP BY p.code),
    present AS (
      SELECT c.${column('departementCode')} AS departement, count(others.code) / count(*) AS share
      FROM ${identifier(communes)} AS c LEFT JOIN others ON others.code = c.${column('code')} GROUP BY ALL),
    -- A list that names both a commune and its parts names the commune once more.
    listed AS (SELECT upper(loose0) AS code, sum(rows) AS rows FROM join_${side} GROUP BY ALL)`,
    columns: 'old.code AS successor, old.commune AS successor_name',
    joins: `
      LEFT JOIN ${identifier(old)} AS old ON old.old = u.code
      LEFT JOIN ${identifier(communes)} AS now ON now.${column('code')} = u.code
      LEFT JOIN parts ON parts.code = u.code
      LEFT JOIN present ON present.departement = now.${column('departementCode')}
      LEFT JOIN listed ON listed.code = old.code`,
    cause: `
        WHEN old.nature = '${arrondissementNature}' THEN 'arrondissement'
        WHEN old.nature = '${associatedNature}' THEN 'commune-part'
        WHEN old.nature = '${delegatedNature}' AND listed.rows > u.rows THEN 'commune-part'
        WHEN old.old IS NOT NULL THEN 'commune-merged'
        WHEN parts.municipal THEN 'arrondissement-parent'
        WHEN parts.older THEN 'commune-merges'
        WHEN present.share = 0 AND now.${column('zone')} = '${zones.drom}' THEN 'overseas'
        WHEN present.share = 0 THEN 'outside-territory'
        WHEN now.${column('code')} IS NOT NULL AND now.${column('epciCode')} IS NULL AND present.share >= ${covered} THEN 'no-epci'
        WHEN present.share >= ${covered} AND EXISTS (FROM parts WHERE older) THEN 'commune-restored'
        WHEN now.${column('code')} IS NOT NULL THEN 'absent-there'
        WHEN regexp_full_match(u.code, '[0-9][0-9AB][0-9]{3}') THEN 'code-unknown'`,
  };
}

/** Left rows whose key is written otherwise on the other side, by difference. */
export async function bridgedGroups(connection: Connection, parts: number, isCode: boolean): Promise<BridgedGroup[]> {
  const same = Array.from({ length: parts }, (_, place) => `l.k${place} = r.k${place}`).join(' AND ');
  const rows = await connection.rows<{ writing: string; rows: number; lefts: string[]; rights: string[] }>(`
    WITH met AS (
      SELECT l.rows, l.other_shown AS here, r.shown AS there, ${writingSql('l.other_shown', 'r.shown', isCode)} AS writing
      FROM join_left AS l JOIN join_right AS r ON ${same}
      WHERE NOT l.absent AND (l.other_shown <> r.shown))
    SELECT writing, sum(rows)::BIGINT AS rows,
      list(here ORDER BY here)[1:3] AS lefts, list(there ORDER BY here)[1:3] AS rights
    FROM met WHERE writing IS NOT NULL GROUP BY ALL ORDER BY rows DESC, writing`);
  return rows.map(({ writing, rows, lefts, rights }) => ({
    writing,
    rows,
    examples: lefts.map((left, place) => ({ left, right: rights[place] ?? '' })),
  }));
}
