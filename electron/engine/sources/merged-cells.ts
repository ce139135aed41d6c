import type { Warning } from '../../../shared/contract.ts';
import { identifier, literal } from '../../../shared/sql/quote.ts';
import type { Connection } from '../database.ts';
import type { ColumnPlan } from './plan.ts';
import type { SheetFacts, SheetRange } from './spreadsheet-run.ts';
import { tableOf } from './typed-table.ts';

/** Cells that the workbook shows as one: columns `index` to `until` are 0-based, rows are of the sheet. */
export type MergedCells = { index: number; until: number; first: number; last: number };

/** A sheet merges its cells by hand: past this many, a program wrote them all. */
const most = 20_000;

/** Finds the merged cells of a sheet in what follows its rows, piece by piece. */
export function createMergeScanner(): { push(bytes: Buffer): void; found: MergedCells[] } {
  const found: MergedCells[] = [];
  let rest = '';
  return {
    found,
    push(bytes) {
      const text = rest + bytes.toString('latin1');
      const last = text.lastIndexOf('<');
      rest = last < 0 ? '' : text.slice(last, last + 500);
      for (const [, column, first, end, to] of text.slice(0, Math.max(0, last)).matchAll(merge)) {
        if (found.length >= most) return;
        found.push({ index: placeOf(column!), until: placeOf(end!), first: Number(first), last: Number(to) });
      }
    },
  };
}

const merge = /<mergeCell\s[^<>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"/g;

function placeOf(letters: string): number {
  let place = 0;
  for (const letter of letters) place = place * 26 + letter.charCodeAt(0) - 64;
  return place - 1;
}

export function factsOf(
  all: readonly MergedCells[],
  range: SheetRange,
  { uncalculated, damaged = 0 }: { uncalculated: number; damaged?: number },
): SheetFacts {
  const merges = mergesOf(all, range);
  return {
    ...(merges.length > 0 && { merges }),
    ...(uncalculated > 0 && { uncalculated }),
    ...(damaged > 0 && { damaged }),
  };
}

/** Those that go down over rows of the table, in a column that is kept. */
function mergesOf(all: readonly MergedCells[], range: SheetRange): MergedCells[] {
  const kept = new Set(range.columns.filter((column) => column.kept).map(({ index }) => index));
  const end = range.lastDataRow ?? Number.POSITIVE_INFINITY;
  return all
    .filter(({ index, first, last }) => kept.has(index) && first >= range.firstDataRow && first < last && first < end)
    .map((cells) => ({ ...cells, last: Math.min(cells.last, end) }));
}

/** Columns whose user asked that merged cells repeat their value: the empty ones under it take it. Answers how many, by column. */
export async function fillMerged(
  connection: Connection,
  id: string,
  plans: readonly ColumnPlan[],
  merges: readonly MergedCells[],
): Promise<Map<number, number>> {
  const filled = new Map<number, number>();
  for (const plan of plans) {
    if (!plan.kept || plan.merged !== true || !merges.some(({ index }) => index === plan.index)) continue;
    const name = identifier(plan.name);
    filled.set(plan.index, await countUnder(connection, id, plan, merges));
    await connection.run(
      `UPDATE ${tableOf(id)} SET ${name} = found.value FROM ${under(id, plan, merges)} AS found WHERE ${tableOf(id)}."__row" = found.place`,
    );
  }
  return filled;
}

async function countUnder(
  connection: Connection,
  id: string,
  plan: ColumnPlan,
  merges: readonly MergedCells[],
): Promise<number> {
  const [row] = await connection.rows<{ count: number }>(`SELECT count(*) AS count FROM ${under(id, plan, merges)}`);
  return row?.count ?? 0;
}

/** What is empty under merged cells, by column: to be repeated, or already done. */
export async function warnMerged(
  connection: Connection,
  id: string,
  plans: readonly ColumnPlan[],
  merges: readonly MergedCells[],
  filled: ReadonlyMap<number, number>,
): Promise<Warning[]> {
  const warnings: Warning[] = [];
  for (const plan of plans) {
    if (!plan.kept || !merges.some(({ index }) => index === plan.index)) continue;
    const repeated = filled.get(plan.index);
    const count = repeated ?? (await countUnder(connection, id, plan, merges));
    const code = repeated === undefined ? 'merged-cells' : 'merged-repeated';
    if (count > 0) warnings.push({ code, params: { column: plan.name, count } });
  }
  return warnings;
}

/** Rows with an empty cell under a merged one: their `place` and its `value`. */
function under(id: string, plan: ColumnPlan, merges: readonly MergedCells[]): string {
  const name = identifier(plan.name);
  const listed = merges
    .filter(({ index }) => index === plan.index)
    .map(({ first, last }) => `(${literal(first)}, ${literal(last)})`);
  return (
    `(SELECT below."__row" AS place, top.${name} AS value FROM (VALUES ${listed.join(', ')}) AS merged (first, last) ` +
    `JOIN ${tableOf(id)} AS top ON top."__row" = merged.first JOIN ${tableOf(id)} AS below ` +
    `ON below."__row" > merged.first AND below."__row" <= merged.last ` +
    `WHERE below.${name} IS NULL AND top.${name} IS NOT NULL)`
  );
}
