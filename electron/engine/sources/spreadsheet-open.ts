import type { CellIssue, Warning } from '../../../shared/contract.ts';
import type { ColumnType } from '../../../shared/recipe/column.ts';
import { identifier } from '../../../shared/sql/quote.ts';
import type { Mending } from '../../../shared/text/mending.ts';
import {
  type Appender,
  bigint,
  type Chunk,
  type ChunkType,
  type Connection,
  createChunk,
  date,
  double,
  integer,
  varchar,
} from '../database.ts';
import { fillColumn } from '../fill-column.ts';
import { checkOrder, rowsOf } from './appended-rows.ts';
import type { LoadContext, Loaded } from './csv-open.ts';
import { createWatch } from './mending.ts';
import type { MergedCells } from './merged-cells.ts';
import type { ColumnPlan } from './plan.ts';
import { mendAppended } from './spreadsheet-mend.ts';
import type { SheetRun } from './spreadsheet-run.ts';
import { createTypedTable, type Leftovers, type Texts } from './typed-table.ts';

/** Types whose number cells are kept as values; cells of the others are texts. */
const valued: Partial<Record<ColumnType, ChunkType>> = { decimal: double, integer: bigint, date };

/** Number cells beside "12,5 k€" are judged as texts (see castScaled). */
export function storedType(plan: ColumnPlan): ColumnType {
  return plan.scales === true && !plan.pinned ? 'text' : plan.type;
}

const types: Partial<Record<ColumnType, string>> = { decimal: 'DOUBLE', integer: 'BIGINT', date: 'DATE' };

/**
 * Appends the rows of a sheet as values and numbers of texts, then makes `source_<id>` of them. `mending`: what its texts are
 * mended of, by the user's choice or what the first rows showed; undefined to find it, [] for nothing.
 */
export async function loadSheet(
  runs: AsyncIterable<SheetRun>,
  plans: readonly ColumnPlan[],
  context: LoadContext,
  mending: Mending[] | undefined,
): Promise<Loaded & { beyond: string[] }> {
  const { connection, id } = context;
  const used = plans.filter((plan) => plan.kept).map((plan) => ({ ...plan, type: storedType(plan) }));
  const release = async () => {
    for (const table of [`raw_${id}`, `texts_${id}`, `list_${id}`])
      await connection.run(`DROP TABLE IF EXISTS ${identifier(table)}`);
  };
  try {
    const found = await append(connection, id, runs, used);
    const isLooked = mending === undefined ? found.watch.mendings().length > 0 : mending.length > 0;
    const told = used.filter((_, place) => found.told[place] === true);
    const mender = isLooked ? await mendAppended(connection, id, told, mending) : null;
    await connection.run(
      `CREATE OR REPLACE TABLE ${identifier(`list_${id}`)} AS SELECT list(text ORDER BY place) AS texts FROM ${identifier(`texts_${id}`)}`,
    );
    const type = async (next: readonly ColumnPlan[]) => {
      context.progress('typing', null);
      const leftovers = await createTypedTable(connection, id, textsOf(id, used, found, next), next);
      await checkOrder(connection, id);
      return leftovers;
    };
    const leftovers: Leftovers = await type(plans);
    const warnings: Warning[] = [];
    if (found.uncalculated > 0) warnings.push({ code: 'uncalculated-cells', params: { count: found.uncalculated } });
    if (found.damaged > 0) warnings.push({ code: 'damaged-cells', params: { count: found.damaged } });
    if (found.longRows > 0) warnings.push({ code: 'long-rows', params: { count: found.longRows } });
    const { extras: issues, beyond, merges } = found;
    return { leftovers, retype: type, warnings, issues, blankRows: 0, release, beyond, merges, mender };
  } catch (thrown) {
    await release();
    throw thrown;
  }
}

/**
 * Cells that the appender keeps beside the table before they join it. Each time they do, DuckDB gives every column blocks
 * of 256 KB that it hardly fills: joining seldom takes less memory than joining often.
 */
