import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile, compileText, type SourceTables } from '../../../shared/recipe/compile.ts';
import { describeStep } from '../../../shared/recipe/steps.ts';
import { cases, communes, epci } from './cases.ts';
import { draft, type Laboratory, openLaboratory, queryOver } from './laboratory.ts';

let laboratory: Laboratory;
let sources: SourceTables;
beforeAll(async () => {
  laboratory = await openLaboratory();
  sources = new Map([
    ['main', await laboratory.lay('main', communes)],
    ['epci', await laboratory.lay('epci', epci)],
  ]);
});
afterAll(() => laboratory.close());

describe.each(cases)('the step $kind', ({ kind, steps, sentences, columns, rows }) => {
  const query = queryOver(steps, { epci: [] });

  test('gives these columns and rows', async () => {
    const compiled = compile(query, sources);
    const shapes = compiled.columns.map(({ name, type, meaning }) => [name, type, meaning ?? []].flat().join(' '));
    expect({ columns: shapes, rows: await laboratory.run(query, sources) }).toEqual({ columns, rows });
  });

  test('says what it does in French', () => {
    const names = { epci: 'EPCI' } as Record<string, string>;
    expect(draft(steps).map((step) => describeStep(step, communes.columns, (id) => names[id]!))).toEqual(sentences);
  });

  test('writes this SQL, which DuckDB explains', async () => {
    const sql = compileText(query, sources);
    await expect(`${sql}\n`).toMatchFileSnapshot(`snapshots/${kind}.sql`);
    expect(await laboratory.rows(`EXPLAIN ${sql}`)).toHaveLength(1);
  });
});
