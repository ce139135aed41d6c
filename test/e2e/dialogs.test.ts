import { join } from 'node:path';
import { application } from '../../electron/folders.ts';
import { checkEach, type Screen } from './each-screen.ts';
import type { Window } from './open-window.ts';

const fixtures = join(application.root, 'test/fixtures/map');

/** What the tests of each part do not pass through the check at both sizes. Each closes the one before it. */
const screens: Screen[] = [
  ['the list of recipes', ({ command }) => command('Appliquer une recette')],
  ['the new name of the project', ({ command }) => command('Renommer le projet')],
  ['the table', (window) => window.openFile(join(fixtures, 'communes.csv'))],
  ['the menu of a table', tableMenu],
  [
    'the new name of a table',
    async (window) => {
      await tableMenu(window);
      await window.page.getByRole('menuitem', { name: /^Renommer/ }).click();
    },
  ],
  ['the choice of a row', gridCommand('Aller à la ligne')],
  ['the search in the table', gridCommand('Chercher dans la table')],
  ['the whole row', gridCommand('Voir le détail de la ligne')],
  [
    'the menu of a cell',
    async (window) => {
      await toTable(window);
      await secondCell(window).click({ button: 'right' });
      await window.page.getByRole('menu').first().waitFor();
    },
  ],
  [
    'the values of a condition',
    async (window) => {
      await toTable(window);
      await window.command('Ajouter un filtre');
      await select(window, 'Colonne', 'Commune');
      await window
        .dialog()
        .getByRole('button', { name: /Comparaison$/ })
        .click();
      await window.page.getByRole('option', { name: 'est dans la liste' }).click();
      await window
        .dialog()
        .getByRole('button', { name: /^Cocher/ })
        .click();
      await window.page.getByRole('option').first().waitFor();
    },
  ],
  ['the question about rows that miss', gridCommand('Pourquoi cette ligne')],
  ['the profile of the table', gridCommand('Résumé de toute la table')],
  [
    'the chart’s own filter',
    async (window) => {
      await window.page.getByRole('tab', { name: 'Graphique' }).press('Enter');
      await window.page.locator('.chart-suggestion').first().click();
      await window.page.locator('.chart-host svg').first().waitFor();
      await window.page.getByRole('button', { name: 'toutes les lignes' }).click();
    },
  ],
  ['the Vega-Lite of the chart', ({ page }) => page.getByRole('button', { name: 'Voir et modifier le JSON' }).click()],
  ['the map', map],
  ['the basemaps', ({ page }) => page.getByRole('button', { name: 'Fond de carte' }).click()],
  ['the titles of the map', ({ page }) => page.getByRole('button', { name: 'Titre', exact: true }).click()],
  ['the exports of the map', ({ page }) => page.getByRole('button', { name: 'Exporter la carte' }).click()],
  [
    'the settings of a map in colours',
    async ({ page }) => {
      await page.getByRole('button', { name: 'Couleurs', exact: true }).click();
      await page.getByRole('button', { name: 'Classes et couleurs' }).click();
    },
  ],
  ['the report', ({ page }) => page.getByRole('tab', { name: 'Rapport' }).press('Enter')],
  [
    'the blocks to add',
    ({ page }) => page.getByRole('button', { name: 'Ajouter un bloc', exact: true }).first().click(),
  ],
];

checkEach('dialogs of each part', screens);

async function toTable({ page }: Window): Promise<void> {
  // By the keyboard: the name of a button that has the focus may float over the tab.
  await page.getByRole('tab', { name: 'Tableau' }).press('Enter');
  await page.locator('[role=row][aria-rowindex="2"] [role=gridcell]:not(:empty)').first().waitFor();
}

function gridCommand(name: string) {
  return async (window: Window) => {
    await toTable(window);
    await secondCell(window).click();
    await window.command(name);
  };
}

function secondCell({ page }: Window) {
  return page.locator('[role=row][aria-rowindex="2"] [role=gridcell]:not(:empty)').nth(1);
}

async function tableMenu(window: Window): Promise<void> {
  const tab = window.page.getByRole('tab', { name: 'Tables' });
  if (await tab.isVisible()) await tab.press('Enter');
  await window.page
    .getByRole('button', { name: /^Actions sur la table/ })
    .first()
    .click();
  await window.page.getByRole('menu').waitFor();
}

async function select({ dialog, page }: Window, label: string, value: string): Promise<void> {
  const field = dialog().getByRole('combobox', { name: label, exact: true }).last();
  await field.fill(value);
  await page
    .getByRole('option', { name: new RegExp(`^${value}`) })
    .first()
    .click();
}

async function map(window: Window): Promise<void> {
  await window.page.getByRole('tab', { name: 'Carte' }).press('Enter');
  await window.page.getByRole('img', { name: /territoires mesurés/ }).waitFor();
}
