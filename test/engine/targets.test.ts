import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { commandTools } from '../../electron/engine/commands/tools.ts';
import { runTargets, type TargetsResult } from '../../electron/engine/targets-command.ts';
import { parseTargets } from '../../electron/engine/targets-options.ts';
import { sharedData } from '../tools/shared-data.ts';
import { openEngine, type TestEngine } from './open-engine.ts';

let folder: string;
let opened: TestEngine;

beforeAll(async () => {
  opened = await openEngine();
  folder = opened.folder;
});

afterAll(() => opened.close());

async function targets(...args: string[]): Promise<TargetsResult & { rows: string[][] }> {
  const out = join(folder, 'out.csv');
  const result = await runTargets(
    parseTargets([...args, '--out', out]),
    commandTools(opened.engine, new AbortController().signal),
  );
  const lines = (await readFile(out, 'utf8'))
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split(/\r?\n/);
  return { ...result, rows: lines.map((line) => line.split(',')) };
}

function counts({ cible, horsCible, aVerifier, total }: TargetsResult): number[] {
  return [cible, horsCible, aVerifier, total];
}

async function file(name: string, lines: string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `${lines.join('\n')}\n`);
  return path;
}

describe('without any file', () => {
  test('3 254 communes of metropole and DROM pass; nobody is declared a target without staff', async () => {
    const result = await targets('--population-kind', 'municipale');
    expect([...counts(result), result.populationPassed, result.populationFailed]).toEqual([
      0, 31621, 3254, 34875, 3254, 31621,
    ]);
    expect(result.rows[0]).toEqual(['code', 'nom', 'SIREN', 'population', 'effectif', 'verdict', 'raison']);
    expect(result.rows).toHaveLength(34876);
    expect(result.warnings.map(({ code }) => code)).toEqual([
      'target-vintage',
      'target-other-population',
      'target-no-staff',
      'target-overseas',
    ]);
  });

  test.each([
    ['region:27', 108, 107, 3685],
    ['departement:33', 84, null, 534],
    ['departement:38', 80, null, 512],
    ['departement:01', 39, 38, 391],
  ])('%s has %i communes over the threshold by totale', async (territory, totale, municipale, total) => {
    const byTotale = await targets('--territory', territory, '--population-kind', 'totale');
    expect([byTotale.populationPassed, byTotale.total]).toEqual([totale, total]);
    if (municipale === null) return;
    const byMunicipale = await targets('--territory', territory, '--population-kind', 'municipale');
    expect(byMunicipale.populationPassed).toBe(municipale);
  });

  test('the population of islands outside any EPCI is unknown by totale: to be checked, and named', async () => {
    const result = await targets('--territory', 'departement:85', '--population-kind', 'totale');
    expect(result.warnings.find(({ code }) => code === 'target-no-population')?.params).toEqual({
      count: 1,
      names: "L'Île-d'Yeu",
    });
    expect(result.rows.find(([code]) => code === '85113')?.[5]).toBe('à vérifier');
  });

  test('« plus de » leaves out the two communes of exactly 3 500', async () => {
    expect((await targets('--operator', 'gt')).populationPassed).toBe(3252);
  });

  test('an EPCI is a territory, an unknown one is refused', async () => {
    expect((await targets('--territory', 'epci:243300316')).total).toBe(28);
    await expect(targets('--territory', 'epci:1')).rejects.toMatchObject({ code: 'territory-unknown' });
  });
});

describe('areas of several levels', () => {
  test('are put together, each commune once', async () => {
    const apart = ['departement:33', 'commune:24322', 'epci:243300316', 'region:94'];
    const totals = await Promise.all(apart.slice(0, 1).map(async (one) => (await targets('--territory', one)).total));
    const { total, rows } = await targets('--territory', apart.join(','));
    const departements = new Set(rows.slice(1).map(([code]) => code?.slice(0, 2)));
    expect([totals, total, [...departements].sort()]).toEqual([[534], 534 + 1 + 360, ['24', '2A', '2B', '33']]);
  });

  test('keep the EPCI, the départements and the régions that have a commune there', async () => {
    const names = async (bodies: string, territory: string) =>
      (await targets('--bodies', bodies, '--territory', territory)).rows.slice(1).map((row) => row[1]);
    expect({
      epci: await names('epci', 'commune:33063,commune:24322'),
      own: await names('epci', 'epci:243300316'),
      departements: (await names('departements', 'commune:33063,departement:2A')).toSorted(),
      regions: await names('regions', 'departement:33'),
    }).toEqual({
      epci: ['Bordeaux Métropole', 'CA Le Grand Périgueux'],
      own: ['Bordeaux Métropole'],
      departements: ['Corse-du-Sud', 'Gironde'],
      regions: ['Nouvelle-Aquitaine'],
    });
  });
});

