import { identifier } from '../../../shared/sql/quote.ts';
import type { Mending } from '../../../shared/text/mending.ts';
import { type Connection, createChunk, varchar } from '../database.ts';
import { findMendings, judgeTexts, type Mender } from './mending.ts';

/** A column of texts among the cells that were appended: its place in the sheet. */
export type TextColumn = { index: number };

/**
 * Mends the texts of a sheet that was appended, of all its rows, before a table is made of them. `chosen`: by the user, or by
 * what the first rows showed; else what the texts themselves show. Null where nothing is to mend.
 */
export async function mendAppended(
  connection: Connection,
  id: string,
  columns: readonly TextColumn[],
  chosen: Mending[] | undefined,
): Promise<Mender | null> {
  const texts = identifier(`texts_${id}`);
  const found: { index: number; cells: { text: string; count: number }[] }[] = [];
  for (const { index } of columns) {
    const cells = await connection.rows<{ text: string; count: number }>(
      `SELECT l.text AS text, count(*) AS count FROM ${identifier(`raw_${id}`)} t JOIN ${texts} l ON l.place = t."s${index}" ` +
        `WHERE contains(l.text, '&') OR regexp_matches(l.text, '[^\\x00-\\x7F]') GROUP BY 1 ORDER BY 1`,
    );
    found.push({ index, cells });
  }
  const byPlace: string[][] = [];
  for (const { index, cells } of found) byPlace[index] = cells.map(({ text }) => text);
  const all = Array.from(byPlace, (each) => each ?? []);
  const mendings = chosen ?? findMendings(all);
  if (mendings.length === 0) return null;
  const mender = judgeTexts(mendings, all);
  const changes = new Map<string, string>();
  for (const { index, cells } of found)
    for (const { text, count } of cells) {
      const mended = mender.mend(text, index, count);
      if (mended !== text) changes.set(text, mended);
    }
  if (changes.size > 0) await change(connection, id, changes);
  return mender;
}

async function change(connection: Connection, id: string, changes: ReadonlyMap<string, string>): Promise<void> {
  const name = `mended_${id}`;
  const table = identifier(name);
  await connection.run(`CREATE OR REPLACE TABLE ${table} (before VARCHAR, after VARCHAR)`);
  try {
    const appender = await connection.appender(name);
    const pairs = [...changes];
    for (let from = 0; from < pairs.length; from += 2048) {
      const some = pairs.slice(from, from + 2048);
      const chunk = createChunk([varchar, varchar], some.length);
      for (const at of [0, 1] as const)
        chunk.setColumnValues(
          at,
          some.map((pair) => pair[at]),
        );
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
    await connection.run(
      `UPDATE ${identifier(`texts_${id}`)} SET text = m.after FROM ${table} m WHERE text = m.before`,
    );
  } finally {
    await connection.run(`DROP TABLE IF EXISTS ${table}`);
  }
}
