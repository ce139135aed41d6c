import { findColumn } from '../../../shared/recipe/relation.ts';
import { isRepeated, repeatedSql } from '../../../shared/sql/repeated.ts';
import { compileQuery } from '../query.ts';
import type { Calls } from './call.ts';

export const summaryCalls: Calls<'table.repeated'> = {
  async 'table.repeated'(session, { query, column }, { signal }) {
    const { sql, columns } = compileQuery(session, query);
    const measured = findColumn(columns, column);
    const territories = columns.filter(
      ({ name, meaning }) =>
        name !== measured.name && (meaning === 'epci' || meaning === 'departement' || meaning === 'region'),
    );
    for (const { name } of territories) {
      const asked = repeatedSql(sql, measured.name, name);
      const [row] = await session.database.use(signal, (connection) =>
        connection.rows<{ places: number; constant: number; different: number }>(asked),
      );
      if (row && isRepeated(row)) return name;
    }
    return null;
  },
};