describe('against the truth computed apart', () => {
  const truth = sharedData('data/truth/population.json');
  test.skipIf(!truth)(
    'each département, each threshold and both populations agree (skipped: no shared data)',
    async () => {
      const known = JSON.parse(await readFile(truth as string, 'utf8'));
      const { rows } = await targets('--population-kind', 'municipale');
      const populations = rows.slice(1).map((row) => ({ code: String(row[0]), population: Number(row[3]) }));
      const departementOf = (code: string) => (code.startsWith('97') ? code.slice(0, 3) : code.slice(0, 2));
      const found: Record<string, number> = {};
      for (const { code, population } of populations)
        if (population >= 3500) found[departementOf(code)] = (found[departementOf(code)] ?? 0) + 1;
      const wanted = Object.entries<{ n: number }>(known.communes_ge_3500_by_departement);
      expect(found).toEqual(Object.fromEntries(wanted.map(([code, { n }]) => [code, n])));
      const thresholds = Object.keys(known.communes_metro_drom_ge).map(Number);
      expect(
        thresholds.map((least) => [least, populations.filter(({ population }) => population >= least).length]),
      ).toEqual(thresholds.map((least) => [least, known.communes_metro_drom_ge[least]]));

      const totale = await targets('--population-kind', 'totale');
      expect(totale.populationPassed).toBe(known.members_ge_3500_totale);
    },
    60_000,
  );

  const dgcl = sharedData('data/real/dgcl/epcicom.xlsx');
  test.skipIf(!dgcl).each([
    ['region:27', 108, 106],
    ['departement:33', 84, 80],
    ['departement:38', 80, 78],
    ['departement:01', 39, 35],
  ])(
    '%s has %i communes by totale and %i by municipale of DGCL (skipped: no shared data)',
    async (territory, totale, municipale) => {
      const passed = async (kind: string) =>
        (await targets('--population', dgcl as string, '--population-kind', kind, '--territory', territory))
          .populationPassed;
      expect([await passed('totale'), await passed('municipale')]).toEqual([totale, municipale]);
    },
    120_000,
  );
});

describe('bands', () => {
  test.each([
    ['text', (code: string) => `"${code}"`],
    ['a number', (code: string) => (code === 'NN' ? '' : String(Number(code)))],
    ['"21.0"', (code: string) => (code === 'NN' ? '' : `${Number(code)}.0`)],
  ])('stored as %s give the same verdicts', async (_, write) => {
    const bands: [string, string][] = [
      ['33063', '53'],
      ['33281', '32'],
      ['33318', '21'],
      ['33522', '12'],
      ['33119', '01'],
      ['33550', '00'],
      ['33449', 'NN'],
    ];
    const staff = await file('bandes.csv', [
      'Code INSEE;Tranche effectif',
      ...bands.map(([code, band]) => `${code};${write(band)}`),
    ]);
    const { rows } = await targets('--territory', 'departement:33', '--staff', staff);
    expect(bands.map(([code]) => rows.find((row) => row[0] === code)?.[5])).toEqual([
      'cible',
      'cible',
      'cible',
      'hors cible',
      'hors cible',
      'hors cible',
      'à vérifier',
    ]);
  });
});

describe('with a staff file', () => {
  test('bands stored as 21, "21" or 21.0, a spoilt SIREN and a repeated key are read; nothing is multiplied', async () => {
    const staff = await file('effectifs.csv', [
      'SIREN;Nom;Tranche effectif',
      '213300635;Bordeaux;53',
      '213300635;Bordeaux (bis);12',
      '213302813;Mérignac;42.0',
      '213303183;Pessac;',
      '213305220;Talence;NN',
      '213 301 195;Cenon;12',
    ]);
    const result = await targets('--territory', 'departement:33', '--staff', staff, '--min-staff', '50');
    const verdict = (code: string) => result.rows.find((row) => row[0] === code)?.[5];
    expect({
      verdicts: ['33063', '33281', '33318', '33522', '33119'].map(verdict),
      total: result.total,
      sum: result.cible + result.horsCible + result.aVerifier,
      staff: result.staff,
    }).toEqual({
      verdicts: ['cible', 'cible', 'à vérifier', 'à vérifier', 'hors cible'],
      total: 534,
      sum: 534,
      staff: { source: 'effectifs.csv', column: 'Tranche effectif', key: 'SIREN', form: 'band' },
    });
    expect(result.warnings.map(({ code }) => code)).toContain('target-staff-duplicates');
    expect(result.warnings.find(({ code }) => code === 'target-staff-blank')?.params).toMatchObject({ count: 1 });
  });

  test('numbers of agents by commune code are compared, and « or » needs one of the two', async () => {
    const staff = await file('etp.csv', ['Code INSEE;ETP', '33063;4200,5', '33281;49,9', '33001;80', '33003;12']);
    const both = await targets('--territory', 'departement:33', '--staff', staff);
    const either = await targets('--territory', 'departement:33', '--staff', staff, '--connective', 'or');
    const verdicts = (result: { rows: string[][] }) =>
      ['33063', '33281', '33001'].map((code) =>
        result.rows.find((row) => row[0] === code)?.find((cell) => /^(cible|hors cible|à vérifier)$/.test(cell)),
      );
    expect([verdicts(both), verdicts(either)]).toEqual([
      ['cible', 'hors cible', 'hors cible'],
      ['cible', 'cible', 'cible'],
    ]);
  });

  test('a file without key or without figures is refused by name', async () => {
    const unkeyed = await file('sans-cle.csv', ['Nom;ETP', 'Bordeaux;4200', 'Pessac;900']);
    const empty = await file('sans-effectif.csv', ['SIREN;Budget', '213300635;4200', '213303183;900']);
    await expect(targets('--staff', unkeyed)).rejects.toMatchObject({ code: 'target-no-key' });
    await expect(targets('--staff', empty)).rejects.toMatchObject({
      code: 'target-no-staff',
      params: { file: 'sans-effectif.csv', columns: 'SIREN, Budget' },
    });
  });

  const selected = sharedData('data/real/staff/selected_communities.csv');
  test.skipIf(!selected)('3 071 targets and 183 to check among the 3 254 (skipped: no shared data)', async () => {
    const path = selected as string;
    const before = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
    const result = await targets('--staff', path, '--population-kind', 'municipale');
    expect(counts(result)).toEqual([3071, 31621, 183, 34875]);
    expect(result.warnings.find(({ code }) => code === 'target-staff-unmatched')?.params).toMatchObject({ count: 183 });
    expect(
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    ).toBe(before);
  });
});