const mostWaiting = 8_000_000;

type Appended = {
  rows: number;
  /** Columns, by place, that have cells other than values. */
  told: boolean[];
  extras: CellIssue[];
  longRows: number;
  beyond: string[];
  merges: MergedCells[];
  uncalculated: number;
  damaged: number;
  watch: ReturnType<typeof createWatch>;
};

/** A column of the raw table: the values of a column of the sheet, or the numbers of its texts. */
type RawColumn = { place: number; kind: 'values' | 'texts' };

async function append(
  connection: Connection,
  id: string,
  runs: AsyncIterable<SheetRun>,
  used: readonly ColumnPlan[],
): Promise<Appended> {
  const raw = identifier(`raw_${id}`);
  const define = ({ place, kind }: RawColumn) => {
    const { index, type } = used[place]!;
    return kind === 'texts' ? `"s${index}" INTEGER` : `"n${index}" ${types[type]}`;
  };
  const create = async () => {
    const columns = used.flatMap(({ type, missing }, place): RawColumn[] => {
      const texts: RawColumn = { place, kind: 'texts' };
      if (!valued[type]) return [texts];
      return missing.length > 0 ? [{ place, kind: 'values' }, texts] : [{ place, kind: 'values' }];
    });
    await connection.run(`CREATE OR REPLACE TABLE ${raw} ("__row" BIGINT, ${columns.map(define).join(', ')})`);
    await connection.run(`CREATE OR REPLACE TABLE ${identifier(`texts_${id}`)} (place INTEGER, text VARCHAR)`);
    return {
      columns,
      rows: await connection.appender(`raw_${id}`),
      texts: await connection.appender(`texts_${id}`),
      found: {
        rows: 0,
        told: used.map(() => false),
        extras: [],
        longRows: 0,
        beyond: [],
        merges: [],
        uncalculated: 0,
        damaged: 0,
        watch: createWatch(),
      } as Appended,
      chunk: null as Chunk | null,
      given: 0,
      waiting: 0,
    };
  };
  let into = await create();
  const close = () => {
    into.rows.closeSync();
    into.texts.closeSync();
  };
  /** A column that was all values has a first text: a place is made for it. */
  const widen = async (run: SheetRun) => {
    const missing = used.flatMap((_, place): RawColumn[] => {
      const there = into.columns.some((column) => column.place === place && column.kind === 'texts');
      return run.columns[place]?.told && !there ? [{ place, kind: 'texts' }] : [];
    });
    if (missing.length === 0) return;
    into.rows.closeSync();
    for (const column of missing) await connection.run(`ALTER TABLE ${raw} ADD COLUMN ${define(column)}`);
    into.columns.push(...missing);
    into.rows = await connection.appender(`raw_${id}`);
  };
  try {
    for await (const run of runs) {
      if (run.restart) {
        close();
        into = await create();
      }
      const { found } = into;
      appendTexts(into.texts, run.texts, into.given);
      found.watch.see(run.texts);
      into.given += run.texts.length;
      found.extras.push(...run.extras.slice(0, 10_000 - found.extras.length));
      found.longRows += run.longRows;
      found.uncalculated += run.uncalculated ?? 0;
      found.damaged += run.damaged ?? 0;
      found.merges.push(...(run.merges ?? []));
      found.beyond.push(...run.beyond.slice(0, 100 - found.beyond.length));
      if (run.count === 0) continue;
      for (const [place, column] of run.columns.entries()) if (column?.told) found.told[place] = true;
      await widen(run);
      into.chunk = chunkOf(run, used, into.columns, into.chunk);
      into.rows.appendDataChunk(into.chunk);
      found.rows += run.count;
      into.waiting += run.count * used.length;
      if (into.waiting < mostWaiting) continue;
      into.rows.flushSync();
      into.waiting = 0;
    }
    into.texts.flushSync();
    into.rows.flushSync();
    return into.found;
  } finally {
    close();
  }
}

