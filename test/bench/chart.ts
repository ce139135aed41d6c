import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type CDPSession, chromium, type Page } from 'playwright-core';
import { browserOptions, findBrowser } from '../tools/browser.ts';
import { type Row, rowOf } from './measure.ts';

/** Words chosen in the brackets of the sentence, in turn: each choice is one redraw, query included. */
const changes: { name: string; kind: string; bracket: string; options: [string, string] }[] = [
  { name: 'bars, another sum', kind: 'Barres', bracket: 'de', options: ['population 2', 'population 1'] },
  { name: 'bars, another measure', kind: 'Barres', bracket: 'Montrer', options: ['le maximum', 'la somme'] },
  { name: 'bars, another category', kind: 'Barres', bracket: 'par', options: ['nom 2', 'nom 1'] },
  { name: 'line by date', kind: 'Courbe', bracket: 'de', options: ['population 2', 'population 1'] },
  { name: 'boxes', kind: 'Boîtes', bracket: 'la répartition de', options: ['population 2', 'population 1'] },
  { name: 'heatmap', kind: 'Tableau coloré', bracket: 'de', options: ['population 2', 'population 1'] },
  { name: 'histogram', kind: 'Histogramme', bracket: 'la répartition de', options: ['taux 1', 'population 1'] },
];
/** Even: each case ends where it began. */
const runs = 12;

const lookedAt = 8000;

/**
 * The real page over the real engine in Chromium: from the press on a choice of the sentence to the new drawing painted,
 * on 1 000 000 rows x 20; then memory over 500 redraws of a small chart. No rows without a browser.
 */
export async function benchChart(root: string, bigCsv: string): Promise<Row[]> {
  if (!findBrowser()) return [];
  const browser = await chromium.launch(browserOptions());
  // An app of its own for each part: the second would be offered the unsaved project of the first.
  const within = async (part: (address: string) => Promise<Row[]>): Promise<Row[]> => {
    const host = await startApp(root);
    try {
      return await part(host.address);
    } finally {
      await host.close();
    }
  };
  try {
    return [
      ...(await within((address) => redraws(browser, address, bigCsv))),
      ...(await within((address) => memory(browser, address, root))),
    ];
  } finally {
    await browser.close();
  }
}

