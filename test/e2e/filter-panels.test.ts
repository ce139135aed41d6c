import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScreen } from './check-screen.ts';
import { fixture, openWindow, sizes, type Window } from './open-window.ts';

type Show = (window: Window) => Promise<unknown>;

/** Opens the filter of a column, and one of its ways to filter. */
function filter(column: string, mode?: string): Show {
  return async ({ page, headerMenu }) => {
    await headerMenu(column, /^Filtrer/);
    if (!mode) return page.getByRole('tree').waitFor();
    await page.getByRole('button', { name: /Garder les lignes dont la valeur/ }).click();
    await page.getByRole('option', { name: mode, exact: true }).click();
    await page.getByRole('listbox').filter({ hasText: mode }).waitFor({ state: 'hidden' });
  };
}

/** Each shows one panel; the one before it is closed. */
const panels: [name: string, show: Show][] = [
  ['text: other values', filter('Département', 'n’est pas dans la liste')],
  ['text: a piece', filter('Commune', 'contient')],
  ['text: a pattern', filter('Commune', 'ressemble à')],
  ['number: the largest', filter('Population', 'est parmi les plus grandes')],
  ['date: years and months', filter('Adhésion')],
  ['date: bounds', filter('Adhésion', 'est entre des bornes')],
  ['date: the latest', filter('Adhésion', 'est parmi les plus récentes')],
  [
    'cells without a value',
    async ({ page, headerMenu }) => {
      await headerMenu('Agents', /^Filtrer/);
      await page.locator('label', { has: page.getByRole('radio', { name: 'Elles seules' }) }).click();
      await page.getByText(/^3 sur 30$/).waitFor();
    },
  ],
  [
    'a group of filters',
    async ({ page, headerMenu, inDialog }) => {
      for (const column of ['Population', 'Agents']) {
        await headerMenu(column, /^Filtrer/);
        await page.getByRole('textbox', { name: 'Valeur minimale' }).fill('500');
        await inDialog('Appliquer');
        await page.getByRole('button', { name: new RegExp(`^Modifier le filtre.*${column}`) }).waitFor();
      }
      await page.getByRole('button', { name: 'ET', exact: true }).click();
      await page.getByRole('button', { name: 'OU', exact: true }).waitFor();
    },
  ],
  [
    'one filter of a group',
    ({ page }) => page.getByRole('button', { name: /^Modifier le filtre.*Agents/ }).press('Enter'),
  ],
  ['the menu « Affichage »', ({ page }) => page.getByRole('button', { name: 'Affichage' }).press('Enter')],
  ['the menu « Vues »', ({ page }) => page.getByRole('button', { name: /^Vues?/ }).press('Enter')],
  ['the columns to pin', ({ headerMenu }) => headerMenu('Agents', /^Choisir et ordonner/)],
  [
    'a pinned column',
    async ({ page, headerMenu }) => {
      await headerMenu('Agents', /^Épingler/);
      await page.locator('.grid-head-cell.still', { hasText: 'Agents' }).waitFor();
    },
  ],
];

describe.each(Object.entries(sizes))('every filter panel, window %s', (size, viewport) => {
  let window: Window;

  beforeAll(async () => {
    window = await openWindow(viewport);
    await window.openFile(fixture('communes.csv'));
  }, 120_000);
  afterAll(() => window?.close());

  it.each(panels)('%s has nothing to reproach, and never hides the focus', async (name, show) => {
    await window.closeAll();
    await show(window);
    const wrong = await checkScreen(window.page);
    await window.look(`panel-${size}-${name.replaceAll(/[^\p{L}]+/gu, '-')}`);
    expect([wrong, await hiddenStops(window.page)]).toEqual([[], []]);
  });

  it('complained of nothing', () => expect(window.complaints).toEqual([]));
});

/** What Tab reaches in the panel while something else covers it. */
async function hiddenStops(page: Page): Promise<string[]> {
  if ((await page.locator('.popover .grid-popover-actions').count()) === 0) return [];
  const hidden = new Set<string>();
  for (let stop = 0; stop < 16; stop += 1) {
    await page.keyboard.press('Tab');
    const covered = await page.evaluate(() => {
      const element = document.activeElement;
      const box = element?.closest('label, button, [role=treeitem], [role=option]')?.getBoundingClientRect();
      if (!element || !box) return null;
      const footer = document.querySelector('.grid-popover-actions');
      const edge = footer?.getBoundingClientRect();
      const under = edge && !footer?.contains(element) && box.bottom > edge.top + 1;
      const outside = box.top < 0 || box.bottom > innerHeight;
      return under || outside ? (element.getAttribute('aria-label') ?? element.textContent) : null;
    });
    if (covered !== null) hidden.add(covered);
  }
  return [...hidden];
}
