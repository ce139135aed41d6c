import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScreen } from './check-screen.ts';
import { fixture, header, openWindow, type Window } from './open-window.ts';

let window: Window;
let original: unknown[];
let stillAtFirst: number;

// By the keyboard alone. One person, one window: each test goes on where the one before it stopped.
describe('a table explored by the keyboard alone', () => {
  beforeAll(async () => {
    window = await openWindow();
    await window.openFile(fixture('communes.xlsx'));
    await window.expectCount('30 lignes');
    await window.page.locator('.grid-head-cell.still').first().waitFor();
    original = await names();
    stillAtFirst = await window.page.locator('.grid-head-cell.still').count();
  }, 120_000);
  afterAll(() => window?.close());

  const press = async (...keys: string[]) => {
    for (const key of keys) await window.page.keyboard.press(key);
  };
  const active = () =>
    window.page.evaluate(() => {
      const cell = document.activeElement;
      const row = Number(cell?.closest('[aria-rowindex]')?.getAttribute('aria-rowindex')) - 1;
      return { row, column: Number(cell?.closest('[aria-colindex]')?.getAttribute('aria-colindex')) - 1 };
    });
  const names = () =>
    window.page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('[role=columnheader]')]
        .map((head) => [Number(head.getAttribute('aria-colindex')), head.querySelector('.grid-head-name')?.textContent])
        .sort((one, other) => Number(one[0]) - Number(other[0]))
        .slice(1)
        .map(([, name]) => name),
    );
  const enterGrid = () => window.page.locator('.grid [tabindex="0"], .grid[tabindex="0"]').first().focus();

  /** Goes down the open menu to an entry and presses it. */
  const choose = async (entry: RegExp) => {
    await window.page.getByRole('menuitem', { name: entry }).first().waitFor();
    const at = () => window.page.evaluate(() => document.activeElement?.textContent ?? '');
    for (let tries = 0; tries < 40 && !entry.test(await at()); tries += 1) await press('ArrowDown');
    await press('Enter');
  };

  it('finds a text in every row, goes from cell to cell, and comes back to the cell found', async () => {
    await enterGrid();
    await press('Control+f');
    await window.page.getByRole('searchbox', { name: 'Chercher dans toutes les lignes' }).fill('CALAÍS');
    const count = window.page.locator('.find-count');
    await count.filter({ hasText: /^1 sur \d+$/ }).waitFor();
    const violations = await checkScreen(window.page);
    await window.look('find');
    const total = (await count.innerText()).replace('1 sur ', '');
    await press('Enter');
    await count.filter({ hasText: `2 sur ${total}` }).waitFor();
    await press('Shift+Enter', 'Shift+F3');
    await count.filter({ hasText: `${total} sur ${total}` }).waitFor();
    await press('Escape');
    const cell = window.page.locator('.grid-cell:focus');
    await cell.waitFor();
    expect([violations, /calais/i.test(await cell.innerText())]).toEqual([[], true]);
  });

  it('goes to a row by its number, and refuses a row that is not there', async () => {
    await press('Control+g');
    await window.page.locator('[role=dialog] input:focus').waitFor();
    await window.page.keyboard.type('99');
    await press('Enter');
    await window.page.getByText(/numéro de ligne entre 1 et 30/).waitFor();
    await press('Control+a');
    await window.page.keyboard.type('27');
    await press('Enter');
    await window.page.locator('[aria-rowindex="28"] .grid-cell:focus').waitFor();
    expect((await active()).row).toBe(27);
  });

  it('goes to a column by its name from the palette', async () => {
    await press('Control+k');
    await window.page.getByRole('searchbox', { name: /^Chercher une commande/ }).fill('population mun');
    await window.page.getByRole('menuitem', { name: 'Population municipale' }).waitFor();
    await window.look('palette-columns');
    await press('Enter');
    await window.page.locator('.status-cell', { hasText: 'Population municipale' }).waitFor();
    await window.page.locator('.grid-cell.active:focus').waitFor();
    const { row, column } = await active();
    expect([row, (await names())[column - 1]]).toEqual([27, 'Population municipale']);
  });

  it('moves a column, pins it, and undoes both', async () => {
    const before = await names();
    await press('Control+ArrowUp', 'ArrowUp', 'Control+Shift+ArrowLeft');
    const place = before.indexOf('Population municipale');
    await window.page.waitForFunction(
      ([index]) =>
        document.querySelector(`[role=columnheader][aria-colindex="${index}"] .grid-head-name`)?.textContent ===
        'Population municipale',
      [place + 1],
    );
    const moved = await names();
    await press('Alt+ArrowDown');
    await choose(/^Épingler/);
    await window.page.locator('.grid-head-cell.still', { hasText: 'Population municipale' }).waitFor();
    await window.look('pinned');
    await press('Control+z');
    await window.page
      .locator('.grid-head-cell.still', { hasText: 'Population municipale' })
      .waitFor({ state: 'detached' });
    const unpinned = await names();
    await press('Control+z');
    const swapped = [...before];
    swapped.splice(place, 1);
    swapped.splice(place - 1, 0, 'Population municipale');
    await expect.poll(names).toEqual(before);
    expect([moved, unpinned]).toEqual([swapped, swapped]);
    await window.headerMenu('Population municipale', /^Épingler/);
    await window.page.locator('.grid-head-cell.still', { hasText: 'Population municipale' }).waitFor();
  });

  it('no longer pins it, and pins another from the list of columns', async () => {
    const still = (name: string) => window.page.locator('.grid-head-cell.still', { hasText: name });
    await window.headerMenu('Population municipale', /^Ne plus épingler/);
    await still('Population municipale').waitFor({ state: 'detached' });
    const unpinned = await names();
    await window.headerMenu('Agents', /^Choisir et ordonner/);
    const pin = window.dialog().getByRole('button', { name: 'Épingler Agents à gauche' });
    await pin.press('Enter');
    const unpin = window.dialog().getByRole('button', { name: 'Ne plus épingler Agents' });
    await unpin.waitFor();
    const violations = await checkScreen(window.page);
    await window.look('pinned-from-list');
    await still('Agents').waitFor({ state: 'attached' });
    const pinned = await names();
    await unpin.press('Enter');
    await pin.waitFor();
    await window.dialog().getByRole('button', { name: 'Annuler' }).click();
    await window.page.getByRole('dialog').waitFor({ state: 'hidden' });
    await still('Agents').waitFor({ state: 'detached' });
    expect([violations, unpinned, pinned.indexOf('Agents'), await names()]).toEqual([
      [],
      original,
      stillAtFirst,
      original,
    ]);
  });

  it('moves a column by its header, and Escape gives up', async () => {
    const { page } = window;
    const before = await names();
    const middleOf = async (name: string) => {
      const box = (await header(page, name).boundingBox())!;
      return { x: box.x + box.width / 2, y: box.y + 12 };
    };
    const [from, to] = [await middleOf('Agents'), await middleOf('Population municipale')];
    const drag = async () => {
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(to.x - 10, to.y, { steps: 5 });
      await page.locator('.grid-drop').waitFor();
    };
    await drag();
    await press('Escape');
    await page.locator('.grid-drop').waitFor({ state: 'detached' });
    await page.mouse.up();
    await window.closeAll();
    const given = await names();
    await drag();
    await window.look('dragged-header');
    await page.mouse.up();
    const place = before.indexOf('Population municipale');
    await page.waitForFunction(
      ([index]) =>
        document.querySelector(`[role=columnheader][aria-colindex="${index}"] .grid-head-name`)?.textContent ===
        'Agents',
      [place + 2],
    );
    const moved = before.filter((name) => name !== 'Agents');
    moved.splice(place, 0, 'Agents');
    expect([given, await names()]).toEqual([before, moved]);
    await press('Control+z');
    await page.waitForFunction(
      ([index]) =>
        document.querySelector(`[role=columnheader][aria-colindex="${index}"] .grid-head-name`)?.textContent ===
        'Population municipale',
      [place + 2],
    );
  });

  it('shows a row in full, and the next one', async () => {
    await enterGrid();
    await press('Control+Home', 'ArrowRight', 'ArrowRight', 'ContextMenu');
    await window.page.getByRole('menuitem', { name: 'Détail de la ligne' }).waitFor();
    await window.look('cell-menu');
    const menu = await checkScreen(window.page);
    await choose(/^Détail/);
    await window.page.locator('strong', { hasText: 'Ligne 1 sur 30' }).waitFor();
    await window.page.locator('.record-fields dd').first().waitFor();
    const record = await checkScreen(window.page);
    await window.look('record');
    await press('Shift+Tab', 'Enter');
    await window.page.locator('strong', { hasText: 'Ligne 2 sur 30' }).waitFor();
    await press('Escape');
    await window.page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect([menu, record]).toEqual([[], []]);
  });

  it('keeps only the value of a cell from its menu', async () => {
    await enterGrid();
    await press('Control+Home', 'ContextMenu');
    await choose(/^Ne garder que/);
    await window.expectCount('1 ligne sur 30');
    await press('Control+z');
    await window.expectCount('30 lignes');
    expect(await names()).toContain('Population municipale');
  });

  it('writes rows closer, or over several lines', async () => {
    const height = () =>
      window.page
        .locator('.grid-row')
        .first()
        .evaluate((row) => row.getBoundingClientRect().height);
    const seen = [await height()];
    const fromMenu = async (name: string) => {
      await window.page.getByRole('button', { name: 'Affichage' }).press('Enter');
      await window.page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).press('Enter');
    };
    for (const name of ['Lignes compactes', 'Renvoi à la ligne dans les cellules', 'Lignes confortables']) {
      await (seen.length === 1 ? fromMenu(name) : window.command(name));
      await window.page.waitForFunction(
        (before) => document.querySelector('.grid-row')?.getBoundingClientRect().height !== before,
        seen.at(-1),
      );
      seen.push(await height());
      await window.look(`density-${seen.length - 1}`);
    }
    expect([seen, window.complaints]).toEqual([[28, 24, 62, 28], []]);
  });
});
