import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { application } from '../../electron/folders.ts';
import { slowness } from '../tools/pace.ts';
import { fixture, openWindow, type Window } from './open-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'crible-bad-'));
let window: Window;

// One person whose table stays open behind every mishap: it is used again after each.
describe('what goes wrong is said in French, and the work goes on', () => {
  beforeAll(async () => {
    window = await openWindow();
    await window.openFile(fixture('communes.csv'));
  }, 120_000);
  afterAll(async () => {
    await window?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    await window.closeAll();
    await sortsAndUndoes();
  });

  it.each([
    ['an empty file', 'vide.csv', () => Buffer.alloc(0), /vide\.csv.*est vide.*rouvrez-le/],
    [
      'a workbook cut short',
      'coupe.xlsx',
      () => workbook().subarray(0, 7000),
      /incomplet ou abîmé.*Rien n’a été chargé/,
    ],
    ['an image named .xlsx', 'image.xlsx', image, /n’est pas un tableau.*Rien n’a été chargé/],
    [
      'a workbook under a password',
      'protege.xls',
      () => readFileSync(fixture('protege.xls')),
      /mot de passe.*sans mot de passe/,
    ],
  ])('%s is refused', async (_, name, bytes, sentence) => {
    await give(name, bytes());
    expect(await said(sentence)).toBe(true);
  });

  it('a text of one column opens as one', async () => {
    await window.openFile(fixture('une-colonne.csv'));
    await window.expectCount('30 lignes');
    const heads = await window.page.locator('.grid-head-name').allInnerTexts();
    await window.page.keyboard.press('Control+Z');
    await window.page.getByRole('button', { name: 'une-colonne', exact: true }).waitFor({ state: 'hidden' });
    expect(heads).toEqual(['Commune']);
  });

  it('a join that would multiply the rows keeps them, unless it is ticked', async () => {
    const { page } = window;
    await window.command('Croiser avec une autre table');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Ouvrir un fichier…' }).click();
    await (await chooser).setFiles(fixture('services.csv'));
    await page
      .getByRole('dialog', { name: /services/ })
      .getByRole('table')
      .waitFor();
    await window.inDialog('Ouvrir');
    expect(await said(/plusieurs lignes ont la même clé/)).toBe(true);
    await window.inDialog('Croiser');
    await page.getByText(/^Croiser avec «\sservices\s»/).waitFor();
    await window.expectCount('30 lignes');
    const brought = page.getByRole('region', { name: 'Messages' }).getByText(/ajoutées? depuis «\sservices\s»\s: \S/);
    await brought.waitFor();
    await page.keyboard.press('Control+Z');
    await page.getByText(/^Croiser avec «\sservices\s»/).waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+Z');
    await page.getByRole('button', { name: 'services', exact: true }).waitFor({ state: 'hidden' });
  });

  it.each([
    ['is killed during an import', 'import'],
    ['is killed during a query', 'query'],
  ])('an engine that %s is back within 2 s, the table with it', { retry: 2 }, async (_, when) => {
    const { page } = window;
    const limit = 2000 * slowness();
    if (when === 'import') {
      await give('grand.csv', bigText());
      await window.dialog().getByRole('table').waitFor();
      await window.inDialog('Ouvrir');
    } else await window.headerMenu('Commune', /de Z à A/);
    const killed = performance.now();
    window.host.killEngine();
    await page
      .getByText(/Le moteur (redémarre|a redémarré|de calcul s’est arrêté)/)
      .first()
      .waitFor();
    await window.closeAll();
    await page.getByText(/Le moteur redémarre/).waitFor({ state: 'hidden' });
    await window.expectCount('30 lignes');
    expect(performance.now() - killed).toBeLessThan(limit);
    if (when === 'query') await page.keyboard.press('Control+Z');
  });

  it('a damaged project is refused, the present one stays', async () => {
    const path = join(folder, 'abime.crible');
    writeFileSync(path, '{"format":"crible","version":1,"name":"Coupé');
    await window.openProject(path);
    await answer('Ne pas enregistrer');
    expect(await said(/abîmé ou n’est pas un projet Crible.*n’a pas été modifié/)).toBe(true);
  });

  it('a source that lost a column: the step turns red with its reason, nothing is lost', async () => {
    const { page, host } = window;
    await window.headerMenu('Agents', /^Filtrer/);
    await page.getByRole('textbox', { name: 'Valeur minimale' }).fill('300');
    await window.inDialog('Appliquer');
    await page.getByRole('button', { name: /^Supprimer l’étape 1/ }).waitFor();
    await page.keyboard.press('Control+S');
    await window.inDialog('Enregistrer');
    await page.getByText('Enregistré', { exact: true }).waitFor();
    const saved = readFileSync(join(host.projects, 'Projet sans titre.crible'), 'utf8');
    const path = join(folder, 'annee-suivante.crible');
    writeFileSync(path, saved.replaceAll(/"sha256": "[0-9a-f]{64}"/g, `"sha256": "${'0'.repeat(64)}"`));
    await window.openProject(path);
    expect(await said(/a besoin du fichier « communes\.csv »/)).toBe(true);
    const chooser = page.waitForEvent('filechooser');
    await window.inDialog('Indiquer le fichier…');
    await (await chooser).setFiles(fixture('communes-sans-agents.csv'));
    await window.inDialog('Utiliser le nouveau contenu');
    const step = page.locator('.steps-list li').filter({ hasText: 'Agents' });
    await step.getByText(/ne peut pas s’appliquer/).waitFor();
    expect(await step.innerText()).toMatch(/La colonne «\sAgents\s» n’existe pas/);
    await page.getByRole('button', { name: /^Supprimer l’étape 1/ }).click();
    await window.expectCount('30 lignes');
  });

  it('complained of nothing but the dead engine', () =>
    expect(window.complaints.filter((complaint) => !/WebSocket|503|Failed to load resource/.test(complaint))).toEqual(
      [],
    ));
});

