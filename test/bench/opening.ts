import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Table } from '../../shared/project/project.ts';
import { sharedData } from '../tools/shared-data.ts';
import { bigCsvTypes, writeBigCsv } from './big-csv.ts';
import { type EngineProcess, startEngine } from './engine-process.ts';
import { median, type Row, rowOf } from './measure.ts';
import { writeBigBook } from './opening-books.ts';
import { convertWithLibreOffice, hasLibreOffice, parseWithSheetJs, type Spent } from './opening-peers.ts';

/** Opening whole files in the engine, against bare DuckDB's typed read and LibreOffice's conversion. */
export async function benchOpening(root: string, bigCsv: string): Promise<Row[]> {
  const rows: Row[] = [];
  const bare: number[] = [];
  const atOnce: Opened[] = [];
  const looked: Opened[] = [];
  for (let run = 0; run < 5; run += 1) {
    bare.push(await bareRead(bigCsv));
    atOnce.push(await openOnce(root, bigCsv));
    looked.push(await openOnce(root, bigCsv, { looking: 1 }));
  }
  const against = (name: string, opened: readonly Opened[]): Row => {
    const times = opened.map(({ wall }) => wall);
    const ratio = median(times) / median(bare);
    return rowOf(name, times, { against: 'bare DuckDB', ratio, target: '<= 1.5 x' });
  };
  rows.push(
    rowOf('bare DuckDB: typed read of the 1 000 000 x 20 CSV into a table', bare),
    against('open the 1 000 000 x 20 CSV, ready to page, its preview looked at for 1 s', looked),
    against('the same at the instant of its preview, by an engine just started', atOnce),
    ...(await previewRows(root, bigCsv, 'the same CSV')),
    { name: 'peak memory of the engine meanwhile', median: peakOf(atOnce), unit: 'MB', runs: 1 },
  );
  rows.push(...(await benchBooks(root)));
  const workbook = sharedData('data/real/insee/ensemble.xlsx');
  if (workbook === null) {
    console.log('ensemble.xlsx: skipped, no shared data');
    return rows;
  }
  const sheet = await openings(root, workbook, 5, 'Communes');
  rows.push(rowOf('open ensemble.xlsx, sheet Communes', sheet));
  rows.push(...(await previewRows(root, workbook, 'ensemble.xlsx')));
  if (hasLibreOffice()) {
    const office = Array.from({ length: 3 }, () => convertWithLibreOffice(workbook).wall);
    const ratio = median(sheet) / median(office);
    rows.push(rowOf('LibreOffice: convert ensemble.xlsx (first sheet) to CSV', office));
    rows.push({ name: 'ensemble.xlsx: Crible against LibreOffice', median: ratio, unit: 'x', runs: 3 });
  }
  return rows;
}

const books = [
  { rows: 35_000, columns: 20, runs: 5, parsings: 5, target: { time: '>= 2.5 x faster', memory: '' } },
  { rows: 36_000, columns: 200, runs: 3, parsings: 1, target: { time: '>= 6 x faster', memory: '< 600 MB' } },
];

/**
 * Generated workbooks: opened into typed tables by a fresh engine each time, then by the peers, in turns: whatever else
 * the machine does at that moment slows each of them.
 */
async function benchBooks(root: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const { runs, parsings, target, ...size } of books) {
    const path = join(tmpdir(), `crible-bench-${size.rows}x${size.columns}.xlsx`);
    const name = `.xlsx of ${size.rows} x ${size.columns}`;
    writeBigBook(path, size);
    const office = size.columns === 20 && hasLibreOffice();
    const opened: Opened[] = [];
    const parsed: Spent[] = [];
    const converted: Spent[] = [];
    for (let run = 0; run < runs; run += 1) {
      opened.push(await openOnce(root, path));
      if (run < parsings) parsed.push(await parseWithSheetJs(path, root));
      if (office) converted.push(convertWithLibreOffice(path));
    }
    const against = (peer: string, spent: readonly Spent[], goal: string): Row[] =>
      (['wall', 'cpu'] as const).map((kind) =>
        rowOf(
          `${peer}${kind === 'cpu' ? ', processor time' : ''}`,
          spent.map((each) => each[kind]),
          {
            against: 'Crible',
            ratio: median(spent.map((each) => each[kind])) / median(opened.map((each) => each[kind])),
            target: goal,
          },
        ),
      );
    rows.push(
      rowOf(
        `open an ${name}`,
        opened.map(({ wall }) => wall),
      ),
      rowOf(
        'the same, processor time',
        opened.map(({ cpu }) => cpu),
      ),
      ...against(`SheetJS: parse the same ${name}`, parsed, target.time),
    );
    if (office) rows.push(...against('LibreOffice: convert the same to CSV', converted, target.time));
    rows.push(...(await previewRows(root, path, 'the same')));
    rows.push({
      name: `peak memory of the engine meanwhile`,
      median: peakOf(opened),
      unit: 'MB',
      runs: 1,
      ...(target.memory && { target: target.memory }),
    });
  }
  const wide = join(tmpdir(), 'crible-bench-36000x1900.csv');
  await writeBigCsv(wide, 36_000, 1_900);
  // Long enough for the copy that a restarted engine would read.
  const opened = await openOnce(root, wide, { after: 60 });
  rows.push(rowOf('open a CSV of 36 000 x 1 900, ready to page', [opened.wall], { target: '< 25 000 ms' }));
  rows.push(
    {
      name: 'peak memory of the engine meanwhile and in the minute after',
      median: opened.peak,
      unit: 'MB',
      runs: 1,
      target: '< 2 500 MB',
    },
    rowOf('a page of 200 rows x 12 columns of it', opened.pages, { target: '< 100 ms' }),
  );
  return rows;
}

