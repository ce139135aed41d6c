import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { application } from '../../electron/folders.ts';
import { mismatch } from '../../shared/chart/json-schema.ts';
import { checkScreen } from './check-screen.ts';
import { openWindow, sizes, type Window } from './open-window.ts';

const file = join(application.root, 'test/fixtures/charts/regions.csv');
const downloads = mkdtempSync(join(tmpdir(), 'crible-chart-exports-'));

let window: Window;
const strangers: string[] = [];
const violations: string[] = [];

beforeAll(async () => {
  window = await openWindow();
  const { host } = new URL(window.page.url());
  window.page.on('request', (request) => {
    const { host: asked, protocol } = new URL(request.url());
    if (asked !== host && protocol !== 'data:' && protocol !== 'blob:') strangers.push(request.url());
  });
  await window.page.exposeFunction('violated', (what: string) => violations.push(what));
  await window.page.evaluate(() =>
    document.addEventListener('securitypolicyviolation', (event) =>
      (window as unknown as { violated(what: string): void }).violated(
        `${event.violatedDirective} ${event.blockedURI}`,
      ),
    ),
  );
  await window.openFile(file);
  await window.page.getByRole('tab', { name: 'Graphique' }).click();
}, 120_000);
afterAll(async () => {
  await window?.close();
  rmSync(downloads, { recursive: true, force: true });
});

const kinds = [
  'Barres',
  'Points',
  'Courbe',
  'Aires',
  'Pentes',
  'Nuage de points',
  'Histogramme',
  'Boîtes',
  'Tableau coloré',
  'Secteurs',
  'Pyramide',
];

