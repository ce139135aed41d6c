import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkScreen } from './check-screen.ts';
import { openWindow, type Window } from './open-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'crible-readings-'));
let window: Window;

beforeAll(async () => {
  window = await openWindow();
}, 120_000);
afterAll(async () => {
  await window?.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Cells of a column of the first rows, by its place. */
async function cells(place: number, count: number): Promise<string[]> {
  const found: string[] = [];
  for (let index = 2; index < count + 2; index += 1) {
    const row = window.page.locator(`[role=row][aria-rowindex="${index}"]`);
    await row.waitFor();
    found.push((await row.locator('[role=gridcell], [role=rowheader]').allInnerTexts())[place]!);
  }
  return found;
}

/** The nth row of the grid once it shows a text: what was there before may stay a while. */
const shows = (row: number, text: string) =>
  window.page
    .locator(`[role=row][aria-rowindex="${row + 1}"]`)
    .getByText(text, { exact: true })
    .waitFor();

const typeOf = (column: string) => window.dialog().getByRole('combobox', { name: `Type de la colonne ${column}` });

it('reads numbers among texts in one click, lists what it set aside, and goes back', async () => {
  const { page, dialog, inDialog, chooseFile, look } = window;
  const values = ['3', '12', 'environ 40', '7', '9', '> 100', '15', '18'];
  await chooseFile(file('agents.csv', `Service;Agents\n${values.map((value, at) => `S${at};${value}`).join('\n')}\n`));
  const asNumbers = dialog().getByRole('checkbox', { name: /^Lire «\sAgents\s» comme des nombres et mettre 2 textes/ });
  await asNumbers.check();
  await dialog()
    .getByText(/2 cellules ne se convertissent pas \(> 100\s;\senviron 40\)/)
    .waitFor();
  await look('readings-numbers');
  const screen = await checkScreen(page);
  const taken = await typeOf('Agents').inputValue();
  await asNumbers.uncheck();
  const untaken = await typeOf('Agents').inputValue();
  await asNumbers.check();
  await inDialog('Ouvrir');
  await window.expectCount('8 lignes');
  await shows(3, '—');
  const read = await cells(2, 4);
  await page.getByRole('button', { name: '2 cellules non lues' }).click();
  await dialog().getByText('environ 40').waitFor();
  const listed = await dialog().getByRole('row').allInnerTexts();
  await page.keyboard.press('Escape');
  // The way back is where every setting is.
  await page.getByRole('button', { name: 'Rouvrir avec d’autres réglages…' }).click();
  await dialog().getByRole('table').waitFor();
  await typeOf('Agents').selectOption({ label: 'texte' });
  await inDialog('Appliquer les réglages');
  await page.getByRole('button', { name: '2 cellules non lues' }).waitFor({ state: 'detached' });
  await shows(3, 'environ 40');
  expect({ screen, taken, untaken, read, listed, back: await cells(2, 3) }).toEqual({
    screen: [],
    taken: 'integer',
    untaken: 'text',
    read: ['3', '12', '—', '7'],
    listed: [
      expect.stringMatching(/Colonne/),
      expect.stringMatching(/^4\s+Agents\s+environ 40/),
      expect.stringMatching(/^7\s+Agents\s+> 100/),
    ],
    back: ['3', '12', 'environ 40'],
  });
});

it('keeps the texts of a column of numbers, beside the steps, and undoes it', async () => {
  const { page, openFile, look } = window;
  const lines = Array.from({ length: 60 }, (_, at) => `V${at};${at === 1 ? 'voir note' : at}`);
  await openFile(file('valeurs.csv', `Ville;Valeur\n${lines.join('\n')}\n`));
  await shows(2, '—');
  const before = await cells(2, 2);
  await page.getByRole('button', { name: '1 autre lecture possible' }).click();
  await look('readings-beside-steps');
  await page.getByRole('button', { name: /^Garder «\sValeur\s» en texte/ }).click();
  await page.getByRole('button', { name: '1 cellule non lue' }).waitFor({ state: 'detached' });
  await shows(2, 'voir note');
  const kept = await cells(2, 2);
  await page.keyboard.press('Control+Z');
  await page.getByRole('button', { name: '1 cellule non lue' }).waitFor();
  await shows(2, '—');
  expect({ before, kept, undone: await cells(2, 2) }).toEqual({
    before: ['0', '—'],
    kept: ['0', 'voir note'],
    undone: ['0', '—'],
  });
});

it('says what a dot among figures was taken for, and takes it for the other in one click', async () => {
  const { page, dialog, inDialog, chooseFile, look } = window;
  await chooseFile(file('distances.csv', 'Lieu;Distance;Solde\nA;1.234;12\nB;2.345;(320)\nC;10.500;7\n'));
  const asThousands = dialog().getByRole('checkbox', { name: /^Lire 1\s234/ });
  await asThousands.check();
  await dialog()
    .getByRole('checkbox', { name: /^Ne pas lire/ })
    .waitFor();
  await look('readings-dots');
  const screen = await checkScreen(page);
  await inDialog('Ouvrir');
  await window.expectCount('3 lignes');
  await shows(1, '1\u202f234');
  expect({ screen, distances: await cells(2, 3), balances: await cells(3, 3) }).toEqual({
    screen: [],
    distances: ['1\u202f234', '2\u202f345', '10\u202f500'],
    balances: ['12', '-320', '7'],
  });
});

it('reads one of the tables that stand one under another in a sheet, then another of them', async () => {
  const { page, dialog, inDialog, chooseFile, look } = window;
  const two = [
    'Logements par commune;;',
    'Commune;Logements;Vacants',
    'Dole;12;1',
    'Pau;22;2',
    ';;',
    'Emplois par commune;;',
    'Commune;Emplois;Salariés',
    'Dole;100;90',
    'Pau;200;180',
    'Nîmes;300;270',
  ];
  await chooseFile(file('deux-tableaux.csv', two.join('\n')));
  await dialog()
    .getByText(/Un autre tableau semble commencer à la ligne 7/)
    .waitFor();
  const choose = async (name: RegExp) => {
    await dialog()
      .getByRole('button', { name: /Tableau de la feuille/ })
      .click();
    await page.getByRole('option', { name }).click();
  };
  await choose(/^2\. Emplois par commune/);
  await dialog().getByText('3 lignes de données').waitFor();
  await look('readings-stacked');
  const screen = await checkScreen(page);
  await inDialog('Ouvrir');
  await window.expectCount('3 lignes');
  await shows(3, 'Nîmes');
  const second = { columns: await page.locator('.grid-head-name').allInnerTexts(), cities: await cells(1, 3) };
  await page.getByRole('button', { name: 'Rouvrir avec d’autres réglages…' }).click();
  await dialog().getByRole('table').waitFor();
  await choose(/^1\. Logements par commune/);
  await dialog().getByText('2 lignes de données').waitFor();
  await inDialog('Appliquer les réglages');
  await window.expectCount('2 lignes');
  await window.page.getByRole('columnheader', { name: /^Logements/ }).waitFor();
  expect({ screen, second, columns: await page.locator('.grid-head-name').allInnerTexts() }).toEqual({
    screen: [],
    second: { columns: ['Commune', 'Emplois', 'Salariés'], cities: ['Dole', 'Pau', 'Nîmes'] },
    columns: ['Commune', 'Logements', 'Vacants'],
  });
  expect(window.complaints).toEqual([]);
});
