import type { Query } from '../../../shared/contract.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import { type Compiled, compileCounts, compileText, trace } from '../../../shared/recipe/compile.ts';
import { Fault, faultData } from '../../../shared/rpc/fault.ts';
import { conditionSql } from '../../../shared/sql/condition.ts';
import { identifier } from '../../../shared/sql/quote.ts';
import { encodeStream } from '../arrow.ts';
import type { Connection } from '../database.ts';
import { compileQuery, isGathered, pickColumns, selectSql, sourceTables, stepsOf, tableOf } from '../query.ts';
import type { Session } from '../session.ts';
import type { Calls } from './call.ts';

/** Up to this width a result is kept whole, so that scrolling sideways finds it; beyond, only the columns asked for. */
const keptColumns = 60;
const keptCells = 30_000_000;
/** Groups sorted anew for each page; beyond, the page comes from a result kept in order. */
const sortedGroups = 50_000;

export const pageCalls: Calls<
  'table.columns' | 'table.page' | 'table.count' | 'table.steps' | 'table.sql' | 'filter.count'
> = {
  async 'table.columns'(session, { query }) {
    // Where reasons are kept is no business of the page.
    return compileQuery(session, query).columns.map(({ issues: _, ...column }) => column);
  },

  async 'table.page'(session, { query, columns, offset, limit }, { signal }) {
    const compiled = compileQuery(session, query);
    const picked = pickColumns(compiled, columns);
    if (isGathered(query) && compiled.order !== null) {
      const page = await readGroups(session, compiled, picked, offset, limit, signal);
      if (page) return page;
    }
    const [total, rows] = await Promise.all([
      countRows(session, query, compiled, signal),
      readPage(session, query, compiled, picked, offset, limit, signal),
    ]);
    return { rows, total };
  },

  async 'table.count'(session, { query }, { signal }) {
    return countRows(session, query, compileQuery(session, query), signal);
  },

  async 'table.steps'(session, { query }, { signal }) {
    const sources = sourceTables(session);
    const { fault } = trace(query, sources);
    const sound = fault ? { ...query, steps: fault.place } : query;
    try {
      const [before = 0, ...rowCounts] = await countSteps(session, compileCounts(sound, sources), signal);
      return { before, rowCounts, fault: fault && { step: fault.step, fault: fault.fault } };
    } catch (thrown) {
      if (signal?.aborted) throw thrown;
      return findBreak(session, sound, thrown, signal);
    }
  },

  async 'table.sql'(session, { query }) {
    return compileText(query, sourceTables(session));
  },

  async 'filter.count'(session, { query, condition }, { signal }) {
    const compiled = compileQuery(session, query);
    const where = conditionSql(condition, compiled.columns);
    const [total, kept] = await Promise.all([
      countRows(session, query, compiled, signal),
      session.results.count(`SELECT * FROM (${compiled.sql}) WHERE ${where}`, signal),
    ]);
    return { kept, total };
  },
};

/** Rows of a query; those of an untouched source are known. */
export async function countRows(
  session: Session,
  query: Query,
  compiled: Compiled,
  signal: AbortSignal | null,
): Promise<number> {
  const source = session.opened.get(tableOf(query)?.source ?? '');
  if (source && stepsOf(query).length === 0) return source.source.rowCount;
  return session.results.count(compiled.sql, signal);
}

/**
 * One page as Arrow: directly where rows come in order by themselves (1 000 000 rows are skipped in 7 ms) or for a first
 * page; any further page of an ordered query from a result made once (results.ts).
 */
async function readPage(
  session: Session,
  query: Query,
  compiled: Compiled,
  columns: Column[],
  offset: number,
  limit: number,
  signal: AbortSignal | null,
): Promise<Uint8Array> {
  const list = columns.length === 0 ? 'NULL AS "__empty"' : columns.map(({ name }) => identifier(name)).join(', ');
  const byPlace = (table: string) =>
    `SELECT ${list} FROM ${table} WHERE rowid >= ${offset} AND rowid < ${offset + limit} ORDER BY rowid`;
  const read = async (connection: Connection, sql: string) => encodeStream(await connection.stream(sql));

  if (compiled.order === null || offset === 0) {
    const sql = `${selectSql(compiled, columns)} LIMIT ${limit} OFFSET ${offset}`;
    return session.database.use(signal, (connection) => read(connection, sql));
  }
  const total = await countRows(session, query, compiled, signal);
  const whole = compiled.columns.length <= keptColumns && compiled.columns.length * total <= keptCells;
  const kept = selectSql(compiled, whole ? compiled.columns : columns);
  return session.results.table(kept, signal, (connection, table) => read(connection, byPlace(identifier(table))));
}

/** Groups are made once: their number, this page and the next are read from them. Null: better read in order. */
function readGroups(
  session: Session,
  compiled: Compiled,
  columns: Column[],
  offset: number,
  limit: number,
  signal: AbortSignal | null,
): Promise<{ rows: Uint8Array; total: number } | null> {
  const work = async (connection: Connection, table: string) => {
    const [counted] = await connection.rows<{ total: number }>(`SELECT count(*) AS total FROM ${identifier(table)}`);
    const total = counted?.total ?? 0;
    if (offset > 0 && total > sortedGroups) return null;
    const kept = selectSql({ ...compiled, sql: `SELECT * FROM ${identifier(table)}` }, columns);
    return { rows: await encodeStream(await connection.stream(`${kept} LIMIT ${limit} OFFSET ${offset}`)), total };
  };
  return session.results.table(compiled.sql, signal, work, { fleeting: true });
}

async function countSteps(session: Session, sql: string, signal: AbortSignal | null): Promise<number[]> {
  const rows = await session.database.use(signal, (connection) => connection.rows<{ count: number }>(sql));
  return rows.map(({ count }) => count);
}

/** The figures refused to be computed together: finds the first step whose own count fails. */
async function findBreak(session: Session, query: Query, thrown: unknown, signal: AbortSignal | null) {
  const steps = (tableOf(query)?.recipe ?? []).slice(0, query.steps);
  let counts: number[] = [];
  for (let place = 0; place <= steps.length; place++) {
    try {
      counts = await countSteps(session, compileCounts({ ...query, steps: place }, sourceTables(session)), signal);
    } catch (failure) {
      const step = steps[place - 1];
      if (!step || signal?.aborted) throw failure;
      const [before = 0, ...rowCounts] = counts;
      return { before, rowCounts, fault: { step: step.id, fault: faultData(failure) } };
    }
  }
  throw thrown instanceof Error ? thrown : new Fault('internal', { detail: String(thrown) });
}
