import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { MapLevel } from '../../shared/map/view.ts';
import { openEngine } from '../engine/open-engine.ts';
import { findBrowser } from '../tools/browser.ts';
import { sharedData } from '../tools/shared-data.ts';
import { serveGrid } from './grid-chromium.ts';
import { type Row, rowOf } from './measure.ts';

const runs = 10;
const redraws = 500;

/**
 * Maps in Chromium: from the bytes of a layer to the first picture, then recoloured with new values, classes included.
 * Départements are built in; communes need the shared basemap, and the line says so where it is absent.
 */
export async function benchMap(): Promise<Row[]> {
  if (!findBrowser()) return [];
  const national = sharedData('geo/communes-epci-departements-regions-2026.topojson.gz');
  const folder = await mkdtemp(join(tmpdir(), 'crible-bench-map-'));
  const engine = await openEngine(folder);
  const rows: Row[] = [];
  try {
    const layers = new Map<string, Uint8Array>();
    const add = async (basemap: string, level: MapLevel) =>
      layers.set(level, await engine.call('basemap.layer', { basemap, level }));
    await add('france', 'departement');
    if (national) {
      const start = performance.now();
      const { id } = await engine.call('basemap.open', { file: await engine.grant(national) });
      rows.push(rowOf('map, opening the basemap of communes', [performance.now() - start]));
      await add(id, 'commune');
    } else console.log('map: no shared basemap, communes skipped');
    const site = await serveGrid('test/bench/map-page', async (page) => {
      for (const [level, bytes] of layers)
        await page.route(`**/${level}.outlines`, (route) => route.fulfill({ body: Buffer.from(bytes) }));
    });
    try {
      for (const level of layers.keys()) {
        const firsts: number[] = [];
        let recolour: number[] = [];
        let areas = 0;
        for (let turn = 0; turn < 3; turn++) {
          const page = await site.open('');
          await page.waitForFunction(() => 'benchMap' in window);
          const measured = await page.evaluate(([path, count]) => window.benchMap(path, count), [
            `${level}.outlines`,
            runs,
          ] as const);
          firsts.push(measured.first);
          recolour = [...recolour, ...measured.recolour];
          areas = measured.areas;
          await page.context().close();
        }
        const many = level === 'commune';
        rows.push(
          rowOf(`map of ${areas} areas, first drawn`, firsts, { target: many ? '< 700 ms' : '< 150 ms' }),
          rowOf(`map of ${areas} areas, recoloured`, recolour, { target: many ? '< 60 ms' : '' }),
          ...(await memory(await site.open(''), `${level}.outlines`, areas)),
        );
      }
    } finally {
      await site.close();
    }
    return rows;
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Heap and array buffers of the page after 50 and after 500 redraws. */
async function memory(page: Page, path: string, areas: number): Promise<Row[]> {
  await page.waitForFunction(() => 'redrawMap' in window);
  const session = await page.context().newCDPSession(page);
  const weigh = async (count: number): Promise<number> => {
    await page.evaluate(([from, many]) => window.redrawMap(from, many), [path, count] as const);
    await session.send('HeapProfiler.collectGarbage');
    const found = (await session.send('Runtime.getHeapUsage')) as { usedSize: number; backingStorageSize?: number };
    return (found.usedSize + (found.backingStorageSize ?? 0)) / 1e6;
  };
  const early = await weigh(50);
  const late = await weigh(redraws - 50);
  await page.context().close();
  const name = `map of ${areas} areas, heap and buffers`;
  return [
    { name: `${name} after 50 redraws`, median: early, unit: 'MB', runs: 1 },
    { name: `${name} after ${redraws}`, median: late, unit: 'MB', runs: 1, target: 'as after 50' },
  ];
}
