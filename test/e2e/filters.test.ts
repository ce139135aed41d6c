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

  it('complained of nothing', () => expect(window.complaints).toEqual([]));
});
