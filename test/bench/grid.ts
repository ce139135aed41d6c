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
    const rows: Row[] = [await idleRow(site)];
    for (const size of [
      { rows: 1_000_000, columns: 30, name: '1 000 000 x 30' },
      { rows: 36_000, columns: 1_900, name: '36 000 x 1 900' },
    ]) {
      for (const slowdown of [1, 4]) {
        const page = await site.open(`?rows=${size.rows}&columns=${size.columns}`);
        await page.waitForFunction(() => document.querySelector('.grid-row .grid-cell:not(.waiting)') !== null);
        await page.waitForTimeout(500);
        const session = await page.context().newCDPSession(page);
        if (slowdown > 1) await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
        const work = await taskTime(session);
        const frames = await scrollThrough(page);
        const perFrame = ((await taskTime(session)) - work) / frames.times.length;
        const label = `grid ${size.name}${slowdown > 1 ? `, processor / ${slowdown}` : ''}`;
        rows.push(frameRow(`${label}, frame`, frames.times, slowdown === 1 ? 'median <= 17 ms' : ''));
        rows.push({
          name: `${label}, frame p95`,
          median: quantile(frames.times, 0.95),
          unit: 'ms',
          runs: frames.times.length,
          target: slowdown === 1 ? '<= 40 ms' : '<= 50 ms',
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
          rows.push({ name: `${label}, heap`, median: usedSize / 1e6, unit: 'MB', runs: 1, target: '< 40 MB' });
        }
        await page.context().close();
      }
    }
    return rows;
  } finally {
    await site.close();
  }
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
  return frameRow('an empty page, frame', times, '');
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

function scrollThrough(page: Page): Promise<Frames> {
  return page.evaluate(
    () =>
      new Promise<Frames>((resolve) => {
        const scroller = document.querySelector('.grid-scroller') as HTMLElement;
        const frames: Frames = { times: [] };
        let count = 0;
        let last = performance.now();
        const step = () => {
          const now = performance.now();
          if (count > 0) frames.times.push(now - last);
          last = now;
          if (count < 180) scroller.scrollTop += 97;
          else if (count < 240) scroller.scrollTop = (scroller.scrollHeight / 60) * (count - 180);
          else scroller.scrollLeft += 61;
          count++;
          if (count > 420) resolve(frames);
          else requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
  );
}