// One person, one window: each test goes on where the one before it stopped.
describe('charts, in the page itself', () => {
  it('suggests first charts, each with its reason', async () => {
    await window.page.getByRole('heading', { name: 'Propositions' }).waitFor();
    await window.look('charts-suggestions');
    expect(await checkScreen(window.page)).toEqual([]);
    await window.page.locator('.chart-suggestion').first().click();
    await drawing();
  });

  it.each(kinds)('draws %s under the strict policy, and passes the check of the screen', async (name) => {
    await kind(name);
    await fixAll();
    await drawing();
    await window.look(`charts-${name.toLowerCase().replaceAll(' ', '-')}`);
    expect(await checkScreen(window.page)).toEqual([]);
  });

  it('fits a window at 200 %', async () => {
    await window.page.setViewportSize(sizes.zoomed);
    for (const name of kinds) {
      await kind(name);
      await fixAll();
      await drawing();
      await window.page.locator('.chart-figure').scrollIntoViewIfNeeded();
      await window.look(`charts-zoomed-${name.toLowerCase().replaceAll(' ', '-')}`);
      expect([name, await checkScreen(window.page)]).toEqual([name, []]);
    }
    await window.page.setViewportSize(sizes.whole);
  });

  it('explains every rule', async () => {
    await kind('Courbe');
    await window.page.getByRole('button', { name: 'Pourquoi ce graphique trompe' }).first().click();
    await window.dialog().getByRole('heading', { name: 'Deux axes pour une direction' }).waitFor();
    await window.look('charts-why');
    expect(await checkScreen(window.page)).toEqual([]);
    await window.closeAll();
  });

  it('draws panels, labels, a median and the threshold of 3 500 from the options', async () => {
    await kind('Barres');
    await window.page.getByRole('button', { name: 'Options avancées' }).click();
    await window.page.getByText('Écrire les valeurs').click();
    await window.page.getByText('Médiane', { exact: true }).click();
    await window.page.getByRole('textbox', { name: 'Seuil', exact: true }).fill('3 500');
    await window.page.getByRole('textbox', { name: 'Nom du seuil' }).fill('seuil légal');
    await window.page.getByRole('button', { name: 'Ajouter le seuil' }).click();
    await drawn(/seuil légal\s: 3\s500/);
    await drawn(/^médiane\s: /);
    expect(await checkScreen(window.page)).toEqual([]);
    await window.look('charts-options');
    await choose('Répéter le graphique pour chaque', 'Âge');
    await drawn(/^75 ans et plus$/);
    await drawn(/^Source\s: regions\.csv/);
    await window.page.locator('.chart-figure').scrollIntoViewIfNeeded();
    await window.look('charts-panels');
    expect(await checkScreen(window.page)).toEqual([]);
  });

  it.each([
    ['Image PNG', 1],
    ['Image PNG, double définition', 2],
    ['Image PNG, quadruple définition', 4],
  ] as const)('exports %s', async (name, scale) => {
    const [width = 0] = imageSize(readFileSync(await exported(name, `chart-${scale}.png`)));
    expect([width >= 700 * scale, width <= 1000 * scale]).toEqual([true, true]);
  });

  it('exports an SVG that carries title, source and n, in French', async () => {
    const path = await exported('Dessin SVG', 'chart.svg');
    const svg = readFileSync(path, 'utf8');
    expect({
      title: svg.includes('Somme'),
      source: /Source\s: regions\.csv/.test(svg),
      count: /n = \d+ lignes/.test(svg),
      script: /<script|onerror=/i.test(svg.replaceAll(/&lt;.*?&gt;/g, '')),
      english: /Title text|X-axis|Y-axis|roledescription="(?:axis|legend|bar|title|visualization)"/.test(svg),
    }).toEqual({ title: true, source: true, count: true, script: false, english: false });
  });

  it('exports a page without script that opens with scripts disabled', async () => {
    const path = await exported('Page HTML, avec les données', 'chart.html');
    const context = await window.page.context().browser()?.newContext({ javaScriptEnabled: false });
    const page = await context?.newPage();
    const asked: string[] = [];
    page?.on('request', (request) => asked.push(request.url()));
    await page?.goto(`file://${path}`);
    const rows = await page?.locator('tbody tr').count();
    const source = await page?.getByText(/Source\s: regions\.csv/).count();
    await page?.screenshot({ path: join(application.root, 'test/output/screens/charts-page.png') });
    await context?.close();
    expect({
      rows: (rows ?? 0) > 10,
      source: (source ?? 0) >= 1,
      asked: asked.length,
      script: /<script/i.test(readFileSync(path, 'utf8')),
    }).toEqual({ rows: true, source: true, asked: 1, script: false });
  });

  it('exports the data for French spreadsheets, and Vega-Lite that follows its published schema', async () => {
    const csv = readFileSync(await exported('Données (CSV)', 'chart.csv'), 'utf8');
    const document = JSON.parse(readFileSync(await exported('Vega-Lite (JSON)', 'chart.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    const schema = JSON.parse(
      readFileSync(createRequire(import.meta.url).resolve('vega-lite/vega-lite-schema.json'), 'utf8'),
    ) as Record<string, unknown>;
    expect([
      csv.charCodeAt(0),
      csv.split('\r\n')[0]?.includes(';'),
      document.$schema,
      mismatch(document, schema),
    ]).toEqual([0xfeff, true, 'https://vega.github.io/schema/vega-lite/v6.json', null]);
  });

  it('shows the Vega-Lite, refuses what loads, draws what is sound, guards it, and comes back', async () => {
    const edit = async (text: string) => {
      await window.page.getByRole('button', { name: 'Voir et modifier le JSON' }).click();
      await window.dialog().getByRole('textbox', { name: 'Vega-Lite (JSON)' }).fill(text);
      await window.inDialog('Appliquer');
    };
    const bars = {
      data: { name: 'marks' },
      mark: 'bar',
      encoding: { y: { field: 'x', type: 'nominal' }, x: { field: 'y', type: 'quantitative' } },
    };
    await edit(JSON.stringify({ ...bars, data: { url: 'https://exemple.fr/a.csv' } }));
    await window
      .dialog()
      .getByText(/chargerait un fichier/)
      .waitFor();
    await window.look('charts-json-refused');
    expect(await checkScreen(window.page)).toEqual([]);
    await window.closeAll();
    await edit(
      JSON.stringify({
        ...bars,
        encoding: { ...bars.encoding, x: { field: 'y', type: 'quantitative', scale: { zero: false } } },
      }),
    );
    await window.page.getByText(/commencer l’axe des barres/).waitFor();
    await window.page.getByRole('button', { name: 'Corriger' }).first().click();
    await drawn(/^Source\s: regions\.csv/);
    await window.look('charts-json');
    await window.page.getByRole('button', { name: 'Revenir à la phrase' }).click();
    await window.page.getByText('Ce graphique suit une description').waitFor({ state: 'hidden' });
  });

  it('never violated the policy, asked nothing of anyone, complained of nothing', () => {
    expect({ violations, strangers, complaints: window.complaints }).toEqual({
      violations: [],
      strangers: [],
      complaints: [],
    });
  });
});

async function kind(name: string): Promise<void> {
  await window.page
    .getByRole('group', { name: 'Type de graphique' })
    .getByRole('button', { name, exact: true })
    .click();
}

/** Takes the honest version of whatever the guard refuses. */
async function fixAll(): Promise<void> {
  const fix = window.page.locator('.notice[data-tone=error]').getByRole('button', { name: 'Corriger' });
  for (let turn = 0; turn < 3 && (await fix.count()) > 0; turn += 1) await fix.first().click();
}

async function drawing(): Promise<void> {
  await window.page.locator('.chart-drawing :is(svg, canvas)').first().waitFor();
  await window.page.waitForTimeout(400);
}

/** Waits for words on the drawing. */
async function drawn(text: RegExp): Promise<void> {
  await window.page.locator('.chart-drawing svg text').filter({ hasText: text }).first().waitFor();
}

async function choose(label: string, option: string): Promise<void> {
  await window.page.getByRole('button', { name: new RegExp(label) }).click();
  await window.page.getByRole('option', { name: new RegExp(`^${option}`) }).click();
}

/** Exports as a person does; gives the path of the file. */
async function exported(format: string, name: string): Promise<string> {
  const download = window.page.waitForEvent('download');
  await window.page.getByRole('button', { name: 'Exporter le graphique' }).click();
  await window.page.getByRole('menuitem', { name: format, exact: true }).click();
  const path = join(downloads, name);
  await (await download).saveAs(path);
  return path;
}

/** Width and height in pixels, from the header of a PNG. */
function imageSize(png: Buffer): [number, number] {
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}
