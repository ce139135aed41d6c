import { tableFromIPC } from 'apache-arrow';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verdictColours } from '../../shared/map/colours.ts';
import { decodeOutlines } from '../../shared/map/outlines.ts';
import { type MapRow, paintMap } from '../../shared/map/paint.ts';
import { suggestMap } from '../../shared/map/suggest.ts';
import type { Table } from '../../shared/project/project.ts';
import { buildTarget } from '../../shared/target/build.ts';
import { defaultChoices, targetColumn } from '../../shared/target/choices.ts';
import { queryOf } from '../../shared/target/measure.ts';
import { openEngine, type TestEngine } from './open-engine.ts';

let engine: TestEngine;

beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

test('the verdicts of a target table are drawn from its own rows, those to be checked striped, none taken for another', async () => {
  await engine.open(
    await engine.write('effectifs.csv', 'Code département;ETP\n01;1200\n38;4100\n48;12\n33;20\n'),
    'staff',
  );
  for (const table of ['communes', 'departements', 'anciens-codes'] as const)
    await engine.call('source.reference', { id: table, table });
  const staff: Table = { id: 'staff_table', name: 'Effectifs', source: 'staff', recipe: [] };
  let next = 0;
  const parts = buildTarget(
    {
      ...defaultChoices,
      bodies: { kind: 'departements' },
      population: { kind: 'reference', figure: 'municipale' },
      staff: {
        kind: 'table',
        table: staff.id,
        key: { column: 'Code département', stands: 'departement' },
        column: 'ETP',
        form: 'number',
      },
    },
    {
      communes: 'communes',
      bodies: 'departements',
      oldCodes: 'anciens-codes',
      tables: [staff],
      newId: () => `step_${next++}`,
      names: {
        target: 'Cibles',
        population: 'p',
        oldCodes: 'o',
        staff: 's',
        staffRows: 'r',
        staffCommunes: 'c',
        within: 'w',
      },
    },
  );
  const query = queryOf(parts.table, [staff, ...parts.tables]);
  const columns = await engine.call('table.columns', { query });
  const basemaps = await engine.call('basemap.list', {});
  const map = suggestMap(parts.table.id, columns, parts.table.recipe, basemaps)!;
  expect([map.kind, map.level, map.code, map.value]).toEqual([
    'verdict',
    'departement',
    targetColumn.code,
    targetColumn.verdict,
  ]);
  const [{ rows }, layer] = await Promise.all([
    engine.call('map.data', { query, map }),
    engine.call('basemap.layer', { basemap: 'france', level: 'departement' }),
  ]);
  const read = tableFromIPC(rows)
    .toArray()
    .map(({ code, value, rows: count, missing, kinds }): MapRow => {
      return { code, value, rows: Number(count), missing: Number(missing), kinds: Number(kinds) };
    });
  const painting = paintMap(map, columns, decodeOutlines(layer), read);
  const verdictOf = (code: string) => painting.facts.find((fact) => fact.code === code)?.value;
  expect({
    verdicts: ['01', '38', '33', '48', '2A', '974'].map(verdictOf),
    legend: painting.legend.map(({ label, areas, style }) => [label, areas, painting.styles[style]]),
  }).toEqual({
    verdicts: ['cible', 'cible', 'hors cible', 'hors cible', 'à vérifier', 'à vérifier'],
    legend: [
      ['cible', 2, { colour: verdictColours.target, pattern: 'plain' }],
      ['à vérifier', 97, { colour: verdictColours.check, pattern: 'stripes' }],
      ['hors cible', 2, { colour: verdictColours.other, pattern: 'plain' }],
    ],
  });
});
