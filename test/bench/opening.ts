import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { sharedData } from '../tools/shared-data.ts';
import { bigCsvTypes } from './big-csv.ts';
import { type EngineProcess, startEngine } from './engine-process.ts';
import { median, type Row, rowOf, time } from './measure.ts';

/** Opening whole files in the engine, against bare DuckDB's typed read and LibreOffice's conversion. */
export async function benchOpening(root: string, bigCsv: string): Promise<Row[]> {
  const rows: Row[] = [];
  const bare = await bareRead(bigCsv);
  rows.push(rowOf('bare DuckDB: typed read of the 1 000 000 x 20 CSV into a table', bare));
  const opened = await openings(root, bigCsv, 3);
  rows.push(
    rowOf('open the 1 000 000 x 20 CSV, ready to page', opened.times, {
      against: 'bare DuckDB',
      ratio: median(opened.times) / median(bare),
      target: '<= 1.5 x',
    }),
    { name: 'preview of the same CSV', median: median(opened.previews), unit: 'ms', runs: 3, target: '< 100 ms' },
    { name: 'peak memory of the engine meanwhile', median: opened.peak, unit: 'MB', runs: 1 },
  );
  const workbook = sharedData('data/real/insee/ensemble.xlsx');
  if (workbook === null) {
    console.log('ensemble.xlsx: skipped, no shared data');
    return rows;
  }
  const sheet = await openings(root, workbook, 5, 'Communes');
  rows.push(rowOf('open ensemble.xlsx, sheet Communes', sheet.times));
  rows.push({
    name: 'preview of ensemble.xlsx',
    median: median(sheet.previews),
    unit: 'ms',
    runs: 5,
    target: '< 100 ms',
  });
  const office = libreOffice(workbook);
  if (office) {
    const ratio = median(sheet.times) / median(office);
    rows.push(rowOf('LibreOffice: convert ensemble.xlsx (first sheet) to CSV', office));
    rows.push({ name: 'ensemble.xlsx: Crible against LibreOffice', median: ratio, unit: 'x', runs: 3 });
  } else console.log('LibreOffice: skipped, soffice is not installed');
  return rows;
}

async function openings(root: string, path: string, runs: number, sheet?: string) {
  const times: number[] = [];
  const previews: number[] = [];
  let peak = 0;
  for (let run = 0; run <= runs; run += 1) {
    const engine: EngineProcess = await startEngine(root);
    const file = await engine.grant(path);
    const before = performance.now();
    const inspection = await engine.client.call('source.inspect', { file, ...(sheet ? { options: { sheet } } : {}) });
    const between = performance.now();
    await engine.client.call('source.open', { file, id: 'bench', options: inspection.options });
    const tables = [{ id: 't', name: 't', source: 'bench', recipe: [] }];
    const columns = inspection.columns.slice(0, 8).map((column) => column.name);
    await engine.client.call('table.page', { query: { table: 't', tables }, columns, offset: 0, limit: 200 });
    if (run > 0) {
      times.push(performance.now() - between);
      previews.push(between - before);
    }
    peak = Math.max(peak, engine.peakMemory());
    await engine.stop();
  }
  return { times, previews, peak };
}

async function bareRead(path: string): Promise<number[]> {
  const types = Object.entries(bigCsvTypes(20))
    .map(([name, type]) => `'${name}': '${type}'`)
    .join(', ');
  // Into memory, as the engine does: into a file DuckDB compresses, and takes two or three times as long.
  return time(3, async () => {
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(`CREATE TABLE big AS SELECT * FROM read_csv('${path}', header=true, columns={${types}})`);
    connection.closeSync();
    instance.closeSync();
  });
}

function libreOffice(path: string): number[] | null {
  if (spawnSync('soffice', ['--version']).status !== 0) return null;
  const folder = mkdtempSync(join(tmpdir(), 'crible-office-'));
  const times: number[] = [];
  for (let run = 0; run <= 3; run += 1) {
    const start = performance.now();
    execFileSync('soffice', ['--headless', '--convert-to', 'csv', '--outdir', folder, path], { stdio: 'ignore' });
    if (run > 0) times.push(performance.now() - start);
  }
  statSync(join(folder, 'ensemble.csv'));
  rmSync(folder, { recursive: true });
  return times;
}
