import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { utils, write } from '@e965/xlsx';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkScreen } from './check-screen.ts';
import { openWindow, sizes, type Window } from './open-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'crible-opening-'));
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

const communes = [
  '1001',
  '1002',
  '1004',
  '2408',
  '69123',
  '75056',
  '13055',
  '31555',
  '33063',
  '35238',
  '44109',
  '59350',
];
/** Codes without their zero, and a last row that adds the others up. */
const staff = (year: number) =>
  [
    'Code commune;Commune;Agents',
    ...communes.map((code, place) => `${code};Commune ${place + 1};${place * 10 + (year % 100)}`),
    `;Total;${communes.reduce((sum, _, place) => sum + place * 10 + (year % 100), 0)}`,
  ].join('\r\n');

/** Drops files on the page as a hand would. */
async function drop(paths: string[], contents: string[]): Promise<void> {
  const files = paths.map((path, place) => ({ name: basename(path), text: contents[place] ?? '' }));
  await window.page.evaluate((given) => {
    const data = new DataTransfer();
    for (const { name, text } of given) data.items.add(new File([text], name));
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
  }, files);
}

async function paste(data: { html?: string; text?: string }): Promise<void> {
  await window.page.evaluate(({ html, text }) => {
    const clipboard = new DataTransfer();
    if (html !== undefined) clipboard.setData('text/html', html);
    if (text !== undefined) clipboard.setData('text/plain', text);
    const event = new ClipboardEvent('paste', { bubbles: true, cancelable: true, clipboardData: clipboard });
    document.body.dispatchEvent(event);
  }, data);
}

/** Steps as they read in the panel, after the line of the file. */
const steps = async () => await window.page.locator('.steps-list .step-sentence').allInnerTexts();
const columnNames = () => window.page.locator('.grid-head-name').allInnerTexts();

/** Cells of the first rows, row numbers aside. */
async function rows(count: number): Promise<string[][]> {
  const found: string[][] = [];
  for (let index = 2; index < count + 2; index += 1) {
    const row = window.page.locator(`[role=row][aria-rowindex="${index}"]`);
    await row.waitFor();
    found.push((await row.locator('[role=gridcell], [role=rowheader]').allInnerTexts()).slice(1));
  }
  return found;
}

async function startAfresh(): Promise<void> {
  await window.page.getByRole('button', { name: 'Projet ' }).first().click();
  await window.page.getByRole('menuitem', { name: 'Nouveau projet' }).click();
  await window.dialog().getByRole('button', { name: 'Ne pas enregistrer' }).click();
  await window.page.getByRole('button', { name: /^Ouvrir un fichier/ }).waitFor();
}

it('drops a file, answers two warnings in one click each, and finds the steps that were made of it', async () => {
  const { page, dialog, inDialog, look, expectCount } = window;
  await drop(['effectifs.csv'], [staff(2022)]);
  await dialog()
    .getByRole('checkbox', { name: /^Réparer 4 codes/ })
    .check();
  await dialog()
    .getByRole('checkbox', { name: /^Écarter 1 ligne de total/ })
    .check();
  await look('opening-answers');
  const screen = await checkScreen(page);
  await inDialog('Ouvrir');
  await expectCount('12 lignes sur 13');
  await page.getByText('4 cellules changées').waitFor();
  await look('opening-answered');
  expect({ screen, first: await rows(1), steps: await steps() }).toEqual({
    screen: [],
    first: [['01001', 'Commune 1', '22']],
    steps: [
      'Réparer les codes de la colonne Code commune\u00a0: code commune (INSEE)',
      'Garder les lignes où Commune n’est pas Total ou Commune est manquant',
    ],
  });
});

it('takes the answers back one by one, and offers them again beside the steps', async () => {
  const { page, expectCount, look } = window;
  await page.keyboard.press('Control+Z');
  await page.getByRole('button', { name: /^Ouvrir un fichier/ }).waitFor();
  await page.keyboard.press('Control+Y');
  await expectCount('12 lignes sur 13');
  await page.getByRole('button', { name: 'Supprimer l’étape 1' }).click();
  await page.getByRole('button', { name: '1 correction proposée' }).click();
  await look('opening-offered-again');
  const screen = await checkScreen(page);
  await page.getByRole('button', { name: /^Réparer 4 codes/ }).click();
  await page.getByText('4 cellules changées').waitFor();
  await expect.poll(() => rows(1)).toEqual([['01001', 'Commune 1', '22']]);
  expect({ screen, steps: (await steps()).length }).toEqual({ screen: [], steps: 2 });
});

