import { niceBins } from '../../shared/chart/bins.ts';
import type { Chart } from '../../shared/chart/encoding.ts';
import { isGrouped } from '../../shared/chart/kinds.ts';
import { limits } from '../../shared/chart/limits.ts';
import { isYear } from '../../shared/chart/measure.ts';
import {
  chartSql,
  codeOfNames,
  communeCodes,
  doubledSql,
  type FactsRow,
  factsSql,
  factsWidth,
  namesakesSql,
  referencesSql,
  trendSql,
  yearsSql,
} from '../../shared/chart/query.ts';
import { type Cuts, isContinuous, isTime, noCuts } from '../../shared/chart/query-data.ts';
import {
  gatheredFactsSql,
  gatheredMarksSql,
  gatheredMiddlesSql,
  gatheredSql,
  gatherSql,
  isGathered,
  isSettled,
} from '../../shared/chart/query-gathered.ts';
import { categoryLimit } from '../../shared/chart/query-groups.ts';
import { pointLimit } from '../../shared/chart/query-points.ts';
import type { ChartFacts } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { isRepeated, repeatedSql } from '../../shared/sql/repeated.ts';
import { doubledArrondissements } from '../../shared/territory/municipal.ts';
import { encodeStream } from './arrow.ts';
import { type Chunk, type ChunkStream, type Connection, readColumn } from './database.ts';

/**
 * Aggregates what a chart draws over `sql`, a table's compiled recipe: at most a few thousand rows (see limits), as
 * Arrow IPC, and what they leave out. Faults: `chart-incomplete`, `column-missing`.
 */
export async function chartData(
  connection: Connection,
  sql: string,
  columns: readonly Column[],
  chart: Chart,
): Promise<{ rows: Uint8Array; facts: ChartFacts }> {
  const over = { connection, sql, columns, chart };
  if (isSettled(columns, chart)) return answer(over, settledQueries(over));
  if (!isGathered(chart)) return answer(over, queriesOf(over, rowQueries));
  // Temporary tables go with their transaction, given up or not.
  await connection.run('BEGIN');
  for (const statement of gatherSql(sql, columns, chart)) await connection.run(statement);
  const answered = await answer(over, queriesOf(over, gatheredQueries));
  await connection.run('ROLLBACK');
  return answered;
}

type Over = { connection: Connection; sql: string; columns: readonly Column[]; chart: Chart };

/** The facts are asked for first, the marks last. */
type Queries = {
  facts(): Promise<FactsRow>;
  references(cuts: Cuts): string;
  marks(cuts: Cuts): Promise<Marks>;
};

/** Marks as Arrow IPC, their names where they may have namesakes, and what is past the last one: the same in all of them. */
type Marks = { rows: Uint8Array; names: ReadonlySet<string>; rest: ChartFacts['rest'] };

/** Where facts, marks and reference lines are read: the rows of the table, or what was gathered from them. */
type Sources = { facts: typeof factsSql; marks: typeof chartSql; references: typeof referencesSql };
const rowQueries: Sources = { facts: factsSql, marks: chartSql, references: referencesSql };
const gatheredQueries: Sources = {
  facts: gatheredFactsSql,
  marks: gatheredMarksSql,
  references: (sql, columns, chart, cuts) =>
    gatheredMiddlesSql(columns, chart, cuts) ?? referencesSql(sql, columns, chart, cuts),
};

function queriesOf({ connection, sql, columns, chart }: Over, sources: Sources): Queries {
  return {
    async facts() {
      const [row] = await connection.rows<FactsRow>(sources.facts(sql, columns, chart));
      return row as FactsRow;
    },
    references: (cuts) => sources.references(sql, columns, chart, cuts),
    async marks(cuts) {
      const stream = await connection.stream(sources.marks(sql, columns, chart, cuts));
      const names = new Set<string>();
      let rest: Marks['rest'] = null;
      async function* watched() {
        for await (const chunk of stream.chunks) {
          rest ??= restOf(stream.names, chunk);
          if (codeOfNames(columns, chart)) readNames(stream.names, chunk, names);
          yield chunk;
        }
      }
      return { rows: await encodeStream({ ...stream, chunks: watched() }), names, rest };
    },
  };
}

