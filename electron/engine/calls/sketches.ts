import type { Query } from '../../../shared/contract.ts';
import type { ColumnDetails, ColumnSketch, Quantities, ValueCount } from '../../../shared/profile/report.ts';
import { type Column, isNumeric } from '../../../shared/recipe/column.ts';
import { findColumn } from '../../../shared/recipe/relation.ts';
import type { StepKind } from '../../../shared/recipe/step.ts';
import { identifier, literal } from '../../../shared/sql/quote.ts';
import { keyText } from '../../../shared/sql/text.ts';
import type { Connection } from '../database.ts';
import { compileQuery, isGathered, pickColumns, stepsOf, tableOf } from '../query.ts';
import type { Session } from '../session.ts';
import { isMeasured, measure, readEnds, readSpreads } from '../spreads.ts';
import type { Calls } from './call.ts';
import { ownColumns, plainValue } from './profiles.ts';

const sketchBins = 24;
const sketchValues = 8;
const detailBins = 30;
const detailValues = 20;
/** A column of the file with more different values than this has none that stands out at the size of a header. */
const mostDistinct = 1000;

export const sketchCalls: Calls<'table.sketch' | 'table.details' | 'table.duplicates'> = {
  async 'table.sketch'(session, { query, columns }, { signal }) {
    const known = knownDistinct(session, query);
    const whole = knownWhole(session, query);
    const picked = pickColumns(compileQuery(session, query), columns);
    return onRows(session, query, picked, signal, async (connection, rows) => {
      const ends = await readEnds(connection, rows, picked, whole);
      const spreads = await readSpreads(connection, rows, picked, ends, sketchBins);
      const counted = picked.filter((column) => !isMeasured(column) && (known.get(column.name) ?? 0) <= mostDistinct);
      const tops = await readTops(connection, rows, counted, sketchValues);
      return picked.map(
        ({ name }, place): ColumnSketch => ({
          name,
          rows: ends[place]!.rows,
          missing: ends[place]!.rows - ends[place]!.present,
          spread: spreads.get(name) ?? null,
          top: tops.get(name) ?? null,
        }),
      );
    });
  },

  async 'table.details'(session, { query, column }, { signal }) {
    const found = findColumn(compileQuery(session, query).columns, column);
    return onRows(session, query, [found], signal, async (connection, rows) => {
      const ends = await readEnds(connection, rows, [found]);
      const spreads = await readSpreads(connection, rows, [found], ends, detailBins);
      const tops = await readTops(connection, rows, [found], detailValues);
      const { rows: all, present } = ends[0]!;
      return {
        name: found.name,
        rows: all,
        missing: all - present,
        spread: spreads.get(found.name) ?? null,
        top: tops.get(found.name) ?? [],
        ...(await readRest(connection, rows, found)),
        quantities: isMeasured(found) && present > 0 ? await readQuantities(connection, rows, found) : null,
      };
    });
  },

  async 'table.duplicates'(session, { query, columns }, { signal }) {
    const picked = pickColumns(compileQuery(session, query), columns);
    return onRows(session, query, picked, signal, async (connection, rows) => {
      const key = picked.map(({ name, type }) => `coalesce(${keyText(identifier(name), type)}, '')`);
      const present = picked.map(({ name }) => `${identifier(name)} IS NOT NULL`);
      const groups = `SELECT ${key.length === 1 ? key[0] : `concat_ws(' · ', ${key.join(', ')})`} AS key, count(*) AS rows
         FROM ${rows} WHERE ${present.join(' AND ')} GROUP BY ${picked.map(({ name }) => identifier(name)).join(', ')}
         HAVING count(*) > 1`;
      const [sum] = await connection.rows<{ rows: number | null; keys: number }>(
        `SELECT CAST(sum(rows) AS BIGINT) AS rows, count(*) AS keys FROM (${groups})`,
      );
      const examples = await connection.rows<{ key: string; rows: number }>(
        `${groups} ORDER BY rows DESC, key LIMIT 5`,
      );
      return { rows: sum?.rows ?? 0, keys: sum?.keys ?? 0, examples };
    });
  },
};

/** Steps whose rows cost more to make than to keep: several questions are then put to the rows kept. */
const costly: ReadonlySet<StepKind> = new Set([
  'aggregate',
  'append',
  'distinct',
  'join',
  'limit',
  'pivot',
  'recode',
  'target',
  'unpivot',
]);

