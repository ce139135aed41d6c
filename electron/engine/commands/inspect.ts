import { parseArgs } from 'node:util';
import type { ColumnProfile, SheetSummary } from '../../../shared/contract.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import { identifier } from '../../../shared/sql/quote.ts';
import type { Engine } from '../engine.ts';
import { UsageError } from '../targets-options.ts';
import { type CommandTools, type ToldWarning, tellWarnings } from './tools.ts';

export const inspectUsage = 'Usage : crible inspect FICHIER [--sheet FEUILLE]';

export type InspectResult = {
  format: string;
  encoding: string | null;
  delimiter: string | null;
  sheets: SheetSummary[];
  sheet: string | null;
  /** Rows are 1-based rows of the sheet or file. */
  headerRows: number[];
  firstDataRow: number;
  lastDataRow: number | null;
  notes: string[];
  rowCount: number;
  columns: (Pick<Column, 'name' | 'type' | 'meaning'> & Omit<ColumnProfile, 'name'>)[];
  warnings: ToldWarning[];
};

/** `inspect`: opens a file as the page would without any correction, and tells everything found. */
export async function runInspect(args: string[], engine: Engine, tools: CommandTools): Promise<InspectResult> {
  const { path, sheet } = parse(args);
  const file = await tools.grant(path);
  const inspection = await tools.call('source.inspect', {
    file,
    options: sheet === undefined ? undefined : { sheet },
    measure: true,
  });
  const opened = await tools.call('source.open', { file, id: 'inspected', options: inspection.options });
  const last = await lastRow(engine);
  const profiles = new Map(opened.profiles.map((profile) => [profile.name, profile]));
  return {
    format: inspection.format,
    encoding: inspection.encoding,
    delimiter: inspection.delimiter,
    sheets: inspection.sheets,
    sheet: inspection.sheet,
    headerRows: inspection.headerRows,
    firstDataRow: inspection.firstDataRow,
    lastDataRow: last,
    notes: opened.source.notes,
    rowCount: opened.source.rowCount,
    columns: opened.columns.map(({ name, type, meaning }) => {
      const { missing = 0, missingReasons = {}, invalid = 0, distinct = 0 } = profiles.get(name) ?? {};
      return { name, type, meaning, missing, missingReasons, invalid, distinct };
    }),
    warnings: tellWarnings([...inspection.warnings, ...opened.warnings]),
  };
}

function parse(args: string[]): { path: string; sheet: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { sheet: { type: 'string' } },
    });
    const [path, ...others] = positionals;
    if (path === undefined || others.length > 0) throw new UsageError('Il faut un fichier, et un seul');
    return { path, sheet: values.sheet };
  } catch (thrown) {
    throw thrown instanceof UsageError ? thrown : new UsageError('Option inconnue ou sans valeur');
  }
}

/** Null for a table without rows. */
async function lastRow(engine: Engine): Promise<number | null> {
  const [row] = await engine.session.database.use(null, (connection) =>
    connection.rows<{ last: number | null }>(`SELECT max(__row) AS last FROM ${identifier('source_inspected')}`),
  );
  return row?.last ?? null;
}
