import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScreen } from './check-screen.ts';
import { openWindow, sizes, type Window } from './open-window.ts';

/** Shows one screen or dialog, from where the one before it leaves when it is closed. */
export type Screen = [name: string, show: (window: Window) => Promise<unknown>];

/** Passes screens in turn through axe, in a whole window and at 200 %; nothing may be complained of on the way. */
export function checkEach(title: string, screens: readonly Screen[]): void {
  describe.each(Object.entries(sizes))(`${title}, window %s`, (size, viewport) => {
    let window: Window;

    beforeAll(async () => {
      window = await openWindow(viewport);
    }, 120_000);
    afterAll(() => window?.close());

    it.each(screens)('%s has nothing to reproach', async (name, show) => {
      await window.closeAll();
      await show(window);
      const wrong = await checkScreen(window.page);
      await window.look(`${size}-${name.replaceAll(/[^\p{L}]+/gu, '-')}`);
      expect(wrong).toEqual([]);
    });

    it('complained of nothing', () => expect(window.complaints).toEqual([]));
  });
}
