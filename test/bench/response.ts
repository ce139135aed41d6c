import type { Query } from '../../shared/contract.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { columnName } from './big-csv.ts';
import { startEngine } from './engine-process.ts';
import { type Row, rowOf, time } from './measure.ts';

/** Answers of the engine on the opened 1 000 000 x 20 table, asked over its real wire with a fresh recipe each time. */
export async function benchResponse(root: string, bigCsv: string): Promise<Row[]> {
  const engine = await startEngine(root);
  const { client } = engine;
  const file = await engine.grant(bigCsv);
  const { options } = await client.call('source.inspect', { file });
  await client.call('source.open', { file, id: 'bench', options });
  const columns = Array.from({ length: 10 }, (_, index) => columnName(index));
  const query = (recipe: Step[]): Query => ({ table: 't', tables: [{ id: 't', name: 't', source: 'bench', recipe }] });
  const page = (recipe: Step[], offset = 0) =>
    client.call('table.page', { query: query(recipe), columns, offset, limit: 200 });
  const filter = (threshold: number): Step => ({
    id: 'f',
    kind: 'filter',
    condition: { kind: 'compare', column: columnName(2), operator: 'ge', value: threshold },
  });
  const sort = (column: number, descending: boolean): Step => ({
    id: 's',
    kind: 'sort',
    by: [{ column: columnName(column), descending }],
  });

  const filtered = await time(15, (run) => page([filter(3000 + run)]));
  const sorted = await time(6, (run) => page([sort(2 + (run + 1), run % 2 === 0)]));
  const middle = await time(15, (run) => page([], 500_000 + run * 1000));
  const deep = await time(10, (run) => page([filter(5000)], 100_000 + run * 1000));
  const stale = await time(10, async (run) => {
    const controller = new AbortController();
    const call = client
      .call(
        'table.page',
        { query: query([sort(1, run % 2 === 0), filter(run)]), columns, offset: 0, limit: 200 },
        {
          signal: controller.signal,
        },
      )
      .catch(() => null);
    controller.abort();
    await call;
    await page([filter(9000 + run)]);
  });
  const rows = [
    rowOf('filter + count + first page, 1 000 000 x 20', filtered, { target: '< 100 ms' }),
    rowOf('sort + first page, 1 000 000 x 20', sorted),
    rowOf('page in the middle, no step', middle),
    rowOf('page 100 000 rows into a filter', deep),
    rowOf('filter answered right after a sort was cancelled', stale),
    { name: 'memory of the engine after these', median: engine.memory(), unit: 'MB' as const, runs: 1 },
  ];
  await engine.stop();
  return rows;
}
