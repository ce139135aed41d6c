import { identifier } from '../../shared/sql/quote.ts';
import { referenceColumn, zones } from '../../shared/territory/reference.ts';
import type { CauseParts } from './join-causes.ts';

/** DuckDB names of the built-in communes and EPCI, which have a SIREN each. */
export type SirenNames = { communes: string; epci: string };

/** Numbers of communes were given in alphabetical order, like codes: they drift apart by a few where a list changed. */
const drift = 3;

/**
 * Why a SIREN finds nothing. What the reference knows comes first; of the others, the first two digits tell the kind of
 * body that was numbered (21 commune, 22 département, 23 région, 24 EPCI, 25 syndicat, 26 CCAS, 20 any public body since
 * 2008: SIRENE's own series), and for a commune the next two its département.
 */
export function sirenParts({ communes, epci }: SirenNames, other: 'left' | 'right'): CauseParts {
  const column = (key: keyof typeof referenceColumn) => identifier(referenceColumn[key]);
  return {
    before: `,
    others AS MATERIALIZED (SELECT DISTINCT loose0 AS code FROM join_${other} WHERE NOT absent),
    known AS (SELECT ${column('siren')} AS code, ${column('code')} AS commune, ${column('departementCode')} AS departement, ${column('zone')} AS zone
      FROM ${identifier(communes)} WHERE ${column('siren')} IS NOT NULL),
    present AS (
      SELECT known.departement, count(others.code) / count(*) AS share
      FROM known LEFT JOIN others ON others.code = known.code GROUP BY ALL),
    -- Numbers of communes that are no commune's any more: 21, two digits of the département, then about the commune's own.
    former AS (
      SELECT substr(others.code, 3, 2) AS departement, CAST(substr(others.code, 6, 3) AS INTEGER) AS number
      FROM others ANTI JOIN known ON known.code = others.code
      WHERE regexp_full_match(others.code, '21[0-9]{7}')),
    renewed AS (
      SELECT DISTINCT known.code FROM known JOIN former ON former.departement =
        CASE WHEN known.departement IN ('2A', '2B') THEN '20' ELSE left(known.departement, 2) END
        AND abs(former.number - CAST(right(known.commune, 3) AS INTEGER)) <= ${drift}
      WHERE NOT starts_with(known.code, '21'))`,
    columns: 'NULL AS successor, NULL AS successor_name',
    joins: `
      LEFT JOIN known AS now ON now.code = u.code
      LEFT JOIN present ON present.departement = now.departement
      LEFT JOIN renewed ON renewed.code = u.code
      LEFT JOIN (SELECT DISTINCT ${column('epciCode')} AS code FROM ${identifier(epci)}) AS grouping ON grouping.code = u.code`,
    cause: `
        WHEN renewed.code IS NOT NULL THEN 'siren-renewed'
        WHEN present.share = 0 AND now.zone = '${zones.drom}' THEN 'overseas'
        WHEN present.share = 0 THEN 'outside-territory'
        WHEN now.code IS NOT NULL THEN 'absent-there'
        WHEN grouping.code IS NOT NULL THEN 'siren-epci'
        WHEN NOT regexp_full_match(u.code, '[0-9]{9}') THEN 'siren-invalid'
        WHEN ${luhnSum('u.code')} % 10 <> 0 THEN 'siren-invalid'
        WHEN starts_with(u.code, '21') THEN 'siren-former'
        WHEN starts_with(u.code, '22') THEN 'siren-departement'
        WHEN starts_with(u.code, '23') THEN 'siren-region'
        WHEN starts_with(u.code, '24') THEN 'siren-epci-former'
        WHEN starts_with(u.code, '25') THEN 'siren-syndicat'
        WHEN starts_with(u.code, '26') THEN 'siren-ccas'
        WHEN starts_with(u.code, '20') THEN 'siren-recent'`,
  };
}

/** Luhn sum of nine digits, which a true SIREN makes a multiple of ten. Null where they are none. */
function luhnSum(code: string): string {
  const digit = (place: number) => `TRY_CAST(substr(${code}, ${place}, 1) AS INTEGER)`;
  const terms = Array.from({ length: 9 }, (_, index) => {
    const one = digit(index + 1);
    return index % 2 === 1 ? `(2 * ${one}) // 10 + (2 * ${one}) % 10` : one;
  });
  return `(${terms.join(' + ')})`;
}
