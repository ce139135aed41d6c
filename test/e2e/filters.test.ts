import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkScreen } from './check-screen.ts';
import { fixture, openWindow, type Window } from './open-window.ts';

let window: Window;

// One person, one window: each test goes on where the one before it stopped.
describe('filters and profiles', () => {
  beforeAll(async () => {
    window = await openWindow();
    await window.openFile(fixture('communes.csv'));
  }, 120_000);
  afterAll(() => window?.close());
  beforeEach(() => window.closeAll());

  it('draws each column in its header, and says it in words', async () => {
    const { page } = window;
    const population = page.getByRole('columnheader', { name: /^Population.*Valeurs de/ });
    await population.waitFor();
    expect(await population.locator('.grid-sketch-bars').getAttribute('d')).toMatch(/^M/);
    await window.look('filtres-aperçus');
    await window.command('Masquer les aperçus');
    await population.waitFor({ state: 'hidden' });
    await window.command('Montrer les aperçus');
    await population.waitFor();
  });

  it('ticks every value of a search, and turns the choice around', async () => {
    const { page } = window;
    await window.headerMenu('Commune', /^Filtrer/);
    await page.getByRole('searchbox', { name: /^Valeurs de/ }).fill('saint');
    const all = page.getByRole('checkbox', { name: /tout sélectionner/ });
    // Before its values come the list holds no Lille either.
    await page
      .getByRole('option', { name: /^Saint/ })
      .first()
      .waitFor();
    await page.getByRole('option', { name: /Lille/ }).waitFor({ state: 'hidden' });
    await all.press('Space');
    await page.getByText(/^[1-9]\d* valeurs? cochées?$/).waitFor();
    await page.getByRole('button', { name: 'Inverser' }).press('Enter');
    await page.getByText(/^[1-9]\d* valeurs? écartées?$/).waitFor();
    await window.look('filtres-valeurs');
    await window.closeAll();
  });

  it('ticks what a search finds with Enter, and applies with another, as a spreadsheet does', async () => {
    const { page } = window;
    await window.headerMenu('Commune', /^Filtrer/);
    await page.getByRole('searchbox', { name: /^Valeurs de/ }).fill('lille');
    await page.keyboard.press('Enter');
    await page.getByText(/^1 valeur cochée$/).waitFor();
    await page.getByRole('option', { name: /^Lille/, selected: true }).waitFor();
    await window.look('filtres-recherche');
    await page.keyboard.press('Enter');
    await window.expectCount('1 ligne sur 30');
    await page.keyboard.press('Control+Z');
    await window.expectCount('30 lignes');
  });

  it('finds texts by a pattern, and says so in a chip with its cost', async () => {
    const { page } = window;
    await window.headerMenu('Commune', /^Filtrer/);
    await page.getByRole('button', { name: /Garder les lignes dont la valeur/ }).click();
    await page.getByRole('option', { name: 'ressemble à', exact: true }).click();
    await page.getByRole('textbox', { name: 'Texte' }).fill('*l?e');
    await window.inDialog('Appliquer');
    await page.getByRole('button', { name: /^Modifier le filtre.*Commune ressemble à/ }).waitFor();
    await page.getByText(/^−\d+ lignes$/).waitFor();
    await page.keyboard.press('Control+Z');
    await window.expectCount('30 lignes');
  });

  it('keeps the largest values, ties included, as a step of its own', async () => {
    const { page } = window;
    await window.headerMenu('Population', /^Filtrer/);
    await page.getByRole('button', { name: /Garder les lignes dont la valeur/ }).click();
    await page.getByRole('option', { name: 'est parmi les plus grandes' }).click();
    await page.getByRole('textbox', { name: 'Combien de valeurs' }).fill('5');
    await page.getByText(/^\d+ sur 30, ex æquo compris$/).waitFor();
    await window.look('filtres-plus-grandes');
    await window.inDialog('Appliquer');
    await page.getByRole('button', { name: /^Modifier le filtre.*5 plus grandes valeurs/ }).waitFor();
    await window.look('filtres-puces');
    await page.keyboard.press('Control+Z');
    await window.expectCount('30 lignes');
  });

  it('ticks years and months of a date in a tree, by the keyboard alone', async () => {
    const { page } = window;
    await window.headerMenu('Adhésion', /^Filtrer/);
    const tree = page.getByRole('tree', { name: 'Années et mois de Adhésion' });
    await tree.getByRole('treeitem').first().waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('data-id'));
    await expect.poll(focused).toMatch(/^\d{4}$/);
    expect(await checkScreen(page)).toEqual([]);
    await page.keyboard.type('1996');
    const visited = [await focused()];
    await page.keyboard.press('ArrowRight');
    await tree.getByRole('treeitem', { name: /^février/ }).waitFor();
    await page.keyboard.press('ArrowRight');
    visited.push(await focused());
    await page.keyboard.press('Space');
    await page.getByText(/^\d+ sur 30$/).waitFor();
    await page.keyboard.press('ArrowLeft');
    visited.push(await focused());
    const year = tree.getByRole('treeitem', { name: /^1996/ });
    expect([visited, await year.getAttribute('aria-expanded')]).toEqual([['1996', '1996-02', '1996'], 'true']);
    await window.look('filtres-dates');
    await page.keyboard.press('Enter');
    const chip = page.getByRole('button', { name: /^Modifier le filtre.*Adhésion est entre le 01\/.*1996/ });
    await chip.waitFor();
    await chip.press('Enter');
    await page.getByRole('tree').getByRole('treeitem', { checked: true }).first().waitFor();
    await window.closeAll();
    await page.keyboard.press('Control+Z');
    await window.expectCount('30 lignes');
  });

  it('profiles the column with the focus, whose bars filter', async () => {
    const { page } = window;
    await window.command('Profil de la colonne');
    const panel = page.getByRole('region', { name: 'Profil' });
    await page.getByRole('columnheader', { name: /^Département/ }).click({ position: { x: 20, y: 10 } });
    await page.keyboard.press('Escape');
    await panel.getByRole('button', { name: /^Nord\s*11/ }).waitFor();
    expect(await checkScreen(page)).toEqual([]);
    await window.look('filtres-profil-texte');
    await panel.getByRole('button', { name: /^Nord\s*11/ }).press('Enter');
    await window.expectCount('11 lignes sur 30');
    await page.keyboard.press('Control+Z');
    await window.expectCount('30 lignes');
    await chooseProfile('Agents');
    await panel.getByText('Médiane').waitFor();
    expect(await checkScreen(page)).toEqual([]);
    await window.look('filtres-profil-nombre');
  });

  it('sums the whole table up, with its key and its columns to look at', async () => {
    const { page } = window;
    await window.command('Résumé de toute la table');
    await page.getByText(/^Aucune ligne en double/).waitFor();
    expect(await checkScreen(page)).toEqual([]);
    await window.look('filtres-profil-table');
    await page.getByRole('tab', { name: 'Étapes' }).click();
  });

  it('tells why a row is not there, by the keyboard alone', async () => {
    const { page } = window;
    await window.headerMenu('Population', /^Filtrer/);
    await page.getByRole('textbox', { name: 'Valeur minimale' }).fill('5000');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /^Modifier le filtre.*Population/ }).waitFor();
    await page.getByRole('button', { name: 'Une ligne manque' }).press('Enter');
    await page.getByRole('textbox', { name: 'Nom ou code' }).pressSequentially('lille');
    await page.getByText(/^Écartée par l’étape 1/).waitFor();
    await page.getByText(/ici, Population municipale vaut 2646/).waitFor();
    expect(await checkScreen(page)).toEqual([]);
    await window.look('filtres-ligne-absente');
    await page.getByRole('button', { name: 'Désactiver cette étape' }).press('Enter');
    await page.getByText(/^Elle y est, à la ligne 6/).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await window.expectCount('30 lignes');
    await page.keyboard.press('Control+Z');
    await window.expectCount('22 lignes sur 30');
  });

  it('keeps a view under a name, comes back to it, and forgets it', async () => {
    const { page } = window;
    const menu = page.getByRole('region', { name: 'Filtres' }).getByRole('button', { name: /^Vues?/ });
    await menu.press('Enter');
    await page.getByRole('menuitem', { name: /^Enregistrer cette vue/ }).press('Enter');
    await page.getByRole('textbox', { name: 'Nom de la vue' }).fill('Grandes communes');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Vue Grandes communes', exact: true }).waitFor();
    expect(await checkScreen(page)).toEqual([]);
    await menu.press('Enter');
    await window.look('filtres-vues');
    await page.getByRole('menuitem', { name: /^Toute la table/ }).press('Enter');
    await window.expectCount('30 lignes');
    await window.command('Vue\u00a0: Grandes communes');
    await page.getByRole('button', { name: 'Vue Grandes communes', exact: true }).waitFor();
    await page.keyboard.press('Control+Z');
    await window.expectCount('30 lignes');
    await menu.press('Enter');
    await page.getByRole('menuitem', { name: 'Supprimer la vue Grandes communes' }).press('Enter');
    await menu.press('Enter');
    await page.getByRole('menuitem', { name: /Grandes communes/ }).waitFor({ state: 'hidden' });
    await window.closeAll();
  });

  it('complained of nothing', () => expect(window.complaints).toEqual([]));
});

async function chooseProfile(name: string): Promise<void> {
  const field = window.page.getByRole('combobox', { name: 'Profil de' });
  await field.fill(name);
  await window.page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
}
