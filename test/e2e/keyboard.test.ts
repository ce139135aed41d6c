import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as spreadsheets from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture, openWindow, type Window } from './open-window.ts';

let window: Window;

// No call of the mouse in this file. One person, one window: each test goes on where the one before it stopped.
describe('the main job by the keyboard alone', () => {
  beforeAll(async () => {
    window = await openWindow();
  }, 120_000);
  afterAll(() => window?.close());

  it('opens a workbook from the first page', async () => {
    await tabTo(/^Ouvrir un fichier/);
    await chooseFile('Enter', 'communes.xlsx');
    expect(await focused()).toBe('Ouvrir');
    await press('Enter');
    await window.expectCount('30 lignes');
  });

  it('goes round the zones with F6, and back with Maj+F6', async () => {
    await press('F6');
    const seen = [await zone()];
    for (let turn = 0; turn < 4; turn += 1) {
      await press('F6');
      seen.push(await zone());
    }
    await press('Shift+F6');
    expect({ zones: [...new Set(seen)].sort(), again: seen[4] === seen[0], back: await zone() }).toEqual({
      zones: ['centre', 'inspector', 'tables', 'top'],
      again: true,
      back: seen[3],
    });
  });

  it('filters by a value from the menu of a header', async () => {
    await goToColumn('Département');
    await menu(/^Filtrer/);
    await type('somme');
    await window.page.getByRole('option').filter({ hasText: 'Pas-de-Calais' }).waitFor({ state: 'hidden' });
    await press('Tab', 'Space');
    await tabTo(/^Appliquer/);
    await press('Enter');
    await window.expectCount('9 lignes sur 30');
    expect(await currentColumn()).toBe('Département');
  });

  it('gives up with Escape, and is back in its column', async () => {
    await goToColumn('Population municipale');
    await menu(/^Filtrer/);
    await press('Escape');
    expect(await currentColumn()).toBe('Population municipale');
  });

  it('filters by a threshold', async () => {
    await menu(/^Filtrer/);
    await type('3 500');
    await press('Enter');
    await window.expectCount('7 lignes sur 30');
  });

  it('sorts, largest first', async () => {
    await menu(/décroissant/);
    await window.page.locator('[role=columnheader][aria-sort=descending]').waitFor();
    expect(await currentColumn()).toBe('Population municipale');
  });

  it('computes a column', async () => {
    await command('Calculer une colonne');
    await tabTo(/^Diviser/);
    await type('Agents');
    await press('ArrowDown', 'Enter');
    await tabTo(/^par\b/);
    await type('Population');
    await press('ArrowDown', 'Enter');
    await tabTo(/^Nom de la colonne/);
    await press('Control+A');
    await type('Part des agents');
    await tabTo(/^Ajouter l’étape/);
    await press('Enter');
    await steps(4);
  });

  it('joins another table', async () => {
    await command('Croiser avec une autre table');
    await tabTo(/^Ouvrir un fichier/);
    await chooseFile('Enter', 'budgets.csv');
    await press('Enter');
    await window.page.getByText('Code commune = Code INSEE', { exact: true }).waitFor();
    await window.page
      .getByText(/trouvent une correspondance/)
      .first()
      .waitFor();
    await tabTo(/^Croiser$/);
    await press('Enter');
    await steps(5);
    await window.expectCount('7 lignes sur 30');
  });

  it('draws a chart', async () => {
    await command('Afficher le graphique');
    await window.page.getByRole('heading', { name: 'Propositions' }).waitFor();
    await keepsFocus('the chart took the place of the table');
    await tabTo(/^Répartition de|^Nombre de lignes|^Somme/);
    await press('Enter');
    await window.page.locator('.chart-drawing svg').waitFor();
  });

  it('exports the rows to a workbook', async () => {
    await press('Control+E');
    await tabTo(/^Exporter$/);
    const download = window.page.waitForEvent('download');
    await press('Enter');
    const path = join(window.host.projects, 'liste.xlsx');
    await (await download).saveAs(path);
    const book = spreadsheets.read(readFileSync(path));
    const rows = spreadsheets.utils.sheet_to_json<Record<string, unknown>>(book.Sheets[book.SheetNames[0] ?? '']!);
    await press('Escape');
    expect({ rows: rows.length, columns: Object.keys(rows[0] ?? {}).slice(-3) }).toEqual({
      rows: 7,
      columns: ['Part des agents', 'Budget', 'Part des écoles'],
    });
  });

  it('saves the project', async () => {
    await press('Control+S');
    await press('Control+A');
    await type('Au clavier');
    await press('Enter');
    await window.page.getByText('Enregistré', { exact: true }).waitFor();
    const saved = JSON.parse(readFileSync(join(window.host.projects, 'Au clavier.crible'), 'utf8'));
    expect(saved.tables[0].recipe.map((step: { kind: string }) => step.kind)).toEqual([
      'filter',
      'filter',
      'sort',
      'derive',
      'join',
    ]);
  });

  it('closes a dialog with Escape though what had the focus in it was disabled', async () => {
    const { page } = window;
    await press('F1');
    await window.dialog().evaluate((dialog) => {
      const passing = dialog.appendChild(document.createElement('button'));
      passing.focus();
      passing.disabled = true;
    });
    await page.waitForFunction(() => document.activeElement?.matches('[role=dialog]'));
    await press('Escape');
    await window.dialog().waitFor({ state: 'hidden' });
  });

  it('undoes to the start, and redoes to the end', async () => {
    const undo = window.page.getByRole('button', { name: /^Annuler/ });
    const redo = window.page.getByRole('button', { name: /^Rétablir/ });
    const stepsDone: number[] = [];
    while (await undo.isEnabled()) {
      await press('Control+Z');
      stepsDone.push(await window.page.locator('[data-zone=inspector] li').count());
    }
    await window.page.getByRole('heading', { name: 'Passer vos données au crible' }).waitFor();
    while (await redo.isEnabled()) await press('Control+Y');
    await command('Aller à la table');
    await command('Afficher le tableau');
    await window.expectCount('7 lignes sur 30');
    await steps(5);
    expect({ undone: stepsDone.length >= 7, complaints: window.complaints }).toEqual({ undone: true, complaints: [] });
  });
});

