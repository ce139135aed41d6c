import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkEach, type Screen } from './each-screen.ts';
import { fixture, type Window } from './open-window.ts';

/** Each shows one screen or dialog; the one before it is closed. Those of territories are in territory-screens.test.ts. */
const screens: Screen[] = [
  ['the start page', async () => {}],
  ['the opening of a text file', ({ chooseFile }) => chooseFile(fixture('communes.csv'))],
  ['the table', (window) => window.openFile(fixture('communes.csv'))],
  ['the opening of a workbook', ({ chooseFile }) => chooseFile(fixture('communes.xlsx'))],
  ['a header’s menu', ({ headerMenu }) => headerMenu('Population')],
  ['the filter of a number', ({ headerMenu }) => headerMenu('Population', /^Filtrer/)],
  ['the filter of a text', ({ headerMenu }) => headerMenu('Département', /^Filtrer/)],
  ['the filter of a date', ({ headerMenu }) => headerMenu('Adhésion', /^Filtrer/)],
  ['a column’s new name', ({ headerMenu }) => headerMenu('Commune', /^Renommer/)],
  ['a filtered table', filterPopulation],
  ['the list of tables', (window) => tabWhenNarrow(window, 'Tables')],
  ['the steps', (window) => tabWhenNarrow(window, 'Étapes')],
  ['the menu of steps', ({ page }) => page.getByRole('button', { name: 'Ajouter une étape' }).click()],
  ...[
    'Filtrer',
    'Trier',
    'Choisir les colonnes',
    'Renommer',
    'Nouvelle colonne',
    'Regrouper',
    'Dédoublonner',
    'Limiter',
  ].map((kind): [string, (window: Window) => Promise<void>] => [
    `the form « ${kind} »`,
    (window) => addStep(window, kind),
  ]),
  ['a step’s menu', ({ page }) => page.getByRole('button', { name: /^Autres actions sur l’étape/ }).click()],
  ['the query in SQL', ({ page }) => page.getByRole('button', { name: 'Voir le SQL' }).click()],
  ['the cells not read', ({ page }) => page.getByRole('button', { name: /codes? de valeurs? manquantes?$/ }).click()],
  ['the choice of a table to join', (window) => addStep(window, 'Croiser')],
  ['the suggested charts', ({ page }) => page.getByRole('tab', { name: 'Graphique' }).click()],
  ['the chart', chart],
  ['the data of the chart', ({ page }) => page.getByRole('button', { name: 'Voir les données' }).click()],
  ['a choice in the chart’s sentence', ({ page }) => page.locator('.chart-sentence button').first().click()],
  ['the chart’s titles', ({ page }) => page.getByRole('button', { name: 'Titre, sous-titre et source' }).click()],
  ['the exports of the chart', ({ page }) => page.getByRole('button', { name: 'Exporter le graphique' }).click()],
  ['the export', ({ page }) => page.keyboard.press('Control+E')],
  ['the help', ({ page }) => page.keyboard.press('F1')],
  ['the commands', ({ page }) => page.keyboard.press('Control+K')],
  ['the menu of the project', ({ page }) => page.getByRole('button', { name: /^Projet Projet/ }).click()],
  ['the question before leaving', ({ command }) => command('Nouveau projet')],
  ['the recovery', recovery],
  ['the project saved', save],
  ['a file that is missing', missingFile],
];

checkEach('every screen', screens);

async function filterPopulation({ page, headerMenu, inDialog, expectCount }: Window): Promise<void> {
  await headerMenu('Population', /^Filtrer/);
  await page.getByRole('textbox', { name: 'Valeur minimale' }).fill('3500');
  await inDialog('Appliquer');
  await expectCount('24 lignes sur 30');
}

/** At 200 % each panel is a tab. */
async function tabWhenNarrow({ page }: Window, name: string): Promise<void> {
  const tab = page.getByRole('tab', { name });
  if (await tab.isVisible()) await tab.click();
}

async function addStep({ page }: Window, kind: string): Promise<void> {
  await page.getByRole('button', { name: 'Ajouter une étape' }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${kind}`) }).click();
  await page.getByRole('dialog').waitFor();
}

async function chart({ page }: Window): Promise<void> {
  await page.getByRole('button', { name: /^Nombre de lignes, par/ }).click();
  await page.locator('.chart-drawing svg').waitFor();
}

async function recovery({ page, dialog }: Window): Promise<void> {
  await page.waitForTimeout(1500);
  await page.reload();
  await dialog().getByText('Reprendre le travail interrompu').waitFor();
}

async function save(window: Window): Promise<void> {
  const { page } = window;
  await page.reload();
  await window.inDialog('Reprendre');
  await page.getByRole('tab', { name: 'Tableau' }).waitFor();
  await page.keyboard.press('Control+S');
  await window.inDialog('Enregistrer');
  await page.getByText('Enregistré', { exact: true }).waitFor();
}

/** A project whose file was never seen here. */
async function missingFile({ page, host, openProject }: Window): Promise<void> {
  const saved = readFileSync(join(host.projects, 'Projet sans titre.crible'), 'utf8');
  const path = join(host.projects, 'venu-d-ailleurs.crible');
  writeFileSync(path, saved.replaceAll(/"sha256": "[0-9a-f]{64}"/g, `"sha256": "${'0'.repeat(64)}"`));
  await openProject(path);
  await page.getByText(/a besoin du fichier/).waitFor();
}
