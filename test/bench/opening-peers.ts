import { execFileSync, fork, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read } from '@e965/xlsx';

/** What one run took, in milliseconds: by the clock, and of all processors. */
export type Spent = { wall: number; cpu: number };

/** SheetJS parses a workbook in a process just started, as the engine that opens it is: its code runs for the first time. */
export async function parseWithSheetJs(path: string, root: string): Promise<Spent> {
  const child = fork(join(root, 'test/output/bench.js'), ['sheetjs-child', path], { execArgv: [] });
  return new Promise((resolve, reject) => {
    child.once('message', (spent) => resolve(spent as Spent));
    child.once('exit', (code) => reject(new Error(`SheetJS's process exited with ${code}`)));
  });
}

/** In that process. */
export function serveSheetJs(path: string): void {
  const before = process.cpuUsage();
  const start = performance.now();
  read(readFileSync(path), { dense: true });
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  process.send?.({ wall, cpu: (user + system) / 1000 } satisfies Spent, () => process.disconnect());
}

export function hasLibreOffice(): boolean {
  if (spawnSync('soffice', ['--version']).status === 0) return true;
  console.log('LibreOffice: skipped, soffice is not installed');
  return false;
}

/** LibreOffice converts the first sheet of a workbook to CSV: a process from start to end, as it is used. */
export function convertWithLibreOffice(path: string): Spent {
  const folder = mkdtempSync(join(tmpdir(), 'crible-office-'));
  try {
    const start = performance.now();
    const script = 'soffice --headless --convert-to csv --outdir "$0" "$1" >/dev/null 2>&1; times';
    const told = execFileSync('sh', ['-c', script, folder, path], { encoding: 'utf8' });
    const wall = performance.now() - start;
    // The last line of `times`: user and system time of the children, "0m3.120s 0m0.480s".
    const times = [...(told.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)];
    const cpu = times.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60_000 + Number(seconds) * 1000, 0);
    return { wall, cpu };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
