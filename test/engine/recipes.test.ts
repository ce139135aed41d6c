import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SourceColumn, Table } from '../../shared/project/project.ts';
import { copyTables, guessMapping, mapOptions, shareRecipe } from '../../shared/project/replay.ts';
import type { ExpectedFile, SharedRecipe } from '../../shared/project/shared-recipe.ts';
import { compareTables } from '../../shared/target/compare.ts';
import { builtInRecipes } from '../tools/recipes.ts';
import { sharedData } from '../tools/shared-data.ts';
import { openEngine, pageOf, rowsOf, type TestEngine } from './open-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

function numbered(): () => string {
  let next = 1;
  const prefix = `c${Math.random().toString(36).slice(2, 8)}`;
  return () => `${prefix}${next++}`;
}

/** Applies a recipe as the page does: files by id of the expected source. */
async function apply(recipe: SharedRecipe, files: Record<string, string>) {
  const newId = numbered();
  const sources = new Map<string, string>();
  for (const expected of recipe.sources) {
    const id = newId();
    sources.set(expected.id, id);
    if (expected.kind === 'reference') {
      await engine.call('source.reference', { id, table: expected.table });
      continue;
    }
    const file = await engine.grant(files[expected.id] as string);
    const { sheet } = expected;
    const inspection = await engine.call('source.inspect', { file, ...(sheet ? { options: { sheet } } : {}) });
    const mapping = guessMapping(expected, inspection.columns);
    expect([...mapping.values()]).not.toContain(null);
    await engine.call('source.open', { file, id, options: mapOptions(expected, inspection.options, mapping) });
  }
  return copyTables(recipe, sources, newId);
}

async function rowsOfTable(tables: Table[], table: string, limit = 100) {
  const query = { table, tables };
  const columns = (await engine.call('table.columns', { query })).map(({ name }) => name);
  return { columns, ...(await pageOf(engine, query, columns, 0, limit)) };
}

describe('the recipes that come with Crible', () => {
  test('are those that the code makes, and the engine reads them', async () => {
    for (const [name, recipe] of Object.entries(builtInRecipes()))
      await expect(`${JSON.stringify(recipe, null, 2)}\n`).toMatchFileSnapshot(`../../resources/recipes/${name}`);
    expect(await engine.call('recipe.list', {})).toEqual(Object.values(builtInRecipes()));
  });

  test('the one of targets runs on a file whose columns bear other names', async () => {
    const path = await engine.write('effectifs-2026.csv', 'siren;Tranche effectif\n213300635;53\n213302813;12\n');
    const { tables, main } = await apply(builtInRecipes()['1-collectivites-cibles.crible-recette'] as SharedRecipe, {
      effectifs: path,
    });
    const { values } = await engine.call('table.values', {
      query: { table: main, tables },
      column: 'verdict',
      search: '',
      offset: 0,
      limit: 5,
    });
    expect(values.find(({ value }) => value === 'cible')?.count).toBe(1);
  });

  const ensemble = sharedData('data/real/insee/ensemble.xlsx');
  test.skipIf(!ensemble)('the one of INSEE gives one row per commune (skipped: no shared data)', async () => {
    const { tables, main } = await apply(builtInRecipes()['2-populations-insee.crible-recette'] as SharedRecipe, {
      insee: ensemble as string,
    });
    const recipe = tables.find(({ id }) => id === main)?.recipe ?? [];
    const filtered: Table[] = tables.map((table) =>
      table.id === main
        ? {
            ...table,
            recipe: [
              ...recipe,
              {
                id: 'plm',
                kind: 'filter',
                condition: { kind: 'in', column: 'Commune', values: ['Paris', 'Lyon', 'Marseille'] },
              },
            ],
          }
        : table,
    );
    const { rows } = await rowsOfTable(filtered, main);
    expect(Object.fromEntries(rows.map((row) => [row[1], row[2]]))).toEqual({
      Paris: 2_175_601,
      Lyon: 518_635,
      Marseille: 868_277,
    });
  });

  const dgcl = sharedData('data/real/dgcl/epcicom.xlsx');
  test.skipIf(!dgcl)('the one of DGCL gives 1 255 EPCI (skipped: no shared data)', async () => {
    const { tables, main } = await apply(builtInRecipes()['3-epci-dgcl.crible-recette'] as SharedRecipe, {
      epcicom: dgcl as string,
    });
    const { total, rows } = await rowsOfTable(tables, main, 1);
    expect([total, rows[0]?.[2]]).toEqual([1255, 'Métropole du Grand Paris']);
  });

  test('a file that is no recipe is refused by name', async () => {
    const file = await engine.grant(await engine.write('autre.crible-recette', '{"format":"crible"}'));
    await expect(engine.call('recipe.read', { file })).rejects.toMatchObject({ code: 'recipe-damaged' });
  });
});

