import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { application } from '../../electron/folders.ts';
import { findReferenceTable } from '../../shared/territory/reference.ts';
import { convertWithOffice, hasOffice, withoutOffice } from '../tools/office.ts';
import { header, openWindow, type Window } from './open-window.ts';

const folder = mkdtempSync(join(tmpdir(), 'crible-images-'));
const looked = join(application.root, 'test/output/screens');
/** What reads the PDF of LibreOffice. */
const hasReader = ['pdftotext', 'pdftoppm'].every((command) => spawnSync(command, ['-v']).error === undefined);
const vintage = findReferenceTable('departements')!.vintage;
/** Agents of départements: two over the threshold, two under it; the others are to be checked. */
const staff = ['Code département;ETP', '01;1200', '38;4100', '48;12', '33;20', ''].join('\n');

let window: Window;
const drawings: string[] = [];

beforeAll(async () => {
  mkdirSync(looked, { recursive: true });
  window = await openWindow();
}, 120_000);
afterAll(async () => {
  await window?.close();
  rmSync(folder, { recursive: true, force: true });
});

// One person, one window: each test goes on where the one before it stopped.
describe('the list of targets, drawn and handed over', () => {
  it('is proposed as a map of verdicts, told apart without their colours', async () => {
    const { page } = window;
    writeFileSync(join(folder, 'effectifs.csv'), staff);
    await page.getByRole('button', { name: /^Trouver les collectivités cibles/ }).click();
    await pick(/^Départements/, 'Collectivités');
    await pick(/^Un fichier d’effectifs/);
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Ouvrir un fichier…' }).last().click();
    await (await chooser).setFiles(join(folder, 'effectifs.csv'));
    await window.dialog().getByRole('table').waitFor();
    await window.inDialog('Ouvrir');
    await page.getByText(/Code département.*proposée par Crible\. 4 de ses 4/).waitFor();
    await page
      .getByText(/absente du fichier/)
      .first()
      .waitFor();
    await window.inDialog('Créer la table');
    await header(page, 'verdict').waitFor();
    await window.headerMenu('population', /^Filtrer/);
    await page.getByRole('textbox', { name: 'Valeur minimale' }).fill('70000');
    await window.inDialog('Appliquer');
    await page.getByRole('tab', { name: 'Carte' }).click();
    await page.getByRole('img', { name: /territoires/ }).waitFor();
    await window.look('map-verdicts');
    const legend = await page.getByRole('region', { name: 'Légende' }).getByRole('listitem').allInnerTexts();
    expect(legend.map((line) => line.replace(/\s+/g, ' ').trim())).toEqual([
      'cible (n = 2)',
      'à vérifier (n = 97)',
      'hors cible (n = 2)',
    ]);
  });

  it('carries title, source, vintage, filters and n in every image of the map', async () => {
    const svg = await exported('Exporter la carte', 'Dessin SVG', 'carte.svg');
    const png = await exported('Exporter la carte', 'Image PNG, double taille', 'carte.png');
    drawings.push(svg.toString('utf8'));
    expect(await carried(svg, png, /^Verdict, par département/i)).toEqual(everything);
  });

  it('and in every image of a chart', async () => {
    const { page } = window;
    await page.getByRole('tab', { name: 'Graphique' }).click();
    await page.locator('.chart-suggestion').first().click();
    await page.locator('.chart-drawing :is(svg, canvas)').first().waitFor();
    const svg = await exported('Exporter le graphique', 'Dessin SVG', 'graphique.svg');
    const png = await exported('Exporter le graphique', 'Image PNG, double définition', 'graphique.png');
    drawings.push(svg.toString('utf8'));
    expect(await carried(svg, png, /par /)).toEqual(everything);
  });

  it.skipIf(!hasOffice || !hasReader)(`is drawn by LibreOffice${withoutOffice}`, () => {
    const words = throughOffice(drawings);
    expect(words.map((text) => [/Source/, /Millésime/, /Champ/, /n = /].map((part) => part.test(text)))).toEqual([
      [true, true, true, true],
      [true, true, true, true],
    ]);
  });
});

const everything = { title: true, source: true, vintage: true, filters: true, count: true, unpainted: [] };

