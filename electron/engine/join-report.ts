import type { JoinReport, Query, UnmatchedGroup, Warning } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { findColumn } from '../../shared/recipe/relation.ts';
import { type Join, type KeyPair, keyPair } from '../../shared/recipe/steps/join.ts';
import { identifier } from '../../shared/sql/quote.ts';
import { foldText, keyMeaning, keyText, looseKey } from '../../shared/sql/text.ts';
import type { Connection } from './database.ts';
import { compileQuery } from './query.ts';
import { oldCodes } from './reference.ts';
import type { Session } from './session.ts';

const examples = 5;

type Side = 'left' | 'right';
type Pair = { left: Column; right: Column; key: KeyPair };

/**
 * What a join would find before it is a step: matched and unmatched rows on both sides, the latter by cause, missing
 * keys, duplicates, and the row counts it leads to. `query` is the left table before the step. Faults `column-missing`,
 * `join-types`, `table-missing`.
 */
export async function reportJoin(
  session: Session,
  query: Query,
  step: Join,
  signal: AbortSignal | null,
): Promise<JoinReport> {
  const left = compileQuery(session, query);
  const right = compileQuery(session, { table: step.right, tables: query.tables });
  const pairs = step.on.map((on): Pair => {
    const columns = { left: findColumn(left.columns, on.left), right: findColumn(right.columns, on.right) };
    return { ...columns, key: keyPair(columns.left, columns.right, step.normalise ?? false) };
  });
  const old = await oldCodes(session.reference).catch(() => null);
  return session.database.use(signal, async (connection) => {
    try {
      await groupKeys(connection, 'left', left.sql, pairs);
      await groupKeys(connection, 'right', right.sql, pairs);
      return await report(connection, step, pairs, old);
    } finally {
      for (const side of ['left', 'right']) await connection.run(`DROP TABLE IF EXISTS join_${side}`).catch(() => {});
    }
  });
}

/**
 * Temporary table `join_<side>`: one row per key `k0, k1…` with its `rows`, an example of it as `shown`, and its loose
 * forms `loose0…`. Keys with a missing part come too, `absent`.
 */