/** Hands what stands after FROM for the rows of a query, with at least these columns. */
function onRows<T>(
  session: Session,
  query: Query,
  columns: readonly Column[],
  signal: AbortSignal | null,
  work: (connection: Connection, rows: string) => Promise<T>,
): Promise<T> {
  const { sql } = compileQuery(session, query);
  if (columns.length === 0 || !stepsOf(query).some(({ kind }) => costly.has(kind)))
    return session.database.use(signal, (connection) => work(connection, `(${sql})`));
  const list = columns.map(({ name }) => identifier(name)).join(', ');
  // Groups are kept whole: the page on screen is read from them too.
  return session.results.table(isGathered(query) ? sql : `SELECT ${list} FROM (${sql})`, signal, (connection, table) =>
    work(connection, identifier(table)),
  );
}

async function readTops(
  connection: Connection,
  rows: string,
  columns: readonly Column[],
  most: number,
): Promise<Map<string, ValueCount[]>> {
  const tops = new Map<string, ValueCount[]>();
  for (const column of columns) {
    const name = identifier(column.name);
    const values = await connection.rows<ValueCount>(
      `SELECT ${plainValue(column)} AS value, count(*) AS count FROM ${rows} WHERE ${name} IS NOT NULL
       GROUP BY ${name} ORDER BY count DESC, ${name} LIMIT ${most}`,
    );
    tops.set(column.name, values);
  }
  return tops;
}

async function readQuantities(connection: Connection, rows: string, column: Column): Promise<Quantities | null> {
  const data = `(SELECT ${measure(column)} AS v FROM ${rows}) WHERE isfinite(v)`;
  const [row] = await connection.rows<{
    low: number | null;
    high: number | null;
    q: number[] | null;
    mean: number | null;
    deviation: number | null;
  }>(
    `SELECT min(v) AS low, max(v) AS high, quantile_cont(v, [0.05, 0.25, 0.5, 0.75, 0.95]) AS q,
            avg(v) AS mean, stddev_samp(v) AS deviation FROM ${data}`,
  );
  if (!row || row.low === null || row.high === null || !row.q) return null;
  const [p5, q1, median, q3, p95] = row.q as [number, number, number, number, number];
  const reach = 3 * (q3 - q1);
  const outside =
    reach > 0
      ? await connection.rows<{ low: number; high: number }>(
          `SELECT count(*) FILTER (v < ${literal(q1 - reach)}) AS low, count(*) FILTER (v > ${literal(q3 + reach)}) AS high
           FROM ${data}`,
        )
      : [];
  const dated = !isNumeric(column.type);
  return {
    min: row.low,
    p5,
    q1,
    median,
    q3,
    p95,
    max: row.high,
    mean: dated ? null : row.mean,
    deviation: dated ? null : row.deviation,
    low: outside[0]?.low ?? null,
    high: outside[0]?.high ?? null,
  };
}

async function readRest(
  connection: Connection,
  rows: string,
  column: Column,
): Promise<Pick<ColumnDetails, 'distinct' | 'lengths' | 'numbers'>> {
  const name = identifier(column.name);
  const texts =
    column.type === 'text'
      ? `, min(length(${name})) AS least, max(length(${name})) AS most, count(*) FILTER (${readsAsNumber(name)}) AS numbers`
      : '';
  const [row] = await connection.rows<{ distinct: number; least?: number; most?: number; numbers?: number }>(
    `SELECT count(DISTINCT ${name}) AS "distinct"${texts} FROM ${rows}`,
  );
  const { distinct = 0, least, most, numbers = 0 } = row ?? {};
  return { distinct, numbers, lengths: least == null || most == null ? null : { least, most } };
}

function readsAsNumber(name: string): string {
  return `regexp_full_match(regexp_replace(${name}, '[\\s\\x{00A0}\\x{202F}]', '', 'g'), '[+-]?\\d+([.,]\\d+)?')`;
}

/** Different values that columns of the file had when it was opened: filtered rows have at most as many. */
function knownDistinct(session: Session, query: Query): Map<string, number> {
  const source = session.opened.get(tableOf(query)?.source ?? '');
  if (!source) return new Map();
  const own = ownColumns(query, source.columns);
  const steps = stepsOf(query);
  if (steps.some(({ kind }) => kind === 'append' || kind === 'clean' || kind === 'recode' || kind === 'aggregate'))
    return new Map();
  return new Map(
    source.profiles.filter(({ name }) => own.has(name)).map(({ name, distinct }) => [name, distinct] as const),
  );
}

/** Steps after which a column of the file has a value in every row if it had one in every record. */
const keepingValues: ReadonlySet<StepKind> = new Set(['filter', 'sort', 'limit', 'distinct']);

/** Columns known to have no missing cell since their file was opened. */
function knownWhole(session: Session, query: Query): Set<string> {
  const source = session.opened.get(tableOf(query)?.source ?? '');
  if (!source || !stepsOf(query).every(({ kind }) => keepingValues.has(kind))) return new Set();
  return new Set(source.profiles.filter(({ missing }) => missing === 0).map(({ name }) => name));
}