/** Facts and marks of one statement: the facts stand in each of its rows. */
function settledQueries({ connection, sql, columns, chart }: Over): Queries {
  let stream: ChunkStream | null = null;
  const chunks: Chunk[] = [];
  return {
    async facts() {
      stream = await connection.stream(gatheredSql(sql, columns, chart));
      for await (const chunk of stream.chunks) chunks.push(chunk);
      const cells = stream.names.slice(0, factsWidth).map((name, at) => {
        const cell = readColumn(chunks[0] as Chunk, at)[0] ?? null;
        return [name, cell === null ? null : Number(cell)];
      });
      const row = Object.fromEntries(cells) as FactsRow;
      // Names and colours that are kept may never cross.
      const rows = stream.names.indexOf('rows');
      if (readColumn(chunks[0] as Chunk, rows)[0] === null) chunks.length = 0;
      return row;
    },
    references: (cuts) => referencesSql(sql, columns, chart, cuts),
    async marks() {
      const { names, types } = stream as ChunkStream;
      const drawn = new Set<string>();
      if (codeOfNames(columns, chart)) for (const chunk of chunks) readNames(names, chunk, drawn);
      const rows = await encodeStream({ names, types, chunks: oneByOne(chunks) }, factsWidth);
      return { rows, names: drawn, rest: restOf(names, chunks[0]) };
    },
  };
}

function readNames(columns: readonly string[], chunk: Chunk, into: Set<string>): void {
  for (const name of readColumn(chunk, columns.indexOf('x'))) if (typeof name === 'string') into.add(name);
}

function restOf(names: readonly string[], chunk: Chunk | undefined): Marks['rest'] {
  const [longest, sum] = ['rest_longest', 'rest_sum'].map((name) => {
    const at = names.indexOf(name);
    return chunk && at >= 0 ? (readColumn(chunk, at)[0] ?? null) : null;
  });
  return longest == null ? null : { longest: Number(longest), sum: sum == null ? null : Number(sum) };
}

async function* oneByOne(chunks: readonly Chunk[]): AsyncGenerator<Chunk> {
  yield* chunks;
}

async function answer(
  { connection, sql, columns, chart }: Over,
  queries: Queries,
): Promise<{ rows: Uint8Array; facts: ChartFacts }> {
  const row = await queries.facts();
  const drawn = row.total - row.missing;
  const dense = chart.kind === 'scatter' && drawn > pointLimit(chart);
  const squares = dense && chart.density === 'bins';
  const cuts = cutsOf(chart, columns, row, squares);
  const categories = isGrouped(chart.kind) && !isContinuous(chart) ? categoryLimit(chart) : null;
  const limit = chart.kind === 'box' ? categoryLimit(chart) : categories;
  const shown = limit === null ? drawn : Math.min(row.distinct_x, limit);
  const facts: Omit<ChartFacts, 'rest' | 'namesakes'> = {
    total: row.total,
    missing: row.missing,
    unmeasured: row.unmeasured,
    shown: dense && !squares ? pointLimit(chart) : shown,
    others: limit === null ? 0 : row.distinct_x - shown,
    sampled: dense && !squares,
    distinct: { x: row.distinct_x, color: row.distinct_color, panels: row.panels },
    lowest: row.lowest,
    highest: row.highest,
    mean: row.mean,
    median: row.median,
    bucket: cuts.unit ?? (isContinuous(chart) && cuts.bins ? 'steps' : null),
    squares,
    trend: await trendOf(connection, sql, columns, chart),
    references: await referencesOf(connection, chart, () => queries.references(cuts)),
    repeatedBy: await repeatedBy(connection, sql, columns, chart),
    doubled: await doubledBy(connection, sql, columns, chart),
    yearsAdded: await yearsAdded(connection, sql, columns, chart),
  };
  const { rows, names, rest } = await queries.marks(cuts);
  const namesakes = await namesakesOf({ connection, sql, columns, chart }, [...names]);
  return { rows, facts: { ...facts, rest, namesakes } };
}

const day = 86_400_000;

