import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Step, StepOf } from '../../shared/recipe/step.ts';
import { openEngine, queryOf, type TestEngine } from './open-engine.ts';

let engine: TestEngine;

/** 200 rows: values 1 to 199 and one of 100 000, a secret in ten, three regions, a day each. */
function lines(): string {
  const rows = ['Code;Région;Valeur;Jour;Texte'];
  for (let rank = 1; rank <= 200; rank += 1) {
    const value = rank % 10 === 0 ? (rank % 20 === 0 ? 's' : '') : rank === 199 ? '100000' : String(rank);
    const day = `${String((rank % 28) + 1).padStart(2, '0')}/03/2024`;
    rows.push(
      `${String(1000 + rank).padStart(5, '0')};${rank % 3 === 0 ? 'Corse' : 'Bretagne'};${value};${day};t${rank}`,
    );
  }
  return `${rows.join('\n')}\n`;
}
const corse: Step = {
  id: 'f',
  kind: 'filter',
  condition: { kind: 'compare', column: 'Région', operator: 'eq', value: 'Corse' },
};

beforeAll(async () => {
  engine = await openEngine();
  await engine.open(await engine.write('valeurs.csv', lines()));
});
afterAll(() => engine.close());

describe('the sketch of a header', () => {
  test('counts bins, frequent values and missing cells over the rows of the recipe', async () => {
    const [region, value] = await engine.call('table.sketch', {
      query: queryOf([corse]),
      columns: ['Région', 'Valeur'],
    });
    expect({ region, value: { ...value, spread: null }, kept: value?.spread?.bins.reduce((a, b) => a + b, 0) }).toEqual(
      {
        region: { name: 'Région', rows: 66, missing: 0, spread: null, top: [{ value: 'Corse', count: 66 }] },
        value: { name: 'Valeur', rows: 66, missing: 6, spread: null, top: null },
        kept: 60,
      },
    );
  });

  test('is the same on rows kept aside, after a step that costs', async () => {
    const columns = ['Région', 'Valeur', 'Jour'];
    const limit: Step = { id: 'l', kind: 'limit', count: 1000 };
    const plain = await engine.call('table.sketch', { query: queryOf([corse]), columns });
    expect(await engine.call('table.sketch', { query: queryOf([corse, limit]), columns })).toEqual(plain);
  });

  test('stands on an empty table', async () => {
    const nothing: Step = { ...corse, condition: { kind: 'missing', column: 'Région' } };
    expect(await engine.call('table.sketch', { query: queryOf([nothing]), columns: ['Région', 'Valeur'] })).toEqual([
      { name: 'Région', rows: 0, missing: 0, spread: null, top: [] },
      { name: 'Valeur', rows: 0, missing: 0, spread: null, top: null },
    ]);
  });
});

describe('the details of a column', () => {
  test('a number has its quantiles, its far values, its bins', async () => {
    const { spread, top, ...rest } = await engine.call('table.details', { query: queryOf([]), column: 'Valeur' });
    expect({ ...rest, bins: spread?.bins.length, first: spread?.bins[0], top: top.length }).toEqual({
      name: 'Valeur',
      rows: 200,
      missing: 20,
      distinct: 180,
      quantities: {
        min: 1,
        p5: expect.closeTo(10.9, 6),
        q1: 50.5,
        median: 100,
        q3: 149.5,
        p95: expect.closeTo(189.1, 6),
        max: 100_000,
        mean: (18_000 - 199 + 100_000) / 180,
        deviation: expect.closeTo(7446.4, 0),
        low: 0,
        high: 1,
      },
      lengths: null,
      numbers: 0,
      bins: 30,
      first: 179,
      top: 20,
    });
  });

  test('a text has its frequent values and lengths', async () => {
    expect(await engine.call('table.details', { query: queryOf([]), column: 'Région' })).toEqual({
      name: 'Région',
      rows: 200,
      missing: 0,
      distinct: 2,
      quantities: null,
      spread: null,
      top: [
        { value: 'Bretagne', count: 134 },
        { value: 'Corse', count: 66 },
      ],
      lengths: { least: 5, most: 8 },
      numbers: 0,
    });
  });
});