/** The session is whole: its table sorts, and the sort is undone. */
async function sortsAndUndoes(): Promise<void> {
  const { page } = window;
  await page.getByRole('button', { name: 'communes', exact: true }).first().click();
  await window.expectCount('30 lignes');
  const firstRow = page.locator('[role=row][aria-rowindex="2"]');
  await window.headerMenu('Commune', /de A à Z/);
  await firstRow.filter({ hasText: 'Abbeville' }).waitFor();
  await page.keyboard.press('Control+Z');
  await firstRow.filter({ hasText: 'Villeneuve-d’Ascq' }).waitFor();
}

/** Writes a file and gives it to the app, as Ctrl+O does. */
async function give(name: string, bytes: Buffer | string): Promise<void> {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const chooser = window.page.waitForEvent('filechooser');
  await window.page.keyboard.press('Control+O');
  await (await chooser).setFiles(path);
}

/** Whether the page comes to say it; spaces of any width compare equal. */
async function said(sentence: RegExp): Promise<boolean> {
  const pattern = new RegExp(sentence.source.replaceAll(' ', '\\s'), 's');
  await expect.poll(() => window.page.locator('body').innerText(), { timeout: 10_000 }).toMatch(pattern);
  return true;
}

async function answer(name: string): Promise<void> {
  const button = window.dialog().getByRole('button', { name, exact: true });
  await button.waitFor();
  await button.click();
}

function workbook(): Buffer {
  return readFileSync(fixture('communes.xlsx'));
}

function image(): Buffer {
  const icon = join(application.resources, 'icons', 'icon.png');
  if (!existsSync(icon)) throw new Error(`no image at ${icon}`);
  return readFileSync(icon);
}

/** 150 000 rows of 20 columns: a while to read. */
function bigText(): string {
  const columns = Array.from({ length: 20 }, (_, column) => column);
  const lines = [columns.map((column) => `colonne ${column}`).join(';')];
  for (let row = 1; row <= 150_000; row += 1)
    lines.push(columns.map((column) => (column % 2 ? `valeur ${row % 97}` : row * column)).join(';'));
  return `${lines.join('\n')}\n`;
}
