import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type GridSite, serveGrid } from '../../bench/grid-chromium.ts';
import { cellAt, makeColumns } from '../../bench/grid-page/provider.ts';

let site: GridSite;
let page: Page;

beforeAll(async () => {
  site = await serveGrid('test/bench/grid-page');
  page = await site.open('?rows=10000000&columns=1900&delay=2');
  await page.locator('.grid-lane .grid-cell:not(.waiting)').first().waitFor();
});
afterAll(() => site.close());

const numbers = () =>
  page.evaluate(() => {
    const rows = [...document.querySelectorAll<HTMLElement>('.grid-row:not([hidden])')];
    const body = document.querySelector('.grid-body')?.getBoundingClientRect();
    return rows
      .filter((row) => {
        const box = row.getBoundingClientRect();
        return body && box.top > body.top - 28 && box.top < body.bottom;
      })
      .map((row) => Number(row.getAttribute('aria-rowindex')) - 1)
      .sort((a, b) => a - b);
  });
const focusGrid = () => page.locator('.grid[tabindex="0"], .grid [tabindex="0"]').focus();

test('the last of ten million rows and of 1 900 columns is reached, whole, and shows its cells', async () => {
  await focusGrid();
  await page.keyboard.press('Control+End');
  await page.locator('.grid-cell.active:not(.waiting)').waitFor();
  const [box, body, focus] = await page.evaluate(() => {
    const cell = document.activeElement;
    const place = [
      cell?.closest('[aria-rowindex]')?.getAttribute('aria-rowindex'),
      cell?.getAttribute('aria-colindex'),
    ];
    const bottom = (element: Element | null | undefined) => Math.round(element?.getBoundingClientRect().bottom ?? 0);
    return [bottom(cell), bottom(document.querySelector('.grid-scroller')), place];
  });
  expect([(await numbers()).at(-1), focus, Math.abs(Number(box) - Number(body)) < 20]).toEqual([
    10_000_000,
    ['10000001', '1901'],
    true,
  ]);
});

test('a notch of the wheel moves by its own pixels and never leaps over a row', async () => {
  await focusGrid();
  await page.keyboard.press('Control+Home');
  await page.evaluate(() => {
    const scroller = document.querySelector('.grid-scroller') as HTMLElement;
    scroller.scrollTop = scroller.scrollHeight / 2;
  });
  await page.waitForTimeout(100);
  const box = await page.locator('.grid-body').boundingBox();
  await page.mouse.move((box?.x ?? 0) + 300, (box?.y ?? 0) + 200);
  const firsts: number[] = [];
  for (let notch = 0; notch < 4; notch++) {
    firsts.push((await numbers())[0] ?? 0);
    await page.mouse.wheel(0, 56);
    await page.waitForTimeout(80);
  }
  expect(firsts.map((first) => first - (firsts[0] ?? 0))).toEqual([0, 2, 4, 6]);
});

test('scrolled down and across, every cell in the page is the one of its row and column', async () => {
  const columns = makeColumns(1900);
  await focusGrid();
  await page.keyboard.press('Control+Home');
  const scroll = (top: number, left: number) =>
    page.evaluate(
      ([top, left]) =>
        new Promise((resolve) => {
          const scroller = document.querySelector('.grid-scroller') as HTMLElement;
          scroller.scrollTop += top!;
          scroller.scrollLeft += left!;
          requestAnimationFrame(() => requestAnimationFrame(resolve));
        }),
      [top, left],
    );
  for (const [top, left] of [
    [61, 61],
    [0, 61],
    [97, 0],
    [0, 700],
    [97, -40],
    [0, -61],
    [0, -61],
    [61, 0],
  ] as const)
    await scroll(top, left);
  await page.waitForFunction(() => document.querySelector('.grid-cell.waiting:not([hidden])') === null);
  const shown = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.grid-row:not([hidden]) [role=gridcell]:not([hidden])')].map(
      (cell) => ({
        row: Number(cell.closest('[aria-rowindex]')?.getAttribute('aria-rowindex')) - 2,
        column: Number(cell.getAttribute('aria-colindex')) - 2,
        text: cell.textContent,
      }),
    ),
  );
  const texts = shown.filter(({ column }) => columns[column]?.name.startsWith('Libellé'));
  const once = new Set(shown.map(({ row, column }) => `${row} ${column}`));
  expect([texts.length > 20, once.size, texts.map(({ text }) => text)]).toEqual([
    true,
    shown.length,
    texts.map(({ row, column }) => cellAt(row, column, columns[column]!) ?? '—'),
  ]);
});

test('texts that do not fit are cut, also once a reader spaces her letters, and no other', async () => {
  await focusGrid();
  await page.keyboard.press('Control+Home');
  await page.waitForFunction(() => document.querySelector('.grid-cell.waiting:not([hidden])') === null);
  const cut = () =>
    page.evaluate(() => {
      const cells = [...document.querySelectorAll<HTMLElement>('.grid-row:not([hidden]) .grid-cell:not([hidden])')];
      const clipped = (cell: HTMLElement) => getComputedStyle(cell).overflowX === 'hidden';
      const over = cells.filter((cell) => cell.scrollWidth > cell.clientWidth);
      return { cut: cells.some(clipped), over: over.length > 0, spilt: over.filter((cell) => !clipped(cell)).length };
    });
  const before = await cut();
  const spacing = await page.addStyleTag({
    content: '* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important }',
  });
  await page.locator('.grid-cell.long').first().waitFor();
  const spaced = await cut();
  await spacing.evaluate((element) => (element as Element).remove());
  await page.waitForFunction(() => document.querySelector('.grid-cell.long') === null);
  expect([before, spaced]).toEqual([
    { cut: false, over: false, spilt: 0 },
    { cut: true, over: true, spilt: 0 },
  ]);
});

test('a column is resized by its edge, and a rectangle selected with the mouse', async () => {
  await focusGrid();
  await page.keyboard.press('Control+Home');
  const head = page.locator('.grid-head-cell', { hasText: 'Population 2' }).first();
  const before = await head.boundingBox();
  if (!before) throw new Error('no header');
  await page.mouse.move(before.x + before.width - 3, before.y + 20);
  await page.mouse.down();
  await page.mouse.move(before.x + before.width + 57, before.y + 20, { steps: 4 });
  await page.mouse.up();
  const after = await head.boundingBox();
  const cell = (row: number, column: number) =>
    page.locator(`[aria-rowindex="${row}"] [aria-colindex="${column}"]`).boundingBox();
  const [from, to] = [await cell(4, 4), await cell(6, 6)];
  if (!from || !to) throw new Error('no cell');
  await page.mouse.move(from.x + 10, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(to.x + 10, to.y + 10, { steps: 5 });
  await page.mouse.up();
  const selected = await page.locator('[aria-selected=true]').count();
  expect([Math.round((after?.width ?? 0) - before.width), selected]).toEqual([60, 9]);
});