test('duplicates of a key are counted with examples', async () => {
  expect(await engine.call('table.duplicates', { query: queryOf([]), columns: ['Région', 'Jour'] })).toEqual({
    rows: expect.any(Number),
    keys: expect.any(Number),
    examples: expect.arrayContaining([
      { key: expect.stringMatching(/^(Bretagne|Corse) · 2024-03-/), rows: expect.any(Number) },
    ]),
  });
  expect(await engine.call('table.duplicates', { query: queryOf([]), columns: ['Code'] })).toEqual({
    rows: 0,
    keys: 0,
    examples: [],
  });
});

describe('a filter on why cells are missing', () => {
  const kept = async (reasons: string[]) => {
    const condition = { kind: 'missing' as const, column: 'Valeur', reasons };
    return (await engine.call('filter.count', { query: queryOf([corse]), condition })).kept;
  };

  test('keeps the cells of these reasons, an empty cell having none', async () => {
    expect({ secret: await kept(['secret']), empty: await kept(['']), both: await kept(['secret', '']) }).toEqual({
      secret: 3,
      empty: 3,
      both: 6,
    });
  });

  test('follows a renamed column, and refuses once rows are groups', async () => {
    const rename: Step = { id: 'r', kind: 'rename', names: [{ from: 'Valeur', to: 'V' }] };
    const group: Step = { id: 'g', kind: 'aggregate', by: ['Valeur'], measures: [{ name: 'n', measure: 'count' }] };
    const condition = { kind: 'missing' as const, column: 'V', reasons: ['secret'] };
    expect((await engine.call('filter.count', { query: queryOf([rename]), condition })).kept).toBe(10);
    await expect(
      engine.call('filter.count', { query: queryOf([group]), condition: { ...condition, column: 'Valeur' } }),
    ).rejects.toMatchObject({ code: 'reasons-lost' });
  });
});

test.each([
  ['t1*', 111],
  ['T?', 9],
  ['*9', 20],
  ['t.', 0],
])('the pattern %s is matched whole', async (value, kept) => {
  const condition = { kind: 'text' as const, column: 'Texte', operator: 'pattern' as const, value };
  expect(await engine.call('filter.count', { query: queryOf([]), condition })).toEqual({ kept, total: 200 });
});

describe('why a row is not there', () => {
  const large: StepOf<'filter'> = {
    id: 'g',
    kind: 'filter',
    condition: {
      kind: 'all',
      of: [
        { kind: 'compare', column: 'Valeur', operator: 'ge', value: 100 },
        { kind: 'text', column: 'Texte', operator: 'starts', value: 't1' },
      ],
    },
  };
  const fate = async (recipe: Step[], search: string) => {
    const { rows, total } = await engine.call('filter.why', { query: queryOf(recipe), search, limit: 5 });
    return { total, fate: rows[0]?.fate };
  };

  test('names the step, its questions not met, and the cells they look at', async () => {
    expect(await fate([corse, large], '01003')).toEqual({
      total: 1,
      fate: {
        kind: 'removed',
        step: 'g',
        place: 1,
        parts: [
          { condition: (large.condition as { of: unknown[] }).of[0], cells: [{ column: 'Valeur', text: '3' }] },
          { condition: (large.condition as { of: unknown[] }).of[1], cells: [{ column: 'Texte', text: 't3' }] },
        ],
      },
    });
    expect(await fate([corse, large], '01120')).toMatchObject({
      fate: { kind: 'removed', step: 'g', parts: [{ cells: [{ column: 'Valeur', text: null }] }] },
    });
    expect(await fate([corse, large], '01001')).toMatchObject({ fate: { kind: 'removed', step: 'f', place: 0 } });
  });

  test('tells the place of a row that is there, in the order of the table', async () => {
    const sort: Step = { id: 's', kind: 'sort', by: [{ column: 'Valeur', descending: true }] };
    expect(await fate([corse, sort], 'T198')).toEqual({ total: 1, fate: { kind: 'kept', place: 0 } });
  });

  test('says when rows became groups, and when no row bears the name', async () => {
    const group: Step = { id: 'a', kind: 'aggregate', by: ['Région'], measures: [{ name: 'n', measure: 'count' }] };
    expect(await fate([corse, group], '01003')).toEqual({ total: 1, fate: { kind: 'merged', step: 'a', place: 1 } });
    expect(await fate([corse], 'nulle part')).toEqual({ total: 0, fate: undefined });
  });
});
