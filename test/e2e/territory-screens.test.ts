import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedData } from '../tools/shared-data.ts';
import { checkScreen } from './check-screen.ts';
import { header, openWindow, sizes, type Window } from './open-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'crible-screens-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Communes as an older file has them, spoilt in the usual ways. */
const communes = `Code commune;Commune;Population
1001;L’Abergement-Clémenciat;784
01004;Ambérieu-en-Bugey;14134
01033;Bellegarde-sur-Valserine;11988
01091;Châtillon-en-Michaille;3246
01205;Lancrans;1074
75101;Paris 1er Arrondissement;16266
99999;Sans commune;1
Total;;47493
`;
const cities = `Ville;Dép;Budget
Bourg-en-Bresse;01;12
Oyonax;01;8
Amberieu en Bugey;01;5
Valserhone;01;6
`;
const staff = `Département;Code com;ETP 2025
01;004;310
01;053;900
01;033;95
01;283;12
`;
const nextYear = staff.replace('Département', 'Dép').replace('ETP 2025', 'ETP 2026').replace('95', '40');

/** Each closes the one before it, or goes on from there. */
const screens: [name: string, show: (window: Window) => Promise<unknown>][] = [
  ['the picker of territories', (window) => onTable(window, 'communes', 'Garder un territoire')],
  ['the vintage of codes', (window) => onTable(window, 'communes', 'Millésime des codes')],
  ['the coverage of a territory', coverage],
  ['the join and its causes', joinCommunes],
  ['names that look alike', similarNames],
  ['the assistant before a staff file', assistant],
  ['the assistant with a staff file', assistantWithStaff],
  ['« Pourquoi ? »', why],
  ['the replay', replay],
];

describe.each(Object.entries(sizes))('screens of territories, window %s', (size, viewport) => {
  let window: Window;

  beforeAll(async () => {
    for (const [name, text] of Object.entries({ communes, cities, staff, nextYear }))
      writeFileSync(join(folder, `${name}.csv`), text);
    window = await openWindow(viewport);
    await window.openFile(join(folder, 'communes.csv'));
    await window.openFile(join(folder, 'cities.csv'));
  }, 120_000);
  afterAll(() => window?.close());

  it.each(screens)('%s has nothing to reproach', async (name, show) => {
    await show(window);
    const wrong = await checkScreen(window.page);
    await window.look(`${size}-${name.replaceAll(/[^\p{L}]+/gu, '-')}`);
    expect(wrong).toEqual([]);
  });

  it.runIf(size === 'zoomed')('a list keeps what was typed when what is around it scrolls', async () => {
    const { page } = window;
    await onTable(window, 'communes', 'Millésime des codes');
    const field = window.dialog().getByRole('combobox').first();
    await field.focus();
    await field.fill('Pop');
    await page.getByRole('listbox').waitFor();
    await window
      .dialog()
      .getByText('Convertir', { exact: true })
      .evaluate((part) => part.scrollIntoView());
    await page.getByRole('listbox').waitFor({ state: 'hidden' });
    expect(await field.inputValue()).toBe('Pop');
  });

  it('complained of nothing', () => expect(window.complaints).toEqual([]));
});

const incomes = sharedData('data/real/insee/base-cc-filosofi-2015.xls');

describe.skipIf(!incomes)('a file of 2015 and the communes of today (skipped: no shared data)', () => {
  it('has its merged communes replaced by their successors in one click', async () => {
    const window = await openWindow();
    const { page } = window;
    await window.openFile(incomes as string);
    await joinWith(window, 'base-cc-filosofi-2015 – COM');
    const report = page.getByRole('region', { name: 'Ce que donnera le croisement' }).locator('.report-side').first();
    const counts = async () => (await report.innerText()).match(/^[\d\s]+lignes?\b(?: sur [\d\s]+)?/gm)?.map(plain);
    const before = await counts();
    await window.look('join-2015');
    await report.getByRole('button', { name: /^Remplacer par les communes actuelles/ }).click();
    await page
      .getByText(/^Étape ajoutée/)
      .first()
      .waitFor();
    await report.getByText('Commune fusionnée ou ancien code').waitFor({ state: 'hidden' });
    const after = await counts();
    await window.inDialog('Croiser');
    await window.expectCount('35 848 lignes');
    await window.close();
    // Counted apart from the same sheet and the package of codes: 34 788 present codes, 1 015 former ones, 45 arrondissements.
    expect({ before, after }).toEqual({
      before: ['34 788 lignes sur 35 848', '1 015 lignes', '45 lignes'],
      after: ['35 803 lignes sur 35 848', '45 lignes'],
    });
  }, 120_000);
});

