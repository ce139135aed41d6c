import { stat } from 'node:fs/promises';
import { type FigureValue, figureSql } from '../../../shared/report/figure.ts';
import { noteContent } from '../exports/note/content.ts';
import { writeReport } from '../exports/report/write.ts';
import { compileQuery } from '../query.ts';
import type { Calls } from './call.ts';

export const reportCalls: Calls<'report.figure' | 'report.note' | 'report.export'> = {
  async 'report.figure'(session, { query, measure, column }, { signal }) {
    const compiled = compileQuery(session, query);
    const sql = figureSql(compiled.sql, compiled.columns, measure, column);
    const [row] = await session.database.use(signal, (connection) => connection.rows<FigureValue>(sql));
    return { value: row?.value ?? null, rows: Number(row?.rows ?? 0), missing: Number(row?.missing ?? 0) };
  },

  'report.note': (session, { query, project }, { signal, progress }) =>
    noteContent(session, { query, project, signal, progress, format: 'note-html', path: '', fileName: '' }),

  async 'report.export'(session, { document, format, attach, tables }, { signal, progress }) {
    const { id, path, name } = await writeReport(session, { document, format, attach, tables, signal, progress });
    session.outputs.set(id, { path, name });
    return { output: id, name, size: (await stat(path)).size };
  },
};
