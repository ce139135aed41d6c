import type { Input, Query } from '../../shared/contract.ts';
import type { Step, StepParts } from '../../shared/recipe/step.ts';
import { columnName } from './big-csv.ts';
import { writeBigParquet } from './big-parquet.ts';
import { type EngineProcess, startEngine } from './engine-process.ts';
import { type Row, rowOf, time, timeWork, workRows } from './measure.ts';

/** Columns that a window shows at once. */
const visible = 10;

type Size = { label: string; file: string; filter: string; isWhole: boolean };

/**
 * Answers of the engine on a big opened table, asked over its real wire, with a recipe never seen before each time so
 * that nothing is answered from what is known.
 */
export async function benchResponse(root: string, bigCsv: string, bigParquet: string): Promise<Row[]> {
  await writeBigParquet(bigParquet, 10_000_000, visible);
  return [
    ...(await answers(root, { label: '1 000 000 x 20', file: bigCsv, filter: '< 100 ms', isWhole: true })),
    ...(await answers(root, { label: '10 000 000 x 10', file: bigParquet, filter: '< 400 ms', isWhole: false })),
  ];
}

async function answers(root: string, size: Size): Promise<Row[]> {
  const engine = await startEngine(root);
  const { client } = engine;
  const file = await engine.grant(size.file);
  const { options } = await client.call('source.inspect', { file });
  await client.call('source.open', { file, id: 'bench', options });
  const { label } = size;
  const target = (text: string) => (size.isWhole ? text : undefined);
  const columns = Array.from({ length: visible }, (_, index) => columnName(index));
  const pageOf = (recipe: Step[], offset = 0, shown = columns): Input<'table.page'> => ({
    query: query(recipe),
    columns: shown,
    offset,
    limit: 200,
  });
  const page = (recipe: Step[], offset = 0, shown = columns) =>
    client.call('table.page', pageOf(recipe, offset, shown));

  const filtered = await timeWork(engine, 15, (run) => page([filter(3000 + run)]));
  const sketched = await timeWork(engine, 10, (run) =>
    client.call('table.sketch', { query: query([filter(2000 + run)]), columns }),
  );
  const listed = await timeWork(engine, 15, (run) =>
    client.call('table.values', {
      query: query([filter(1000 + run)]),
      column: columnName(1),
      search: '',
      offset: 0,
      limit: 100,
    }),
  );
  const grouped = await timeWork(engine, 10, (run) => page([filter(run + 1), summary], 0, summarised));
  const rows = [
    ...workRows(`filter + count + first page, ${label}`, filtered, size.filter),
    ...workRows(`profiles of ${visible} headers under a filter, ${label}`, sketched, target('< 500 ms')),
    ...workRows(`values of a column with counts under a filter, ${label}`, listed, target('< 150 ms')),
    ...workRows(`7 976 groups under a filter, ${label}`, grouped, target('< 300 ms')),
    ...(await released(engine, label, [
      ['a sort', 'table.page', (run) => pageOf([sort(1, run % 2 === 0), filter(run)])],
      ['profiles of headers', 'table.sketch', (run) => ({ query: query([filter(100 + run)]), columns })],
      ['groups', 'table.page', (run) => pageOf([filter(-run), summary], 0, summarised)],
    ])),
  ];
  if (size.isWhole) {
    const middle = await time(15, (run) => page([], 500_000 + run * 1000));
    const sorted = await time(6, (run) => page([sort(2 + (run + 1), run % 2 === 0)]));
    const deep = await time(10, (run) => page([filter(5000)], 100_000 + run * 1000));
    rows.push(
      rowOf(`sort + first page, ${label}`, sorted),
      rowOf('page in the middle, no step', middle),
      rowOf('page 100 000 rows into a filter', deep),
    );
  }
  rows.push({ name: `memory of the engine after these, ${label}`, median: engine.memory(), unit: 'MB', runs: 1 });
  await engine.stop();
  return rows;
}

type Heavy = [name: string, call: 'table.page' | 'table.sketch', input: (run: number) => never | object];

/** From the moment a call under way is given up to the moment when the engine has stopped working on it. */
async function released(engine: EngineProcess, label: string, heavy: Heavy[]): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [name, call, input] of heavy) {
    const times: number[] = [];
    for (let run = 1; run <= 10; run += 1) {
      const controller = new AbortController();
      const answered = engine.client
        .call(call, input(run) as never, { signal: controller.signal })
        .then(() => true)
        .catch(() => false);
      await new Promise((resolve) => setTimeout(resolve, 10));
      const stopped = engine.ended();
      const start = performance.now();
      controller.abort();
      if (await answered) continue;
      await stopped;
      times.push(performance.now() - start);
    }
    if (times.length > 0)
      rows.push(rowOf(`${name} given up: engine free again, ${label}`, times, { target: '< 50 ms' }));
  }
  return rows;
}

function query(recipe: Step[]): Query {
  return { table: 't', tables: [{ id: 't', name: 't', source: 'bench', recipe }] };
}

function step(id: string, parts: StepParts): Step {
  return { id, ...parts } as Step;
}

function filter(threshold: number): Step {
  return step('f', {
    kind: 'filter',
    condition: { kind: 'compare', column: columnName(2), operator: 'ge', value: threshold },
  });
}

function sort(column: number, descending: boolean): Step {
  return step('s', { kind: 'sort', by: [{ column: columnName(column), descending }] });
}

const summary = step('g', {
  kind: 'aggregate',
  by: [columnName(1)],
  measures: [
    { name: 'rows', measure: 'count' },
    { name: 'sum', measure: 'sum', column: columnName(2) },
    { name: 'mean', measure: 'mean', column: columnName(3) },
  ],
});
const summarised = [columnName(1), 'rows', 'sum', 'mean'];