function appendTexts(appender: Appender, all: readonly string[], given: number): void {
  for (let from = 0; from < all.length; from += 2048) {
    const texts = all.slice(from, from + 2048);
    const chunk = createChunk([integer, varchar], texts.length);
    const first = given + from + 1;
    fillColumn(
      chunk,
      0,
      Int32Array.from(texts, (_, place) => first + place),
      allValid(texts.length),
    );
    chunk.setColumnValues(1, texts);
    appender.appendDataChunk(chunk);
  }
}

/** The chunk of a run; `last`, whose rows the appender has copied, is filled again where it has the same shape. */
function chunkOf(run: SheetRun, used: readonly ColumnPlan[], columns: readonly RawColumn[], last: Chunk | null): Chunk {
  const kinds = columns.map(({ place, kind }) => (kind === 'texts' ? integer : valued[used[place]!.type]!));
  const isSame = last !== null && last.columnCount === kinds.length + 1 && last.rowCount === run.count;
  // Made anew for each run, they would wait for the garbage collector, which does not know how large they are.
  const chunk = isSame ? last : createChunk([bigint, ...kinds], run.count);
  fillColumn(chunk, 0, run.rows, allValid(run.count));
  const none = new BigUint64Array(Math.ceil(run.count / 64));
  for (const [at, { place, kind }] of columns.entries()) {
    const column = run.columns[place];
    if (kind === 'texts') fillColumn(chunk, at + 1, column?.texts ?? null, column?.told ?? none);
    else fillColumn(chunk, at + 1, column?.values ?? null, column?.valid ?? none);
  }
  return chunk;
}

function allValid(count: number): BigUint64Array {
  return new BigUint64Array(Math.ceil(count / 64)).fill(0xffff_ffff_ffff_ffffn);
}

/** What was appended, as texts where `next` wants texts. */
function textsOf(
  id: string,
  used: readonly ColumnPlan[],
  { told, rows }: Appended,
  next: readonly ColumnPlan[],
): Texts {
  const stored = new Map(used.map((plan, place) => [plan.index, { type: plan.type, told: told[place] === true }]));
  const ready = (plan: ColumnPlan) => {
    const column = stored.get(plan.index);
    if (column === undefined || column.type !== plan.type || !valued[plan.type]) return 'none';
    return column.told ? 'some' : 'all';
  };
  const selected = next.flatMap((plan) => {
    const column = stored.get(plan.index);
    if (!plan.kept) return [];
    if (column === undefined) return [`CAST(NULL AS VARCHAR) AS "c${plan.index}"`];
    const text = column.told ? `l.texts[t."s${plan.index}"]` : 'CAST(NULL AS VARCHAR)';
    const value = `t."n${plan.index}"`;
    if (ready(plan) === 'all') return [`${value} AS "n${plan.index}"`];
    if (ready(plan) === 'some') return [`${value} AS "n${plan.index}"`, `${text} AS "c${plan.index}"`];
    return [
      `${valued[column.type] ? `coalesce(${text}, ${textOfValue(value, column.type)})` : text} AS "c${plan.index}"`,
    ];
  });
  const tables = `${rowsOf(id, rows)} t, ${identifier(`list_${id}`)} l`;
  return {
    relation: `(SELECT t."__row" AS "__row", ${selected.join(', ')} FROM ${tables})`,
    row: '"__row"',
    firstRow: 1,
    ready,
  };
}

/** The text that a value was read from; doubles that DuckDB would write with an exponent never stand as values. */
function textOfValue(value: string, type: ColumnType): string {
  if (type !== 'decimal') return `CAST(${value} AS VARCHAR)`;
  return `CASE WHEN ${value} = trunc(${value}) THEN CAST(CAST(${value} AS BIGINT) AS VARCHAR) ELSE CAST(${value} AS VARCHAR) END`;
}
