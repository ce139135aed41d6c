import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { CDPSession, Page } from 'playwright-core';
import { findBrowser } from '../tools/browser.ts';
import { type GridSite, serveGrid } from './grid-chromium.ts';
import { median, type Row } from './measure.ts';

type Frames = { times: number[] };

/**
 * Frame times of the grid in Chromium while it scrolls, on tables made in the page: 1 000 000 x 30 and 36 000 x 1 900.
 * Each is scrolled 180 frames down at the speed of a fast wheel, 60 frames in leaps of the scrollbar, 180 frames
 * across. Heap is taken after a forced collection, with the page's React and the grid in it. No rows without a browser.
 */
export async function benchGrid(): Promise<Row[]> {
  if (!findBrowser()) return [];
  const site = await serveGrid('test/bench/grid-page');
  try {
    return [await idleRow(site), ...(await benchOne(site, ownGrid)), ...(await benchPeer())];
  } finally {
    await site.close();
  }
}

type Bench = {
  label: string;
  /** Of a cell with its value. */
  cell: string;
  down: string;
  across: string;
  targets: boolean;
};
const ownGrid: Bench = {
  label: 'grid',
  cell: '.grid-row .grid-cell:not(.waiting)',
  down: '.grid-scroller',
  across: '.grid-scroller',
  targets: true,
};
const agGrid: Bench = {
  label: 'AG Grid Community',
  cell: '.ag-row .ag-cell-value:not(:empty)',
  down: '.ag-body-viewport',
  across: '.ag-center-cols-viewport',
  targets: false,
};

/** The same in AG Grid Community, which is no part of Crible: `npm ci --prefix test/bench/peers` brings it. */
async function benchPeer(): Promise<Row[]> {
  if (!existsSync(fileURLToPath(new URL('../../test/bench/peers/node_modules', import.meta.url)))) {
    console.log('AG Grid: skipped, not installed (npm ci --prefix test/bench/peers)');
    return [];
  }
  const site = await serveGrid('test/bench/peers');
  try {
    return await benchOne(site, agGrid);
  } finally {
    await site.close();
  }
}

async function benchOne(site: GridSite, bench: Bench): Promise<Row[]> {
  const rows: Row[] = [];
  const target = (text: string) => (bench.targets ? text : '');
  for (const size of [
    { rows: 1_000_000, columns: 30, name: '1 000 000 x 30' },
    { rows: 36_000, columns: 1_900, name: '36 000 x 1 900' },
  ]) {
    for (const slowdown of [1, 4]) {
      const page = await site.open(`?rows=${size.rows}&columns=${size.columns}`);
      await page.waitForFunction((cell) => document.querySelector(cell) !== null, bench.cell);
      await page.waitForTimeout(500);
      const session = await page.context().newCDPSession(page);
      if (slowdown > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
      const work = await taskTime(session);
      const frames = await scrollThrough(page, bench);
      const perFrame = ((await taskTime(session)) - work) / frames.times.length;
      const label = `${bench.label} ${size.name}${slowdown > 1 ? `, processor / ${slowdown}` : ''}`;
      rows.push(frameRow(`${label}, frame`, frames.times, slowdown === 1 ? target('median <= 17 ms') : ''));
      rows.push({
        name: `${label}, frame p95`,
        median: quantile(frames.times, 0.95),
        unit: 'ms',
        runs: frames.times.length,
        target: target(slowdown === 1 ? '<= 40 ms' : '<= 50 ms'),
      });
      rows.push({
        name: `${label}, work of the page per frame`,
        median: perFrame,
        unit: 'ms',
        runs: frames.times.length,
      });
      if (slowdown === 1) {
        await session.send('HeapProfiler.collectGarbage');
        const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number };
        rows.push({ name: `${label}, heap`, median: usedSize / 1e6, unit: 'MB', runs: 1, target: target('< 40 MB') });
      }
      await page.context().close();
    }
  }
  return rows;
}

/** Frames of a page that does nothing, in the same run: what the machine itself allows. */
async function idleRow(site: GridSite): Promise<Row> {
  const page = await site.browser.newPage();
  const times = await page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const found: number[] = [];
        let last = performance.now();
        const step = () => {
          const now = performance.now();
          found.push(now - last);
          last = now;
          if (found.length > 180) resolve(found.slice(1));
          else requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
  );
  await page.close();
  return frameRow(`an empty page, frame (p95 ${Math.round(quantile(times, 0.95))} ms)`, times, '');
}

/** Milliseconds that the page's main thread has worked so far: scripts, style, layout and paint. */
async function taskTime(session: CDPSession): Promise<number> {
  // Thread time: what other processes take from the processor does not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? 0) * 1000;
}

function frameRow(name: string, times: readonly number[], target: string): Row {
  return {
    name,
    median: median(times),
    unit: 'ms',
    runs: times.length,
    spread: [Math.min(...times), Math.max(...times)],
    ...(target && { target }),
  };
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function scrollThrough(page: Page, { down, across }: Bench): Promise<Frames> {
  return page.evaluate(
    ([down, across]) =>
      new Promise<Frames>((resolve) => {
        const scroller = document.querySelector(down!) as HTMLElement;
        const sideways = document.querySelector(across!) as HTMLElement;
        const frames: Frames = { times: [] };
        let count = 0;
        let last = performance.now();
        const step = () => {
          const now = performance.now();
          if (count > 0) frames.times.push(now - last);
          last = now;
          if (count < 180) scroller.scrollTop += 97;
          else if (count < 240) scroller.scrollTop = (scroller.scrollHeight / 60) * (count - 180);
          else sideways.scrollLeft += 61;
          count++;
          if (count > 420) resolve(frames);
          else requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    [down, across],
  );
}
