import { findColumn } from '../../../shared/recipe/relation.ts';
import { identifier, literal } from '../../../shared/sql/quote.ts';
import { compileQuery, pickColumns } from '../query.ts';
import type { Calls } from './call.ts';

/** No text of a table holds it: keeps examples apart in one cell. */
const separator = '\u001f';

export const groupCalls: Calls<'table.groups'> = {
  async 'table.groups'(session, { query, by, example, examples, limit }, { signal }) {
    const compiled = compileQuery(session, query);
    const groups = pickColumns(compiled, by).map(({ name }) => `CAST(${identifier(name)} AS VARCHAR)`);
    const named = example === null ? null : identifier(findColumn(compiled.columns, example).name);
    const list = named && `list_slice(list_sort(list(CAST(${named} AS VARCHAR))), 1, ${examples})`;
    const shown = list ? `array_to_string(${list}, ${literal(separator)})` : 'NULL';
    const keys = groups.map((group, place) => `${group} AS k${place}`).join(', ');
    const places = groups.map((_, place) => place + 1).join(', ');
    const rows = await session.database.use(signal, (connection) =>
      connection.rows<Record<string, string | number | null>>(
        `SELECT ${keys}, count(*) AS count, ${shown} AS shown FROM (${compiled.sql})
         GROUP BY ${places} ORDER BY count DESC, ${places} LIMIT ${limit}`,
      ),
    );
    return rows.map((row) => ({
      values: by.map((_, place) => {
        const value = row[`k${place}`] ?? null;
        return value === null ? null : String(value);
      }),
      count: Number(row.count),
      examples: row.shown ? String(row.shown).split(separator) : [],
    }));
  },
};
