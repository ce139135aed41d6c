import type { Column } from '../../../shared/recipe/column.ts';
import type { Compiled } from '../../../shared/recipe/compile.ts';
import { identifier } from '../../../shared/sql/quote.ts';
import { findSql } from '../../../shared/sql/search.ts';
import { compileQuery, pickColumns } from '../query.ts';
import type { Calls } from './call.ts';

export const findCalls: Calls<'table.find'> = {
  async 'table.find'(session, { query, columns, search, from, direction }, { signal }) {
    const compiled = compileQuery(session, query);
    const sql = matchesSql(compiled, pickColumns(compiled, columns), search);
    if (sql === null) return { cells: 0, found: null };
    // The cells found are kept: going to the next one looks at them only.
    return session.results.table(
      sql,
      signal,
      async (connection, table) => {
        const matches = identifier(table);
        const [all] = await connection.rows<{ cells: number }>(
          `SELECT CAST(coalesce(sum(len(cells)), 0) AS BIGINT) AS cells FROM ${matches}`,
        );
        if (!all || all.cells === 0) return { cells: 0, found: null };
        const cells = `SELECT "row", unnest(cells) AS "column" FROM ${matches}`;
        const ahead = direction === 'next';
        const order = ahead ? '"row", "column"' : '"row" DESC, "column" DESC';
        const side = ahead ? '>' : '<';
        const beyond = `("row" ${side} ${from.row} OR ("row" = ${from.row} AND "column" ${side} ${from.column}))`;
        // Rows on the right side first: a row holds few cells, a table many.
        const first = async (where: string, rows: string) => {
          const [found] = await connection.rows<{ row: number; column: number }>(
            `SELECT * FROM (SELECT "row", unnest(cells) AS "column" FROM (
               SELECT * FROM ${matches} WHERE ${rows} ORDER BY "row" ${ahead ? 'ASC' : 'DESC'} LIMIT 2))
             WHERE ${where} ORDER BY ${order} LIMIT 1`,
          );
          return found;
        };
        const found = (await first(beyond, `"row" ${side}= ${from.row}`)) ?? (await first('TRUE', 'TRUE'));
        if (!found) return { cells: all.cells, found: null };
        const [before] = await connection.rows<{ rank: number }>(
          `SELECT count(*) AS rank FROM (${cells})
           WHERE "row" < ${found.row} OR ("row" = ${found.row} AND "column" <= ${found.column})`,
        );
        return { cells: all.cells, found: { row: found.row, column: found.column, rank: before?.rank ?? 0 } };
      },
      { fleeting: true },
    );
  },
};

/** Rows with a cell found: `row`, 0 for the first, and `cells`, the places of those cells among the columns. */
function matchesSql(compiled: Compiled, columns: readonly Column[], search: string): string | null {
  const tests = columns.flatMap(({ name, type }, place) => {
    const test = findSql(identifier(name), type, search);
    return test === null ? [] : [`CASE WHEN ${test} THEN ${place} END`];
  });
  if (tests.length === 0) return null;
  const order = compiled.order === null ? '' : `ORDER BY ${compiled.order}`;
  return `SELECT "row", cells FROM (
    SELECT "row", list_filter([${tests.join(', ')}], lambda place: place IS NOT NULL) AS cells
    FROM (SELECT *, row_number() OVER (${order}) - 1 AS "row" FROM (${compiled.sql})))
    WHERE len(cells) > 0 ORDER BY "row"`;
}
