import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { emptyProject } from '../../shared/project/project.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { sharedData } from '../tools/shared-data.ts';
import { openEngine, pageOf, queryOf, type TestEngine } from './open-engine.ts';

const census = sharedData('data/real/insee/ensemble.xlsx');

describe.skipIf(census === null)('the main job on the workbook of INSEE (skipped: no shared data)', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await openEngine();
  });
  afterAll(() => engine.close());

  const recipe: Step[] = [
    {
      id: 'f',
      kind: 'filter',
      condition: {
        kind: 'all',
        of: [
          { kind: 'compare', column: 'Nom de la région', operator: 'eq', value: 'Bourgogne-Franche-Comté' },
          { kind: 'compare', column: 'Population municipale', operator: 'ge', value: 3500 },
        ],
      },
    },
    { id: 's', kind: 'sort', by: [{ column: 'Population municipale', descending: true }] },
  ];

  test('106 communes of Bourgogne-Franche-Comté, exported and opened again the same, the source untouched', async () => {
    const path = census as string;
    const sum = async () =>
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex');
    const before = await sum();
    const opened = await engine.open(path, 's', { sheet: 'Communes' });
    const columns = ['Code région', 'Code département', 'Code commune', 'Nom de la commune', 'Population municipale'];
    const page = await pageOf(engine, queryOf(recipe), columns, 0, 200);
    expect([opened.source.rowCount, page.total, page.rows[0]]).toEqual([
      34993,
      106,
      ['27', '21', '231', 'Dijon', expect.any(Number)],
    ]);

    const project = { ...emptyProject('p', 'Essai'), sources: [opened.source], tables: queryOf(recipe).tables };
    await engine.call('project.save', { project, handle: null });
    const made = await engine.call('table.export', { query: queryOf(recipe), format: 'xlsx', name: 'cibles', project });
    const file = engine.engine.session.outputs.get(made.output);
    await engine.open(file?.path ?? '', 'again');
    expect(await pageOf(engine, queryOf([], 'again'), columns, 0, 200)).toEqual(page);
    expect([await sum(), opened.source.sha256]).toEqual([before, before]);
  });
});
