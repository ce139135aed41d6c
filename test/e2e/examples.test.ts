import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkScreen } from './check-screen.ts';
import { openWindow, sizes, type Window } from './open-window.ts';

let window: Window;
beforeAll(async () => {
  window = await openWindow();
}, 120_000);
afterAll(() => window?.close());

const guide = () => window.page.getByRole('region', { name: 'Premiers pas' });

async function open(example: RegExp): Promise<void> {
  await window.page.getByRole('button', { name: example }).click();
  await window.page.locator('.chart-host svg, .chart-host canvas').first().waitFor();
  await guide().waitFor();
}

// One person, one window: each test goes on where the one before it stopped.
it('an example opens on its first chart, with a guide to follow or send away', async () => {
  const { page } = window;
  await window.look('examples-start');
  await open(/^Communes et habitants/);
  await window.look('examples-communes');
  expect(await checkScreen(page)).toEqual([]);
  for (let step = 1; step < 5; step += 1) await guide().getByRole('button', { name: 'Suivant' }).click();
  expect(await guide().innerText()).toContain('Pas 5 sur 5');
  await page.setViewportSize(sizes.zoomed);
  expect(await checkScreen(page)).toEqual([]);
  await page.setViewportSize(sizes.whole);
  await guide().getByRole('button', { name: 'Terminer' }).click();
  await guide().waitFor({ state: 'detached' });
});

it('each example can be opened, and its guide closed at once', async () => {
  const titles: string[] = [];
  for (const example of [/^EPCI à fiscalité propre Combien/, /^Départements Du plus/]) {
    await window.page.getByRole('button', { name: 'Accueil' }).first().click();
    await open(example);
    titles.push((await window.page.locator('.chart-figure').getAttribute('aria-label')) ?? '');
    await guide().getByRole('button', { name: 'Fermer' }).click();
    await guide().waitFor({ state: 'detached' });
  }
  await window.look('examples-departements');
  await window.page.getByRole('button', { name: 'Accueil' }).first().click();
  await open(/^Communes et habitants/);
  await window.command('Nouveau projet');
  await window.inDialog('Ne pas enregistrer');
  await guide().waitFor({ state: 'detached' });
  expect({ titles, complaints: window.complaints }).toEqual({
    titles: [expect.stringContaining('Nombre de communes'), expect.stringContaining('par Département')],
    complaints: [],
  });
});