it('reads the file again with other settings as one edit, steps kept, and undoes it', async () => {
  const { page, dialog, inDialog, look } = window;
  await page.getByRole('button', { name: 'Rouvrir avec d’autres réglages…' }).click();
  await dialog().getByRole('table').waitFor();
  await dialog().getByRole('combobox', { name: 'Type de la colonne Agents' }).selectOption({ label: 'texte' });
  const name = dialog().getByRole('textbox', { name: 'Nom de la colonne Commune' });
  await name.fill('Code commune');
  await name.press('Enter');
  await dialog()
    .getByText(/^Deux colonnes ne peuvent pas porter le même nom/)
    .waitFor();
  const blocked = await dialog().getByRole('button', { name: 'Appliquer les réglages' }).isDisabled();
  await name.fill('Libellé');
  await name.press('Enter');
  await look('opening-reopen');
  const screen = await checkScreen(page);
  await inDialog('Appliquer les réglages');
  await page.getByText('Cette étape ne peut pas s’appliquer.').waitFor();
  await look('opening-reopened');
  await page.keyboard.press('Control+Z');
  await page.getByText('Cette étape ne peut pas s’appliquer.').waitFor({ state: 'detached' });
  const undone = await columnNames();
  await page.keyboard.press('Control+Y');
  await page.getByText('Cette étape ne peut pas s’appliquer.').waitFor();
  await page.getByRole('button', { name: 'Supprimer l’étape 2' }).click();
  await page.getByRole('columnheader', { name: /^Libellé/ }).waitFor();
  expect({ blocked, screen, undone, columns: await columnNames() }).toEqual({
    blocked: true,
    screen: [],
    undone: ['Code commune', 'Commune', 'Agents'],
    columns: ['Code commune', 'Libellé', 'Agents'],
  });
});

it('opens several files at once, and stacks those of the same columns with their origin', async () => {
  const { dialog, inDialog, look, expectCount } = window;
  await startAfresh();
  await drop(['effectifs-2021.csv', 'effectifs-2022.csv', 'effectifs-2023.csv'], [2021, 2022, 2023].map(staff));
  await dialog().getByRole('table').waitFor();
  await inDialog('Ouvrir aussi les 2 suivants');
  await dialog()
    .getByText(/^Les 3 tables ouvertes ont les mêmes colonnes/)
    .waitFor();
  await look('opening-stack');
  await inDialog('Empiler');
  await expectCount('39 lignes');
  await look('opening-stacked');
  expect({ columns: await columnNames(), first: await rows(1), steps: await steps() }).toEqual({
    columns: ['Code commune', 'Commune', 'Agents', 'origine'],
    first: [['1001', 'Commune 1', '21', '2021']],
    steps: [
      'Empiler «\u00a0effectifs-2022\u00a0» et «\u00a0effectifs-2023\u00a0» sous cette table, en notant l’origine dans «\u00a0origine\u00a0»',
    ],
  });
});

it('opens several sheets of one workbook at once', async () => {
  const { page, dialog, inDialog, look, chooseFile } = window;
  await startAfresh();
  const book = utils.book_new();
  for (const year of [2021, 2022, 2023]) {
    const lines = staff(year)
      .split('\r\n')
      .map((line) => line.split(';'));
    utils.book_append_sheet(book, utils.aoa_to_sheet(lines), String(year));
  }
  await chooseFile(file('annuel.xlsx', write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer));
  await dialog().getByRole('button', { name: 'Ouvrir aussi ces feuilles' }).click();
  const others = dialog().getByRole('checkbox', { name: /^Ouvrir aussi la feuille/ });
  await others.first().check();
  await others.last().check();
  await look('opening-sheets');
  const screen = await checkScreen(page);
  await inDialog('Ouvrir');
  await inDialog('Garder des tables séparées');
  const tables = await page.locator('.table-item-name').allInnerTexts();
  expect({ screen, tables }).toEqual({ screen: [], tables: ['annuel – 2021', 'annuel – 2022', 'annuel – 2023'] });
});

it('opens a table pasted from a spreadsheet or a web page, and says when there is none', async () => {
  const { page, dialog, inDialog, look } = window;
  await startAfresh();
  await paste({ text: 'Bonjour, voici le fichier.' });
  await page
    .getByRole('region', { name: 'Messages' })
    .getByText(/^Le presse-papiers ne contient pas de tableau/)
    .waitFor();
  await paste({
    html: '<table><tr><th>Code commune</th><th colspan="2">Nom, agents</th></tr><tr><td>01001</td><td>L’Abergement<br>Clémenciat</td><td>1 234,5</td></tr><tr><td>01002</td><td>Varey</td><td>12</td></tr></table>',
    text: 'sans importance',
  });
  await dialog().getByText('Ouvrir «\u00a0Presse-papiers.csv\u00a0»').waitFor();
  await dialog().getByRole('table').waitFor();
  await look('opening-pasted');
  await inDialog('Ouvrir');
  await page.getByRole('grid').waitFor();
  expect(await rows(2)).toEqual([
    ['01001', 'L’Abergement Clémenciat', '1\u202f234,5'],
    ['01002', 'Varey', '12'],
  ]);
});

