import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { application } from '../../electron/folders.ts';
import { openTestHost } from '../electron/test-host.ts';
import { browserOptions } from '../tools/browser.ts';
import { requireBuild } from '../tools/built.ts';

/** 200 % zoom of a 1366 x 768 screen is the second. */
export const sizes = { whole: { width: 1366, height: 768 }, zoomed: { width: 683, height: 384 } } as const;

/** Absolute path of one of our own small files. */
export function fixture(name: string): string {
  return join(application.root, 'test/fixtures/e2e', name);
}

const floatingBoxes = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox].list';

let browser: Promise<Browser> | null = null;

/** One browser for all the windows of a process: starting it is half of opening a window. */
async function runningBrowser(): Promise<Browser> {
  if (!(await browser)?.isConnected()) browser = chromium.launch(browserOptions());
  return browser as Promise<Browser>;
}

/** The built app in the installed browser, and what one person does there. */
export type Window = Awaited<ReturnType<typeof openWindow>>;

export async function openWindow(size: { width: number; height: number } = sizes.whole) {
  requireBuild();
  const host = await openTestHost();
  const context = await (await runningBrowser()).newContext({ viewport: size, locale: 'fr-FR' });
  const page: Page = await context.newPage();
  page.setDefaultTimeout(40_000);
  // CRIBLE_SLOW=6: the page of a processor six times slower.
  const slowdown = Number(process.env.CRIBLE_SLOW ?? 1);
  if (slowdown > 1)
    await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  // Keeps Chromium from its own file dialog, at once and for good.
  page.on('filechooser', () => {});
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(host.address);
  await page.getByRole('button', { name: /^Ouvrir un fichier/ }).waitFor();

  /** The dialog on top. */
  const dialog = (): Locator => page.getByRole('dialog').or(page.getByRole('alertdialog')).last();
  const inDialog = (name: string) => dialog().getByRole('button', { name, exact: true }).click();

  /** Gives a file to the opening dialog and waits for what it shows of it. */
  async function chooseFile(path: string): Promise<void> {
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Control+O');
    await (await chooser).setFiles(path);
    await dialog().getByRole('table').waitFor();
  }

  /** Runs a command by its name, as Ctrl+K does. */
  async function runCommand(name: string): Promise<void> {
    await page.keyboard.press('Control+K');
    await page.getByRole('searchbox', { name: /^Chercher une commande/ }).fill(name);
    await page.getByRole('menuitem', { name }).first().click();
  }

  return {
    host,
    page,
    complaints,
    dialog,
    inDialog,
    chooseFile,

    /** Opens a file as Crible read it. */
    async openFile(path: string): Promise<void> {
      await chooseFile(path);
      await inDialog('Ouvrir');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await page.getByRole('grid').waitFor();
    },

    /** Opens a project from a file. */
    async openProject(path: string): Promise<void> {
      const chooser = page.waitForEvent('filechooser');
      await runCommand('Ouvrir un projet');
      await (await chooser).setFiles(path);
    },

    headerMenu: (column: string, entry?: RegExp) => headerMenu(page, column, entry),

    command: runCommand,

    /** Waits for the count above the grid; spaces of any width compare equal. */
    async expectCount(expected: string): Promise<void> {
      await page
        .getByRole('region', { name: 'Filtres' })
        .getByText(new RegExp(`^${expected.replaceAll(' ', '\\s')}$`))
        .waitFor();
    },

    /** Escape until nothing floats. One may only empty a field, so several are tried, each given time. */
    async closeAll(): Promise<void> {
      const floating = page.locator(floatingBoxes);
      for (let turn = 0; turn < 20; turn += 1) {
        const left = await floating.count();
        if (left === 0) return;
        await page.keyboard.press('Escape');
        await floating
          .nth(left - 1)
          .waitFor({ state: 'detached', timeout: 2000 })
          .catch(() => null);
      }
      throw new Error('what floats does not close');
    },

    /** Keeps a picture of the screen, for who asks to look: CRIBLE_SCREENS=1. */
    async look(name: string): Promise<void> {
      if (!process.env.CRIBLE_SCREENS) return;
      mkdirSync(join(application.root, 'test/output/screens'), { recursive: true });
      await page.screenshot({ path: join(application.root, 'test/output/screens', `${name}.png`) });
    },

    async close(): Promise<void> {
      await context.close();
      await host.close();
    },
  };
}

/** The header of a column of the grid. */
export function header(page: Page, column: string): Locator {
  return page.getByRole('columnheader', { name: new RegExp(`^${column}`) });
}

/** Opens the menu of a column's header, and chooses `entry` in it. */
export async function headerMenu(page: Page, column: string, entry?: RegExp): Promise<void> {
  const menu = page.getByRole('menu', { name: new RegExp(`${column}`) }).first();
  // Columns take their widths from the first cells: a press before that may fall on the neighbour.
  await page.locator('[role=row][aria-rowindex="2"] [role=gridcell]:not(:empty)').first().waitFor();
  for (let tries = 0; tries < 4 && !(await menu.isVisible()); tries += 1) {
    if (await page.getByRole('menu').first().isVisible()) await page.keyboard.press('Escape');
    await showColumn(page, column);
    await header(page, column).getByRole('button').first().click();
    await menu.waitFor({ timeout: 4000 }).catch(() => null);
  }
  if (entry) await menu.getByRole('menuitem', { name: entry }).first().click();
}

/** Goes to a column beyond the sides of the grid by its name, as Ctrl+K does. */
async function showColumn(page: Page, column: string): Promise<void> {
  await page.getByRole('columnheader').nth(1).waitFor();
  if ((await header(page, column).count()) > 0) return;
  await page.keyboard.press('Control+K');
  await page.getByRole('searchbox', { name: 'Chercher une commande' }).fill(column);
  await page
    .getByRole('menuitem', { name: new RegExp(`^${column}`) })
    .first()
    .click();
  await header(page, column).waitFor();
}
