import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedData } from '../tools/shared-data.ts';
import { fixture, header, openWindow, type Window } from './open-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'crible-territory-'));
let window: Window;

beforeAll(async () => {
  window = await openWindow();
}, 120_000);
afterAll(async () => {
  await window?.close();
  rmSync(folder, { recursive: true, force: true });
});

// One person, one window: each test goes on where the one before it stopped.
describe('the list of targets, from a blank start', () => {
  it('counts as the truth does, for each territory and both populations', async () => {
    const { page } = window;
    await page.getByRole('button', { name: /^Trouver les collectivités cibles/ }).click();
    const counted: Record<string, [string, string]> = { France: await bothPopulations() };
    for (const [level, name] of [
      ['Départements', 'Gironde'],
      ['Départements', 'Isère'],
      ['Départements', 'Ain'],
      ['Régions', 'Bourgogne-Franche-Comté'],
    ] as const) {
      await chooseArea(level, name);
      counted[name] = await bothPopulations();
      await page.getByRole('button', { name: `Retirer ${name}` }).click();
    }
    expect(counted).toEqual({
      France: ['3302', '3227'],
      Gironde: ['84', '80'],
      Isère: ['80', '78'],
      Ain: ['39', '35'],
      'Bourgogne-Franche-Comté': ['108', '106'],
    });
  });

  it('takes areas of several levels, and the staff of a file', async () => {
    const { page } = window;
    await chooseArea('EPCI', 'Bordeaux Métropole');
    await chooseArea('Communes', 'Périgueux');
    await page.getByText('29 collectivités en tout').waitFor();
    await pick(/^Un fichier d’effectifs/);
    await giveFile(() => page.getByRole('button', { name: 'Ouvrir un fichier…' }).last().click(), 'effectifs-2025.csv');
    await window.inDialog('Ouvrir');
    await page.getByText('absente du fichier d’effectifs').waitFor();
    const counts = await page.locator('.target-counts dd').allInnerTexts();
    await window.inDialog('Créer la table');
    await header(page, 'verdict').waitFor();
    await page.getByText('6 cibles, 18 à vérifier, 5 hors cible').waitFor();
    expect(counts).toEqual(['6', '18', '5']);
    // What the list was made with stands folded beside it, one key away.
    const list = page.getByRole('navigation', { name: 'Tables' });
    const names = () => list.locator('.table-item-words:visible').allInnerTexts();
    const folded = await names();
    await list.getByRole('button', { name: /^Tables de travail/ }).press('Enter');
    await list.getByRole('button', { name: 'Effectifs renseignés', exact: true }).waitFor();
    await window.look('territory-working');
    const unfolded = await names();
    await list.getByRole('button', { name: /^Actions.*Collectivités cibles$/ }).click();
    await page.getByRole('menuitem', { name: /^Garder un territoire/ }).click();
    const search = window.dialog().getByRole('searchbox');
    await search.and(page.locator(':focus')).waitFor();
    await window.closeAll();
    expect({ folded, unfolded }).toEqual({
      folded: ['effectifs-2025', 'Collectivités cibles'],
      unfolded: ['effectifs-2025', 'Collectivités cibles', 'Effectifs renseignés', 'Lignes du fichier d’effectifs'],
    });
  });

  it.each(['docx', 'html'])('is handed over with its note de méthode (.%s)', async (kind) => {
    const { page } = window;
    await page.getByRole('button', { name: 'Note de méthode' }).click();
    if (kind === 'html') await pick(/à imprimer/);
    const path = await download(() => window.inDialog('Exporter'), `note.${kind}`);
    const text =
      kind === 'html'
        ? readFileSync(path, 'utf8')
        : execFileSync('unzip', ['-p', path, 'word/document.xml'], { encoding: 'utf8' });
    await window.closeAll();
    if (kind === 'html') expect(await printedPages(text)).toBe(1);
    expect(text).toContain('territoire choisi (Bordeaux Métropole et Périgueux), lesquelles');
    expect(text).toContain('effectifs-2025.csv');
  });
});