it('turns years in columns into rows, from the dialog and from the steps', async () => {
  const { page, dialog, inDialog, look, command } = window;
  await startAfresh();
  const wide = ['Commune;2019;2020;2021', 'Rennes;10;11;12', 'Brest;20;;22', 'Vannes;30;31;32'].join('\n');
  await drop(['population.csv'], [wide]);
  await dialog()
    .getByRole('checkbox', { name: /^Passer en lignes les 3 colonnes/ })
    .check();
  await inDialog('Ouvrir');
  await window.expectCount('9 lignes');
  const made = { columns: await columnNames(), rows: await rows(5) };
  await page.getByRole('button', { name: 'Modifier l’étape 1' }).click();
  await dialog().getByText('Laisser de côté les valeurs manquantes').click();
  await dialog().getByText(/^8\s/).waitFor();
  await look('opening-unpivot');
  const screen = await checkScreen(page);
  await inDialog('Enregistrer');
  await window.expectCount('8 lignes');
  expect({ made, screen }).toEqual({
    made: {
      columns: ['Commune', 'année', 'valeur'],
      rows: [
        ['Rennes', '2019', '10'],
        ['Rennes', '2020', '11'],
        ['Rennes', '2021', '12'],
        ['Brest', '2019', '20'],
        ['Brest', '2020', '—'],
      ],
    },
    screen: [],
  });
  await command('Nettoyer');
  await dialog().getByText('Lire des valeurs comme manquantes').click();
  await look('opening-clean');
  expect(await checkScreen(page)).toEqual([]);
  await page.keyboard.press('Escape');
});

it('says what changed in a file that the project finds again, and goes on with it', async () => {
  const { page, host, dialog, inDialog, look } = window;
  await startAfresh();
  await drop(['suivi.csv'], ['Code;Agents;Note\n01001;5;a\n01002;6;b\n']);
  await inDialog('Ouvrir');
  await page.getByRole('grid').waitFor();
  await page.keyboard.press('Control+S');
  await page.getByRole('textbox', { name: 'Nom du projet' }).fill('Suivi');
  await inDialog('Enregistrer');
  await page.getByText('Enregistré', { exact: true }).waitFor();
  // As on another computer: the project comes with the file of its name beside it, which is no longer the same.
  const path = join(host.projects, 'Suivi.crible');
  writeFileSync(path, readFileSync(path, 'utf8').replace(/"sha256": "\w+"/, `"sha256": "${'0'.repeat(64)}"`));
  writeFileSync(join(host.projects, 'suivi.csv'), 'Code;Agents;Remarque\n01001;5;a\n01002;7;b\n01004;8;c\n');
  await page.reload();
  await page.getByRole('button', { name: /^Suivi/ }).click();
  await dialog().getByText('Le fichier «\u00a0suivi.csv\u00a0» a changé').waitFor();
  const said = await dialog().innerText();
  await look('opening-changed');
  const screen = await checkScreen(page);
  await inDialog('Utiliser le nouveau contenu');
  await window.expectCount('3 lignes');
  await page.getByText('Modifications non enregistrées').waitFor();
  expect({ screen, said: /2 lignes alors, 3 maintenant.*Note.*Remarque/.test(said), rows: await rows(3) }).toEqual({
    screen: [],
    said: true,
    rows: [
      ['01001', '5', 'a'],
      ['01002', '7', 'b'],
      ['01004', '8', 'c'],
    ],
  });
});

it('fits a narrow window, at 200 % zoom', async () => {
  const { page, dialog, look } = window;
  await page.setViewportSize(sizes.zoomed);
  await drop(['effectifs.csv'], [staff(2022)]);
  await dialog()
    .getByRole('checkbox', { name: /^Réparer 4 codes/ })
    .waitFor();
  await look('opening-narrow');
  const opening = await checkScreen(page);
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Étapes' }).click();
  await look('opening-narrow-steps');
  expect({ opening, steps: await checkScreen(page), complaints: window.complaints }).toEqual({
    opening: [],
    steps: [],
    complaints: [],
  });
});
