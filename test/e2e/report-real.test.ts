import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { application } from '../../electron/folders.ts';
import { sharedData } from '../tools/shared-data.ts';
import { checkScreen } from './check-screen.ts';
import { openWindow, type Window } from './open-window.ts';

const populations = sharedData('data/real/insee/ensemble.xlsx');
const incomes = sharedData('data/real/insee/base-cc-filosofi-2015.xls');
const isHere = populations !== null && incomes !== null;
let window: Window;

beforeAll(async () => {
  if (isHere) window = await openWindow();
}, 120_000);
afterAll(() => window?.close());

const blocks = () => window.page.locator('.report-block');

async function drawFirst(): Promise<void> {
  const { page } = window;
  await page.getByRole('tab', { name: 'Graphique' }).click();
  await page.locator('.chart-suggestion').first().click();
  await page.locator('.chart-host svg, .chart-host canvas').first().waitFor();
  await page.getByRole('button', { name: 'Ajouter au rapport' }).click();
}

it.skipIf(!isHere)(
  `a new user hands over what two files of INSEE say${isHere ? '' : ' (skipped: no shared data)'}`,
  async () => {
    const { page } = window;
    page.setDefaultTimeout(60_000);
    await window.openFile(populations ?? '');
    await drawFirst();
    await window.look('report-real-chart-1');
    await window.openFile(incomes ?? '');
    await drawFirst();
    await window.look('report-real-chart-2');
    await page.getByRole('tab', { name: 'Carte' }).click();
    await page.getByRole('img', { name: /territoires mesurés/ }).waitFor();
    await page.getByRole('button', { name: 'Ajouter au rapport' }).click();
    await page.getByRole('tab', { name: 'Rapport' }).click();
    for (const kind of ['Tableau', 'Note de méthode']) {
      await page.getByRole('button', { name: 'Ajouter un bloc', exact: true }).click();
      await page.getByRole('menuitem', { name: new RegExp(`^${kind}`) }).click();
    }
    await page.getByRole('region', { name: /^Note de méthode/ }).waitFor();
    await expect.poll(() => page.locator('.report-picture img').count(), { timeout: 60_000 }).toBe(3);
    await page.locator('.report-table table').first().waitFor();
    await window.look('report-real');
    expect({ blocks: await blocks().count(), screen: await checkScreen(page) }).toEqual({ blocks: 5, screen: [] });
    await page.evaluate(() => {
      globalThis.print = () => {};
    });
    await page.getByRole('checkbox', { name: /Données brutes/ }).press('Space');
    await page.keyboard.press('Control+P');
    await page.locator('.report-paper').waitFor({ state: 'attached' });
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    mkdirSync(join(application.root, 'test/output'), { recursive: true });
    writeFileSync(join(application.root, 'test/output/report-real.pdf'), pdf);
    expect(window.complaints).toEqual([]);
  },
  240_000,
);
