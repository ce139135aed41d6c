import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { findBrowser } from '../tools/browser.ts';
import { type Row, rowOf } from './measure.ts';

/** From the start command of a built app to a page where a file can be opened, the browser already running. */
export async function benchStartup(root: string): Promise<Row[]> {
  const executablePath = findBrowser();
  if (executablePath === null) {
    console.log('start: skipped, no browser found');
    return [];
  }
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  const times: number[] = [];
  for (let run = 0; run < 6; run += 1) {
    const home = mkdtempSync(join(tmpdir(), 'crible-start-'));
    const start = performance.now();
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
    const page = await browser.newPage();
    await page.goto(address);
    await page
      .getByRole('button', { name: /Ouvrir/ })
      .first()
      .waitFor();
    if (run > 0) times.push(performance.now() - start);
    await page.close();
    child.kill();
    await new Promise((resolve) => child.once('exit', resolve));
    rmSync(home, { recursive: true, force: true });
  }
  await browser.close();
  return [rowOf('start command to usable page (browser host, built app)', times, { target: '< 2 000 ms' })];
}