/** The built app as its start command runs it where there is no display. */
async function startApp(root: string): Promise<{ address: string; close(): Promise<void> }> {
  const home = mkdtempSync(join(tmpdir(), 'crible-chart-bench-'));
  const child = spawn(process.execPath, [join(root, 'dist/start.js')], {
    cwd: root,
    env: { ...process.env, HOME: home, XDG_DATA_HOME: home, DISPLAY: '', WAYLAND_DISPLAY: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise<string>((resolve) => {
    let text = '';
    child.stdout.on('data', (data) => {
      text += data;
      const found = /http:\/\/127\.0\.0\.1:\S+/.exec(text);
      if (found) resolve(found[0]);
    });
  });
  return {
    address,
    async close() {
      child.kill();
      await new Promise((resolve) => child.once('exit', resolve));
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function redraws(browser: Browser, address: string, bigCsv: string): Promise<Row[]> {
  const page = await openCharts(browser, address, bigCsv);
  // The time one takes to look at a table: what is done in the background after an opening is over.
  await page.waitForTimeout(lookedAt);
  const rows: Row[] = [];
  for (const { name, kind, bracket, options } of changes) {
    await page
      .getByRole('group', { name: 'Type de graphique' })
      .getByRole('button', { name: kind, exact: true })
      .click();
    await page.waitForTimeout(1500);
    const times: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      await page.locator(`.chart-sentence span:text-is("${bracket}") + button`).click();
      const option = page.getByRole('option', { name: new RegExp(`^${options[run % 2]}`) });
      // The mouse rests on the choice before it presses, as a hand does; then no check of the driver runs in the page.
      await option.hover();
      await page.waitForTimeout(100);
      await page.evaluate(watch, true);
      await page.mouse.down();
      await page.mouse.up();
      const taken = await page.evaluate(() => (window as unknown as { redrawn: Promise<number> }).redrawn);
      if (run > 0) times.push(taken);
      await page.waitForTimeout(400);
    }
    rows.push(rowOf(`chart redrawn, 1 000 000 x 20: ${name}`, times, { target: '< 150 ms' }));
  }
  await page.close();
  return rows;
}

/**
 * Heap and elements of the page after 50 and after 500 redraws, each an undone or redone change of the chart. The heap
 * still grows by some 2 MB: compared snapshots hold more machine code of V8 and entries of the browser's performance
 * timeline, and no more views, elements nor listeners.
 */
async function memory(browser: Browser, address: string, root: string): Promise<Row[]> {
  const page = await openCharts(browser, address, join(root, 'test/fixtures/charts/regions.csv'));
  await page.locator('.chart-sentence span:text-is("trié par") + button').click();
  await page.getByRole('option', { name: /^valeur croissante/ }).click();
  await page.waitForTimeout(500);
  const session = await page.context().newCDPSession(page);
  const found: { heap: number; nodes: number }[] = [];
  for (let turn = 1; turn <= 500; turn += 1) {
    await page.evaluate(watch, false);
    await page.keyboard.press(turn % 2 === 1 ? 'Control+Z' : 'Control+Y');
    await page.evaluate(() => (window as unknown as { redrawn: Promise<number> }).redrawn);
    if (turn === 50 || turn === 500) found.push(await weigh(session));
  }
  await page.close();
  const [early, late] = found as [{ heap: number; nodes: number }, { heap: number; nodes: number }];
  return [
    { name: 'page heap after 50 redraws', median: early.heap, unit: 'MB', runs: 1 },
    { name: 'page heap after 500 redraws', median: late.heap, unit: 'MB', runs: 1, target: 'as after 50' },
    {
      name: 'elements alive, 500 redraws against 50',
      median: late.nodes / early.nodes,
      unit: 'x',
      runs: 1,
      target: '< 1.1 x',
    },
  ];
}

async function weigh(session: CDPSession): Promise<{ heap: number; nodes: number }> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = (await session.send('Runtime.getHeapUsage')) as { usedSize: number };
  await session.send('Performance.enable');
  const { metrics } = await session.send('Performance.getMetrics');
  return { heap: usedSize / 1e6, nodes: metrics.find((metric) => metric.name === 'Nodes')?.value ?? 0 };
}

async function openCharts(browser: Browser, address: string, file: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1366, height: 768 }, locale: 'fr-FR' });
  page.setDefaultTimeout(120_000);
  // From the start: a chooser asked for before the page is listened to is lost.
  page.on('filechooser', () => {});
  await page.goto(address);
  await page.getByRole('button', { name: /^Ouvrir un fichier/ }).waitFor();
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('Control+O');
  await (await chooser).setFiles(file);
  const dialog = page.getByRole('dialog').last();
  await dialog.getByRole('table').waitFor();
  await dialog.getByRole('button', { name: 'Ouvrir', exact: true }).click();
  await page.getByRole('grid').waitFor();
  await page.getByRole('tab', { name: 'Graphique' }).click();
  await page
    .locator('.chart-suggestion')
    .filter({ hasText: /^Somme/ })
    .last()
    .click();
  await page.locator('.chart-drawing :is(svg, canvas)').first().waitFor();
  return page;
}

/**
 * Runs in the page: `redrawn` settles with the time from the next press of the mouse or of a key (a list chooses when the
 * button goes down), as the browser dates it, to the end of the frame that paints a new drawing.
 * `other`: of other figures, as its sentence tells; a drawing of the same ones does not count.
 */
function watch(other: boolean): void {
  const holder = window as unknown as { redrawn: Promise<number> };
  const host = document.querySelector('.chart-host > div') as Element;
  const sentence = () => host.closest('.chart-drawing')?.getAttribute('aria-label');
  const before = sentence();
  let start = 0;
  const begin = (event: Event) => {
    start = event.timeStamp;
  };
  addEventListener('pointerdown', begin, { capture: true, once: true });
  addEventListener('keydown', begin, { capture: true, once: true });
  holder.redrawn = new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (start === 0 || (other && sentence() === before)) return;
      observer.disconnect();
      removeEventListener('pointerdown', begin, { capture: true });
      removeEventListener('keydown', begin, { capture: true });
      // The frame is laid out and painted once its callbacks have run.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
    });
    observer.observe(host, { childList: true });
  });
}