describe('the year after', () => {
  it('replays on the new file, asks only for the columns that changed, and says who enters and leaves', async () => {
    const { page, dialog } = window;
    await page.getByRole('button', { name: 'Rejouer', exact: true }).click();
    await giveFile(
      () => dialog().getByRole('button', { name: 'Choisir un fichier…' }).click(),
      'effectifs-2026.csv',
      '.replay-mapping',
    );
    const asked = await dialog()
      .locator('.replay-mapping')
      .getByRole('combobox')
      .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
    await window.inDialog('Rejouer');
    const said = await page.getByRole('region', { name: 'Messages' }).getByText('Entre les deux listes').innerText();
    expect({ asked, said: said.replaceAll(/\s/g, ' ') }).toEqual({
      asked: ['Numéro SIREN', 'Tranche des effectifs'],
      said: 'Entre les deux listes : 2 entrent, 1 sort et 1 devient à vérifier.',
    });
  });

  it('exports what changed', async () => {
    const { page } = window;
    await page.keyboard.press('Control+E');
    await pick(/^CSV données ouvertes/);
    const path = await download(() => window.inDialog('Exporter'), 'changements.csv');
    const rows = readFileSync(path, 'utf8')
      .replace('\uFEFF', '')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(',').slice(1, 5));
    expect(rows).toEqual([
      ['nom', 'changement', 'verdict', 'verdict nouveau'],
      ['Talence', 'devient à vérifier', 'cible', 'à vérifier'],
      ['Cenon', 'entre', 'hors cible', 'cible'],
      ['Lormont', 'entre', 'à vérifier', 'cible'],
      ['Gradignan', 'sort', 'cible', 'hors cible'],
    ]);
  });

  it('shares its recipe without data, to be applied to another file', async () => {
    const { page } = window;
    await window.closeAll();
    await page.getByRole('button', { name: /^Actions.*Collectivités cibles$/ }).click();
    const path = await download(
      () => page.getByRole('menuitem', { name: 'Exporter la recette' }).click(),
      'liste.crible-recette',
    );
    const text = readFileSync(path, 'utf8');
    await window.command('Appliquer une recette');
    const chooser = page.waitForEvent('filechooser');
    await window
      .dialog()
      .getByRole('button', { name: /^Ouvrir une recette/ })
      .click();
    await (await chooser).setFiles(path);
    await window.dialog().getByText('À la place de').waitFor();
    await giveFile(
      () => window.dialog().getByRole('button', { name: 'Choisir un fichier…' }).click(),
      'effectifs-2026.csv',
      '.replay-mapping',
    );
    await window.inDialog('Appliquer');
    await page
      .getByRole('button', { name: 'Collectivités cibles 2', exact: true })
      .and(page.locator('[aria-current]'))
      .waitFor();
    await page.getByText('6 cibles, 18 à vérifier, 5 hors cible').waitFor();
    expect({ data: /Mérignac|213302813/.test(text), format: JSON.parse(text).format }).toEqual({
      data: false,
      format: 'crible-recette',
    });
  });
});

const members = sharedData('data/real/dgcl/epcicom.xlsx');
const census = sharedData('data/real/insee/ensemble.xlsx');

describe.skipIf(members === null || census === null)('a join that explains itself (skipped: no shared data)', () => {
  it('gives 34 840, 31 and 153, each row with its cause; the same in one click when zeros were lost', async () => {
    const { page } = window;
    const stripped = join(folder, 'sans-zeros.csv');
    writeFileSync(stripped, strippedCodes(members as string).join('\n'));
    await window.openFile(stripped);
    await window.openFile(members as string);
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('Control+O');
    await (await chooser).setFiles(census as string);
    await window
      .dialog()
      .getByText(/^Assembler/)
      .click();
    await window.inDialog('Ouvrir');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });

    await joinCensus('epcicom');
    const whole = await report();
    await window.closeAll();
    await joinCensus('sans-zeros');
    // Written differently, they meet all the same; the cells themselves are repaired for who wants it.
    const loosely = await report();
    await window.dialog().locator('label').filter({ hasText: 'Ignorer les différences d’écriture' }).click();
    await page.getByText('3\u202f135 lignes', { exact: true }).first().waitFor();
    await page.getByRole('button', { name: 'Réparer les codes, dans sans-zeros' }).first().click();
    await page
      .getByText(/^Étape ajoutée/)
      .first()
      .waitFor();
    const repaired = await report('34\u202f840 lignes sur 34\u202f871');
    expect({
      loosely,
      repaired,
      matched: whole.filter((line) => /\d sans correspondance|trouvent/.test(line)),
      causes: whole.filter((line) => /^\d+ lignes$/.test(line)),
    }).toEqual({
      loosely: whole,
      repaired: whole,
      matched: [
        '34 840 lignes sur 34 871 trouvent une correspondance (99,9 %)',
        '31 sans correspondance',
        '34 840 lignes sur 34 993 trouvent une correspondance (99,6 %)',
        '153 sans correspondance',
      ],
      causes: ['17 lignes', '7 lignes', '4 lignes', '3 lignes', '104 lignes', '45 lignes', '4 lignes'],
    });
  }, 180_000);
});

