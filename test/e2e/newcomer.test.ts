import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import * as spreadsheets from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convertWithOffice, hasOffice, withoutOffice } from '../tools/office.ts';
import { sharedData } from '../tools/shared-data.ts';
import { openWindow, type Window } from './open-window.ts';

const book = sharedData('data/real/insee/base-cc-filosofi-2015.xls');
const title = book ? 'a newcomer, and the incomes of communes' : 'a newcomer (skipped: no shared data)';

type Commune = { code: string; name: string; income: number | null };

let window: Window;

// One person, one window: each test goes on where the one before it stopped.
describe.skipIf(!book)(title, { timeout: 120_000 }, () => {
  let communes: Commune[] = [];

  beforeAll(async () => {
    communes = readCommunes();
    window = await openWindow();
    await window.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await window.openFile(book ?? '');
  }, 120_000);
  afterAll(() => window?.close());

  it('finds the ten poorest communes of the Ain among those with published data', async () => {
    await keepAin();
    await window.headerMenu('MED15', /^Trier par ordre croissant|plus petit/);
    await keepFirst(10);
    await window.expectCount('10 lignes');
    const [head, ...rows] = await copied();
    const expected = communes
      .filter(({ code, income }) => code.startsWith('01') && income !== null)
      .sort((a, b) => Number(a.income) - Number(b.income))
      .slice(0, 10);
    expect({ head: head?.slice(0, 2), rows: rows.map((row) => row.slice(0, 2)) }).toEqual({
      head: ['CODGEO', 'LIBGEO'],
      rows: expected.map(({ code, name }) => [code, name]),
    });
  });

  it.skipIf(!hasOffice)(`pastes them in a spreadsheet with their codes whole${withoutOffice}`, async () => {
    const folder = window.host.projects;
    writeFileSync(join(folder, 'paste.html'), await copiedTable());
    const path = convertWithOffice(join(folder, 'paste.html'), 'csv', folder, ['--infilter=HTML (StarCalc)']);
    const codes = readFileSync(path, 'utf8').trim().split('\n');
    expect(codes.map((line) => line.split(',')[0])).toEqual([
      'CODGEO',
      ...(await copied()).slice(1).map(([code]) => code),
    ]);
  });

  it('finds the median income of communes by EPCI, from the built-in list of members', async () => {
    const { page } = window;
    await page.keyboard.press('Control+Z');
    await page.keyboard.press('Control+Z');
    await window.command('Croiser avec une autre table');
    await page.getByRole('button', { name: /^Communes membres des EPCI/ }).click();
    await page
      .getByText(/trouvent une correspondance/)
      .first()
      .waitFor();
    await window.inDialog('Croiser');
    await page.locator('.step').filter({ hasText: 'Communes membres des EPCI' }).waitFor();
    await medianBy('EPCI', 'MED15');
    const [, ...rows] = await copied();
    const found = new Map(rows.map(([name = '', median = '']) => [name, Number(median.replace(',', '.'))]));
    const expected = mediansOfAin(communes);
    expect([...found.keys()].sort()).toEqual([...expected.keys()].sort());
    for (const [name, median] of expected) expect(found.get(name), name).toBeCloseTo(median, 6);
  });

  it('does the same on a million rows', async () => {
    const lines = millionRows();
    const path = join(window.host.projects, 'million.csv');
    writeFileSync(path, ['code;departement;epci;revenu', ...lines.map((line) => line.join(';')), ''].join('\n'));
    await window.openFile(path);
    await window.expectCount('1 000 000 lignes');
    await window.headerMenu('departement', /^Filtrer/);
    await window.page.getByRole('option').filter({ hasText: '01' }).first().click();
    await window.inDialog('Appliquer');
    await window.headerMenu('revenu', /^Trier par ordre croissant|plus petit/);
    await keepFirst(10);
    const own = lines.filter(([, departement]) => departement === '01');
    const published = own.filter(([, , , income]) => income !== 's');
    const poorest = published.toSorted((a, b) => Number(a[3]) - Number(b[3])).slice(0, 10);
    expect((await copied()).slice(1).map(([code, , , income]) => [code, income])).toEqual(
      poorest.map(([code, , , income]) => [code, income]),
    );
    await window.page.keyboard.press('Control+Z');
    await window.page.keyboard.press('Control+Z');
    await medianBy('epci', 'revenu');
    const groups = groupBy(published, ([, , epci]) => epci);
    const expected = [...groups].map(([epci, group]) => [epci, median(group.map(([, , , income]) => Number(income)))]);
    expect((await copied()).slice(1).map(([epci, value]) => [epci, Number(value?.replace(',', '.'))])).toEqual(
      expected.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
    );
    expect(window.complaints).toEqual([]);
  });
});

async function keepAin(): Promise<void> {
  const { page } = window;
  await window.command('Garder un territoire');
  await page.getByRole('searchbox', { name: /département/ }).fill('ain');
  await page.getByRole('option', { name: /^Ain/ }).click();
  await window.inDialog('Garder ce territoire');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
}

