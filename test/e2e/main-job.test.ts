import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHost } from '../electron/test-host.ts';
import { browserOptions } from '../tools/browser.ts';
import { requireBuild } from '../tools/built.ts';
import { sharedData } from '../tools/shared-data.ts';
import { headerMenu } from './open-window.ts';

const workbook = sharedData('data/real/insee/ensemble.xlsx');
const screens = 'test/output/screens';
const downloads = mkdtempSync(join(tmpdir(), 'crible-downloads-'));

let host: Awaited<ReturnType<typeof openTestHost>>;
let browser: Browser;
let page: Page;
const complaints: string[] = [];
const strangers: string[] = [];

// One person, one window: each test goes on where the one before it stopped.
describe.skipIf(workbook === null)(
  `the main job on a real workbook${workbook ? '' : ' (skipped: no shared data)'}`,
  () => {
    const path = workbook ?? '';
    const fingerprint = workbook ? sha256(path) : '';

    beforeAll(async () => {
      requireBuild();
      mkdirSync(screens, { recursive: true });
      host = await openTestHost();
      browser = await chromium.launch(browserOptions());
      page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
      page.setDefaultTimeout(20_000);
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
      page.on('request', (request) => {
        const { host: asked, protocol } = new URL(request.url());
        if (asked !== new URL(host.address).host && protocol !== 'data:' && protocol !== 'blob:') strangers.push(asked);
      });
      await page.goto(host.address);
    }, 120_000);
    afterAll(async () => {
      await browser?.close();
      await host?.close();
      rmSync(downloads, { recursive: true, force: true });
    });

    it('opens the sheet of communes, its titles set aside as notes', async () => {
      await openFile('Ouvrir un fichier', path, 'Communes');
      await expectCount('34 993 lignes');
      await page.getByRole('button', { name: /notes autour du tableau/ }).click();
      const notes = await page.getByText('Populations légales des communes en vigueur au 1er janvier 2021').isVisible();
      await look('opened');
      expect(notes).toBe(true);
    });

    it('keeps one région, then the communes of 3 500 inhabitants or more: 106', async () => {
      await headerMenu(page, 'Nom de la région', /^Filtrer/);
      await page.getByRole('searchbox', { name: /^Valeurs/ }).fill('bourgogne franche');
      await page.getByRole('searchbox', { name: /^Valeurs/ }).fill('bourgogne');
      await page.getByRole('option', { name: /Bourgogne-Franche-Comté/ }).click();
      await inDialog('Appliquer');
      await expectCount('3 702 lignes sur 34 993');
      await headerMenu(page, 'Population municipale', /^Filtrer/);
      await page.getByRole('textbox', { name: 'Valeur minimale' }).fill('3 500');
      await inDialog('Appliquer');
      await expectCount('106 lignes sur 34 993');
      await look('filtered');
    });

    it('sorts, largest first', async () => {
      await headerMenu(page, 'Population municipale', /ordre décroissant/);
      await page
        .getByRole('columnheader', { name: /Population municipale/ })
        .and(page.locator('[aria-sort=descending]'))
        .waitFor();
      const first = page.locator('[role=row][aria-rowindex="2"]');
      await first.getByText('Dijon', { exact: true }).waitFor();
      await first.getByText(/^156\s854$/).waitFor();
    });

    it('draws the communes by département as bars', async () => {
      await page.getByRole('tab', { name: 'Graphique' }).click();
      await page.getByRole('button', { name: /^Nombre de lignes, par/ }).click();
      await bracket('par', 'Code département');
      await page.getByRole('img', { name: /Nombre de lignes, par Code département/ }).waitFor();
      await page.locator('.chart-drawing svg').waitFor();
      await page.getByRole('button', { name: 'Voir les données' }).click();
      const rows = await page.locator('.chart-table tbody tr').allInnerTexts();
      await look('chart');
      expect(
        rows.map((row) =>
          row
            .split('\t')
            .slice(0, 2)
            .map((cell) => cell.trim()),
        ),
      ).toEqual([
        ['71', '25'],
        ['25', '21'],
        ['21', '17'],
        ['89', '11'],
        ['58', '10'],
        ['39', '8'],
        ['70', '7'],
        ['90', '7'],
      ]);
    });

    it('exports the chart as SVG, with its source printed', async () => {
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Exporter le graphique' }).click();
      await page.getByRole('menuitem', { name: 'Dessin SVG' }).click();
      const svg = readFileSync(await saved(await download, 'chart.svg'), 'utf8');
      expect({
        svg: svg.startsWith('<svg'),
        source: svg.includes('Source\u00a0: ensemble.xlsx (Communes)'),
        count: /n = 106 lignes/.test(svg),
      }).toEqual({ svg: true, source: true, count: true });
    });

    it('exports the list to .xlsx, and reads the same 106 rows back', async () => {
      await page.getByRole('tab', { name: 'Tableau' }).click();
      const before = await firstRows();
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Exporter', exact: true }).click();
      await look('export');
      await inDialog('Exporter');
      const exported = await saved(await download, 'liste.xlsx');
      await closeDialogs();
      await openFile('Ouvrir', exported);
      await expectCount('106 lignes');
      expect(await firstRows()).toEqual(before);
      await look('reopened');
    });

    it('saves the project, and finds it all again in a new window', async () => {
      await page.keyboard.press('Control+S');
      await page.getByRole('textbox', { name: 'Nom du projet' }).fill('Communes cibles');
      await inDialog('Enregistrer');
      await page.getByText('Enregistré', { exact: true }).waitFor();
      await page.reload();
      await page.getByRole('button', { name: /^Communes cibles/ }).click();
      await page.getByRole('button', { name: 'ensemble – Communes', exact: true }).click();
      await expectCount('106 lignes sur 34 993');
    });

    it('undoes and redoes over the whole project', async () => {
      const toggle = page.getByRole('button', { name: /^Retirer le filtre : Population/ });
      await toggle.click();
      await expectCount('3 702 lignes sur 34 993');
      await page.getByRole('button', { name: /^Retirer le filtre : Nom/ }).click();
      await expectCount('34 993 lignes');
      for (const expected of ['3 702 lignes sur 34 993', '106 lignes sur 34 993']) {
        await page.keyboard.press('Control+Z');
        await expectCount(expected);
      }
      for (const expected of ['3 702 lignes sur 34 993', '34 993 lignes']) {
        await page.keyboard.press('Control+Y');
        await expectCount(expected);
      }
    });

    it('never changed the file, asked nothing of anyone, complained of nothing', () => {
      expect({ sha256: sha256(path), strangers, complaints }).toEqual({
        sha256: fingerprint,
        strangers: [],
        complaints: [],
      });
    });
  },
);

