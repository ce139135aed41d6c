import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkScreen } from './check-screen.ts';
import { fixture, openWindow, sizes, type Window } from './open-window.ts';

let window: Window;

beforeAll(async () => {
  window = await openWindow();
  await window.openFile(fixture('communes.csv'));
}, 120_000);
afterAll(() => window?.close());

it('lets one tab work at a time, and the unsaved work pass from one to the other', async () => {
  const { page: first, host } = window;
  const second = await first.context().newPage();
  await second.setViewportSize(sizes.zoomed);
  await second.goto(host.address);
  await second.getByRole('heading', { name: 'Crible est ouvert dans un autre onglet' }).waitFor();
  const wrong = await checkScreen(second);
  const worksOn = await first.getByRole('gridcell').first().isVisible();

  await second.getByRole('button', { name: 'Continuer ici' }).click();
  await first.getByRole('heading', { name: 'Crible est ouvert dans un autre onglet' }).waitFor();
  await second.getByRole('button', { name: 'Reprendre' }).click();
  await second.getByRole('gridcell').first().waitFor();

  await first.getByRole('button', { name: 'Continuer ici' }).click();
  await second.getByRole('heading', { name: 'Crible est ouvert dans un autre onglet' }).waitFor();
  await first.getByRole('button', { name: 'Reprendre' }).click();
  await first.getByRole('gridcell').first().waitFor();

  await first.close({ runBeforeUnload: false });
  await second.getByRole('button', { name: 'Reprendre' }).waitFor();
  expect({ wrong, worksOn, complaints: window.complaints }).toEqual({ wrong: [], worksOn: true, complaints: [] });
});
