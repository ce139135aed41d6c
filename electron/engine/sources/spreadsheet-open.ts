import { identifier } from '../../../shared/sql/quote.ts';
import { bigint, type Connection, createChunk, varchar } from '../database.ts';
import type { LoadContext, Loaded } from './csv-open.ts';
import type { ColumnPlan } from './plan.ts';
import type { SheetBatch } from './sheet.ts';
import { createTypedTable } from './typed-table.ts';

/** Appends the rows of a sheet from `firstDataRow` on as texts, then types them as `source_<id>`. */
export async function loadSheet(
  batches: AsyncIterable<SheetBatch>,
  range: { firstDataRow: number; lastDataRow?: number | undefined; width: number },
  plans: readonly ColumnPlan[],
  context: LoadContext,
): Promise<Loaded & { beyond: string[] }> {
  const { connection, id } = context;
  const raw = identifier(`raw_${id}`);
  const used = plans.filter((plan) => plan.kept);
  const columns = used.map((plan) => `"c${plan.index}" VARCHAR`);
  await connection.run(
    `CREATE OR REPLACE TABLE ${raw} ("__row" BIGINT${columns.map((column) => `, ${column}`).join('')})`,
  );
  const beyond = await append(connection, `raw_${id}`, batches, range, used);
  const texts = { relation: raw, row: '"__row"', firstRow: range.firstDataRow };
  const type = async (next: readonly ColumnPlan[]) => {
    context.progress('typing', null);
    await createTypedTable(connection, id, texts, next);
  };
  const release = () => connection.run(`DROP TABLE IF EXISTS ${raw}`);
  try {
    await type(plans);
  } catch (thrown) {
    await release();
    throw thrown;
  }
  return { retype: type, warnings: [], issues: [], blankRows: 0, release, beyond };
}

async function append(
  connection: Connection,
  table: string,
  batches: AsyncIterable<SheetBatch>,
  range: { firstDataRow: number; lastDataRow?: number | undefined },
  plans: readonly ColumnPlan[],
): Promise<string[]> {
  const appender = await connection.appender(table);
  const beyond: string[] = [];
  try {
    for await (const batch of batches) {
      const from = batch.rows.findIndex((row) => row >= range.firstDataRow);
      if (from < 0) continue;
      let to = batch.rows.length;
      if (range.lastDataRow !== undefined) {
        const past = batch.rows.findIndex((row) => row > range.lastDataRow!);
        if (past >= 0) {
          for (let at = past; at < to && beyond.length < 100; at += 1)
            beyond.push(
              batch.columns
                .map((column) => column?.[at] ?? '')
                .filter((text) => text !== '')
                .join(' '),
            );
          to = past;
        }
      }
      if (to <= from) continue;
      const count = to - from;
      const chunk = createChunk([bigint, ...plans.map(() => varchar)], count);
      chunk.setColumnValues(
        0,
        batch.rows.slice(from, to).map((row) => BigInt(row)),
      );
      const empty = new Array<null>(count).fill(null);
      for (const [place, plan] of plans.entries()) {
        const column = batch.columns[plan.index];
        const cells =
          column === undefined ? empty : from === 0 && column.length === count ? column : column.slice(from, to);
        chunk.setColumnValues(place + 1, cells);
      }
      appender.appendDataChunk(chunk);
    }
    appender.flushSync();
  } finally {
    appender.closeSync();
  }
  return beyond;
}