async function look(name: string): Promise<void> {
  if (!process.env.CRIBLE_SCREENS) return;
  await page.screenshot({ path: join(screens, `${name}.png`) });
}

/** Chooses a file as a person does, and opens it as Crible read it. */
async function openFile(button: string, path: string, sheet?: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page
    .getByRole('button', { name: new RegExp(`^${button}`) })
    .first()
    .click();
  await (await chooser).setFiles(path);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('table').waitFor();
  if (sheet)
    expect(await dialog.getByRole('radio', { name: new RegExp(`^${sheet} (environ )?\\d`) }).isChecked()).toBe(true);
  await look('opening');
  await inDialog('Ouvrir');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('grid').waitFor();
}

async function inDialog(name: string): Promise<void> {
  await page.getByRole('dialog').last().getByRole('button', { name, exact: true }).click();
}

async function closeDialogs(): Promise<void> {
  while ((await page.getByRole('dialog').count()) > 0) {
    await page.keyboard.press('Escape');
    await page.waitForTimeout(100);
  }
}

async function bracket(label: string, column: string): Promise<void> {
  await page.getByRole('group', { name: 'Le graphique en une phrase' }).getByText(label, { exact: true }).waitFor();
  await page.locator(`.chart-sentence span:text-is("${label}") + button`).click();
  await page.getByRole('option', { name: new RegExp(`^${column}`) }).click();
}

/** Waits for the count above the grid; spaces of any width compare equal. */
async function expectCount(expected: string): Promise<void> {
  const pattern = new RegExp(`^${expected.replaceAll(' ', '\\s')}$`);
  await page.getByRole('region', { name: 'Filtres' }).getByText(pattern).waitFor();
}

/** What the grid shows of the first twelve rows. */
async function firstRows(): Promise<string[][]> {
  const rows: string[][] = [];
  for (let index = 2; index < 14; index += 1) {
    const row = page.locator(`[role=row][aria-rowindex="${index}"]`);
    await row.waitFor();
    rows.push((await row.locator('[role=gridcell], [role=rowheader]').allInnerTexts()).slice(1));
  }
  return rows;
}

async function saved(download: { saveAs(path: string): Promise<void> }, name: string): Promise<string> {
  const path = join(downloads, name);
  await download.saveAs(path);
  return path;
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}
