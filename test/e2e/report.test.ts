import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Download } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { application } from '../../electron/folders.ts';
import { convertWithOffice, hasOffice, withoutOffice } from '../tools/office.ts';
import { checkScreen } from './check-screen.ts';
import { openWindow, sizes, type Window } from './open-window.ts';

const hasReader = spawnSync('pdftotext', ['-v']).error === undefined;
const folder = mkdtempSync(join(tmpdir(), 'crible-report-'));
const strangers: string[] = [];
const violations: string[] = [];
let window: Window;

beforeAll(async () => {
  window = await openWindow();
  const own = new URL(window.host.address).host;
  window.page.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    if (host !== own && protocol !== 'data:' && protocol !== 'blob:') strangers.push(host);
  });
  await window.page.exposeFunction('violated', (what: string) => violations.push(what));
  await window.page.evaluate(() =>
    document.addEventListener('securitypolicyviolation', (event) =>
      (window as unknown as { violated(what: string): void }).violated(event.violatedDirective),
    ),
  );
  await window.openFile(join(application.root, 'test/fixtures/map/communes.csv'));
}, 120_000);
afterAll(async () => {
  await window?.close();
  rmSync(folder, { recursive: true, force: true });
});

const block = (place: number) => window.page.getByRole('region', { name: new RegExp(`^Bloc ${place}, `) });
const plan = () => window.page.getByRole('navigation', { name: 'Plan du rapport' });
const planned = async () => (await plan().getByRole('button').allInnerTexts()).map((text) => text.trim());

async function add(kind: string): Promise<void> {
  await window.page.getByRole('button', { name: 'Ajouter un bloc', exact: true }).click();
  await window.page.getByRole('menuitem', { name: new RegExp(`^${kind}`) }).click();
}

async function exported(format: RegExp): Promise<{ name: string; path: string }> {
  const coming = window.page.waitForEvent('download');
  await window.page.getByRole('button', { name: 'Exporter le rapport' }).click();
  await window.page.getByRole('menuitem', { name: format }).click();
  return keep(await coming);
}

async function keep(download: Download): Promise<{ name: string; path: string }> {
  const name = download.suggestedFilename();
  const path = join(folder, name);
  await download.saveAs(path);
  return { name, path };
}