async function keepFirst(count: number): Promise<void> {
  await window.page.getByRole('button', { name: 'Ajouter une étape' }).click();
  await window.page.getByRole('menuitem', { name: /^Limiter/ }).click();
  await window.dialog().getByRole('textbox').first().fill(String(count));
  await window.inDialog('Ajouter l’étape');
  await window.page
    .locator('.step')
    .filter({ hasText: `Garder les ${count} premières` })
    .waitFor();
}

async function medianBy(group: string, column: string): Promise<void> {
  const { page } = window;
  await window.command('Regrouper et compter');
  await page.getByRole('combobox', { name: 'Ajouter une colonne de regroupement' }).fill(group);
  await page
    .getByRole('option', { name: new RegExp(`^${group}( |$)`) })
    .first()
    .click();
  await page
    .getByRole('button', { name: /Calcul$/ })
    .first()
    .click();
  await page.getByRole('option', { name: 'Médiane' }).click();
  await page.getByRole('combobox', { name: 'De la colonne' }).fill(column);
  await page
    .getByRole('option', { name: new RegExp(`^${column}( |$)`) })
    .first()
    .click();
  await window.inDialog('Ajouter l’étape');
  await page.getByRole('columnheader', { name: new RegExp(`^Médiane de ${column}`) }).waitFor();
}

/** What Ctrl+A, Ctrl+C put on the clipboard, by line and cell, once the rows are those of the last step. */
async function copied(): Promise<string[][]> {
  const { page } = window;
  await page.locator('.grid-progress, .step [data-loading]').first().waitFor({ state: 'detached' });
  await page.getByText('calcul…').first().waitFor({ state: 'detached' });
  await page.getByRole('gridcell').first().click();
  await page.keyboard.press('Control+A');
  await page.evaluate(() => navigator.clipboard.writeText(''));
  await page.keyboard.press('Control+C');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).not.toBe('');
  return (await page.evaluate(() => navigator.clipboard.readText())).split('\n').map((line) => line.split('\t'));
}

/** The table on the clipboard, as it was written there. */
function copiedTable(): Promise<string> {
  return window.page.evaluate(async () => {
    const clipboard = navigator.clipboard as unknown as { read(options: unknown): Promise<ClipboardItem[]> };
    const [item] = await clipboard.read({ unsanitized: ['text/html'] });
    return (await item!.getType('text/html')).text();
  });
}

/** The sheet of communes, read by other means. */
function readCommunes(): Commune[] {
  const sheet = spreadsheets.read(readFileSync(book ?? ''), { sheets: 'COM' }).Sheets.COM!;
  const rows = spreadsheets.utils.sheet_to_json<unknown[]>(sheet, { header: 1 });
  const head = rows.findIndex((row) => row.includes('CODGEO'));
  const at = rows[head]!.indexOf('MED15');
  return rows.slice(head + 1).map((row) => ({
    code: String(row[0]),
    name: String(row[1]),
    income: typeof row[at] === 'number' ? row[at] : null,
  }));
}

/** Median income of the communes of each EPCI, for those of the Ain under their present codes. */
function mediansOfAin(communes: readonly Commune[]): Map<string, number> {
  const data = (name: string) =>
    JSON.parse(
      readFileSync(createRequire(import.meta.url).resolve(`@etalab/decoupage-administratif/data/${name}.json`), 'utf8'),
    );
  const present = new Map<string, { code: string; departement: string }>();
  for (const one of data('communes') as {
    code: string;
    type: string;
    departement: string;
    anciensCodes?: string[];
  }[]) {
    if (one.type !== 'commune-actuelle') continue;
    for (const code of [one.code, ...(one.anciensCodes ?? [])]) present.set(code, one);
  }
  const epciOf = new Map<string, string>();
  for (const { nom, membres } of data('epci') as { nom: string; membres: { code: string }[] }[])
    for (const { code } of membres) epciOf.set(code, nom);
  const own = communes.filter(({ code }) => present.get(code)?.departement === '01');
  const groups = groupBy(own, ({ code }) => epciOf.get(present.get(code)!.code) ?? '');
  return new Map(
    [...groups].map(([name, group]) => [
      name,
      median(group.flatMap(({ income }) => (income === null ? [] : [income]))),
    ]),
  );
}

function groupBy<T>(list: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const group = groups.get(key(one));
    if (group) group.push(one);
    else groups.set(key(one), [one]);
  }
  return groups;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

/** Code, département, EPCI, income: the same each time, incomes all different, one in eleven secret. */
function millionRows(): [string, string, string, string][] {
  return Array.from({ length: 1_000_000 }, (_, row) => [
    String(row).padStart(7, '0'),
    String((row % 95) + 1).padStart(2, '0'),
    `E${String(row % 95).padStart(2, '0')}${row % 7}`,
    row % 11 === 0 ? 's' : String((row * 7919) % 1_000_003),
  ]);
}
