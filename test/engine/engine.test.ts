import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Step } from '../../shared/recipe/step.ts';
import { slowness } from '../tools/pace.ts';
import { openEngine, pageOf, queryOf, type TestEngine } from './open-engine.ts';

let engine: TestEngine;

const communes = `Code;Nom;Population;Densité;Relevé
01001;L’Abergement-Clémenciat;832;52,4;21/11/2026
01002;L’Abergement-de-Varey;267;29,2;
2A004;Ajaccio;72561;885,4;02/01/2025
01004;Ambérieu-en-Bugey;15554;632,1;31/12/2024
97101;Les Abymes;s;660,2;01/06/2026
`;

beforeAll(async () => {
  engine = await openEngine();
  await engine.open(await engine.write('communes.csv', communes));
});
afterAll(() => engine.close());

const columns = ['Code', 'Nom', 'Population', 'Densité', 'Relevé'];
const atLeast: Step = {
  id: 'f',
  kind: 'filter',
  condition: { kind: 'compare', column: 'Population', operator: 'ge', value: 800 },
};
const byPopulation: Step = { id: 's', kind: 'sort', by: [{ column: 'Population', descending: true }] };

describe('pages', () => {
  test('a page has the columns asked for, in order, typed, with missing cells', async () => {
    expect(await pageOf(engine, queryOf([]), columns)).toEqual({
      total: 5,
      rows: [
        ['01001', 'L’Abergement-Clémenciat', 832, 52.4, Date.UTC(2026, 10, 21)],
        ['01002', 'L’Abergement-de-Varey', 267, 29.2, null],
        ['2A004', 'Ajaccio', 72561, 885.4, Date.UTC(2025, 0, 2)],
        ['01004', 'Ambérieu-en-Bugey', 15554, 632.1, Date.UTC(2024, 11, 31)],
        ['97101', 'Les Abymes', null, 660.2, Date.UTC(2026, 5, 1)],
      ],
    });
  });

  test('pages of a sorted table follow one another', async () => {
    const query = queryOf([atLeast, byPopulation]);
    const pages = [];
    for (const offset of [0, 1, 2, 3]) pages.push(await pageOf(engine, query, ['Code'], offset, 1));
    expect(pages).toEqual([
      { total: 3, rows: [['2A004']] },
      { total: 3, rows: [['01004']] },
      { total: 3, rows: [['01001']] },
      { total: 3, rows: [] },
    ]);
  });

  test('pages of groups follow one another, with their number, as the steps and the headers count them', async () => {
    const byDepartment: Step = {
      id: 'g',
      kind: 'aggregate',
      by: ['Département'],
      measures: [{ name: 'Communes', measure: 'count' }],
    };
    const department: Step = {
      id: 'd',
      kind: 'derive',
      name: 'Département',
      expression: {
        kind: 'call',
        name: 'left',
        of: [
          { kind: 'column', name: 'Code' },
          { kind: 'constant', value: 2 },
        ],
      },
    };
    const query = queryOf([department, byDepartment]);
    const pages = [];
    for (const offset of [0, 1, 2, 3]) pages.push(await pageOf(engine, query, ['Département', 'Communes'], offset, 1));
    const [sketch] = await engine.call('table.sketch', { query, columns: ['Communes'] });
    expect({ pages, rows: sketch?.rows, count: await engine.call('table.count', { query }) }).toEqual({
      pages: [
        { total: 3, rows: [['01', 3]] },
        { total: 3, rows: [['2A', 1]] },
        { total: 3, rows: [['97', 1]] },
        { total: 3, rows: [] },
      ],
      rows: 3,
      count: 3,
    });
  });

  test('a page past the end is empty and still has its columns', async () => {
    expect(await pageOf(engine, queryOf([]), ['Nom'], 1000, 10)).toEqual({ total: 5, rows: [] });
  });

  test('a column that is not there is named', async () => {
    const asked = engine.call('table.page', { query: queryOf([]), columns: ['Nome'], offset: 0, limit: 1 });
    await expect(asked).rejects.toMatchObject({ code: 'column-missing', params: { column: 'Nome' } });
  });
});

