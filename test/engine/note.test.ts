import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandTools } from '../../electron/engine/commands/tools.ts';
import { writeDocx } from '../../electron/engine/exports/note/docx.ts';
import { noteHtml } from '../../electron/engine/exports/note/html.ts';
import { runTargets } from '../../electron/engine/targets-command.ts';
import { parseTargets } from '../../electron/engine/targets-options.ts';
import { convertWithOffice, hasOffice, withoutOffice } from '../tools/office.ts';
import { sharedData } from '../tools/shared-data.ts';
import { openEngine, type TestEngine } from './open-engine.ts';

let folder: string;
let opened: TestEngine;

beforeAll(async () => {
  opened = await openEngine();
  folder = opened.folder;
  await writeFile(
    join(folder, 'effectifs.csv'),
    [
      'SIREN;COG;Tranche effectif',
      '213300635;33063;53.0',
      '213302813;33281;21',
      '213303183;33318;',
      '213305220;33522;NN',
      '213301195;33119;12',
      '999999999;33550;42',
    ].join('\n'),
  );
});

afterAll(() => opened.close());

function targets(...args: string[]) {
  const tools = commandTools(opened.engine, new AbortController().signal);
  return runTargets(parseTargets([...args, '--out', join(folder, 'out.csv')]), tools);
}

const gironde = () => ['--territory', 'departement:33', '--staff', join(folder, 'effectifs.csv')];

/** Plain text of a word-processor file, as LibreOffice reads it. */
function textOf(path: string): string {
  return readFileSync(convertWithOffice(path, 'txt:Text', folder), 'utf8');
}

/** How many sheets LibreOffice makes of it. */
function pagesOf(path: string): number {
  const pdf = convertWithOffice(path, 'pdf', folder);
  return readFileSync(pdf, 'latin1').match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
}

describe('rows to check, by cause', () => {
  test('an empty case, an undeclared band, another SIREN and an absent row are told apart', async () => {
    const { causes, aVerifier, cible, horsCible, total } = await targets(...gironde());
    expect(Object.fromEntries(causes.map(({ cause, rows }) => [cause, rows]))).toEqual({
      'absente du fichier d’effectifs': 77,
      'autre SIREN dans le fichier (fusion)': 1,
      'effectif non renseigné': 1,
      'non déclarée (NN)': 1,
    });
    expect([cible, aVerifier, cible + horsCible + aVerifier]).toEqual([2, 80, total]);
  });

  test('a file that has SIRET only gives the SIREN, and adds up the agents of each body', async () => {
    const path = join(folder, 'siret.csv');
    await writeFile(path, 'SIRET;effectif\n213 300 635 00017;30\n21330063500025;25\n21330281300012;49\n');
    const result = await targets('--territory', 'departement:33', '--staff', path);
    const lines = (await readFile(join(folder, 'out.csv'), 'utf8')).split('\n');
    const staffOf = (code: string) => lines.find((line) => line.startsWith(`${code},`))?.split(',')[4];
    expect([result.cible, staffOf('33063'), staffOf('33281')]).toEqual([1, '55', '49']);
  });

  test('a profile leaves out what is over its maximum', async () => {
    const result = await targets(
      '--territory',
      'departement:33',
      '--min-population',
      '10000',
      '--max-population',
      '80000',
    );
    expect([result.populationPassed, result.total]).toEqual([29, 534]);
  });
});

describe('other bodies', () => {
  const staff = sharedData('data/real/staff/selected_communities.csv');
  test('EPCI are those of the territory, and all pass the population test', async () => {
    const result = await targets('--bodies', 'epci', '--territory', 'region:27', '--population-kind', 'totale');
    expect([result.populationPassed, result.total]).toEqual([116, 116]);
    const france = await targets('--bodies', 'epci');
    expect([france.populationPassed, france.populationFailed]).toEqual([1255, 0]);
  });
  test.skipIf(!staff)(
    'départements and régions find their staff by code and type (skipped: no shared data)',
    async () => {
      const departements = await targets('--bodies', 'departements', '--staff', staff as string);
      const regions = await targets('--bodies', 'regions', '--staff', staff as string);
      expect([departements.cible, departements.total, regions.cible, regions.total]).toEqual([94, 101, 17, 18]);
    },
  );
  test.skipIf(!staff)('183 communes of France are to be checked, by cause (skipped: no shared data)', async () => {
    const { causes, cible } = await targets('--staff', staff as string);
    expect([cible, causes]).toEqual([
      3071,
      [
        { cause: 'absente du fichier d’effectifs', rows: 179 },
        { cause: 'autre SIREN dans le fichier (fusion)', rows: 4 },
      ],
    ]);
  });
});

