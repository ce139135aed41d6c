import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { application } from '../../electron/folders.ts';
import { openWindow, sizes, type Window } from './open-window.ts';

const file = join(application.root, 'test/fixtures/map/communes.csv');

describe.each(Object.keys(sizes) as (keyof typeof sizes)[])('what floats, on the %s screen', (size) => {
  let window: Window;
  beforeAll(async () => {
    window = await openWindow(sizes[size]);
    await window.openFile(file);
  }, 120_000);
  afterAll(() => window?.close());

  /** The pieces of the page, of these selectors, that the notices lie on. */
  const covered = (selectors: string[]) =>
    window.page.evaluate((wanted) => {
      const notice = document.querySelector('.notices')?.getBoundingClientRect();
      if (!notice) return ['no notice'];
      return wanted.filter((selector) =>
        [...document.querySelectorAll(selector)].some((element) => {
          const box = element.getBoundingClientRect();
          const across = box.left < notice.right && notice.left < box.right;
          return box.width > 0 && across && box.top < notice.bottom && notice.top < box.bottom;
        }),
      );
    }, selectors);

  it('a notice hides neither the status bar nor, on a dialog, what cannot be scrolled', async () => {
    await window.page.locator('.notices').waitFor();
    expect(await covered(['.status-bar', '.tab-list'])).toEqual([]);
    await window.chooseFile(file);
    const title = size === 'zoomed' ? ['.dialog-head'] : [];
    expect(await covered([...title, '.dialog-foot button'])).toEqual([]);
    await window.closeAll();
  });

  it('what is under the map stands under the list of its territories', async () => {
    const { page } = window;
    await page.getByRole('tab', { name: 'Carte' }).click();
    const bottom = await page
      .locator('.map-area-actions')
      .evaluate((element) => element.getBoundingClientRect().bottom);
    const top = await page.locator('.map-caption').evaluate((element) => element.getBoundingClientRect().top);
    expect(top).toBeGreaterThanOrEqual(bottom);
  });

  it('the words of a focused button leave the place to the mouse', async () => {
    const { page } = window;
    const words = page.getByRole('tooltip');
    for (
      let turn = 0;
      turn < 8 && !(await page.getByRole('button', { name: 'Accueil' }).evaluate(isFocused));
      turn += 1
    )
      await page.keyboard.press('F6');
    await words.waitFor();
    await page.mouse.move(300, 300);
    await page.mouse.move(310, 310);
    await words.waitFor({ state: 'detached', timeout: 5000 });
    await page.getByRole('button', { name: 'Accueil' }).hover();
    await words.waitFor();
    await words.hover();
    expect(await words.innerText()).toBe('Accueil');
  });
});

function isFocused(element: Element): boolean {
  return element === document.activeElement;
}
