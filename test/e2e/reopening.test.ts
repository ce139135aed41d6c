import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Project } from '../../shared/project/project.ts';
import { checkScreen } from './check-screen.ts';
import { openWindow, type Window } from './open-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'crible-reopening-'));
let window: Window;

beforeAll(async () => {
  window = await openWindow();
}, 120_000);
afterAll(async () => {
  await window?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** One year of a file published each year; the last one has another column. */
const year = (of: number, rows: number) =>
  [
    `Code commune;Commune;Population;${of === 2023 ? 'Logements' : 'Menages'}`,
    ...Array.from({ length: rows }, (_, at) => `010${10 + at};Commune ${at};${of + at};${at}`),
  ].join('\n');
const checksum = (text: string) => createHash('sha256').update(text).digest('hex');

async function drop(files: Record<string, string>): Promise<void> {
  await window.page.evaluate((given) => {
    const data = new DataTransfer();
    for (const [name, text] of given) data.items.add(new File([text], name));
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
  }, Object.entries(files));
}

/** Presses a button of the dialog on top and gives the file that it asks for. */
async function give(button: string, name: string, text: string): Promise<void> {
  const path = join(folder, name);
  writeFileSync(path, text);
  const chooser = window.page.waitForEvent('filechooser');
  await window.inDialog(button);
  await (await chooser).setFiles(path);
}

it('stacks three years of which one has another column, and says which', async () => {
  const { page, dialog, inDialog, expectCount, look } = window;
  await drop(Object.fromEntries([2021, 2022, 2023].map((of) => [`pop-${of}.csv`, year(of, 30)])));
  await dialog().getByRole('table').waitFor();
  await inDialog('Ouvrir aussi les 2 suivants');
  await dialog().getByRole('button', { name: 'Empiler' }).waitFor();
  const said = await dialog().innerText();
  await look('reopening-stack');
  const screen = await checkScreen(page);
  await inDialog('Empiler');
  await expectCount('90 lignes');
  const columns = await page.locator('.grid-head-name').allInnerTexts();
  expect({
    screen,
    said: /3 colonnes en commun.*Menages \(dans pop-2021 et pop-2022\).*Logements \(dans pop-2023\)/s.test(said),
    columns,
  }).toEqual({
    screen: [],
    said: true,
    columns: ['Code commune', 'Commune', 'Population', 'Menages', 'Logements', 'origine'],
  });
});

it('opens the project again with the former file in place of a changed one, and a file that was not found', async () => {
  const { page, host, dialog, inDialog, expectCount, look } = window;
  await page.keyboard.press('Control+S');
  await page.getByRole('textbox', { name: 'Nom du projet' }).fill('Population annuelle');
  await inDialog('Enregistrer');
  await page.getByText('Enregistré', { exact: true }).waitFor();
  // As on another computer: one file changed beside the project, another is not there.
  const path = join(host.projects, 'Population annuelle.crible');
  const project = JSON.parse(readFileSync(path, 'utf8')) as Project;
  const former = { 'pop-2022.csv': year(2022, 25), 'pop-2023.csv': year(2023, 28) };
  for (const source of project.sources) {
    const text = former[source.name as keyof typeof former];
    if (text !== undefined) source.sha256 = checksum(text);
  }
  writeFileSync(path, JSON.stringify(project, null, 2));
  writeFileSync(join(host.projects, 'pop-2022.csv'), year(2022, 20));
  await page.reload();
  await page.getByRole('button', { name: /^Population annuelle/ }).click();
  await dialog()
    .getByText(/^Le fichier «\spop-2022.csv\s» a changé/)
    .waitFor();
  await give('Indiquer l’ancien fichier…', 'archive-2022.csv', former['pop-2022.csv']);
  await dialog().getByText('Fichier introuvable').waitFor();
  await look('reopening-missing');
  const screen = await checkScreen(page);
  await inDialog('Continuer sans ce fichier');
  const red = page.getByText(/^Le fichier de la table «\spop-2023\s» n’est pas ouvert/);
  await red.first().waitFor();
  await look('reopening-without');
  await page.getByRole('button', { name: /^pop-2023 fichier introuvable/ }).click();
  const find = page.getByRole('button', { name: 'Retrouver le fichier…' });
  await find.waitFor();
  const without = await checkScreen(page);
  await look('reopening-find');
  const chooser = page.waitForEvent('filechooser');
  await find.click();
  const found = join(folder, 'retrouvé.csv');
  writeFileSync(found, former['pop-2023.csv']);
  await (await chooser).setFiles(found);
  await expectCount('28 lignes');
  await page.getByRole('button', { name: 'pop-2021', exact: true }).click();
  await expectCount('83 lignes');
  expect({ screen, without, complaints: window.complaints }).toEqual({ screen: [], without: [], complaints: [] });
});

it('replays a project on the file of next year, asking only for the column that was renamed', async () => {
  const { page, host, dialog, inDialog, expectCount, look } = window;
  await drop({ 'villes.csv': 'Code commune;Habitants;Surface\n01001;800;3\n01002;1200;5\n01003;4000;8\n' });
  await dialog().getByRole('table').waitFor();
  await inDialog('Ouvrir');
  await page.getByRole('button', { name: 'villes', exact: true }).click();
  await expectCount('3 lignes');
  await page.keyboard.press('Control+S');
  await page.getByText('Enregistré', { exact: true }).waitFor();
  const path = join(host.projects, 'Population annuelle.crible');
  const project = JSON.parse(readFileSync(path, 'utf8')) as Project;
  const table = project.tables.find(({ name }) => name === 'villes') as Project['tables'][number];
  const source = project.sources.find(({ id }) => id === table.source) as Project['sources'][number];
  const condition = { kind: 'compare' as const, column: 'Habitants', operator: 'ge' as const, value: 1000 };
  const only: Project = {
    ...project,
    // Of another computer: the file beside the project is the one of next year.
    sources: [{ ...source, sha256: checksum('villes') }],
    tables: [{ ...table, recipe: [{ id: 'seuil', kind: 'filter', condition }] }],
  };
  writeFileSync(path, JSON.stringify(only));
  const next = 'Code commune;Nombre d’habitants;Surface\n01001;1000;3\n01002;900;5\n01003;4100;8\n01004;2000;9\n';
  writeFileSync(join(host.projects, 'villes.csv'), next);
  await page.reload();
  await page.getByRole('button', { name: /^Population annuelle/ }).click();
  await dialog()
    .getByText(/Le projet utilise une colonne qui n’y est plus.: Habitants\./)
    .waitFor();
  await look('reopening-changed');
  await inDialog('Rejouer…');
  const field = dialog().getByRole('combobox', { name: '« Habitants » est maintenant' });
  await field.waitFor();
  const asked = await dialog().getByRole('combobox').count();
  const guess = await field.inputValue();
  await look('reopening-replay');
  const screen = await checkScreen(page);
  await inDialog('Rejouer');
  await expectCount('3 lignes sur 4');
  await look('reopening-after');
  const columns = await page.locator('.grid-head-name').allInnerTexts();
  await page.keyboard.press('Control+S');
  await page.getByText('Enregistré', { exact: true }).waitFor();
  const saved = JSON.parse(readFileSync(path, 'utf8')) as Project;
  expect({
    screen,
    asked,
    guess,
    columns,
    heading: saved.sources[0]?.options.columns?.map(({ heading }) => heading ?? null),
    complaints: window.complaints,
  }).toEqual({
    screen: [],
    asked: 1,
    guess: 'Nombre d’habitants',
    columns: ['Code commune', 'Habitants', 'Surface'],
    heading: [null, 'Nombre d’habitants', null],
    complaints: [],
  });
});

it('offers interrupted work until one answers, whatever happens to the page meanwhile', async () => {
  const { page, host, dialog, inDialog, expectCount, look } = window;
  const kept = () => readdirSync(host.data).filter((name) => /^autosave-run-.*\.crible$/.test(name));
  page.on('dialog', (question) => void question.accept());
  await drop({ 'pop-2024.csv': year(2024, 12) });
  await dialog().getByRole('table').waitFor();
  await inDialog('Ouvrir');
  await expectCount('12 lignes');
  await expect
    .poll(() => kept().map((name) => readFileSync(join(host.data, name), 'utf8').includes('pop-2024')))
    .toEqual([true]);
  await page.reload();
  const title = dialog().getByText('Reprendre le travail interrompu');
  await title.waitFor();
  await look('reopening-recovery');
  const screen = await checkScreen(page);
  // Closed before any answer: nothing was written over it.
  await page.reload();
  await title.waitFor();
  await inDialog('Plus tard');
  await page.getByRole('button', { name: /^Ouvrir un fichier/ }).waitFor();
  const aside = readdirSync(host.data).filter((name) => name.startsWith('autosave-plus-tard'));
  expect({ screen, kept: kept(), aside: aside.length }).toEqual({ screen: [], kept: [], aside: 1 });
});
