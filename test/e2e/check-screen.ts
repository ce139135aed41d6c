import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

const underWay = '[role=progressbar], .grid-progress, [aria-busy=true], [data-loading], [data-waiting]';

/** Waits until what was asked has come and nothing moves any more, but for what waits under a question. */
async function settle(page: Page): Promise<void> {
  await page.waitForFunction(
    (moving) => document.querySelector('[role=alertdialog]') !== null || document.querySelector(moving) === null,
    underWay,
  );
  // Two frames: what the answer set in motion has begun.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().iterations === Infinity),
  );
}

/** What is wrong on the screen once it is settled, one sentence each; an empty list is the answer to want. */
export async function checkScreen(page: Page): Promise<string[]> {
  await settle(page);
  // Through the debugging protocol: the page's own policy rightly refuses a foreign script.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const violations = await page.evaluate(async (values) => {
    type Violation = { id: string; nodes: { target: unknown[] }[] };
    const run = (
      window as unknown as { axe: { run(root: Document, options: unknown): Promise<{ violations: Violation[] }> } }
    ).axe;
    // The names of all that is right are half of its time.
    const options = { runOnly: { type: 'tag', values }, resultTypes: ['violations'] };
    const { violations } = await run.run(document, options);
    // A tooltip is read with what it describes: no landmark holds it.
    const isTooltip = (selector: string) => {
      const holder = document.querySelector(selector);
      return holder?.querySelector('[role=tooltip]')?.textContent === holder?.textContent;
    };
    const told = violations
      .map(({ id, nodes }) => ({
        id,
        targets: nodes.map((node) => node.target.join(' ')).filter((target) => id !== 'region' || !isTooltip(target)),
      }))
      .filter(({ targets }) => targets.length > 0);
    return told.map(({ id, targets }) => `axe ${id}: ${targets.join(', ')}`);
  }, rules);
  return [...violations, ...(await page.evaluate(lookOver))];
}

/** Runs in the page. What axe does not measure: page scroll, cut content, small text, small targets, typography. */
function lookOver(): string[] {
  const wrong: string[] = [];
  const view = { width: innerWidth, height: innerHeight };
  const root = document.documentElement;
  if (root.scrollWidth > view.width) wrong.push(`the page scrolls sideways: ${root.scrollWidth} > ${view.width}`);

  const name = (element: Element): string => {
    const label = element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '';
    return `<${element.localName} class="${element.getAttribute('class') ?? ''}"> ${label.slice(0, 60)}`;
  };
  const hidden = (element: Element): boolean => {
    const box = element.getBoundingClientRect();
    if (box.width <= 1 || box.height <= 1) return true;
    if (element.closest('.visually-hidden, [inert], [aria-hidden="true"]')) return true;
    const veil = document.querySelector('[aria-modal="true"], [role="dialog"], [role="alertdialog"]');
    if (veil && !veil.contains(element) && !element.closest('[role=dialog], [role=alertdialog]')) return true;
    for (let at: Element | null = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.visibility === 'hidden' || style.opacity === '0' || style.clipPath === 'inset(50%)') return true;
    }
    return false;
  };
  /** Past an edge that nothing scrolls to. */
  const cut = (element: Element): boolean => {
    // The grid scrolls by itself, both ways.
    if (element.closest('[role=grid]')) return false;
    const box = element.getBoundingClientRect();
    const open = { x: true, y: true };
    for (let at = element.parentElement; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      const edge = at.getBoundingClientRect();
      const scrolls = (value: string) => value === 'auto' || value === 'scroll';
      const clips = (value: string) => value === 'hidden' || value === 'clip';
      if (open.x && scrolls(style.overflowX)) open.x = false;
      if (open.y && scrolls(style.overflowY)) open.y = false;
      if (open.x && clips(style.overflowX) && (box.right > edge.right + 1 || box.left < edge.left - 1)) return true;
      if (open.y && clips(style.overflowY) && (box.bottom > edge.bottom + 1 || box.top < edge.top - 1)) return true;
      // Out of a floating box that does not scroll: drawn over what lies behind it.
      if (open.y && at.matches('.popover, .dialog, .menu') && box.bottom > edge.bottom + 1) return true;
    }
    return (
      (open.x && (box.right > view.width + 1 || box.left < -1)) ||
      (open.y && (box.bottom > view.height + 1 || box.top < -1))
    );
  };

  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const text = node.textContent ?? '';
    const holder = node.parentElement;
    if (!holder || text.trim() === '' || holder.closest('script, style, option') || hidden(holder)) continue;
    const size = Number.parseFloat(getComputedStyle(holder).fontSize);
    if (size < 12) wrong.push(`text of ${size} px: ${name(holder)}`);
    if (cut(holder)) wrong.push(`cut: ${name(holder)}`);
    if (!holder.closest('pre, code, [role=gridcell]') && / [:;?!»]|« /.test(text))
      wrong.push(`breaking space before a sign: ${text.trim().slice(0, 80)}`);
  }
  for (const element of document.querySelectorAll('[aria-label], [placeholder], [title]'))
    for (const attribute of ['aria-label', 'placeholder', 'title']) {
      const text = element.getAttribute(attribute) ?? '';
      if (/ [:;?!»]|« /.test(text)) wrong.push(`breaking space before a sign in ${attribute}: ${text.slice(0, 80)}`);
    }

  const controls = 'button, a[href], input, select, textarea, summary, [role=menuitem], [role=option], [role=tab]';
  for (const control of document.querySelectorAll(controls)) {
    const label = control.closest('label');
    const target =
      label && control.matches('input[type=checkbox], input[type=radio], input[type=range]') ? label : control;
    if (hidden(target)) continue;
    const box = target.getBoundingClientRect();
    if (Math.min(box.width, box.height) < 23.5)
      wrong.push(`target of ${Math.round(box.width)} x ${Math.round(box.height)}: ${name(target)}`);
    if (cut(target)) wrong.push(`cut: ${name(target)}`);
  }
  return [...new Set(wrong)];
}