/** We assume that a file is chosen this long after the start at the soonest: what the engine makes ready meanwhile is ready. */
const choosing = 5000;

/** The preview of an engine that waited for a file, of one that looked at another before, and of one that just started. */
async function previewRows(root: string, path: string, name: string): Promise<Row[]> {
  const times = { waiting: [] as number[], running: [] as number[], starting: [] as number[] };
  const preview = async (engine: EngineProcess) => {
    const file = await engine.grant(path);
    const start = performance.now();
    await engine.client.call('source.inspect', { file });
    return performance.now() - start;
  };
  for (let run = 0; run <= 5; run += 1) {
    const engine = await startEngine(root);
    await wait(choosing);
    const first = await preview(engine);
    // The copy and the checksum of the first come to their end: the second is measured by itself.
    await wait(2000);
    const second = await preview(engine);
    await engine.stop();
    const other = await startEngine(root);
    const early = await preview(other);
    await other.stop();
    if (run === 0) continue;
    times.waiting.push(first);
    times.running.push(second);
    times.starting.push(early);
  }
  return [
    rowOf(`preview of ${name}, engine started 5 s before`, times.waiting, { target: '< 100 ms' }),
    rowOf(`preview of ${name}, engine running`, times.running, { target: '< 100 ms' }),
    rowOf(`preview of ${name}, engine started that very instant`, times.starting),
  ];
}

type Opened = Spent & { pages: number[]; peak: number };

const peakOf = (opened: readonly Opened[]) => Math.max(...opened.map(({ peak }) => peak));

/**
 * One opening in an engine just started, until its first page. In seconds, `looking`: how long the preview is looked at
 * before; `after`: how long the peak is still looked at.
 */
async function openOnce(
  root: string,
  path: string,
  { sheet, looking = 0, after = 0 }: { sheet?: string; looking?: number; after?: number } = {},
): Promise<Opened> {
  const engine: EngineProcess = await startEngine(root);
  const file = await engine.grant(path);
  const inspection = await engine.client.call('source.inspect', { file, ...(sheet ? { options: { sheet } } : {}) });
  await wait(looking * 1000);
  const before = engine.cpu();
  const start = performance.now();
  await engine.client.call('source.open', { file, id: 'bench', options: inspection.options });
  const tables = [{ id: 't', name: 't', source: 'bench', recipe: [] }];
  const columns = inspection.columns.slice(0, 8).map((column) => column.name);
  await engine.client.call('table.page', { query: { table: 't', tables }, columns, offset: 0, limit: 200 });
  const spent = { wall: performance.now() - start, cpu: engine.cpu() - before };
  const pages = await turnPages(engine, inspection.columns, tables);
  await wait(after * 1000);
  const peak = engine.peakMemory();
  await engine.stop();
  return { ...spent, pages, peak };
}

async function openings(root: string, path: string, runs: number, sheet?: string): Promise<number[]> {
  const opened: Opened[] = [];
  for (let run = 0; run < runs; run += 1) opened.push(await openOnce(root, path, { sheet }));
  return opened.map(({ wall }) => wall);
}

/** Pages here and there of a table, each of other columns, as one scrolls down and across. */
async function turnPages(engine: EngineProcess, all: readonly { name: string }[], tables: Table[]) {
  const times: number[] = [];
  for (let turn = 0; turn < 15; turn += 1) {
    const first = Math.floor((all.length * turn) / 16);
    const columns = all.slice(first, first + 12).map(({ name }) => name);
    const start = performance.now();
    await engine.client.call('table.page', {
      query: { table: 't', tables },
      columns,
      offset: turn * 2_200,
      limit: 200,
    });
    times.push(performance.now() - start);
  }
  return times;
}

async function bareRead(path: string): Promise<number> {
  const types = Object.entries(bigCsvTypes(20))
    .map(([name, type]) => `'${name}': '${type}'`)
    .join(', ');
  // Into memory, as the engine does: into a file DuckDB compresses, and takes two or three times as long.
  const start = performance.now();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`CREATE TABLE big AS SELECT * FROM read_csv('${path}', header=true, columns={${types}})`);
  const spent = performance.now() - start;
  connection.closeSync();
  instance.closeSync();
  return spent;
}
