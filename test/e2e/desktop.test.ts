import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findElectron } from '../../electron/electron-binary.ts';
import { application } from '../../electron/folders.ts';
import { hasDisplay } from '../../electron/start-choice.ts';
import { requireBuild } from '../tools/built.ts';
import { slowness } from '../tools/pace.ts';

const binary = findElectron();
const reason =
  binary === null
    ? 'skipped: the Electron binary is absent (npx install-electron fetches it, ELECTRON_OVERRIDE_DIST_PATH names another)'
    : hasDisplay({ platform: process.platform, environment: process.env })
      ? null
      : 'skipped: no display';

describe.skipIf(reason !== null)(`the desktop host${reason ? ` (${reason})` : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'crible-desktop-'));
  let electron: ElectronApplication;
  let page: Page;

  beforeAll(async () => {
    requireBuild();
    writeFileSync(join(folder, 'communes.csv'), 'code;nom\n01001;L’Abergement\n');
    electron = await _electron.launch({
      executablePath: binary ?? '',
      // Only a test may drop the sandbox, and only where root leaves no other way.
      args: [application.root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
      env: { ...process.env, CRIBLE_DATA_FOLDER: join(folder, 'data'), CRIBLE_PROJECTS_FOLDER: folder } as Record<
        string,
        string
      >,
    });
    page = await electron.firstWindow();
  });
  afterAll(async () => {
    await electron?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('shows the page, connected to its engine', async () => {
    await page.getByText('COG 2026').first().waitFor();
    expect(page.url()).toBe('app://crible/index.html');
  });

  it('keeps Node and Electron from the page', async () => {
    const seen = await page.evaluate(() => ({
      require: typeof (globalThis as { require?: unknown }).require,
      process: typeof (globalThis as { process?: unknown }).process,
      crible: Object.keys((globalThis as unknown as { crible: object }).crible).sort(),
    }));
    expect(seen).toEqual({
      require: 'undefined',
      process: 'undefined',
      crible: ['connect', 'grant', 'onCommand', 'onOpened'],
    });
  });

  it('has a French menu', async () => {
    const menus = await electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map((item) => item.label));
    expect(menus).toEqual(expect.arrayContaining(['Fichier', 'Édition', 'Affichage', 'Aide']));
  });

  it('opens no window and goes nowhere', async () => {
    await page.evaluate(() => {
      window.open('https://example.org/');
      location.href = 'https://example.org/';
    });
    await page.waitForTimeout(300);
    expect({ windows: electron.windows().length, url: page.url() }).toEqual({
      windows: 1,
      url: 'app://crible/index.html',
    });
  });

  it('refuses what its policy refuses', async () => {
    const fetched = await page.evaluate(() =>
      fetch('https://example.org/').then(
        () => 'read',
        () => 'refused',
      ),
    );
    expect(fetched).toBe('refused');
  });

  it('comes back within 2 s when its engine is killed', async () => {
    const died = performance.now();
    await electron.evaluate(({ app }) => {
      const engine = app.getAppMetrics().find((metric) => metric.type === 'Utility' && metric.name === 'Crible');
      if (engine) process.kill(engine.pid, 'SIGKILL');
    });
    await page.getByText('COG 2026').first().waitFor();
    expect(performance.now() - died).toBeLessThan(2000 * slowness());
  });

  it('hands a file opened from outside to the page', async () => {
    await electron.evaluate(
      ({ app }, path) => {
        app.emit('second-instance', {}, ['crible', '.', path], '/');
      },
      join(folder, 'communes.csv'),
    );
    await page.getByText('communes.csv').first().waitFor();
  });
});