/** The codes of the members of EPCI, as a spreadsheet spoils them. */
function strippedCodes(path: string): string[] {
  const book = read(readFileSync(path), { dense: true });
  const rows = utils.sheet_to_json<unknown[]>(book.Sheets[book.SheetNames[0] ?? ''] ?? {}, { header: 1 });
  const top = rows.findIndex((row) => row.includes('insee'));
  const column = rows[top]?.indexOf('insee') ?? 0;
  const codes = rows.slice(top + 1).flatMap((row) => (row[column] === undefined ? [] : [String(row[column])]));
  return ['insee', ...codes.map((code) => code.replace(/^0/, ''))];
}

async function joinCensus(table: string): Promise<void> {
  const { page } = window;
  await page.getByRole('button', { name: table, exact: true }).click();
  await page.getByRole('button', { name: 'Ajouter une étape' }).click();
  await page.getByRole('menuitem', { name: /^Croiser/ }).click();
  await window
    .dialog()
    .getByRole('button', { name: /ensemble.*Communes/ })
    .click();
}

/** What the report says of both sides, a line per cause, once `until` is in it. */
async function report(until = 'sans correspondance'): Promise<string[]> {
  const outcome = window.page.getByRole('region', { name: 'Ce que donnera le croisement' });
  await outcome.getByText(until).first().waitFor({ timeout: 60_000 });
  const sides = outcome.locator('.report-side');
  return (await sides.allInnerTexts()).flatMap((text) =>
    text
      .replaceAll(/[\u00a0\u202f]/g, ' ')
      .split('\n')
      .slice(1),
  );
}

async function chooseArea(level: string, name: string): Promise<void> {
  const { page } = window;
  const territory = page.getByRole('group', { name: 'Territoire' });
  await territory.locator('label', { has: page.getByRole('radio', { name: level }) }).click();
  await territory.getByRole('searchbox').fill(name);
  await territory
    .getByRole('option', { name: new RegExp(`^${name}`) })
    .first()
    .click();
  await page.getByRole('button', { name: `Retirer ${name}` }).waitFor();
}

/** A radio is pressed by its words. */
async function pick(name: RegExp): Promise<void> {
  const radio = window.page.getByRole('radio', { name });
  await window.dialog().locator('label', { has: radio }).click();
}

/** Communes over the threshold by totale, then by municipale, of the same year. */
async function bothPopulations(): Promise<[string, string]> {
  const { page } = window;
  const passed = async (population: RegExp): Promise<string> => {
    await pick(population);
    const result = page.getByRole('region', { name: 'Résultat' }).and(page.locator('[aria-busy=false]'));
    await result
      .getByText(/Population de la liste/)
      .filter({ hasText: population.source.includes('Totale') ? 'totale' : 'municipale' })
      .waitFor();
    const text = await result.getByText(/passent le seuil de population\.$/).innerText();
    return text.replace(/\D/g, '');
  };
  return [await passed(/^Totale, DGCL/), await passed(/^Municipale, DGCL/)];
}

async function giveFile(press: () => Promise<void>, path: string, until = 'table'): Promise<void> {
  const chooser = window.page.waitForEvent('filechooser');
  await press();
  await (await chooser).setFiles(fixture(path));
  await window.dialog().locator(until).first().waitFor();
}

/** How many A4 sheets a page prints on. */
async function printedPages(html: string): Promise<number> {
  const sheet = await (window.page.context().browser() as Browser).newPage();
  await sheet.setContent(html);
  const pdf = await sheet.pdf({ preferCSSPageSize: true });
  await sheet.close();
  return pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
}

async function download(press: () => Promise<void>, name: string): Promise<string> {
  const started = window.page.waitForEvent('download');
  await press();
  const path = join(folder, name);
  await (await started).saveAs(path);
  return path;
}
