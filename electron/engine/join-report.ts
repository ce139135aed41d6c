import type { JoinReport, Query, Warning } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { findColumn } from '../../shared/recipe/relation.ts';
import { type Join, type KeyPair, keyPair } from '../../shared/recipe/steps/join.ts';
import { identifier } from '../../shared/sql/quote.ts';
import { keyMeaning, keyText, looseKey } from '../../shared/sql/text.ts';
import { referenceColumn } from '../../shared/territory/reference.ts';
import type { Connection } from './database.ts';
import { bridgedGroups, type KeyShape, type Side, type TerritoryNames, unmatchedGroups } from './join-causes.ts';
import { compileQuery } from './query.ts';
import { oldCodes, referenceRelation } from './reference.ts';
import type { Session } from './session.ts';

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
  const territory = await territoryNames(session);
  return session.database.use(signal, async (connection) => {
    try {
      await groupKeys(connection, 'left', left.sql, pairs);
      await groupKeys(connection, 'right', right.sql, pairs);
      return await report(connection, step, pairs, territory);
    } finally {
      for (const side of ['left', 'right']) await connection.run(`DROP TABLE IF EXISTS join_${side}`).catch(() => {});
    }
  });
}

/** The reference that tells why codes do not meet; null when it cannot be read, and causes are then fewer. */
async function territoryNames(session: Session): Promise<(TerritoryNames & { epci: string }) | null> {
  try {
    const [old, communes, epci] = await Promise.all([
      oldCodes(session.reference),
      referenceRelation(session.reference, 'communes'),
      referenceRelation(session.reference, 'epci'),
    ]);
    return { old, communes, epci };
  } catch {
    return null;
  }
}

/**
 * Temporary table `join_<side>`: one row per key `k0, k1…` with its `rows`, two writings of it as `shown` and
 * `other_shown` (the same when there is but one), and its loose forms `loose0…`. Keys with a missing part come too, `absent`.
 */
async function groupKeys(connection: Connection, side: Side, sql: string, pairs: Pair[]): Promise<void> {
  const alias = side === 'left' ? 'l' : 'r';
  const names = [...new Set(pairs.map((pair) => identifier(pair[side].name)))];
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
  const grouped = pairs.map((_, place) => `k${place}`).join(', ');
  // Cells are counted as they stand first: what reads their writing then reads each writing once.
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE join_${side} AS
     WITH cells AS (SELECT ${names.join(', ')}, count(*) AS __rows FROM (${sql}) GROUP BY ALL)
     SELECT *, (${absent}) AS absent FROM (
       SELECT ${keys.join(', ')}, sum(__rows)::BIGINT AS rows, min(concat_ws(' · ', ${shown.join(', ')})) AS shown,
         max(concat_ws(' · ', ${shown.join(', ')})) AS other_shown, ${loose.join(', ')}
       FROM cells AS ${alias} GROUP BY ${grouped})`,
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

async function report(
  connection: Connection,
  step: Join,
  pairs: Pair[],
  territory: (TerritoryNames & { epci: string }) | null,
): Promise<JoinReport> {
  const shape = await keyShape(connection, pairs, territory);
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
      unmatched: await unmatchedGroups(connection, 'left', shape),
    },
    right: {
      rows: totals.r_rows,
      matched: totals.r_matched,
      missingKey: totals.r_missing,
      duplicates: totals.r_doubles,
      unmatched: await unmatchedGroups(connection, 'right', shape),
    },
    rowsBefore: totals.l_rows,
    rowsAfter: rowsAfter(totals, step.keep, step.allowMultiply ?? false),
    rowsIfMultiplied: rowsAfter(totals, step.keep, true),
    bridged: step.normalise ? await bridgedGroups(connection, pairs.length, shape.isCode) : [],
    repeated: await connection.rows<{ key: string; rows: number }>(
      'SELECT shown AS "key", rows FROM join_right WHERE NOT absent AND rows > 1 ORDER BY rows DESC, shown LIMIT 5',
    ),
    warnings: warningsOf(totals, step),
  };
}

/** A key of communes is told by its meaning, or by its values where nothing recognised it. */
async function keyShape(
  connection: Connection,
  pairs: Pair[],
  territory: (TerritoryNames & { epci: string }) | null,
): Promise<KeyShape> {
  const [pair] = pairs;
  const meaning = pair ? keyMeaning(pair.left, pair.right) : null;
  const shape: KeyShape = {
    parts: pairs.length,
    isCode: meaning !== null && pairs.length === 1,
    territory: null,
    siren: null,
  };
  if (pairs.length === 1 && territory && (meaning === 'siren' || meaning === 'epci'))
    return { ...shape, siren: territory };
  if (pairs.length !== 1 || territory === null || (meaning !== null && meaning !== 'commune')) return shape;
  if (meaning === 'commune') return { ...shape, territory };
  const known = identifier(referenceColumn.code);
  const [share] = await connection.rows<{ share: number | null }>(
    `SELECT count(c.${known}) / count(*) AS share FROM join_left AS u
     LEFT JOIN ${identifier(territory.communes)} AS c ON c.${known} = upper(u.loose0)`,
  );
  return (share?.share ?? 0) > 0.5 ? { ...shape, territory } : shape;
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
