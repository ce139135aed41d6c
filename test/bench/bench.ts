import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { writeBigCsv } from './big-csv.ts';
import { benchChart } from './chart.ts';
import { benchCompute } from './compute.ts';
import { benchGrid } from './grid.ts';
import { benchJoin } from './join.ts';
import { benchMap } from './map.ts';
import { printTable, type Row } from './measure.ts';
import { benchOpening } from './opening.ts';
import { serveScores } from './opening-child.ts';
import { serveSheetJs } from './opening-peers.ts';
import { scoreOpening } from './opening-score.ts';
import { benchResponse } from './response.ts';
import { benchStartup } from './startup.ts';
import { benchTarget } from './target.ts';

const root = process.env.CRIBLE_ROOT ?? process.cwd();
const bigCsv = join(tmpdir(), 'crible-bench-1000000x20.csv');
const bigParquet = join(tmpdir(), 'crible-bench-10000000x10.parquet');

const parts: Record<string, () => Promise<Row[]>> = {
  start: () => benchStartup(root),
  open: () => benchOpening(root, bigCsv),
  opening: () => scoreOpening(root),
  grid: benchGrid,
  target: () => benchTarget(root),
  response: () => benchResponse(root, bigCsv, bigParquet),
  compute: () => benchCompute(root, bigCsv),
  map: benchMap,
  join: () => benchJoin(root),
  chart: () => benchChart(root, bigCsv),
};

async function bench(): Promise<void> {
  const wanted = process.argv.slice(2).filter((word) => word !== '--');
  const unknown = wanted.filter((name) => !(name in parts));
  if (unknown.length > 0) {
    console.error(`usage: npm run bench [-- ${Object.keys(parts).join(' ')}]`);
    process.exit(2);
  }
  console.log(
    `${cpus().length} cores, ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
  );
  if (wanted.some((name) => name !== 'opening') || wanted.length === 0) await writeBigCsv(bigCsv, 1_000_000, 20);
  const rows: Row[] = [];
  for (const name of wanted.length > 0 ? wanted : Object.keys(parts)) rows.push(...((await parts[name]?.()) ?? []));
  printTable(rows);
  mkdirSync(join(root, 'test/output'), { recursive: true });
  writeFileSync(join(root, 'test/output/bench.json'), JSON.stringify(rows, null, 2));
}

if (process.argv[2] === 'score-child') await serveScores();
else if (process.argv[2] === 'sheetjs-child') serveSheetJs(process.argv[3] ?? '');
else await bench();