async function groupKeys(connection: Connection, side: Side, sql: string, pairs: Pair[]): Promise<void> {
  const alias = side === 'left' ? 'l' : 'r';
  const keys = pairs.map((pair, place) => `${pair.key[side](alias)} AS k${place}`);
  const shown = pairs.map((pair) => keyText(`${alias}.${identifier(pair[side].name)}`, pair[side].type));
  const loose = pairs.map((pair, place) => {
    const text = looseKey(
      `${alias}.${identifier(pair[side].name)}`,
      pair[side].type,
      keyMeaning(pair.left, pair.right),
    );
    return `any_value(${text}) AS loose${place}`;
  });
  const absent = pairs.map((_, place) => `k${place} IS NULL`).join(' OR ');
  const names = pairs.map((_, place) => `k${place}`).join(', ');
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE join_${side} AS
     SELECT *, (${absent}) AS absent FROM (
       SELECT ${keys.join(', ')}, count(*) AS rows, any_value(concat_ws(' · ', ${shown.join(', ')})) AS shown, ${loose.join(', ')}
       FROM (${sql}) AS ${alias} GROUP BY ${names})`,
  );
}

type Totals = {
  l_rows: number;
  l_missing: number;
  l_doubles: number;
  l_matched: number;
  r_rows: number;
  r_missing: number;
  r_doubles: number;
  r_matched: number;
  r_alone_keys: number;
  r_double_keys: number;
  products: number;
};

async function report(connection: Connection, step: Join, pairs: Pair[], old: string | null): Promise<JoinReport> {
  const on = pairs.map((_, place) => `l.k${place} = r.k${place}`).join(' AND ');
  const side = (alias: string, table: string) =>
    `SELECT coalesce(sum(rows), 0)::BIGINT AS ${alias}_rows,
       coalesce(sum(rows) FILTER (WHERE absent), 0)::BIGINT AS ${alias}_missing,
       coalesce(sum(rows - 1) FILTER (WHERE NOT absent), 0)::BIGINT AS ${alias}_doubles,
       count(*) FILTER (WHERE NOT absent AND rows > 1) AS ${alias}_double_keys,
       count(*) FILTER (WHERE NOT absent) AS ${alias}_keys FROM ${table}`;
  const [row] = await connection.rows<Totals & { r_keys: number; matched_keys: number }>(`
    WITH both_sides AS (SELECT l.rows AS l, r.rows AS r FROM join_left AS l JOIN join_right AS r ON ${on})
    SELECT * FROM (${side('l', 'join_left')}), (${side('r', 'join_right')}),
      (SELECT coalesce(sum(l), 0)::BIGINT AS l_matched, coalesce(sum(r), 0)::BIGINT AS r_matched,
         coalesce(sum(l * r), 0)::BIGINT AS products, count(*) AS matched_keys FROM both_sides)`);
  const totals = { ...row, r_alone_keys: (row?.r_keys ?? 0) - (row?.matched_keys ?? 0) } as Totals;
  return {
    left: {
      rows: totals.l_rows,
      matched: totals.l_matched,
      missingKey: totals.l_missing,
      duplicates: totals.l_doubles,
      unmatched: await unmatched(connection, 'left', pairs, old),
    },
    right: {
      rows: totals.r_rows,
      matched: totals.r_matched,
      missingKey: totals.r_missing,
      duplicates: totals.r_doubles,
      unmatched: await unmatched(connection, 'right', pairs, old),
    },
    rowsBefore: totals.l_rows,
    rowsAfter: rowsAfter(totals, step.keep, step.allowMultiply ?? false),
    rowsIfMultiplied: rowsAfter(totals, step.keep, true),
    warnings: warningsOf(totals, step),
  };
}

/** Rows that the step gives (see joinSchema): without multiplication only the first right row of each key remains. */
function rowsAfter(totals: Totals, keep: Join['keep'], multiply: boolean): number {
  const matched = multiply ? totals.products : totals.l_matched;
  const leftAlone = totals.l_rows - totals.l_matched;
  const rightRows = totals.r_rows - totals.r_matched;
  const rightAlone = multiply ? rightRows : totals.r_alone_keys + totals.r_missing;
  switch (keep) {
    case 'inner':
      return matched;
    case 'left':
      return matched + leftAlone;
    case 'full':
      return matched + leftAlone + rightAlone;
    case 'anti':
      return leftAlone;
  }
}

function warningsOf(totals: Totals, step: Join): Warning[] {
  const warnings: Warning[] = [];
  const after = rowsAfter(totals, step.keep, true);
  if (totals.l_rows > 0 && totals.l_matched === 0) warnings.push({ code: 'join-none', params: {} });
  if (totals.products > totals.l_matched && step.keep !== 'anti') {
    const params = { rowsBefore: totals.l_rows, rowsAfter: after };
    if (step.allowMultiply) warnings.push({ code: 'join-multiplied', params });
    else warnings.push({ code: 'join-multiplies', params: { ...params, keys: totals.r_double_keys } });
  }
  if (totals.l_missing > 0) warnings.push({ code: 'join-keys-missing', params: { rows: totals.l_missing } });
  return warnings;
}

/** Keys of one side that the other has not, by cause. The order of the causes is that of their certainty. */
async function unmatched(
  connection: Connection,
  side: Side,
  pairs: Pair[],
  old: string | null,
): Promise<UnmatchedGroup[]> {
  const other = side === 'left' ? 'right' : 'left';
  const same = (name: string) => pairs.map((_, place) => `o.${name}${place} = u.${name}${place}`).join(' AND ');
  const alone = `SELECT * FROM join_${side} AS u WHERE NOT absent AND NOT EXISTS (FROM join_${other} AS o WHERE ${same('k')})`;
  const single = pairs.length === 1;
  const territorial =
    old !== null && single
      ? `WHEN EXISTS (FROM ${identifier(old)} AS c WHERE c.old = upper(u.loose0) AND c.nature LIKE 'arrondissement%') THEN 'arrondissement'
         WHEN EXISTS (FROM ${identifier(old)} AS c WHERE c.old = upper(u.loose0) AND c.nature LIKE 'commune fusionn%') THEN 'commune-merged'
         WHEN EXISTS (FROM ${identifier(old)} AS c WHERE c.old = upper(u.loose0)) THEN 'commune-part'
         WHEN EXISTS (FROM ${identifier(old)} AS c JOIN join_${other} AS o ON o.loose0 = c.old WHERE c.code = upper(u.loose0))
           THEN 'commune-merged'`
      : '';
  const rows = await connection.rows<{ cause: string; rows: number; keys: string[] }>(`
    WITH alone AS (${alone}), caused AS (
      SELECT u.rows, u.shown, CASE
        WHEN EXISTS (FROM join_${other} AS o WHERE ${same('loose')}) THEN
          CASE WHEN regexp_full_match(u.shown, '[0-9]{1,4}') THEN 'leading-zeros' ELSE 'formatted' END
        WHEN regexp_matches(${foldText('u.shown')}, '^(total|ensemble|france|source|champ|note|lecture)') THEN 'total-row'
        ${territorial}
        ELSE 'unknown' END AS cause FROM alone AS u)
    SELECT cause, sum(rows)::BIGINT AS rows, list(shown ORDER BY shown)[1:${examples}] AS keys
    FROM caused GROUP BY cause ORDER BY cause = 'unknown', rows DESC, cause`);
  return rows;
}