describe('with a population file', () => {
  test('the code over two columns is assembled, arrondissements and old codes are added up', async () => {
    const population = await file('population.csv', [
      'Code département;Code commune;Nom;Population municipale',
      '01;015;Arbignieu;500',
      '01;340;Saint-Bois;120',
      '69;381;Lyon 1er;30000',
      '69;382;Lyon 2e;29000',
      '971;101;Les Abymes;52000',
      '2A;004;Ajaccio;70000',
      '99;999;Nulle part;5',
    ]);
    const result = await targets('--population', population, '--min-population', '600');
    const value = (code: string) => result.rows.find((row) => row[0] === code)?.[3];
    expect({
      values: ['01015', '69123', '97101', '2A004', '33063'].map(value),
      passed: result.populationPassed,
      missing: result.populationMissing,
      total: result.total,
    }).toEqual({ values: ['620', '59000', '52000', '70000', ''], passed: 4, missing: 34871, total: 34875 });
    expect(result.warnings.map(({ code, params }) => [code, params.count])).toEqual([
      ['target-vintage', undefined],
      ['target-no-population', 34871],
      ['target-old-codes', 1],
      ['target-arrondissements-summed', 2],
      ['target-population-unmatched', 1],
      ['target-no-staff', 4],
      ['target-overseas', 94],
    ]);
  });

  test('délégués and arrondissements listed beside their commune are not counted twice', async () => {
    const population = await file('cog.csv', [
      'TYPECOM;COM;LIBELLE;PMUN',
      'COM;01015;Arboys en Bugey;700',
      'COMD;01015;Arbignieu;500',
      'COMD;01340;Saint-Bois;120',
      'COM;75056;Paris;2100000',
      'ARM;75101;Paris 1er;16000',
    ]);
    const beside = await file('paris.csv', ['COM;PMUN', '75056;2100000', '75101;16000', '75102;20000']);
    const typed = await targets('--population', population);
    const plain = await targets('--population', beside);
    const paris = (result: { rows: string[][] }) => result.rows.find((row) => row[0] === '75056')?.[3];
    expect([
      typed.rows.find((row) => row[0] === '01015')?.[3],
      paris(typed),
      paris(plain),
      typed.warnings.find(({ code }) => code === 'target-components-dropped')?.params.count,
      plain.warnings.find(({ code }) => code === 'target-arrondissements-dropped')?.params.count,
    ]).toEqual(['700', '2100000', '2100000', 3, 2]);
  });

  test('names without codes are refused', async () => {
    const population = await file('noms.csv', ['Commune;Population municipale', 'Bordeaux;260000', 'Pessac;66000']);
    await expect(targets('--population', population)).rejects.toMatchObject({ code: 'target-no-code' });
  });

  const dgcl = sharedData('data/real/dgcl/epcicom.xlsx');
  test.skipIf(!dgcl)(
    'of the DGCL gives its own counts (skipped: no shared data)',
    async () => {
      const run = (kind: string, territory: string) =>
        targets('--population', dgcl as string, '--population-kind', kind, '--territory', territory);
      const totale = await run('totale', 'france');
      const municipale = await run('municipale', 'region:27');
      expect([totale.populationPassed, municipale.populationPassed]).toEqual([3302, 106]);
    },
    120_000,
  );

  const ensemble = sharedData('data/real/insee/ensemble.xlsx');
  test.skipIf(!ensemble)(
    'of INSEE 2018 finds its sheet of communes, one row each (skipped: no shared data)',
    async () => {
      const result = await targets('--population', ensemble as string, '--territory', 'region:27');
      expect([result.populationPassed, result.total, result.population.column]).toEqual([
        106,
        3685,
        'Population municipale',
      ]);
    },
  );
});