describe('figures', () => {
  test('rows after each step, disabled ones included', async () => {
    const steps = queryOf([{ ...byPopulation, disabled: true }, atLeast, { id: 'l', kind: 'limit', count: 2 }]);
    expect(await engine.call('table.steps', { query: steps })).toEqual({
      before: 5,
      rowCounts: [5, 3, 2],
      fault: null,
    });
  });

  test('the step that breaks is named and those before keep their counts', async () => {
    const broken: Step = { id: 'broken', kind: 'sort', by: [{ column: 'Altitude' }] };
    expect(await engine.call('table.steps', { query: queryOf([atLeast, broken, byPopulation]) })).toEqual({
      before: 5,
      rowCounts: [3],
      fault: { step: 'broken', fault: { code: 'column-missing', params: { column: 'Altitude', step: 'broken' } } },
    });
  });

  test('a condition being edited counts what it would keep', async () => {
    const condition = { kind: 'text', column: 'Nom', operator: 'contains', value: 'abergement' } as const;
    expect(await engine.call('filter.count', { query: queryOf([]), condition })).toEqual({ kept: 2, total: 5 });
  });

  test('a profile tells missing cells and why', async () => {
    expect(await engine.call('table.profile', { query: queryOf([]), columns: ['Population', 'Relevé'] })).toEqual([
      { name: 'Population', missing: 1, missingReasons: { secret: 1 }, invalid: 0, distinct: 4 },
      { name: 'Relevé', missing: 1, missingReasons: {}, invalid: 0, distinct: 4 },
    ]);
  });

  test('a profile of the rows kept counts only their cells', async () => {
    const overseas: Step = {
      id: 'o',
      kind: 'filter',
      condition: { kind: 'text', column: 'Code', operator: 'starts', value: '97' },
    };
    expect(await engine.call('table.profile', { query: queryOf([overseas]), columns: ['Population', 'Code'] })).toEqual(
      [
        { name: 'Population', missing: 1, missingReasons: { secret: 1 }, invalid: 0, distinct: 0 },
        { name: 'Code', missing: 0, missingReasons: {}, invalid: 0, distinct: 1 },
      ],
    );
    expect(await engine.call('table.profile', { query: queryOf([atLeast]), columns: ['Population'] })).toEqual([
      { name: 'Population', missing: 0, missingReasons: {}, invalid: 0, distinct: 3 },
    ]);
  });

  test('values are searched without case or accents', async () => {
    const input = { query: queryOf([]), column: 'Nom', search: 'AMBERIEU', offset: 0, limit: 10 };
    expect(await engine.call('table.values', input)).toEqual({
      values: [{ value: 'Ambérieu-en-Bugey', count: 1 }],
      distinct: 1,
    });
  });

  test('values of a date are those that a condition takes', async () => {
    const input = { query: queryOf([]), column: 'Relevé', search: '2024', offset: 0, limit: 10 };
    expect((await engine.call('table.values', input)).values).toEqual([{ value: '2024-12-31', count: 1 }]);
  });

  test('months of a date are counted, in order', async () => {
    const asked = await Promise.all(
      ['Relevé', 'Nom'].map((column) => engine.call('table.periods', { query: queryOf([]), column })),
    );
    expect(asked.map(({ months }) => months)).toEqual([
      [
        { month: '2024-12', count: 1 },
        { month: '2025-01', count: 1 },
        { month: '2026-06', count: 1 },
        { month: '2026-11', count: 1 },
      ],
      [],
    ]);
  });

  test('a histogram counts every row once', async () => {
    expect(await engine.call('table.histogram', { query: queryOf([]), column: 'Population', bins: 2 })).toEqual({
      min: 267,
      max: 72561,
      missing: 1,
      bins: [
        { from: 267, to: 36414, count: 3 },
        { from: 36414, to: 72561, count: 1 },
      ],
    });
  });

  test('cells read as missing are listed with their place in the file', async () => {
    expect(await engine.call('source.issues', { source: 's', offset: 0, limit: 10 })).toEqual({
      issues: [{ row: 6, column: 'Population', raw: 's', reason: 'secret' }],
      total: 1,
    });
  });

  test('the SQL shown runs as it is', async () => {
    const sql = await engine.call('table.sql', { query: queryOf([atLeast, byPopulation]) });
    const rows = await engine.engine.session.database.use(null, (connection) => connection.rows(sql));
    expect(rows.map((row) => row.Code)).toEqual(['2A004', '01004', '01001']);
  });
});

