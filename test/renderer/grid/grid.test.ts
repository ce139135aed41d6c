import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CallName } from '../../../shared/contract.ts';
import { faultData } from '../../../shared/rpc/fault.ts';
import { type GridSite, serveGrid } from '../../bench/grid-chromium.ts';
import { openEngine, type TestEngine } from '../../engine/open-engine.ts';

let engine: TestEngine;
let site: GridSite;
let page: Page;

const ranks = Array.from({ length: 1200 }, (_, place) => place + 1);
const densityOf = (rank: number) => (rank % 10 === 0 ? null : (rank % 97) + 0.5);

/** 1 200 communes: population 10 x rank, one density in ten missing, ten regions. */
function communes(): string {
  const lines = ['Code;Nom;Région;Population;Densité;Relevé'];
  for (const rank of ranks) {
    const code = String(1000 + rank).padStart(5, '0');
    const density = String(densityOf(rank) ?? '').replace('.', ',');
    const day = `${String((rank % 28) + 1).padStart(2, '0')}/03/2024`;
    lines.push(`${code};Commune ${rank};Région ${rank % 10};${rank * 10};${density};${day}`);
  }
  return `${lines.join('\n')}\n`;
}

beforeAll(async () => {
  engine = await openEngine();
  const source = await engine.open(await engine.write('communes.csv', communes()), 's');
  site = await serveGrid('test/renderer/grid/page', async (opened) => {
    await opened.exposeFunction('testedSource', () => source);
    const running = new Map<number, AbortController>();
    await opened.exposeFunction('cancelEngine', (id: number) => running.get(id)?.abort());
    await opened.exposeFunction('askEngine', async (name: CallName, input: never, id: number) => {
      const controller = new AbortController();
      running.set(id, controller);
      try {
        const value: unknown = await engine.call(name, input, { signal: controller.signal });
        if (typeof value === 'object' && value !== null && 'rows' in value && value.rows instanceof Uint8Array)
          return { kind: 'bytes', ...value, rows: undefined, base64: Buffer.from(value.rows).toString('base64') };
        return { kind: 'value', value };
      } catch (thrown) {
        return { kind: 'fault', fault: faultData(thrown) };
      }
    });
  });
});
afterAll(async () => {
  await site.close();
  await engine.close();
});
beforeEach(async () => {
  await page?.context().close();
  page = await site.open('');
  await page.locator('.grid-lane [role=gridcell]', { hasText: '10' }).first().waitFor();
});

const focused = () =>
  page.evaluate(() => {
    const cell = document.activeElement as HTMLElement | null;
    const owner = cell?.closest('[aria-colindex]');
    const row = cell?.closest('[aria-rowindex]');
    return [
      Number(row?.getAttribute('aria-rowindex')),
      Number(owner?.getAttribute('aria-colindex')),
      cell?.textContent,
    ];
  });