const plain = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

async function show(window: Window, table: string): Promise<void> {
  const { page } = window;
  await window.closeAll();
  const tab = page.getByRole('tab', { name: 'Tables' });
  if (await tab.isVisible()) await tab.click();
  await page.getByRole('navigation', { name: 'Tables' }).getByRole('button', { name: table, exact: true }).click();
}

async function onTable(window: Window, table: string, command: string): Promise<void> {
  await show(window, table);
  await window.command(command);
  await window.dialog().getByRole('combobox').first().waitFor();
}

async function coverage(window: Window): Promise<void> {
  const { page } = window;
  await onTable(window, 'communes', 'Couverture');
  await page.getByRole('radio', { name: 'Départements' }).locator('xpath=ancestor::label').click();
  await page.getByRole('searchbox', { name: /département/ }).fill('ain');
  await page.getByRole('option', { name: /^Ain/ }).click();
  await page
    .getByText(/attendues/)
    .first()
    .waitFor();
}

async function joinWith(window: Window, table: string): Promise<void> {
  await show(window, table);
  await window.command('Croiser avec une autre table');
  await window
    .dialog()
    .getByRole('button', { name: /^Communes \(/ })
    .or(window.dialog().getByRole('button', { name: /^Communes / }))
    .first()
    .click();
  await window
    .dialog()
    .getByText(/trouvent une correspondance/)
    .first()
    .waitFor();
}

async function joinCommunes(window: Window): Promise<void> {
  await joinWith(window, 'communes');
  await window.dialog().getByText('Commune fusionnée ou ancien code').waitFor();
}

async function similarNames(window: Window): Promise<void> {
  await joinWith(window, 'cities');
  await window
    .dialog()
    .getByRole('button', { name: /noms proches|ressembl/i })
    .click();
  await window
    .dialog()
    .getByText(/Oyonnax/)
    .first()
    .waitFor();
}

async function assistant(window: Window): Promise<void> {
  await window.closeAll();
  await window.command('Trouver les collectivités cibles');
  await window.page.getByText(/en tout/).waitFor();
}

async function assistantWithStaff(window: Window): Promise<void> {
  const { page } = window;
  await window
    .dialog()
    .locator('label', { has: page.getByRole('radio', { name: /^Un fichier d’effectifs/ }) })
    .click();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Ouvrir un fichier…' }).last().click();
  await (await chooser).setFiles(join(folder, 'staff.csv'));
  await window.dialog().getByRole('table').waitFor();
  await window.inDialog('Ouvrir');
  await page.getByText(/proposées ensemble par Crible/).waitFor();
  await page
    .getByText(/absente du fichier/)
    .first()
    .waitFor();
}

async function why(window: Window): Promise<void> {
  await window.inDialog('Créer la table');
  await header(window.page, 'verdict').waitFor();
  await window.page.getByRole('button', { name: /^Pourquoi/ }).click();
  await window.dialog().getByText('Sources').waitFor();
}

async function replay(window: Window): Promise<void> {
  const { page } = window;
  await window.closeAll();
  await window.command('Rejouer');
  const chooser = page.waitForEvent('filechooser');
  await window.dialog().getByRole('button', { name: 'Choisir un fichier…' }).last().click();
  await (await chooser).setFiles(join(folder, 'nextYear.csv'));
  await page.locator('.replay-mapping').waitFor();
}
