import type { ColumnProfile, Query } from '../../../shared/contract.ts';
import { type Column, isNumeric } from '../../../shared/recipe/column.ts';
import type { Compiled } from '../../../shared/recipe/compile.ts';
import { withMeaning } from '../../../shared/recipe/describe.ts';
import type { Scalar } from '../../../shared/recipe/expression.ts';
import { findColumn } from '../../../shared/recipe/relation.ts';
import { identifier, literal } from '../../../shared/sql/quote.ts';
import { foldText, frenchText } from '../../../shared/sql/text.ts';
import type { Connection } from '../database.ts';
import { compileQuery, pickColumns, stepsOf, tableOf } from '../query.ts';
import type { Calls } from './call.ts';

/** Columns profiled by one query: wide tables would otherwise need all their distinct values in memory at once. */
const columnsAtOnce = 20;
const mostMonths = 12_000;

export const profileCalls: Calls<'table.profile' | 'table.values' | 'table.histogram' | 'table.periods'> = {
  async 'table.profile'(session, { query, columns }, { signal, progress }) {
    const compiled = compileQuery(session, query);
    const picked = pickColumns(compiled, columns);
    const source = session.opened.get(tableOf(query)?.source ?? '');
    if (source && stepsOf(query).length === 0) {
      const known = new Map(source.profiles.map((profile) => [profile.name, profile]));
      if (picked.every(({ name }) => known.has(name))) return picked.map(({ name }) => known.get(name)!);
    }
    return session.database.use(signal, async (connection) => {
      const profiles: ColumnProfile[] = [];
      for (let start = 0; start < picked.length; start += columnsAtOnce) {
        progress({ phase: 'computing', fraction: start / picked.length });
        profiles.push(...(await profileColumns(connection, compiled, picked.slice(start, start + columnsAtOnce))));
      }
      if (!compiled.row || !source) return profiles;
      const own = ownColumns(query, source.columns);
      return addReasons(connection, compiled, source.source.id, own, profiles);
    });
  },

  async 'table.values'(session, { query, column, search, offset, limit }, { signal }) {
    const compiled = compileQuery(session, query);
    const found = findColumn(compiled.columns, column);
    const name = identifier(found.name);
    const where = search === '' ? '' : `WHERE ${searchSql(found, search)}`;
    // One pass: the number of different values comes with each of them.
    const groups = `SELECT ${name}, count(*) AS count, count(*) OVER () AS "distinct" FROM (${compiled.sql}) ${where} GROUP BY ${name}`;
    const sql = `SELECT ${plainValue(found)} AS value, count, "distinct" FROM (${groups})
                 ORDER BY count DESC, ${name} NULLS LAST LIMIT ${limit} OFFSET ${offset}`;
    return session.database.use(signal, async (connection) => {
      const rows = await connection.rows<{ value: Scalar | null; count: number; distinct: number }>(sql);
      return { values: rows.map(({ value, count }) => ({ value, count })), distinct: rows[0]?.distinct ?? 0 };
    });
  },

  async 'table.histogram'(session, { query, column, bins }, { signal }) {
    const compiled = compileQuery(session, query);
    const found = findColumn(compiled.columns, column);
    if (!isNumeric(found.type) && found.type !== 'date' && found.type !== 'timestamp')
      return { min: null, max: null, missing: 0, bins: [] };
    const value = isNumeric(found.type)
      ? `CAST(${identifier(found.name)} AS DOUBLE)`
      : `CAST(epoch_ms(${identifier(found.name)}) AS DOUBLE)`;
    const data = `SELECT ${value} AS v FROM (${compiled.sql})`;
    return session.database.use(signal, async (connection) => {
      const [range] = await connection.rows<{ low: number | null; high: number | null; missing: number }>(
        `SELECT min(v) AS low, max(v) AS high, count(*) - count(v) AS missing FROM (${data})`,
      );
      const { low = null, high = null, missing = 0 } = range ?? {};
      if (low === null || high === null) return { min: null, max: null, missing, bins: [] };
      const count = low === high ? 1 : bins;
      const width = low === high ? 1 : (high - low) / count;
      const place = `least(${count - 1}, greatest(0, CAST(floor((v - ${literal(low)}) / ${literal(width)}) AS BIGINT)))`;
      const rows = await connection.rows<{ bin: number; count: number }>(
        `SELECT ${place} AS bin, count(*) AS count FROM (${data}) WHERE v IS NOT NULL GROUP BY bin`,
      );
      const counts = new Map(rows.map((row) => [row.bin, row.count]));
      return {
        min: low,
        max: high,
        missing,
        bins: Array.from({ length: count }, (_, bin) => ({
          from: low + bin * width,
          to: bin === count - 1 ? high : low + (bin + 1) * width,
          count: counts.get(bin) ?? 0,
        })),
      };
    });
  },

  async 'table.periods'(session, { query, column }, { signal }) {
    const compiled = compileQuery(session, query);
    const found = findColumn(compiled.columns, column);
    if (found.type !== 'date' && found.type !== 'timestamp') return { months: [] };
    const name = identifier(found.name);
    // Days are written as text once counted: a month each, not a row each.
    const months = `SELECT date_trunc('month', ${name}) AS month, count(*) AS count FROM (${compiled.sql})
      WHERE year(${name}) BETWEEN 1 AND 9999 GROUP BY ALL`;
    return session.database.use(signal, async (connection) => ({
      months: await connection.rows<{ month: string; count: number }>(
        `SELECT strftime(month, '%Y-%m') AS month, count FROM (${months}) ORDER BY month LIMIT ${mostMonths}`,
      ),
    }));
  },
};

