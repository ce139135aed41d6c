import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Download } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { application } from '../../electron/folders.ts';
import { checkScreen } from './check-screen.ts';
import { openWindow, sizes, type Window } from './open-window.ts';

const fixtures = join(application.root, 'test/fixtures/map');
const strangers: string[] = [];
let window: Window;

beforeAll(async () => {
  window = await openWindow();
  const own = new URL(window.host.address).host;
  window.page.on('request', (request) => {
    const { host, protocol } = new URL(request.url());
    if (host !== own && protocol !== 'data:' && protocol !== 'blob:') strangers.push(host);
  });
  await window.openFile(join(fixtures, 'communes.csv'));
}, 120_000);
afterAll(() => window?.close());

// One person, one window: each test goes on where the one before it stopped.
it('proposes a map without a question: quantities as circles, by département', async () => {
  const { page } = window;
  await page.getByRole('tab', { name: 'Carte' }).click();
  await page.getByRole('img', { name: /^5 territoires mesurés/ }).waitFor();
  const areas = await page.getByRole('listbox', { name: 'Territoires' }).getByRole('option').allInnerTexts();
  await window.look('map-circles');
  expect(areas.map((area) => area.replace(/\s+/g, ' ').trim())).toEqual([
    'Paris 75 2 130 000',
    'Bouches-du-Rhône 13 870 000',
    'Rhône 69 520 000',
    'Guadeloupe 971 53 000',
    'Ain 01 23 759',
  ]);
});

it('refuses a count in colours, and mends it in one click', async () => {
  const { page } = window;
  await page.getByRole('button', { name: 'Couleurs', exact: true }).click();
  await page.getByRole('button', { name: 'Taux de réponse', exact: true }).click();
  await page.getByRole('option', { name: /^Population/ }).click();
  await page.getByRole('button', { name: 'la médiane', exact: true }).click();
  await page.getByRole('option', { name: 'la somme' }).click();
  await page.getByText(/est une quantité/).waitFor();
  const drawn = await page.locator('.map-surface').count();
  await page.getByRole('button', { name: 'Corriger' }).click();
  await page.getByRole('img', { name: /^5 territoires mesurés/ }).waitFor();
  expect(drawn).toBe(0);
});

it('opens a basemap of one’s own and draws communes on it, its hostile names as text', async () => {
  const { page } = window;
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Fond de carte' }).click();
  await page.getByRole('button', { name: /^Ouvrir un fond/ }).click();
  await (await chooser).setFiles(join(fixtures, 'communes.geojson'));
  await page
    .getByText(/13 communes/)
    .first()
    .waitFor();
  await window.closeAll();
  await page.getByRole('button', { name: 'département', exact: true }).click();
  await page.getByRole('option', { name: /^commune/ }).click();
  await page.getByRole('img', { name: /^13 territoires mesurés/ }).waitFor();
  await window.look('map-communes');
  expect(await page.locator('.map-screen img, .map-screen script, .map-screen b').count()).toBe(0);
});

it('filters the table by a click on an area, and again without', async () => {
  const { page } = window;
  await page.getByRole('option', { name: /01004/ }).click();
  await page.getByRole('button', { name: 'Filtrer la table' }).click();
  await page.getByText('La table est filtrée sur 1 territoire choisi sur la carte.').first().waitFor();
  await page.getByRole('button', { name: 'Voir la table' }).click();
  await window.expectCount('1 ligne sur 17');
  await page.getByRole('tab', { name: 'Carte' }).click();
  await page.getByRole('img', { name: /^13 territoires mesurés/ }).waitFor();
  await page.getByRole('button', { name: 'Retirer ce filtre' }).click();
  await page.getByRole('tab', { name: 'Tableau' }).click();
  await window.expectCount('17 lignes');
  await page.getByRole('tab', { name: 'Carte' }).click();
});

it('finds the area under the mouse, and a click there filters too', async () => {
  const { page } = window;
  const surface = page.locator('.map-surface');
  const box = await surface.boundingBox();
  if (!box) throw new Error('no map');
  let tip = '';
  for (let step = 1; step < 20 && tip === ''; step++) {
    await page.mouse.move(box.x + (box.width * step) / 20, box.y + box.height * 0.45);
    if ((await page.locator('.map-tip').count()) > 0) tip = await page.locator('.map-tip').innerText();
  }
  await page.mouse.down();
  await page.mouse.up();
  await page.getByText('La table est filtrée sur 1 territoire choisi sur la carte.').first().waitFor();
  await page.keyboard.press('Control+Z');
  await page.getByRole('button', { name: 'Voir la table' }).waitFor({ state: 'hidden' });
  expect(tip).not.toBe('');
});

it('exports an image that says where it comes from', async () => {
  const { page } = window;
  const save = async (name: string): Promise<Buffer> => {
    const download: Promise<Download> = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Exporter la carte' }).click();
    await page.getByRole('menuitem', { name, exact: true }).click();
    return readFileSync(await (await download).path());
  };
  const svg = (await save('Dessin SVG')).toString('utf8');
  const png = await save('Image PNG, double taille');
  expect({
    source: svg.includes('Source\u00a0: communes.csv.'),
    count: svg.includes('n = 17 lignes, 13 territoires mesurés'),
    vintage: svg.includes('Millésime\u00a0:'),
    ground: svg.includes('Fond de carte\u00a0: communes.geojson'),
    width: png.readUInt32BE(16),
  }).toEqual({ source: true, count: true, vintage: true, ground: true, width: 2000 });
});

it('has nothing to be blamed for, wide or at 200 % zoom, and asked nobody anything', async () => {
  const { page } = window;
  const wide = await checkScreen(page);
  await page.setViewportSize(sizes.zoomed);
  await page.getByRole('img', { name: /territoires mesurés/ }).waitFor();
  const zoomed = await checkScreen(page);
  await window.look('map-zoomed');
  expect({ wide, zoomed, strangers, complaints: window.complaints }).toEqual({
    wide: [],
    zoomed: [],
    strangers: [],
    complaints: [],
  });
});
