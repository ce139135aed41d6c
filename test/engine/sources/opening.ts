import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Database, openDatabase } from '../../../electron/engine/database.ts';
import { inspectSource } from '../../../electron/engine/sources/inspect.ts';
import { checkAgainst } from '../../../electron/engine/sources/known-codes.ts';
import { openSource } from '../../../electron/engine/sources/open.ts';
import type { CellIssue, Inspection, OpenedSource } from '../../../shared/contract.ts';
import type { SourceOptions } from '../../../shared/project/project.ts';
import { keptFolder } from '../../tools/temporary.ts';

export type Opening = {
  inspection: Inspection;
  opened: OpenedSource;
  /** Every row as plain values, without its number. */
  rows: unknown[][];
  rowNumbers: number[];
  issues: CellIssue[];
};

const staging = keptFolder();
mkdirSync(join(staging, 'spill'));
let database: Database | null = null;
let count = 0;

/** The real engine's database over a temporary staging folder, one for all the files of a test process. */
export async function testDatabase(): Promise<Database> {
  if (database === null) {
    database = await openDatabase({ staging, memoryMegabytes: 2048 });
    checkAgainst({ database, staging, resources: fileURLToPath(new URL('../../../resources', import.meta.url)) });
  }
  return database;
}

/** Stages bytes as the engine would, under a safe name. */
export function stage(content: string | Uint8Array, name = 'essai.csv') {
  count += 1;
  const path = join(staging, `f${count}`);
  writeFileSync(path, content);
  return { path, name, size: Buffer.byteLength(content), id: `f${count}` };
}

export const sha256 = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Inspects then opens with what the inspection proposes, corrected by `options`. */
export async function openBytes(
  content: string | Uint8Array,
  options?: SourceOptions,
  name?: string,
): Promise<Opening> {
  const file = stage(content, name);
  const engine = await testDatabase();
  const inspection = await inspectSource(file, options, null, engine);
  const id = `s${count}`;
  const opened = await openSource({
    database: engine,
    file,
    id,
    options: inspection.options,
    signal: null,
    progress: () => {},
  });
  const names = opened.columns.map(({ name: column, type }) => {
    const quoted = `"${column.replaceAll('"', '""')}"`;
    return type === 'date' || type === 'timestamp' ? `CAST(${quoted} AS VARCHAR)` : quoted;
  });
  return engine.use(null, async (connection) => {
    const rows = await connection.rows<Record<string, unknown>>(
      `SELECT "__row", ${names.map((column, at) => `${column} AS c${at}`).join(', ')} FROM "source_${id}" ORDER BY "__row"`,
    );
    const issues = await connection.rows<CellIssue>(`FROM "issues_${id}" ORDER BY "row", "column"`);
    return {
      inspection,
      opened,
      rows: rows.map((row) => names.map((_, at) => row[`c${at}`])),
      rowNumbers: rows.map((row) => Number(row.__row)),
      issues,
    };
  });
}

/** "nom:text" of each column. */
export function typesOf({ opened }: Opening): string[] {
  return opened.columns.map(({ name, type, meaning }) => `${name}:${type}${meaning === null ? '' : `:${meaning}`}`);
}

/** All that an opening gives to see, as JSON holds it: what each fixture is compared with. */
export function summaryOf(opening: Opening) {
  const { inspection, opened, rows, issues } = opening;
  return {
    encoding: inspection.encoding,
    delimiter: inspection.delimiter,
    headerRows: inspection.headerRows,
    columns: opened.columns.map(({ name, type, meaning, label, period }) =>
      [`${name}: ${type}`, meaning, period, label].filter((part) => part !== null && part !== undefined).join(' / '),
    ),
    rows,
    notes: opened.source.notes,
    missing: issues.map(({ row, column, raw, reason }) => `${row} ${column}: ${raw} (${reason})`),
    warnings: opened.warnings.map(({ code, params }) => ({ code, ...params })),
  };
}
