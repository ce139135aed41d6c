import { changedCellsSql } from '../../../shared/recipe/steps/clean.ts';
import { compileQuery } from '../query.ts';
import type { Calls } from './call.ts';

type Change = { column: string; before: string | null; after: string | null; count: number; total: number };

const mostExamples = 6;

export const cleaningCalls: Calls<'clean.report'> = {
  async 'clean.report'(session, { query, cleaning }, { signal }) {
    const { sql, columns } = compileQuery(session, query);
    const changes = changedCellsSql(cleaning, columns, sql, mostExamples);
    const rows = await session.database.use(signal, (connection) => connection.rows<Change>(changes));
    return {
      cells: rows[0]?.total ?? 0,
      examples: rows.map(({ column, before, after, count }) => ({ column, before, after, count })),
    };
  },
};