describe('the note de méthode', () => {
  test('as a page holds the question, counts, checksums, steps, law; no script, no address', async () => {
    const path = join(folder, 'note.html');
    await targets(...gironde(), '--note', path);
    const page = await readFile(path, 'utf8');
    for (const part of [
      'Parmi les communes du territoire choisi (Gironde), lesquelles ont au moins 3\u202f500 habitants ET au moins 50 agents',
      'absente du fichier d’effectifs (77)',
      '4 lignes rattachées sur les 83 qui passent le seuil de population (4,8 %) ; toutes tailles confondues, 4 sur 534 (0,7 %)',
      'effectifs.csv',
      'Licence Ouverte',
      'Garder les lignes où Code département est 33 → 534 lignes',
      'L. 312-1-1',
      '2016-1922',
      'non un avis juridique',
    ])
      expect(page).toContain(part);
    expect(page).toMatch(/[0-9a-f]{64}/);
    expect(page).not.toMatch(/<script|https?:|src=|href=/);
  });

  test.each([
    [
      ['--territory', 'departement:01,departement:38,commune:33119'],
      'territoire choisi (Ain, Isère et Cenon), lesquelles',
    ],
    [
      ['--bodies', 'epci', '--territory', 'departement:33'],
      'à fiscalité propre) du territoire choisi (Gironde), lesquelles',
    ],
    [['--bodies', 'epci'], '(France, métropole et départements d’outre-mer), lesquelles'],
  ])('%j names its territory', async (args, said) => {
    const path = join(folder, 'territory.html');
    await targets(...args, '--note', path);
    expect(await readFile(path, 'utf8')).toContain(said);
  });

  test.skipIf(!hasOffice)(
    `as a word-processor file opens in LibreOffice with the same text${withoutOffice}`,
    async () => {
      const path = join(folder, 'note.docx');
      await targets(...gironde(), '--note', path);
      const text = textOf(path);
      expect(pagesOf(path)).toBe(1);
      for (const part of ['La question', 'Les sources', 'Les étapes', 'Textes de référence', 'D. 312-1-1-1'])
        expect(text).toContain(part);
    },
  );

  test.skipIf(!hasOffice)(`takes any text of a file for text${withoutOffice}`, async () => {
    const note = {
      title: 'A & B <c> "d" \u0001\ufffe',
      subtitle: '',
      blocks: [{ kind: 'list', ordered: true, items: ['<w:p/>', '&amp;'] } as const].map((block) => ({
        ...block,
        items: [...block.items],
      })),
    };
    const path = join(folder, 'odd.docx');
    await writeDocx(path, note);
    const text = textOf(path);
    expect([text.includes('A & B <c> "d"'), text.includes('<w:p/>'), text.includes('&amp;')]).toEqual([
      true,
      true,
      true,
    ]);
    expect(noteHtml(note)).not.toContain('<c>');
  });

  test('goes with a workbook of one sheet per verdict', async () => {
    const path = join(folder, 'liste.xlsx');
    await targets(...gironde(), '--workbook', path);
    const tools = commandTools(opened.engine, new AbortController().signal);
    const { sheets } = await tools.call('source.inspect', { file: await tools.grant(path) });
    expect(sheets.map(({ name }) => name)).toEqual([
      'Cibles',
      'À vérifier',
      'Hors cible',
      'Sources et méthode',
      'Variables',
    ]);
  });
});
