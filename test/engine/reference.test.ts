import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../electron/engine/database.ts';
import { listTerritories, loadReference, oldCodes, referenceInfo } from '../../electron/engine/reference.ts';
import { referenceTables } from '../../shared/territory/reference.ts';
import { sharedData } from '../tools/shared-data.ts';

const resources = join(process.cwd(), 'resources');
const truthFile = sharedData('data/truth/population.json');

let staging: string;
let database: Database;

beforeAll(async () => {
  staging = await mkdtemp(join(tmpdir(), 'crible-test-'));
  database = await openDatabase({ staging, threads: 1, memoryMegabytes: 512 });
  for (const { id } of referenceTables)
    await loadReference({ database, staging, resources, id: id.replace('-', '_'), table: id, signal: null });
});

afterAll(async () => {
  database.close();
  await rm(staging, { recursive: true, force: true });
});

function ask<T = Record<string, unknown>>(sql: string): Promise<T[]> {
  return database.use(null, (connection) => connection.rows<T>(sql));
}

describe('the built-in reference', () => {
  test('counts the communes of the COG 2026 by zone, and keeps apart what is no collectivité', async () => {
    expect({
      zones: await ask(`SELECT "Zone" AS zone, count(*) AS n FROM source_communes GROUP BY ALL ORDER BY n DESC`),
      parts: await ask(`SELECT "Type" AS type, count(*) AS n FROM source_composantes GROUP BY ALL ORDER BY n DESC`),
      epci: await ask(`SELECT count(*) AS n, sum("Nombre de communes")::BIGINT AS members FROM source_epci`),
    }).toEqual({
      zones: [
        { zone: 'métropole', n: 34746 },
        { zone: 'DROM', n: 129 },
        { zone: 'COM', n: 94 },
      ],
      parts: [
        { type: 'commune déléguée', n: 2105 },
        { type: 'commune associée', n: 471 },
        { type: 'arrondissement municipal', n: 45 },
      ],
      epci: [{ n: 1255, members: 34871 }],
    });
  });

  test('tells the population of each source apart: 75 communes change sides between totale and municipale', async () => {
    const [counts] = await ask(`
      SELECT count(*) FILTER ("Population municipale 2023" >= 3500 AND "Zone" <> 'COM') AS municipale,
        count(*) FILTER ("Population municipale 2023" >= 3500 AND "Zone" = 'métropole') AS metropole,
        count(*) FILTER ("Population totale DGCL 2025" >= 3500) AS totale_dgcl,
        count(*) FILTER ("Population municipale DGCL 2025" >= 3500) AS municipale_dgcl,
        count(*) FILTER ("Population municipale DGCL 2025" < 3500 AND "Population totale DGCL 2025" >= 3500) AS flip,
        count(*) FILTER ("Population municipale DGCL 2025" = "Population municipale 2023") AS same
      FROM source_communes`);
    expect(counts).toEqual({
      municipale: 3254,
      metropole: 3149,
      totale_dgcl: 3302,
      municipale_dgcl: 3227,
      flip: 75,
      same: 2625,
    });
  });

  test('gives the DGCL counts of each territory, totale then municipale', async () => {
    const rows = await ask<Record<string, number>>(`
      SELECT area, count(*) AS communes, count(*) FILTER (t >= 3500) AS totale, count(*) FILTER (m >= 3500) AS municipale
      FROM (SELECT unnest(["Région", "Département"]) AS area, "Population totale DGCL 2025" AS t,
        "Population municipale DGCL 2025" AS m FROM source_communes)
      WHERE area IN ('Bourgogne-Franche-Comté', 'Gironde', 'Isère', 'Ain') GROUP BY area ORDER BY area`);
    expect(rows.map((row) => [row.area, row.totale, row.municipale, row.communes])).toEqual([
      ['Ain', 39, 35, 391],
      ['Bourgogne-Franche-Comté', 108, 106, 3685],
      ['Gironde', 84, 80, 534],
      ['Isère', 80, 78, 512],
    ]);
  });

  test('names the four islands outside any EPCI, and the vintage of Mayotte', async () => {
    expect({
      islands: await ask(
        `SELECT "Commune" AS name FROM source_communes WHERE "EPCI" IS NULL AND "Zone" <> 'COM' ORDER BY "Code commune"`,
      ),
      vintages: await ask(
        `SELECT "Millésime de la population municipale" AS year, count(*) AS n FROM source_communes GROUP BY ALL ORDER BY year`,
      ),
    }).toEqual({
      islands: [{ name: 'Île-de-Bréhat' }, { name: 'Île-de-Sein' }, { name: 'Ouessant' }, { name: "L'Île-d'Yeu" }],
      vintages: [
        { year: '2017', n: 17 },
        { year: '2023', n: 34858 },
        { year: null, n: 94 },
      ],
    });
  });

  test.skipIf(!truthFile)('agrees with the counts by région and by département (skipped: no shared data)', async () => {
    const { readFile } = await import('node:fs/promises');
    const truth = JSON.parse(await readFile(truthFile as string, 'utf8'));
    for (const [column, expected] of [
      ['Code région', truth.communes_ge_3500_by_region],
      ['Code département', truth.communes_ge_3500_by_departement],
    ] as const) {
      const rows = await ask<{ code: string; n: number }>(
        `SELECT "${column}" AS code, count(*) FILTER ("Population municipale 2023" >= 3500) AS n
         FROM source_communes WHERE "Zone" <> 'COM' GROUP BY ALL HAVING n > 0`,
      );
      expect(Object.fromEntries(rows.map((row) => [row.code, row.n]))).toEqual(
        Object.fromEntries(Object.entries(expected as Record<string, { n: number }>).map(([code, { n }]) => [code, n])),
      );
    }
  });

  test('gives each old code one present successor', async () => {
    const relation = await oldCodes({ database, staging, resources });
    const [facts] = await ask(`
      SELECT count(*) AS n, count(DISTINCT old) AS codes, count(c."Commune") AS present
      FROM ${relation} LEFT JOIN source_communes c ON code = "Code commune"`);
    const examples = await ask(
      `SELECT old, code, nature FROM ${relation} WHERE old IN ('01340', '75101', '60455', '55273') ORDER BY old`,
    );
    expect({ facts, examples }).toEqual({
      facts: { n: 4285, codes: 4285, present: 4285 },
      examples: [
        { old: '01340', code: '01015', nature: 'commune déléguée' },
        { old: '55273', code: '55386', nature: 'commune associée' },
        { old: '60455', code: '60694', nature: 'commune déléguée' },
        { old: '75101', code: '75056', nature: 'arrondissement municipal' },
      ],
    });
  });

  test('opens as an ordinary source: types, meanings, profiles, row numbers, nothing left in the staging folder', async () => {
    const opened = await loadReference({ database, staging, resources, id: 'r1', table: 'regions', signal: null });
    expect(opened.source).toMatchObject({
      id: 'r1',
      name: 'Référentiel\u00a0: Régions',
      format: 'reference',
      rowCount: 26,
      options: { entry: 'regions' },
    });
    expect(opened.columns[0]).toEqual({ name: 'Code région', type: 'text', meaning: 'region' });
    expect(opened.profiles[0]).toEqual({
      name: 'Code région',
      missing: 0,
      missingReasons: {},
      invalid: 0,
      distinct: 26,
    });
    expect(
      await ask(
        'SELECT min(__row) AS first, max(__row) AS last, (SELECT count(*) FROM issues_r1) AS issues FROM source_r1',
      ),
    ).toEqual([{ first: 1, last: 26, issues: 0 }]);
    expect((await readdir(staging)).filter((name) => name.endsWith('.parquet'))).toEqual([]);
    const again = await loadReference({
      database,
      staging,
      resources,
      id: 'r2',
      table: opened.source.name,
      signal: null,
    });
    expect(again.source.sha256).toEqual(opened.source.sha256);
  });

  test('refuses a table that it does not have', async () => {
    await expect(
      loadReference({ database, staging, resources, id: 'x', table: 'cantons', signal: null }),
    ).rejects.toMatchObject({ code: 'reference-unknown', params: { table: 'cantons' } });
  });

  test('lists régions, départements and EPCI with their parents', async () => {
    const list = await listTerritories({ database, staging, resources });
    const count = (kind: string) => list.filter((entry) => entry.kind === kind).length;
    expect([count('region'), count('departement'), count('epci')]).toEqual([26, 109, 1255]);
    expect(list.find((entry) => entry.code === '243300316')).toEqual({
      kind: 'epci',
      code: '243300316',
      name: 'Bordeaux Métropole',
      parent: '33',
    });
    expect(list.find((entry) => entry.kind === 'departement' && entry.code === '33')).toEqual({
      kind: 'departement',
      code: '33',
      name: 'Gironde',
      parent: '75',
    });
  });

  test('tells its vintages, licence and row counts', async () => {
    const info = await referenceInfo(resources);
    expect(info.licence).toMatch(/Licence Ouverte/);
    expect(Object.fromEntries(info.tables.map((table) => [table.id, table.rows]))).toMatchObject({
      communes: 34969,
      composantes: 2621,
      epci: 1255,
      'epci-membres': 34871,
    });
  });
});