// One person, one window: each test goes on where the one before it stopped.
describe('a report, in the page itself', () => {
  it('starts empty, and takes a chart and a map from where they are drawn', async () => {
    const { page } = window;
    await page.getByRole('tab', { name: 'Rapport' }).click();
    await page.getByText('Un rapport à remettre').waitFor();
    expect(await checkScreen(page)).toEqual([]);
    await page.getByRole('tab', { name: 'Graphique' }).click();
    await page.locator('.chart-suggestion').first().click();
    await page.locator('.chart-drawing svg, .chart-drawing canvas').first().waitFor();
    await page.getByRole('button', { name: 'Ajouter au rapport' }).click();
    await page.getByRole('tab', { name: 'Carte' }).click();
    await page.getByRole('img', { name: /^5 territoires mesurés/ }).waitFor();
    await page.getByRole('button', { name: 'Ajouter au rapport' }).click();
    await page.getByRole('tab', { name: 'Rapport' }).click();
    await block(1).getByRole('img').waitFor();
    await block(2).getByRole('img').waitFor();
    expect(await page.locator('.report-block').count()).toBe(2);
  });

  it('writes titles, texts and figures in place', async () => {
    const { page } = window;
    await add('Titre');
    await page.getByRole('textbox', { name: 'Texte du titre' }).fill('Résultats <b>bruts</b>');
    await page.getByRole('button', { name: 'Terminer' }).click();
    await add('Texte');
    await page
      .getByRole('textbox', { name: 'Texte', exact: true })
      .fill('Trois points **importants** :\n\n- un\n- deux <script>alert(1)</script>');
    await page.getByRole('button', { name: 'Terminer' }).click();
    await add('Chiffre clé');
    await page.getByRole('button', { name: /Mesure/ }).click();
    await page.getByRole('option', { name: 'Somme', exact: true }).click();
    await page.getByRole('textbox', { name: 'Unité' }).fill('habitants');
    await page.getByRole('button', { name: 'Terminer' }).click();
    await add('Tableau');
    await page.getByRole('button', { name: 'Terminer' }).click();
    await add('Note de méthode');
    await page.getByRole('region', { name: /^Note de méthode/ }).waitFor();
    await page.getByRole('textbox', { name: 'Titre du rapport' }).fill('Essai');
    await page.keyboard.press('Enter');
    await window.look('report');
    expect(await planned()).toEqual([
      expect.stringContaining('par'),
      expect.stringContaining('par département'),
      'Résultats <b>bruts</b>',
      'Trois points importants\u00a0:',
      'Population, somme',
      'communes',
      'Note de méthode',
    ]);
    expect(await block(5).locator('.report-key-value').innerText()).toMatch(/habitants$/);
    expect(await page.locator('.report-page b, .report-page script').count()).toBe(0);
    expect(await checkScreen(page)).toEqual([]);
  });

  it('moves blocks by keyboard, by mouse and by buttons, and takes it back', async () => {
    const { page } = window;
    const before = await planned();
    await plan()
      .getByRole('button', { name: /Résultats/ })
      .click();
    await page.keyboard.press('Alt+ArrowUp');
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(planned).toEqual([before[2], before[0], before[1], ...before.slice(3)]);
    await page.getByRole('button', { name: 'Descendre titre 1' }).click();
    await expect.poll(planned).toEqual([before[0], before[2], before[1], ...before.slice(3)]);
    const options = plan().getByRole('listitem');
    const box = await options.nth(0).boundingBox();
    await options.nth(1).dragTo(options.nth(0), { targetPosition: { x: 20, y: Math.min(3, box?.height ?? 3) } });
    await expect.poll(planned).toEqual([before[2], before[0], before[1], ...before.slice(3)]);
    await window.command('Annuler');
    await expect.poll(planned).toEqual([before[0], before[2], before[1], ...before.slice(3)]);
    await window.command('Rétablir');
    await expect.poll(planned).toEqual([before[2], before[0], before[1], ...before.slice(3)]);
  });

  it('follows the recipe', async () => {
    const { page } = window;
    const figure = () => page.locator('.report-key-value').innerText();
    const before = await figure();
    await page.getByRole('tab', { name: 'Carte' }).click();
    await page.getByRole('listbox', { name: 'Territoires' }).getByRole('option', { name: /Ain/ }).click();
    await page.getByRole('button', { name: 'Filtrer la table' }).click();
    await page.getByText('La table est filtrée sur 1 territoire choisi sur la carte.').first().waitFor();
    await page.getByRole('tab', { name: 'Rapport' }).click();
    await expect.poll(figure).toBe('23\u202f759\u00a0habitants');
    await window.command('Annuler');
    await expect.poll(figure).toBe(before);
  });

  it('stops what deceives, and lets it go corrected', async () => {
    const { page } = window;
    await page.getByRole('button', { name: 'Modifier chiffre clé 5' }).click();
    await page.getByRole('button', { name: /Colonne/ }).click();
    await page.getByRole('option', { name: 'Taux de réponse' }).click();
    await page.getByText(/est un taux ou une moyenne/).waitFor();
    await page.getByRole('button', { name: 'Exporter le rapport' }).click();
    await page.getByRole('menuitem', { name: /Page web/ }).click();
    await window
      .dialog()
      .getByText(/Un bloc trompe/)
      .waitFor();
    expect(await checkScreen(page)).toEqual([]);
    const coming = page.waitForEvent('download');
    await window.inDialog('Corriger et exporter');
    const { name } = await keep(await coming);
    expect(name).toBe('Essai.html');
  });

  it('makes a page that runs nothing and carries its data', async () => {
    const browser = window.page.context().browser();
    const context = await browser?.newContext({ javaScriptEnabled: false });
    const page = await context?.newPage();
    if (!page) throw new Error('no page');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url().slice(0, 5)));
    await page.goto(`file://${join(folder, 'Essai.html')}`);
    const text = readFileSync(join(folder, 'Essai.html'), 'utf8');
    const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect({
      headings: await page.locator('h1, h2, h3').allInnerTexts(),
      drawings: await page.locator('figure.picture > svg').count(),
      scripts: await page.locator('script, iframe, object, b').count(),
      handlers: /\son\w+=/i.test(text.replace(/<text[\s\S]*?<\/text>/g, '')),
      twins: ids.length - new Set(ids).size,
      files: await page.locator('a[download]').count(),
      asked,
    }).toEqual({
      headings: expect.arrayContaining(['Essai', 'Résultats <b>bruts</b>']),
      drawings: 2,
      scripts: 0,
      handlers: false,
      twins: 0,
      files: 4,
      asked: ['file:'],
    });
    await page.screenshot({ path: join(application.root, 'test/output/screens/report-html.png'), fullPage: true });
    await context?.close();
  });

  it('prints A4 pages', async () => {
    const { page } = window;
    await page.evaluate(() => {
      globalThis.print = () => {};
    });
    await page.getByRole('checkbox', { name: /Données brutes/ }).press('Space');
    await page.keyboard.press('Control+P');
    await page.locator('.report-paper').waitFor({ state: 'attached' });
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    writeFileSync(join(application.root, 'test/output/report-print.pdf'), pdf);
    await page.locator('.report-paper').waitFor({ state: 'detached' });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  });

  it.skipIf(!hasOffice || !hasReader)(`makes a document that LibreOffice opens${withoutOffice}`, async () => {
    const { name, path } = await exported(/Document Word/);
    const pdf = convertWithOffice(path, 'pdf', folder);
    writeFileSync(join(application.root, 'test/output/report-docx.pdf'), readFileSync(pdf));
    const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' });
    expect({
      name,
      parts: ['Résultats <b>bruts</b>', 'importants', 'Note de méthode'].filter((part) => !text.includes(part)),
    }).toEqual({ name: 'Essai.docx', parts: [] });
  });

  it('fits a window at 200 %', async () => {
    await window.page.setViewportSize(sizes.zoomed);
    await window.look('report-zoomed');
    expect(await checkScreen(window.page)).toEqual([]);
    await window.page.setViewportSize(sizes.whole);
  });

  it('keeps to itself and to the policy', () => {
    expect({ strangers, violations, complaints: window.complaints }).toEqual({
      strangers: [],
      violations: [],
      complaints: [],
    });
  });
});
