import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScreen } from './check-screen.ts';
import { fixture, openWindow, sizes, type Window } from './open-window.ts';

/** New columns, groups and pivot tables, by the keyboard where a person would. */
async function open(window: Window, command: string): Promise<void> {
  const { page } = window;
  await window.closeAll();
  const steps = page.getByRole('tab', { name: 'Étapes' });
  if (await steps.isVisible()) await steps.click();
  await page.getByRole('button', { name: 'Ajouter une étape' }).click();
  await page.getByRole('menuitem', { name: new RegExp(`^${command}`) }).click();
  await window.dialog().waitFor();
}

async function recipe({ page }: Window, name: string): Promise<void> {
  await page.getByRole('button', { name: /Calcul$/ }).click();
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
}

/** Types in a list that narrows, and takes its first proposal. */
async function pick({ dialog, page }: Window, label: string, column: string): Promise<void> {
  const field = dialog().getByRole('combobox', { name: label, exact: true }).last();
  await field.click();
  await field.pressSequentially(column);
  await page.getByRole('option', { name: column }).first().waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
}

/** What each form shows once it says something. */
const forms: [name: string, show: (window: Window) => Promise<void>][] = [
  [
    'a formula and its proposals',
    async (window) => {
      await open(window, 'Nouvelle colonne');
      await recipe(window, 'Formule');
      const field = window.dialog().getByRole('textbox', { name: 'Formule' });
      await field.fill('');
      await field.pressSequentially('arr');
      await window.page.getByRole('option', { name: /^ARRONDI\(/ }).waitFor();
      await window.page.keyboard.press('ArrowDown');
    },
  ],
  [
    'a formula that is wrong',
    async ({ dialog, page }) => {
      await page.keyboard.press('Enter');
      await page.keyboard.type('[pop');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.keyboard.type(' / 1000,');
      await dialog().getByText('Séparez les arguments par un point-virgule').waitFor();
    },
  ],
  [
    'a formula that is right',
    async ({ dialog, page }) => {
      await page.keyboard.press('Backspace');
      await page.keyboard.type('; 1)');
      await dialog().getByRole('table').waitFor();
      await dialog().getByText('Un résultat sur chaque ligne.').waitFor();
    },
  ],
  [
    'a choice of several branches',
    async (window) => {
      await open(window, 'Nouvelle colonne');
      await recipe(window, 'Si… alors');
      await window.dialog().getByRole('button', { name: 'Ajouter « sinon, si… »' }).click();
    },
  ],
  [
    'classes',
    async (window) => {
      await open(window, 'Nouvelle colonne');
      await recipe(window, 'Classe');
      await pick(window, 'Ranger en classes', 'Population');
      await window.dialog().getByRole('textbox', { name: 'Bornes' }).fill('500; 1 000; 3 500');
      await window.dialog().getByRole('table').waitFor();
    },
  ],
  [
    'a rank in each group',
    async (window) => {
      await open(window, 'Nouvelle colonne');
      await recipe(window, 'Rang');
      await pick(window, 'Classer les lignes selon', 'Population');
      await pick(window, 'Ajouter un groupe', 'Département');
      await window.dialog().getByRole('table').waitFor();
    },
  ],
  [
    'a group with its figures',
    async (window) => {
      await open(window, 'Regrouper');
      await pick(window, 'Ajouter une colonne de regroupement', 'Département');
      await window.dialog().getByRole('table').waitFor();
    },
  ],
  [
    'a pivot table',
    async (window) => {
      await open(window, 'Tableau croisé');
      await pick(window, 'Ajouter une colonne de regroupement', 'Département');
      await pick(window, 'Une colonne par valeur de', 'Adhésion');
      await pick(window, 'puis par valeur de (facultatif)', 'Département');
      await window.dialog().getByRole('columnheader', { name: '01/01/1995 – Nord' }).waitFor();
      await window.dialog().getByRole('table').waitFor();
    },
  ],
];

describe.each(Object.entries(sizes))('the forms that compute, window %s', (size, viewport) => {
  let window: Window;

  beforeAll(async () => {
    window = await openWindow(viewport);
    await window.openFile(fixture('communes.csv'));
  }, 120_000);
  afterAll(() => window?.close());

  // At 200 % zoom, those whose layout changes.
  it.each(size === 'whole' ? forms : forms.filter(([name]) => /wrong|proposals|figures|pivot/.test(name)))(
    '%s has nothing to reproach',
    async (name, show) => {
      await show(window);
      const wrong = await checkScreen(window.page);
      await window.look(`compute-${size}-${name.replaceAll(/[^\p{L}]+/gu, '-')}`);
      expect(wrong).toEqual([]);
    },
  );

  it('a pivot of two fields shows the whole names of its columns', async () => {
    const { page } = window;
    await open(window, 'Tableau croisé');
    await pick(window, 'Ajouter une colonne de regroupement', 'Adhésion');
    for (const [field, column] of [
      ['Une colonne par valeur de', 'Commune'],
      ['puis par valeur de (facultatif)', 'Département'],
    ] as const) {
      const box = window.dialog().getByRole('combobox', { name: field });
      await box.click();
      await box.pressSequentially(column);
      await page.getByRole('option', { name: new RegExp(`^${column}`) }).click();
    }
    const name = 'Bruay-la-Buissière – Pas-de-Calais';
    const shown = window.dialog().getByRole('columnheader', { name });
    await shown.waitFor();
    const isWhole = await shown.evaluate((cell) => cell.scrollWidth <= cell.clientWidth);
    await window.inDialog('Ajouter l’étape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByRole('tab', { name: 'Tableau' }).press('Enter');
    await window.headerMenu(name);
    const title = page.locator('.column-facts-title');
    await title.getByText(name).waitFor();
    const isWholeInMenu = await title.evaluate((part) => part.scrollWidth <= part.clientWidth);
    await window.closeAll();
    await page.keyboard.press('Control+Z');
    expect({ isWhole, isWholeInMenu }).toEqual({ isWhole: true, isWholeInMenu: true });
  });

  it('complained of nothing', () => expect(window.complaints).toEqual([]));
});
