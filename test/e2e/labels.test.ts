import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, utils, write } from '@e965/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkScreen } from './check-screen.ts';
import { openWindow, type Window } from './open-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'crible-labels-'));
let window: Window;

beforeAll(async () => {
  window = await openWindow();
}, 120_000);
afterAll(async () => {
  await window?.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const data = [
  ['CODGEO', 'LIBGEO', 'DENS', 'P21_LOG'],
  ...Array.from({ length: 40 }, (_, at) => [`010${at + 10}`, `Commune ${at + 1}`, `${(at % 3) + 1}`, `${at * 7}`]),
];
const variables = [
  ['COD_VAR', 'LIB_VAR_LONG', 'COD_MOD', 'LIB_MOD'],
  ['CODGEO', 'Code géographique', '', ''],
  ['LIBGEO', 'Libellé géographique', '', ''],
  ['DENS', 'Grille communale de densité', '1', 'Communes densément peuplées'],
  ['DENS', 'Grille communale de densité', '2', 'Communes de densité intermédiaire'],
  ['DENS', 'Grille communale de densité', '3', 'Communes rurales'],
  ['P21_LOG', 'Nombre de logements en 2021', '', ''],
];
const csv = (rows: string[][]) => rows.map((row) => row.join(';')).join('\r\n');

/** Keeps the rows of one kind by what its code means, and says what one sees on the way. */
async function filterByMeaning() {
  const { page, headerMenu, expectCount, look } = window;
  await headerMenu('DENS');
  const codes = await page.getByRole('list', { name: 'Signification des codes' }).getByRole('listitem').allInnerTexts();
  await look('labels-menu');
  await page
    .getByRole('menuitem', { name: /^Filtrer/ })
    .first()
    .click();
  await page.getByRole('searchbox').last().fill('rural');
  const option = page.getByRole('option', { name: '3 – Communes rurales' });
  await option.click();
  await look('labels-filter');
  const screen = await checkScreen(page);
  await page.getByRole('button', { name: 'Appliquer' }).click();
  await expectCount('13 lignes sur 40');
  const chip = await page.locator('.filter-sentence').first().innerText();
  const step = await page.locator('.steps-list .step-sentence').last().innerText();
  return { codes, screen, chip, step };
}

const seen = {
  codes: ['1 – Communes densément peuplées', '2 – Communes de densité intermédiaire', '3 – Communes rurales'],
  screen: [],
  chip: 'DENS =\u00a03 – Communes rurales',
  step: 'Garder les lignes où DENS =\u00a03 – Communes rurales',
};

it('shows what the « Variables » sheet of a workbook says, in the filter, the chip and the step', async () => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(data), 'Données');
  utils.book_append_sheet(book, utils.aoa_to_sheet(variables), 'Variables');
  await window.openFile(file('densite.xlsx', write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer));
  const header = window.page.getByRole('columnheader', { name: /^P21_LOG/ });
  const label = await header.locator('.grid-head-note').innerText();
  expect({ ...(await filterByMeaning()), label }).toEqual({ ...seen, label: 'Nombre de logements en 2021' });
});

it('names the axes and kinds of a chart as the producer does, and lists them in the export', async () => {
  const { page, look, command, inDialog } = window;
  await page.getByRole('button', { name: 'Supprimer l’étape 1' }).click();
  await page.getByRole('tab', { name: 'Graphique' }).click();
  await page
    .getByRole('button', { name: /^Somme\s: Nombre de logements/ })
    .first()
    .click();
  const drawing = page.locator('.chart-drawing svg');
  await drawing.waitFor();
  const name = await page.getByRole('figure').getAttribute('aria-label');
  const texts = await drawing.locator('text').allTextContents();
  await look('labels-chart');
  const screen = await checkScreen(page);
  await page.getByRole('tab', { name: 'Tableau' }).click();
  const download = page.waitForEvent('download');
  await command('Exporter');
  await inDialog('Exporter');
  const exported = read(readFileSync(await (await download).path()));
  const kind = texts.includes('3 – Communes rurales');
  const column = texts.some((text) => text.includes('DENS (Grille communale de densité)'));
  expect({ screen, name, kind, column, sheets: exported.SheetNames }).toEqual({
    screen: [],
    name: 'Somme\u00a0: Nombre de logements en 2021, par Grille communale de densité',
    kind: true,
    column: true,
    sheets: ['densite', 'Sources et méthode', 'Variables'],
  });
});

it('labels a table with the list of variables opened beside it, in one click', async () => {
  const { page, dialog, inDialog, look, openFile, chooseFile } = window;
  await openFile(file('base-densite.csv', csv(data)));
  await chooseFile(file('meta_densite.csv', csv(variables)));
  await inDialog('Ouvrir');
  await dialog()
    .getByText(/décrit 4 colonnes de «\sbase-densite\s»/)
    .waitFor();
  await look('labels-offered');
  const screen = await checkScreen(page);
  await inDialog('Libeller');
  await page
    .getByText(/^4 colonnes de «\sbase-densite\s» ont un libellé/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'base-densite', exact: true }).click();
  const found = await filterByMeaning();
  await page.keyboard.press('Control+Z');
  await page.keyboard.press('Control+Z');
  const label = page.getByRole('columnheader', { name: /^P21_LOG/ }).locator('.grid-head-note');
  await label.getByText('Nombre de logements en 2021').waitFor({ state: 'detached' });
  expect({ screen, found }).toEqual({ screen: [], found: seen });
});