describe('a recipe shared', () => {
  test('holds the columns that its steps use and nothing of the data', () => {
    const table: Table = {
      id: 't',
      name: 'T',
      source: 's',
      recipe: [{ id: '1', kind: 'sort', by: [{ column: 'b', descending: false }] }],
    };
    const source = {
      id: 's',
      name: 'f.csv',
      format: 'csv' as const,
      sha256: 'secret',
      size: 1,
      options: {},
      notes: ['note'],
      rowCount: 9,
    };
    const project = {
      format: 'crible',
      version: 1,
      id: 'p',
      name: 'P',
      sources: [source],
      tables: [table],
      charts: [],
      maps: [],
      views: [],
      report: { title: '', blocks: [], attach: true },
    } as const;
    const columns = ['a', 'b'].map((name) => ({ name, type: 'text' as const, meaning: null }));
    const recipe = shareRecipe(
      {
        ...project,
        sources: [source],
        tables: [table],
        charts: [],
        maps: [],
        views: [],
        report: { title: '', blocks: [], attach: true },
      },
      table,
      () => columns,
    );
    expect(recipe.sources).toEqual([
      { kind: 'file', id: 's', name: 'f.csv', columns: [{ name: 'b', type: 'text', meaning: null }] },
    ]);
    expect(JSON.stringify(recipe)).not.toContain('secret');
  });
});

describe('columns of next year', () => {
  const column = (name: string, meaning: SourceColumn['meaning'] = null): SourceColumn => ({
    index: 0,
    name,
    type: 'text',
    meaning,
    missing: [],
    kept: true,
  });
  const expected: ExpectedFile = {
    kind: 'file',
    id: 's',
    name: 'f',
    columns: [
      { name: 'ptot_2025', type: 'integer', meaning: null },
      { name: 'insee', type: 'text', meaning: 'commune' },
      { name: 'effectif', type: 'integer', meaning: null },
    ],
  };

  test('are found by name, by words without years, by a meaning that only one has; else they are asked for', () => {
    const mapping = guessMapping(expected, [column('PTOT 2026'), column('code commune', 'commune'), column('agents')]);
    expect([...mapping]).toEqual([
      ['ptot_2025', 'PTOT 2026'],
      ['insee', 'code commune'],
      ['effectif', null],
    ]);
  });

  test('are read under the names that the recipe knows; a namesake gives way', () => {
    const options = { columns: [column('agents'), column('effectif')] };
    const mapped = mapOptions(expected, options, new Map([['effectif', 'agents']]));
    expect(mapped.columns?.map(({ name, heading }) => [name, heading])).toEqual([
      ['effectif', 'agents'],
      ['effectif (2)', 'effectif'],
    ]);
  });
});

test('two lists are compared: who enters, leaves, merges, appears, is to be checked', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'crible-compare-'));
  const list = async (id: string, lines: string[]): Promise<Table> => {
    const path = await engine.write(`${id}.csv`, `code;nom;population;effectif\n${lines.join('\n')}\n`);
    await engine.open(path, id);
    return {
      id: `table-${id}`,
      name: id,
      source: id,
      recipe: [
        {
          id: `target-${id}`,
          kind: 'target',
          population: { column: 'population', threshold: 3500 },
          staff: { column: 'effectif', form: 'number', threshold: 50 },
          operator: 'ge',
          connective: 'and',
          verdictColumn: 'verdict',
          reasonColumn: 'raison',
        },
        { id: `select-${id}`, kind: 'select', columns: ['code', 'nom', 'population', 'effectif', 'verdict', 'raison'] },
      ],
    };
  };
  const before = await list('avant', [
    '33063;Bordeaux;260000;4000',
    '33001;Abzac;3400;60',
    '33002;Aillas;3600;60',
    '33003;Ambarès;9000;60',
    '01340;Saint-Bois;4000;60',
    '99998;Ailleurs;4000;60',
  ]);
  const after = await list('apres', [
    '33063;Bordeaux;261000;4100',
    '33001;Abzac;3500;60',
    '33002;Aillas;3499;60',
    '33003;Ambarès;9000;',
    '33004;Neuve;100;1',
    '33005;Grande;5000;80',
  ]);
  await engine.call('source.reference', { id: 'anciens', table: 'anciens-codes' });
  const oldCodes: Table = { id: 'old', name: 'Anciens codes', source: 'anciens', recipe: [] };
  const table = compareTables(before, after, oldCodes, { name: 'Entrées et sorties', newId: numbered() });
  const tables = [table, before, after, oldCodes];
  const query = { table: table.id, tables };
  const { rows } = await engine.call('table.page', {
    query,
    columns: ['nom', 'changement', 'commune qui a succédé'],
    offset: 0,
    limit: 50,
  });
  const found = rowsOf(rows).sort((a, b) => String(a[0]).localeCompare(String(b[0]), 'fr'));
  expect(found).toEqual(
    [
      ['Abzac', 'entre', null],
      ['Ailleurs', 'absente de la nouvelle liste', null],
      ['Aillas', 'sort', null],
      ['Ambarès', 'devient à vérifier', null],
      ['Grande', 'entre', null],
      ['Neuve', 'nouvelle dans la liste', null],
      ['Saint-Bois', 'fusionnée', 'Arboys en Bugey'],
    ].sort((a, b) => String(a[0]).localeCompare(String(b[0]), 'fr')),
  );
  await rm(folder, { recursive: true, force: true });
});