/** Presses keys one after the other; after each the focus is somewhere, and it shows. */
async function press(...keys: string[]): Promise<void> {
  for (const key of keys) {
    await window.page.keyboard.press(key);
    await keepsFocus(key);
  }
}

async function keepsFocus(after: string): Promise<void> {
  await expect.poll(() => window.page.evaluate(lostFocus), { timeout: 5000, message: `after ${after}` }).toBe(null);
}

function inPage(): Promise<boolean> {
  return window.page.evaluate(() => document.activeElement !== null && document.activeElement !== document.body);
}

async function type(text: string): Promise<void> {
  await window.page.keyboard.type(text, { delay: 20 });
  await window.page.waitForTimeout(250);
}

/** Runs in the page: what is wrong with the focus, or null. */
function lostFocus(): string | null {
  const active = document.activeElement;
  if (!active || active === document.body) return 'the focus is lost';
  const box = active.getBoundingClientRect();
  if (box.bottom < 0 || box.right < 0 || box.top > innerHeight || box.left > innerWidth)
    return `the focus is out of sight, at ${box.top} of ${active.outerHTML.slice(0, 160)}`;
  let at: Element | null = active;
  for (let level = 0; at && level < 4; level += 1, at = at.parentElement) {
    const style = getComputedStyle(at);
    if (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) return null;
  }
  return `the focus does not show on ${active.outerHTML.slice(0, 160)}`;
}

/** The name of what has the focus. */
function focused(): Promise<string> {
  return window.page.evaluate(() => {
    const active = document.activeElement as HTMLElement | null;
    if (!active || active === document.body) return '';
    const named = (active.getAttribute('aria-labelledby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent ?? '');
    const labels = [...((active as HTMLInputElement).labels ?? [])].map((label) => label.textContent ?? '');
    const found = [active.getAttribute('aria-label'), ...named, ...labels, active.textContent, active.title];
    return found.find((text) => text?.trim())?.trim() ?? '';
  });
}

async function zone(): Promise<string> {
  return window.page.evaluate(
    () => document.activeElement?.closest<HTMLElement>('[data-zone]')?.dataset.zone ?? 'no zone',
  );
}

/** Tab until what has the focus answers to the name. */
async function tabTo(name: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let turn = 0; turn < 60; turn += 1) {
    const now = await focused();
    if (name.test(now)) return;
    passed.push(now.slice(0, 30));
    await window.page.keyboard.press('Tab');
    // After the last control the browser takes the focus, once; Tab comes back from there.
    if (!(await inPage())) await window.page.keyboard.press('Tab');
    await keepsFocus('Tab');
  }
  throw new Error(`Tab never came to ${name}: ${passed.join(' | ')}`);
}

async function chooseFile(key: string, name: string): Promise<void> {
  const chooser = window.page.waitForEvent('filechooser');
  await window.page.keyboard.press(key);
  await (await chooser).setFiles(fixture(name));
  await window.page
    .getByRole('dialog', { name: new RegExp(name) })
    .getByRole('table')
    .waitFor();
  await expect.poll(focused).toBe('Ouvrir');
}

async function command(name: string): Promise<void> {
  await press('Control+K');
  await type(name);
  await press('Enter');
}

/** Arrives in the grid by F6 and Tab, then walks along a row to the column. */
async function goToColumn(name: string): Promise<void> {
  const inGrid = () => window.page.evaluate(() => document.activeElement?.closest('[role=grid]') !== null);
  for (let turn = 0; turn < 8 && (await zone()) !== 'centre'; turn += 1) await press('F6');
  for (let turn = 0; turn < 40 && !(await inGrid()); turn += 1) await press('Tab');
  const columns = await window.page.getByRole('grid').getAttribute('aria-colcount');
  await press('Home');
  for (let turn = 0; turn < Number(columns); turn += 1) {
    if ((await currentColumn()) === name) return;
    await press('ArrowRight');
  }
  throw new Error(`the arrows never came to ${name}, but to ${await currentColumn()}`);
}

/** The header over the cell that has the focus. */
function currentColumn(): Promise<string> {
  return window.page.evaluate(() => {
    const cell = document.activeElement?.closest('[aria-colindex]');
    const index = cell?.getAttribute('aria-colindex');
    const head = document.querySelector(`[role=columnheader][aria-colindex="${index}"]`);
    return head?.querySelector('.grid-head-name')?.textContent ?? `column ${index}`;
  });
}

/** Opens the menu of the present column and runs the entry, as the arrows find it. */
async function menu(entry: RegExp): Promise<void> {
  await press('Alt+ArrowDown');
  await window.page.getByRole('menu').waitFor();
  for (let turn = 0; turn < 16; turn += 1) {
    if (entry.test(await focused())) return press('Enter');
    await press('ArrowDown');
  }
  throw new Error(`no entry ${entry} in the menu`);
}

async function steps(count: number): Promise<void> {
  await expect
    .poll(() => window.page.getByRole('button', { name: /^Supprimer l’étape/ }).count(), { timeout: 5000 })
    .toBe(count);
}
