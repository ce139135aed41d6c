import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEngine, queryOf, type TestEngine } from './open-engine.ts';

let engine: TestEngine;

/** Three rows of sixty columns of texts, the last of which says the place of the row. */
beforeAll(async () => {
  engine = await openEngine();
  const names = Array.from({ length: 60 }, (_, place) => `Texte ${place + 1}`);
  const lines = ['Albi', 'Brest', 'Cahors'].map((town) => [...names.slice(1).map(() => 'x'), town].join(';'));
  await engine.open(await engine.write('large.csv', `${[names.join(';'), ...lines].join('\n')}\n`));
});
afterAll(() => engine.close());

test('a row is found by a text of any column, the sixtieth too', async () => {
  const { rows, total } = await engine.call('filter.why', { query: queryOf([]), search: 'brest', limit: 5 });
  expect({ total, places: rows.map(({ fate }) => fate) }).toEqual({ total: 1, places: [{ kind: 'kept', place: 1 }] });
});
