import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type Database, openDatabase } from '../../electron/engine/database.ts';
import { inspectSource } from '../../electron/engine/sources/inspect.ts';
import { openSource } from '../../electron/engine/sources/open.ts';
import type { Inspection } from '../../shared/contract.ts';
import { type FaultData, faultData } from '../../shared/rpc/fault.ts';
import { identifier } from '../../shared/sql/quote.ts';
import { type Comparison, compareTable, type OracleCell, type OurTable } from './opening-compare.ts';

/** `rounded`: see compareTable. */
export type ScoreJob = { path: string; oracle: string | null; rounded: boolean };

export type SheetScore = {
  sheet: string;
  headerRows: number[];
  rowCount: number;
  types: string[];
  comparison: Comparison | null;
  /** Counts asked of the table, by name. */
  answers: Record<string, number>;
};

export type FileScore = {
  outcome: 'opened' | 'refused' | 'failed';
  code: string | null;
  milliseconds: number;
  best: string | null;
  sizes: { name: string; rows: number | null; columns: number }[];
  sheets: SheetScore[];
  faults: string[];
};

/** In a process of its own: opens each file it is sent, as the page would, and compares it with its oracle. */
export async function serveScores(): Promise<void> {
  const staging = mkdtempSync(join(tmpdir(), 'crible-score-'));
  mkdirSync(join(staging, 'spill'));
  const database = await openDatabase({ staging });
  process.on('message', async (job: ScoreJob) => process.send?.(await score(database, staging, job)));
  process.on('disconnect', () => {
    rmSync(staging, { recursive: true, force: true });
    process.exit(0);
  });
  process.send?.('ready');
}

async function score(database: Database, staging: string, job: ScoreJob): Promise<FileScore> {
  const path = join(staging, `file${Math.random().toString(36).slice(2)}`);
  copyFileSync(job.path, path);
  const file = { path, name: basename(job.path), size: statSync(path).size, id: 'scored' };
  const result: FileScore = {
    outcome: 'opened',
    code: null,
    milliseconds: 0,
    best: null,
    sizes: [],
    sheets: [],
    faults: [],
  };
  const began = performance.now();
  try {
    const first = await inspectSource(file, undefined, null, database, true);
    const oracle = job.oracle === null ? null : readOracle(job.oracle);
    result.best = first.sheet;
    result.sizes = first.sheets.map(({ name, rows, columns }) => ({ name, rows, columns }));
    const others = first.sheets.filter(({ name, kind }) => name !== first.sheet && kind !== 'empty').slice(0, 19);
    result.sheets.push(await scoreSheet(database, file, first, oracle, job.rounded));
    for (const { name } of others) {
      try {
        const inspection = await inspectSource(file, { sheet: name }, null, database);
        result.sheets.push(await scoreSheet(database, file, inspection, oracle, job.rounded));
      } catch (thrown) {
        const fault = faultData(thrown);
        if (fault.code !== 'table-empty') result.faults.push(`${name}: ${fault.code} ${textOf(fault)}`);
        if (fault.code === 'internal') result.outcome = 'failed';
      }
    }
  } catch (thrown) {
    const fault = faultData(thrown);
    result.outcome = fault.code === 'internal' ? 'failed' : 'refused';
    result.code = `${fault.code} ${textOf(fault)}`.trim();
  } finally {
    rmSync(path, { force: true });
  }
  result.milliseconds = performance.now() - began;
  return result;
}

function textOf(fault: FaultData): string {
  return fault.code === 'internal' ? JSON.stringify(fault.params) : String(fault.params.what ?? '');
}

function readOracle(path: string): Record<string, OracleCell[]> | null {
  const read = JSON.parse(readFileSync(path, 'utf8')) as { sheets?: Record<string, OracleCell[]> };
  return read.sheets ?? null;
}

async function scoreSheet(
  database: Database,
  file: Parameters<typeof inspectSource>[0],
  inspection: Inspection,
  oracle: Record<string, OracleCell[]> | null,
  rounded: boolean,
): Promise<SheetScore> {
  const id = 'scored';
  const opened = await openSource({
    database,
    file,
    id,
    options: inspection.options,
    signal: null,
    progress: () => {},
  });
  const kept = (opened.source.options.columns ?? []).filter((column) => column.kept !== false);
  const cells = oracle?.[inspection.sheet ?? ''] ?? oracle?.[(inspection.sheet ?? '').trim()] ?? null;
  const table = identifier(`source_${id}`);
  const columns = opened.columns.map(({ name, type }) =>
    type === 'date' || type === 'timestamp' ? `CAST(${identifier(name)} AS VARCHAR)` : identifier(name),
  );
  return database.use(null, async (connection) => {
    const answers: Record<string, number> = {};
    for (const { name, type } of opened.columns) {
      if (type !== 'integer' && type !== 'decimal') continue;
      const [row] = await connection.rows<{ many: number; total: number }>(
        `SELECT count(*) FILTER (WHERE ${identifier(name)} >= 3500) AS many, coalesce(sum(${identifier(name)}), 0)::DOUBLE AS total FROM ${table}`,
      );
      answers[`>= 3500 ${name}`] = row?.many ?? 0;
      answers[`sum ${name}`] = row?.total ?? 0;
    }
    let comparison: Comparison | null = null;
    if (cells !== null) {
      const rows = await connection.rows<Record<string, never>>(
        `SELECT "__row" AS r, ${columns.map((column, at) => `${column} AS c${at}`).join(', ')} FROM ${table} ORDER BY "__row"`,
      );
      const issues = await connection.rows<{ row: number; column: string; raw: string }>(
        `SELECT row, "column", raw FROM ${identifier(`issues_${id}`)}`,
      );
      const place = new Map(opened.columns.map(({ name }, at) => [name, at]));
      const ours: OurTable = {
        firstDataRow: opened.source.options.firstDataRow ?? 1,
        notes: opened.source.notes,
        columns: opened.columns.map(({ name, type }) => ({
          index: kept.find((column) => column.name === name)?.index ?? -1,
          type,
          percent: kept.find((column) => column.name === name)?.percent,
        })),
        rows: rows.map((row) => [Number(row.r), ...columns.map((_, at) => row[`c${at}`] ?? null)]),
        issues: issues.map((issue) => ({ ...issue, column: place.get(issue.column) ?? null })),
      };
      comparison = compareTable(ours, cells, rounded);
    }
    return {
      sheet: inspection.sheet ?? '',
      headerRows: inspection.headerRows,
      rowCount: opened.source.rowCount,
      types: opened.columns.map(({ name, type, meaning }) => `${name}:${type}${meaning === null ? '' : `:${meaning}`}`),
      comparison,
      answers,
    };
  });
}
