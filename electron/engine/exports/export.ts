import { rm, stat } from 'node:fs/promises';
import type { ExportFormat, ProgressOf, Query } from '../../../shared/contract.ts';
import type { Project } from '../../../shared/project/project.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import { literal } from '../../../shared/sql/quote.ts';
import { countRows } from '../calls/pages.ts';
import type { Connection } from '../database.ts';
import { fileFault } from '../durable-file.ts';
import { compileQuery, selectSql, tableOf } from '../query.ts';
import type { Session } from '../session.ts';
import { writeCsv } from './csv.ts';
import { methodSheet } from './method.ts';
import { writeNote } from './note/write.ts';
import { variableSheet } from './variables.ts';
import { sheetsOfVerdicts } from './verdicts.ts';
import { writeXlsx, xlsxLimits } from './xlsx.ts';

export type ExportRequest = {
  query: Query;
  format: ExportFormat;
  /** Where to write, inside the staging folder; must not exist. */
  path: string;
  /** What the user will call it, for messages. */
  fileName: string;
  project: Project;
  signal: AbortSignal | null;
  progress(value: ProgressOf): void;
};

const extensions: Record<ExportFormat, string> = {
  xlsx: 'xlsx',
  'xlsx-verdicts': 'xlsx',
  'csv-excel': 'csv',
  'csv-open': 'csv',
  parquet: 'parquet',
  'note-docx': 'docx',
  'note-html': 'html',
};

export function extensionOf(format: ExportFormat): string {
  return extensions[format];
}

/**
 * Writes a table to `path` and returns its rows. Cancelled or failed, nothing is left there. Faults `disk-full`,
 * `export-too-many-rows`…, and those of the recipe.
 */
export async function exportTable(session: Session, request: ExportRequest): Promise<number> {
  const { query, format, path, fileName, signal, progress } = request;
  const compiled = compileQuery(session, query);
  const total = await countRows(session, query, compiled, signal);
  const isWorkbook = format === 'xlsx' || format === 'xlsx-verdicts';
  if (isWorkbook && total >= xlsxLimits.rows) throw new Fault('export-too-many-rows', { most: xlsxLimits.rows - 1 });
  const variables = variableSheet(compiled.columns);
  const notes = isWorkbook ? [await methodSheet(session, request), ...(variables ? [variables] : [])] : null;
  const sql = selectSql(compiled);
  const onRows = (rows: number) => {
    if (signal?.aborted) throw new Fault('cancelled');
    progress({ phase: 'writing', fraction: total === 0 ? 1 : rows / total });
  };
  progress({ phase: 'computing', fraction: null });
  try {
    if (format === 'note-docx' || format === 'note-html') {
      await writeNote(session, request);
      return total;
    }
    const verdictSheets = format === 'xlsx-verdicts' ? sheetsOfVerdicts(query, compiled) : null;
    return await session.database.use(signal, async (connection) => {
      if (notes && verdictSheets) {
        const sheets = verdictSheets.map((sheet) => ({ name: sheet.name, open: () => connection.stream(sheet.sql) }));
        return writeXlsx(path, { sheets, notes, onRows });
      }
      if (format === 'parquet') return writeParquet(connection, sql, path, onProgress(connection, progress));
      const stream = await connection.stream(sql);
      if (notes) {
        const name = tableOf(query)?.name ?? 'Table';
        return writeXlsx(path, { sheets: [{ name, open: async () => stream }], notes, onRows });
      }
      return writeCsv(path, stream, format === 'csv-excel' ? 'csv-excel' : 'csv-open', onRows);
    });
  } catch (thrown) {
    await rm(path, { force: true });
    if (thrown instanceof Fault && thrown.code === 'disk-full') throw new Fault('disk-full', { file: fileName });
    throw fileFault(thrown, fileName);
  }
}

function onProgress(connection: Connection, progress: (value: ProgressOf) => void): () => void {
  const timer = setInterval(() => {
    const percentage = connection.progress();
    progress({ phase: 'writing', fraction: percentage < 0 ? null : percentage / 100 });
  }, 200);
  return () => clearInterval(timer);
}

async function writeParquet(connection: Connection, sql: string, path: string, stop: () => void): Promise<number> {
  try {
    const target = literal(path.replaceAll('\\', '/'));
    const rows = await connection.rows<{ Count: number }>(
      `COPY (${sql}) TO ${target} (FORMAT parquet, COMPRESSION zstd)`,
    );
    await stat(path);
    return rows[0]?.Count ?? 0;
  } finally {
    stop();
  }
}
