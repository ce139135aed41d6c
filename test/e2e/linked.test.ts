import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { application } from '../../electron/folders.ts';
import { checkScreen } from './check-screen.ts';
import { openWindow, type Window } from './open-window.ts';

let window: Window;

beforeAll(async () => {
  window = await openWindow();
  await window.openFile(join(application.root, 'test/fixtures/map/communes.csv'));
  await window.page.getByRole('tab', { name: 'Graphique' }).click();
  await window.page.locator('.chart-suggestion').first().click();
  await window.page.locator('.chart-host svg .mark-rect path').first().waitFor();
}, 120_000);
afterAll(() => window?.close());

const kept = () => window.page.locator('.notice-body', { hasText: 'La table est filtrée par ce graphique' });

// One person, one window: each test goes on where the one before it stopped.
it('a click on a bar keeps its rows, and the bars stay', async () => {
  const { page } = window;
  await page.locator('.chart-host svg .mark-rect path').nth(1).click();
  await kept().waitFor();
  await window.look('linked-bar');
  expect({ bars: await page.locator('.chart-host svg .mark-rect path').count() }).toEqual({ bars: 3 });
  expect(await checkScreen(page)).toEqual([]);
  await page.getByRole('button', { name: 'Voir la table' }).click();
  await window.expectCount('7 lignes sur 17');
});

it('the table of data does the same from the keyboard, and takes it back', async () => {
  const { page } = window;
  await page.getByRole('tab', { name: 'Graphique' }).click();
  await page.getByRole('button', { name: 'Voir les données' }).press('Enter');
  await page.getByRole('button', { name: /^Filtrer sur cette valeur : urbain/ }).press('Enter');
  await expect.poll(() => kept().innerText()).toMatch(/rural.*urbain|urbain.*rural/);
  expect(await checkScreen(page)).toEqual([]);
  await page.getByRole('button', { name: /^Ne plus filtrer sur cette valeur : rural/ }).press('Enter');
  await expect.poll(() => kept().innerText()).not.toMatch(/rural/);
  await page.getByRole('button', { name: 'Retirer ce filtre' }).click();
  await kept().waitFor({ state: 'detached' });
});

it('a stretch of a histogram keeps what lies between, as one step that can be undone', async () => {
  const { page } = window;
  await page.locator('.chart-kinds').getByRole('button', { name: 'Histogramme', exact: true }).click();
  await page
    .getByRole('img', { name: /Population/ })
    .first()
    .waitFor();
  await page.locator('.chart-host[data-brush] svg .mark-rect path').first().waitFor();
  const box = await page.locator('.chart-host svg').first().boundingBox();
  if (!box) throw new Error('no drawing');
  await page.mouse.move(box.x + box.width * 0.3, box.y + box.height * 0.4);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.4, { steps: 4 });
  await page.mouse.move(box.x + box.width * 0.9, box.y + box.height * 0.4, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => kept().innerText()).toMatch(/entre/);
  await window.look('linked-brush');
  await window.command('Annuler');
  await kept().waitFor({ state: 'detached' });
});

it('rows selected in the grid stand out in the chart and on the map, until one stops it', async () => {
  const { page } = window;
  await page.locator('.chart-kinds').getByRole('button', { name: 'Barres', exact: true }).click();
  await page.getByRole('tab', { name: 'Tableau' }).click();
  await page.getByRole('gridcell', { name: '776' }).click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.getByRole('tab', { name: 'Graphique' }).click();
  const said = page.getByText('les 2 lignes sélectionnées dans le tableau');
  await said.waitFor();
  const bars = page.locator('.chart-host svg .mark-rect path');
  const opacities = () => bars.evaluateAll((all) => all.map((bar) => (bar as SVGElement).style.opacity));
  await expect.poll(opacities).toEqual(expect.arrayContaining(['', '0.3']));
  expect((await opacities()).filter((opacity) => opacity === '')).toHaveLength(1);
  await window.look('linked-selection-chart');
  expect(await checkScreen(page)).toEqual([]);
  await page.getByRole('tab', { name: 'Carte' }).click();
  await said.waitFor();
  await window.look('linked-selection-map');
  expect(await checkScreen(page)).toEqual([]);
  await page.getByRole('button', { name: 'Ne plus les montrer' }).click();
  await said.waitFor({ state: 'detached' });
  await page.getByRole('tab', { name: 'Graphique' }).click();
  await bars.first().waitFor();
  expect([await said.count(), new Set(await opacities())]).toEqual([0, new Set([''])]);
  expect(window.complaints).toEqual([]);
});