/** Bins, and the coarsest cut of time that brings the points under the limit. */
function cutsOf(chart: Chart, columns: readonly Column[], row: FactsRow, squares: boolean): Cuts {
  const column = columns.find((candidate) => candidate.name === chart.x);
  const whole = column?.type === 'integer';
  const first = row.first ?? 0;
  const last = row.last ?? 0;
  if (chart.kind === 'histogram') return { ...noCuts, bins: niceBins(first, last, chart.bins, whole) };
  if (squares) {
    const [across, up] = limits.squares;
    const yWhole = columns.find((candidate) => candidate.name === chart.y)?.type === 'integer';
    return {
      ...noCuts,
      bins: niceBins(first, last, across, whole),
      rows: niceBins(row.lowest ?? 0, row.highest ?? 0, up, yWhole),
    };
  }
  if (isTime(column) && isGrouped(chart.kind)) {
    if (chart.unit !== 'auto') return { ...noCuts, unit: chart.unit === 'none' ? null : chart.unit };
    const most = isContinuous(chart) ? limits.linePoints : limits.bars;
    if (row.distinct_x <= most || chart.kind === 'slope') return noCuts;
    const months = (last - first) / (30 * day);
    return { ...noCuts, unit: months <= most ? 'month' : months / 3 <= most ? 'quarter' : 'year' };
  }
  if ((chart.kind === 'line' || chart.kind === 'area') && row.distinct_x > limits.linePoints && row.first !== null) {
    return { ...noCuts, bins: niceBins(first, last, limits.lineSteps, whole) };
  }
  return noCuts;
}

async function trendOf(connection: Connection, sql: string, columns: readonly Column[], chart: Chart) {
  if (chart.kind !== 'scatter' || !chart.trend) return null;
  type Row = { slope: number | null; intercept: number | null; r2: number | null; rows: number };
  const [row] = await connection.rows<Row>(trendSql(sql, columns, chart));
  if (!row || row.slope === null || row.intercept === null || !Number.isFinite(row.slope)) return null;
  return { slope: row.slope, intercept: row.intercept, r2: row.r2 ?? 0, rows: Number(row.rows) };
}

async function referencesOf(connection: Connection, chart: Chart, query: () => string): Promise<(number | null)[]> {
  if (chart.references.every((reference) => reference.kind === 'value')) {
    return chart.references.map((reference) => (reference.kind === 'value' ? reference.value : null));
  }
  type Row = { median: number | null; mean: number | null };
  const [row] = await connection.rows<Row>(query());
  return chart.references.map((reference) =>
    reference.kind === 'value' ? reference.value : (row?.[reference.kind] ?? null),
  );
}

/** The first column of years that the chart neither shows nor filters, when its sum runs over several. */
async function yearsAdded(connection: Connection, sql: string, columns: readonly Column[], chart: Chart) {
  if (!isGrouped(chart.kind) || chart.measure !== 'sum') return null;
  const used = [chart.x, chart.color, chart.facet, chart.y];
  const column = columns.find((candidate) => isYear(candidate) && !used.includes(candidate.name));
  if (!column) return null;
  type Row = { years: number; last: number | null };
  const [row] = await connection.rows<Row>(yearsSql(sql, columns, chart, column.name));
  return row && row.years > 1 && row.last !== null ? { column: column.name, last: Number(row.last) } : null;
}

async function doubledBy(connection: Connection, sql: string, columns: readonly Column[], chart: Chart) {
  const column = communeCodes(columns)?.name;
  if (column === undefined) return null;
  const rows = await connection.rows<{ code: string }>(doubledSql(sql, columns, chart, column));
  const codes = doubledArrondissements(rows.map(({ code }) => code));
  return codes.length > 0 ? { column, codes } : null;
}

/** Drawn names that several codes bear. Where most do, x is no column of names: a département has all its communes. */
async function namesakesOf({ connection, sql, columns, chart }: Over, names: readonly string[]) {
  const code = codeOfNames(columns, chart);
  if (!code || names.length === 0) return null;
  type Row = { name: string; codes: number };
  const rows = await connection.rows<Row>(namesakesSql(sql, columns, chart, code.name, names));
  const shared = rows.filter(({ codes }) => codes > 1);
  if (shared.length === 0 || shared.length * 2 > rows.length) return null;
  return { code: code.name, names: shared.map(({ name }) => name) };
}

async function repeatedBy(
  connection: Connection,
  sql: string,
  columns: readonly Column[],
  chart: Chart,
): Promise<string | null> {
  if (!isGrouped(chart.kind) || chart.measure !== 'sum' || chart.y === null) return null;
  const territories = columns.filter(
    ({ name, meaning }) =>
      name !== chart.y && (meaning === 'epci' || meaning === 'departement' || meaning === 'region'),
  );
  type Row = { places: number; constant: number; different: number };
  for (const { name } of territories) {
    const [row] = await connection.rows<Row>(repeatedSql(sql, chart.y, name));
    if (row && isRepeated(row)) return name;
  }
  return null;
}
