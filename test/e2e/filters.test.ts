import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fixture, openWindow, type Window } from './open-window.ts';

let window: Window;

// One person, one window: each test goes on where the one before it stopped.
describe('filters and profiles', () => {
  beforeAll(async () => {
    window = await openWindow();
    await window.openFile(fixture('communes.csv'));
  }, 120_000);
  afterAll(() => window?.close());

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
    await page.getByRole('option', { name: /Lille/ }).waitFor({ state: 'hidden' });
    await all.press('Space');
    await page.getByText(/^\d+ valeurs? cochées?$/).waitFor();
    await page.getByRole('button', { name: 'Inverser' }).press('Enter');
    await page.getByText(/^\d+ valeurs? écartées?$/).waitFor();
    await window.look('filtres-valeurs');
    await window.closeAll();
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

  it('complained of nothing', () => expect(window.complaints).toEqual([]));
});