async function profileColumns(connection: Connection, compiled: Compiled, columns: Column[]): Promise<ColumnProfile[]> {
  const measures = columns.map(
    ({ name }, index) =>
      `count(*) - count(${identifier(name)}) AS missing_${index}, count(DISTINCT ${identifier(name)}) AS distinct_${index}`,
  );
  if (measures.length === 0) return [];
  const [row] = await connection.rows<Record<string, number>>(`SELECT ${measures.join(', ')} FROM (${compiled.sql})`);
  return columns.map(({ name }, index) => ({
    name,
    missing: row?.[`missing_${index}`] ?? 0,
    missingReasons: {},
    invalid: 0,
    distinct: row?.[`distinct_${index}`] ?? 0,
  }));
}

/**
 * Why cells of the rows kept are missing, where a row is still a record of its file. A column that was renamed or
 * computed has no reasons of its own.
 */
async function addReasons(
  connection: Connection,
  compiled: Compiled,
  source: string,
  own: ReadonlySet<string>,
  profiles: ColumnProfile[],
): Promise<ColumnProfile[]> {
  const rows = await connection.rows<{ column: string; reason: string; count: number }>(
    `SELECT i."column" AS "column", i.reason AS reason, count(*) AS count
     FROM ${identifier(`issues_${source}`)} AS i SEMI JOIN (SELECT __row FROM (${compiled.sql})) AS r ON i.row = r.__row
     GROUP BY ALL`,
  );
  return profiles.map((profile) => {
    if (!own.has(profile.name)) return profile;
    const reasons = rows.filter((row) => row.column === profile.name);
    const invalid = reasons.find(({ reason }) => reason === 'invalid')?.count ?? 0;
    const coded = reasons.filter(({ reason }) => reason !== 'invalid').map(({ reason, count }) => [reason, count]);
    return { ...profile, invalid, missingReasons: Object.fromEntries(coded) };
  });
}

/** Names of the columns that still are, under that name, those of the file. */
export function ownColumns(query: Query, columns: readonly Column[]): Set<string> {
  const own = new Set(columns.map(({ name }) => name));
  for (const step of stepsOf(query)) {
    if (step.kind === 'derive') own.delete(step.name);
    else if (step.kind === 'rename')
      for (const { from, to } of step.names) for (const name of [from, to]) own.delete(name);
    else if (step.kind === 'join') for (const { as } of step.columns) own.delete(as);
    else if (step.kind === 'unpivot') own.clear();
    else if (step.kind === 'append') own.delete(step.origin?.column ?? '');
    else if (step.kind === 'target') for (const name of [step.verdictColumn, step.reasonColumn]) own.delete(name);
  }
  return own;
}

/** A value as conditions write it: dates as ISO text. */
export function plainValue(column: Column): string {
  const name = identifier(column.name);
  if (column.type === 'date') return `strftime(${name}, '%Y-%m-%d')`;
  if (column.type === 'timestamp') return `strftime(${name}, '%Y-%m-%dT%H:%M:%S.%g')`;
  return name;
}

/** Found by what the cell says, or by what its code means. */
function searchSql(column: Column, search: string): string {
  const name = identifier(column.name);
  const text = foldText(frenchText(name, column.type));
  const found = `contains(${text}, ${foldText(literal(search))})`;
  const wanted = plain(search);
  const codes = Object.entries(column.values ?? {}).flatMap(([code, meaning]) => {
    if (!plain(withMeaning(code, column, code)).includes(wanted) && !plain(meaning).includes(wanted)) return [];
    // « 01 » in the documentation of a column of numbers is 1.
    return isNumeric(column.type) && code.trim() !== '' ? [code, String(Number(code))] : [code];
  });
  if (codes.length === 0) return found;
  return `(${found} OR CAST(${name} AS VARCHAR) IN (${[...new Set(codes)].map(literal).join(', ')}))`;
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