describe('bad input', () => {
  test('an input of the wrong shape is refused and names the field', async () => {
    const asked = engine.call('table.page', { query: queryOf([]), columns: ['Nom'], offset: -1, limit: 10 });
    await expect(asked).rejects.toMatchObject({ code: 'bad-input', params: { name: 'table.page', detail: 'offset' } });
  });

  test('an unknown call is refused', async () => {
    const asked = engine.call('table.delete' as 'table.sql', { query: queryOf([]) });
    await expect(asked).rejects.toMatchObject({ code: 'unknown-call' });
  });

  test('a source id that is no name is refused before it becomes SQL', async () => {
    const file = await engine.grant(await engine.write('autre.csv', communes));
    const asked = engine.call('source.open', { file, id: 'x"; DROP TABLE source_s; --', options: {} });
    await expect(asked).rejects.toMatchObject({ code: 'bad-input' });
    expect(await engine.call('table.count', { query: queryOf([]) })).toBe(5);
  });

  test('a file that was never granted is missing', async () => {
    const file = { id: 'made-up', name: 'passwd', size: 1 };
    await expect(engine.call('source.inspect', { file })).rejects.toMatchObject({ code: 'file-missing' });
  });

  test('an empty file is refused with its name', async () => {
    const path = await engine.write('vide.csv', '');
    await expect(engine.grant(path)).rejects.toMatchObject({ code: 'file-empty', params: { file: 'vide.csv' } });
  });
});

describe('cancelling', () => {
  const huge: Step = {
    id: 'h',
    kind: 'join',
    right: 'u',
    on: [{ left: 'Un', right: 'Un' }],
    keep: 'inner',
    columns: [],
    allowMultiply: true,
  };

  test('a table whose count was given up has all its rows the next time', async () => {
    const above = (value: number) =>
      queryOf([
        { id: 'f', kind: 'filter', condition: { kind: 'compare', column: 'Population', operator: 'ge', value } },
      ]);
    const totals = new Set<number>();
    for (let turn = 0; turn < 60; turn++) {
      const controller = new AbortController();
      const asked = engine.call('table.count', { query: above(800 - turn) }, { signal: controller.signal });
      setTimeout(() => controller.abort(), (turn % 10) / 3);
      await asked.catch(() => null);
      // Meanwhile another one is counted, as when an edit is undone.
      totals.add((await pageOf(engine, above(700 - turn), columns)).total);
      totals.add((await pageOf(engine, above(800 - turn), columns)).total);
    }
    expect([...totals]).toEqual([3]);
  });

  test('a long query stops at once and the engine goes on', async () => {
    const lines = Array.from({ length: 200_000 }, (_, row) => `1;${row}`);
    await engine.open(await engine.write('uns.csv', `Un;N\n${lines.join('\n')}\n`), 'u');
    const controller = new AbortController();
    const query = queryOf([huge], 'u', [{ id: 'u', name: 'U', source: 'u', recipe: [] }]);
    const asked = engine.call('table.count', { query }, { signal: controller.signal });
    setTimeout(() => controller.abort(), 150);
    await expect(asked).rejects.toMatchObject({ code: 'cancelled' });
    const before = performance.now();
    expect(await engine.call('table.count', { query: queryOf([atLeast]) })).toBe(3);
    expect(performance.now() - before).toBeLessThan(1000 * slowness());
  });
});