const press = async (...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const enterGrid = () => page.locator('.grid [tabindex="0"]').focus();
const chips = () => page.locator('.filter-sentence').allTextContents();
const count = (text: string) => page.locator('.filter-count', { hasText: text }).waitFor();

async function violations(): Promise<string[]> {
  await page.addScriptTag({
    content: readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
  });
  return page.evaluate(async () => {
    const axe = (
      window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    ).axe;
    const { violations } = await axe.run();
    return violations.map((found) => `${found.id}: ${found.nodes[0]?.html}`);
  });
}

describe('for a screen reader and the keyboard', () => {
  test('the grid says its size, its headers their order, and one cell only can be reached with Tab', async () => {
    const told = await page.evaluate(() => {
      const grid = document.querySelector('[role=grid]');
      return {
        label: grid?.getAttribute('aria-label'),
        rows: grid?.getAttribute('aria-rowcount'),
        columns: grid?.getAttribute('aria-colcount'),
        headers: [...document.querySelectorAll('[role=columnheader]')].map((head) => head.getAttribute('aria-sort')),
        stops: document.querySelectorAll('[role=grid][tabindex="0"], [role=grid] [tabindex="0"]').length,
        rowHeaders: document.querySelectorAll('[aria-rowindex="2"] [role=rowheader]').length,
      };
    });
    expect(told).toEqual({
      label: 'Table Communes',
      rows: '1201',
      columns: '7',
      headers: [null, 'none', 'none', 'none', 'none', 'none', 'none'],
      stops: 1,
      rowHeaders: 3,
    });
  });

  test('arrows, Home, End and pages move the focus, out of what is drawn and back', async () => {
    await enterGrid();
    const places = [];
    for (const key of ['ArrowDown', 'ArrowRight', 'Control+End', 'ArrowUp', 'Control+Home', 'End', 'ArrowUp']) {
      await press(key);
      await page.waitForTimeout(key === 'Control+End' ? 300 : 30);
      places.push((await focused()).slice(0, 2));
    }
    expect(places).toEqual([
      [3, 2],
      [3, 3],
      [1201, 7],
      [1200, 7],
      [2, 2],
      [2, 7],
      [1, 7],
    ]);
  });

  test('the focus stays in the grid while its cell is scrolled away, and comes back to it', async () => {
    await enterGrid();
    await press('ArrowDown', 'ArrowDown');
    const scroll = (top: number) =>
      page.evaluate((to) => {
        (document.querySelector('.grid-scroller') as HTMLElement).scrollTop = to;
      }, top);
    await scroll(20_000);
    await page.waitForTimeout(100);
    const away = await page.evaluate(() => document.activeElement?.getAttribute('role'));
    await scroll(0);
    await page.waitForTimeout(100);
    expect([away, (await focused()).slice(0, 2)]).toEqual(['grid', [4, 2]]);
  });

  test('axe finds nothing in the table, its menu, its filter', async () => {
    const found = await violations();
    await enterGrid();
    await press('ArrowRight', 'ArrowRight', 'ArrowRight', 'Alt+ArrowDown');
    await page.getByRole('menuitem', { name: 'Filtrer…' }).waitFor();
    found.push(...(await violations()));
    await press('Escape', 'Control+Shift+L');
    await page.locator('.filter-distribution').waitFor();
    found.push(...(await violations()));
    expect(found).toEqual([]);
  });
});

describe('selection', () => {
  test('a range is summed as a spreadsheet does, and copied with its names', async () => {
    await enterGrid();
    await press('ArrowRight', 'ArrowRight', 'ArrowRight');
    await page.locator('.status-facts').evaluate((facts) => {
      const told: string[] = [];
      Object.assign(window, { told });
      const tell = () => told.push(facts.textContent ?? '');
      new MutationObserver(tell).observe(facts, { subtree: true, childList: true, characterData: true });
    });
    await press('Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowLeft');
    await page.locator('.status-facts', { hasText: '6 cellules' }).waitFor();
    const told = await page.evaluate(() => (window as unknown as { told: string[] }).told);
    // Never the sums of the range before beside the cells of this one.
    expect(new Set(told.filter((text) => text.includes('6 cellules')))).toEqual(
      new Set(['Somme60Moyenne20Nombre66 cellules']),
    );
    const status = await page.locator('.status-facts').innerText();
    await press('Control+c');
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect([status.split(/\s*\n\s*/), copied, await page.evaluate(() => window.said)]).toEqual([
      ['Somme', '60', 'Moyenne', '20', 'Nombre', '6', '6 cellules'],
      'Région\tPopulation\nRégion 1\t10\nRégion 2\t20\nRégion 3\t30',
      ['3 lignes copiées avec les noms de colonnes.'],
    ]);
  });

  test('a whole column is summed by the engine, missing cells left out', async () => {
    await enterGrid();
    await press('End', 'ArrowLeft', 'Control+Space');
    await page.locator('.status-facts', { hasText: 'Nombre' }).waitFor();
    await press('ArrowLeft', 'Control+Space');
    await page.locator('.status-facts', { hasText: '7\u202f206\u202f000' }).waitFor();
    const status = await page.locator('.status-facts').innerText();
    expect(status.split(/\s*\n\s*/)).toEqual([
      'Somme',
      '7\u202f206\u202f000',
      'Moyenne',
      '6\u202f005',
      'Nombre',
      '1\u202f200',
      '1\u202f200 cellules',
    ]);
  });
});

describe('filters and sorts', () => {
  test('a threshold is typed, counted before it is applied, becomes a chip, and is undone', async () => {
    await enterGrid();
    await press('ArrowRight', 'ArrowRight', 'ArrowRight', 'Control+Shift+L');
    await page.getByLabel('Valeur minimale').first().waitFor();
    await page.keyboard.type('3 500');
    await page.locator('.filter-kept', { hasText: '851 sur 1\u202f200' }).waitFor();
    await press('Enter');
    await count('851 lignes sur 1\u202f200');
    await page.waitForFunction(() => window.said.length > 0);
    expect(await page.evaluate(() => window.said)).toEqual(['851 lignes sur 1\u202f200']);
    const during = [await chips(), await page.locator('.filter-cost [aria-hidden]').allTextContents()];
    const recipe = await page.evaluate(() =>
      (window.recipe() as { condition: unknown }[]).map((step) => step.condition),
    );
    await page.evaluate(() => window.undo());
    await count('1\u202f200 lignes');
    expect([...during, recipe, await chips()]).toEqual([
      ['Population ≥\u00a03\u202f500'],
      ['−349 lignes'],
      [{ kind: 'compare', column: 'Population', operator: 'ge', value: 3500 }],
      [],
    ]);
  });

  test('values are found by search, ticked, and the chip opens them again', async () => {
    await enterGrid();
    await press('ArrowRight', 'ArrowRight', 'Control+Shift+L');
    await page.getByPlaceholder('Chercher une valeur').fill('region 7');
    const option = page.getByRole('option', { name: /Région 7/ });
    await option.click();
    await page.locator('.filter-kept', { hasText: '120 sur 1\u202f200' }).waitFor();
    await page.getByRole('button', { name: 'Appliquer' }).click();
    await count('120 lignes sur 1\u202f200');
    await page.locator('.filter-sentence').click();
    await page.getByText('1 valeur cochée').waitFor();
    await page.getByRole('button', { name: 'Retirer le filtre', exact: true }).last().click();
    await count('1\u202f200 lignes');
    expect(await page.evaluate(() => window.recipe())).toEqual([]);
  });

  test('a value ticked before is first in the list, however rare', async () => {
    await enterGrid();
    await press('Control+Home', 'ArrowRight', 'Control+Shift+L');
    await page.getByPlaceholder('Chercher une valeur').fill('commune 1150');
    await press('Enter');
    await page.getByRole('option', { name: 'Commune 1150', selected: true }).waitFor();
    await press('Enter');
    await count('1 ligne sur 1\u202f200');
    await page.locator('.filter-sentence').click();
    await page.getByText(/^200 valeurs affichées/).waitFor();
    const first = page.getByRole('option').first();
    const words = await first.locator('.option-text').textContent();
    expect([words, await first.getAttribute('aria-selected')]).toEqual(['Commune 1150', 'true']);
    await page.getByRole('button', { name: 'Retirer le filtre', exact: true }).last().click();
    await count('1\u202f200 lignes');
  });

  test('two filters are joined by ET; a press makes it OU, another ET again', async () => {
    const filterBy = async (steps: string[], text: string) => {
      await enterGrid();
      await press('Control+Home', ...steps, 'Control+Shift+L');
      await page.getByLabel('Valeur minimale').first().waitFor();
      await page.keyboard.type(text);
      await press('Enter');
    };
    await filterBy(['ArrowRight', 'ArrowRight', 'ArrowRight'], '11 000');
    await count('101 lignes');
    await filterBy(['ArrowRight', 'ArrowRight', 'ArrowRight', 'ArrowRight'], '90');
    await count('sur 1\u202f200');
    const tests = ranks.map((rank) => [rank * 10 >= 11_000, (densityOf(rank) ?? 0) >= 90]);
    const all = tests.filter((answers) => answers.every(Boolean)).length;
    const any = tests.filter((answers) => answers.some(Boolean)).length;
    expect(await violations()).toEqual([]);
    const connectives = () => page.locator('.filter-connective').allTextContents();
    const both = [await connectives(), await chips()];
    const counts = [];
    for (const word of ['ET', 'OU']) {
      counts.push(await page.locator('.filter-count').innerText());
      await page.locator('.filter-connective', { hasText: word }).click();
      await page.waitForTimeout(400);
    }
    counts.push(await page.locator('.filter-count').innerText());
    expect([...both, counts, await connectives()]).toEqual([
      ['ET'],
      ['Population ≥\u00a011\u202f000', 'Densité ≥\u00a090'],
      [`${all} lignes sur 1\u202f200`, `${any} lignes sur 1\u202f200`, `${all} lignes sur 1\u202f200`],
      ['ET'],
    ]);
  });

  test('the header menu sorts, and says so to a screen reader', async () => {
    await enterGrid();
    await press('ArrowRight', 'ArrowRight', 'ArrowRight', 'Alt+ArrowDown');
    await page.getByRole('menuitem', { name: 'Trier par ordre décroissant' }).click();
    await page.locator('[aria-rowindex="2"]', { hasText: 'Commune 1200' }).waitFor();
    const sorts = await page.locator('[role=columnheader]').evaluateAll((heads) => heads.map((head) => head.ariaSort));
    expect(sorts).toEqual([null, 'none', 'none', 'none', 'descending', 'none', 'none']);
  });

  test('a column is renamed and hidden from its menu, each an edit to undo', async () => {
    await enterGrid();
    await press('ArrowRight', 'ArrowRight', 'ArrowRight', 'Alt+ArrowDown');
    await page.getByRole('menuitem', { name: 'Renommer…' }).click();
    await page.getByLabel('Nouveau nom').fill('Habitants');
    await press('Enter');
    await page.locator('.grid-head-name', { hasText: 'Habitants' }).click();
    await page.getByRole('menuitem', { name: 'Masquer la colonne' }).click();
    await page.locator('[aria-colcount="6"]').waitFor();
    const names = await page.locator('.grid-head-name').allTextContents();
    await page.evaluate(() => {
      window.undo();
      window.undo();
    });
    await page.locator('.grid-head-name', { hasText: 'Population' }).waitFor();
    expect([names, await page.evaluate(() => window.recipe())]).toEqual([
      ['Code', 'Nom', 'Région', 'Densité', 'Relevé'],
      [],
    ]);
  });

  test('edits made and undone while their rows load always leave those of the last one', async () => {
    await page.evaluate(async () => {
      const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
      for (let turn = 0; turn < 24; turn++) {
        window.addStep({ id: 's', kind: 'sort', by: [{ column: 'Population', descending: true }] });
        await pause((turn % 8) * 3);
        const nothing = { kind: 'compare', column: 'Population', operator: 'lt', value: 0 } as const;
        window.addStep({ id: 'f', kind: 'filter', condition: nothing });
        await pause((turn % 6) * 5);
        window.undo();
        if (turn % 2 === 0) window.undo();
        else await pause(turn % 5);
        if (turn % 2 === 1) window.undo();
      }
      window.addStep({ id: 's', kind: 'sort', by: [{ column: 'Population', descending: true }] });
    });
    await page.locator('[aria-rowindex="2"]', { hasText: 'Commune 1200' }).waitFor();
    await page.locator('.grid[aria-busy=false]').waitFor();
    await count('1\u202f200 lignes');
    const rows = page.locator('.grid-row:not([hidden])');
    await expect.poll(() => page.locator('.grid-row:not([hidden]) .grid-cell.waiting').count()).toBe(0);
    expect(await rows.locator('[aria-colindex="3"]').first().isVisible()).toBe(true);
  });

  test('columns frozen up to one are kept with the project, and undone', async () => {
    const still = () => page.locator('.grid-head-cell.still .grid-head-name').allTextContents();
    const before = await still();
    await enterGrid();
    await press('ArrowRight', 'ArrowRight', 'ArrowRight', 'Alt+ArrowDown');
    await page.getByRole('menuitem', { name: 'Figer jusqu’à cette colonne' }).click();
    await page.locator('.grid-head-cell.still', { hasText: 'Population' }).waitFor();
    const during = [await still(), await page.evaluate(() => window.frozen())];
    await page.evaluate(() => window.undo());
    await page.locator('.grid-head-cell.still', { hasText: 'Population' }).waitFor({ state: 'detached' });
    expect([before, ...during, await still(), await page.evaluate(() => window.frozen())]).toEqual([
      ['Code', 'Nom'],
      ['Code', 'Nom', 'Région', 'Population'],
      { t: 4 },
      ['Code', 'Nom'],
      undefined,
    ]);
  });

  test('a filter that lets nothing through says so instead of an empty grid', async () => {
    await enterGrid();
    await press('ArrowRight', 'ArrowRight', 'ArrowRight', 'Control+Shift+L');
    await page.getByLabel('Valeur minimale').first().waitFor();
    await page.keyboard.type('999999');
    await press('Enter');
    await page.getByText('Aucune ligne ne passe ces filtres').waitFor();
    expect(await page.locator('.filter-count').innerText()).toBe('0 ligne sur 1\u202f200');
  });

  test('a filter that breaks is told over the grid, stays within reach, and is undone from there', async () => {
    await page.evaluate(() =>
      window.addStep({
        id: 'f',
        kind: 'filter',
        condition: { kind: 'compare', column: 'Perdue', operator: 'eq', value: 1 },
      }),
    );
    await page.getByText('La table ne peut pas être affichée').waitFor();
    const broken = await chips();
    const found = await violations();
    await page.getByRole('button', { name: 'Annuler la dernière action' }).click();
    await count('1\u202f200 lignes');
    expect([broken, found, await page.evaluate(() => window.recipe())]).toEqual([['Perdue =\u00a01'], [], []]);
  });
});