/** What an SVG says, and which of its words a PNG of it leaves without ink. */
async function carried(svg: Buffer, png: Buffer, title: RegExp): Promise<typeof everything> {
  const page = await window.page.context().browser()!.newPage();
  await page.setContent(`<style>body { margin: 0 } svg { display: block }</style>${svg.toString('utf8')}`);
  const { lines, unpainted } = await page.evaluate(inkOf, `data:image/png;base64,${png.toString('base64')}`);
  await page.close();
  const text = lines.join(' ').replaceAll(/\s+/g, ' ');
  return {
    title: lines.some((line) => title.test(line)),
    source: /Source : Référentiel : Départements.* effectifs\.csv/.test(text),
    vintage: text.includes(`Millésime : ${vintage}`),
    filters: /Champ : .*70 000/.test(text),
    count: /n = \d+ lignes/.test(text),
    unpainted: unpainted as never[],
  };
}

/** Runs in a page that shows the SVG: its texts, and those under which the picture at `address` has no dark pixel. */
async function inkOf(address: string): Promise<{ lines: string[]; unpainted: string[] }> {
  const picture = new Image();
  picture.src = address;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = picture.naturalWidth;
  canvas.height = picture.naturalHeight;
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.drawImage(picture, 0, 0);
  const scale = canvas.width / document.querySelector('svg')!.getBoundingClientRect().width;
  const texts = [...document.querySelectorAll('svg text')].filter((one) => one.textContent?.trim());
  const isPainted = (one: Element) => {
    const { x, y, width, height } = one.getBoundingClientRect();
    const box = [x, y, width, height].map((side) => Math.round(side * scale)) as [number, number, number, number];
    const { data } = context.getImageData(box[0], box[1], Math.max(1, box[2]), Math.max(1, box[3]));
    for (let at = 0; at < data.length; at += 4)
      if (data[at]! < 150 && data[at + 1]! < 150 && data[at + 2]! < 150 && data[at + 3]! > 100) return true;
    return false;
  };
  return {
    lines: texts.map((one) => one.textContent ?? ''),
    unpainted: texts.filter((one) => !isPainted(one)).map((one) => one.textContent ?? ''),
  };
}

/** Exports as a person does. */
async function exported(button: string, format: string, name: string): Promise<Buffer> {
  const download = window.page.waitForEvent('download');
  await window.page.getByRole('button', { name: button }).click();
  await window.page.getByRole('menuitem', { name: format, exact: true }).click();
  await (await download).saveAs(join(folder, name));
  const bytes = readFileSync(join(folder, name));
  writeFileSync(join(looked, `exported-${name}`), bytes);
  return bytes;
}

/** A radio is pressed by its words. */
async function pick(name: RegExp, group?: string): Promise<void> {
  const within = group ? window.dialog().getByRole('group', { name: group }) : window.dialog();
  await within
    .locator('label', { has: window.page.getByRole('radio', { name }) })
    .first()
    .click();
}

/** The words that LibreOffice draws of each SVG: a page of a document each, printed to PDF. A bare .svg needs its Draw. */
function throughOffice(svgs: readonly string[]): string[] {
  const space = (name: string) => `urn:oasis:names:tc:opendocument:xmlns:${name}:1.0`;
  const frames = svgs.map((svg) => {
    const [, width = 1, height = 1] = /viewBox="0 0 (\d+(?:\.\d+)?) (\d+(?:\.\d+)?)"/.exec(svg)?.map(Number) ?? [];
    const size = `svg:width="17cm" svg:height="${((17 * height) / width).toFixed(2)}cm"`;
    const data = Buffer.from(svg).toString('base64');
    return `<text:p text:style-name="page"><draw:frame text:anchor-type="as-char" ${size}><draw:image draw:mime-type="image/svg+xml"><office:binary-data>${data}</office:binary-data></draw:image></draw:frame></text:p>`;
  });
  writeFileSync(
    join(folder, 'images.fodt'),
    `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="${space('office')}" xmlns:text="${space('text')}" xmlns:draw="${space('drawing')}" xmlns:svg="${space('svg-compatible')}" xmlns:style="${space('style')}" xmlns:fo="${space('xsl-fo-compatible')}" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text"><office:automatic-styles><style:style style:name="page" style:family="paragraph"><style:paragraph-properties fo:break-after="page"/></style:style></office:automatic-styles><office:body><office:text>${frames.join('')}</office:text></office:body></office:document>`,
  );
  const pdf = convertWithOffice(join(folder, 'images.fodt'), 'pdf', folder);
  execFileSync('pdftoppm', ['-png', '-r', '80', pdf, join(looked, 'office-image')]);
  return svgs.map((_, place) =>
    execFileSync('pdftotext', ['-f', `${place + 1}`, '-l', `${place + 1}`, pdf, '-'], { encoding: 'utf8' }).replaceAll(
      /\s+/g,
      ' ',
    ),
  );
}
