import type { Query } from '../../shared/contract.ts';
import type { Over } from '../../shared/recipe/over.ts';
import type { Step, StepOf } from '../../shared/recipe/step.ts';
import { columnName } from './big-csv.ts';
import { startEngine } from './engine-process.ts';
import { type Row, timeWork, workRows } from './measure.ts';

/** Pivot tables and computed columns on the opened 1 000 000 x 20 table, over the engine's real wire. */
export async function benchCompute(root: string, bigCsv: string): Promise<Row[]> {
  const engine = await startEngine(root);
  const { client } = engine;
  const file = await engine.grant(bigCsv);
  const { options } = await client.call('source.inspect', { file });
  await client.call('source.open', { file, id: 'bench', options });
  const query = (recipe: Step[]): Query => ({ table: 't', tables: [{ id: 't', name: 't', source: 'bench', recipe }] });
  const page = async (recipe: Step[]) => {
    const columns = (await client.call('table.columns', { query: query(recipe) })).map(({ name }) => name);
    return client.call('table.page', { query: query(recipe), columns, offset: 0, limit: 200 });
  };
  const groups: Step = {
    id: 'p',
    kind: 'aggregate',
    by: [columnName(1)],
    measures: [{ name: 'total', measure: 'sum', column: columnName(2) }],
  };
  const values = Array.from({ length: 20 }, (_, place) => String(place + 1).padStart(2, '0'));
  const pivot = (show: 'value' | 'row'): StepOf<'pivot'> => ({
    id: 'p',
    kind: 'pivot',
    rows: ['classe'],
    column: 'département',
    values,
    others: true,
    measures: [{ name: 'total', measure: 'sum', column: columnName(2) }],
    show,
    totals: { row: true, column: true },
  });
  const two: Step = {
    ...pivot('value'),
    values: values.flatMap((value) => [value, value]),
    second: { column: 'rural', values: values.flatMap(() => ['oui', 'non']) },
    totals: { row: true, column: true, group: true },
  };
  const rural: Step = {
    id: 'o',
    kind: 'derive',
    name: 'rural',
    expression: {
      kind: 'compare',
      operator: 'lt',
      left: { kind: 'column', name: columnName(3) },
      right: { kind: 'constant', value: 50 },
    },
  };
  const start: Step = {
    id: 'd',
    kind: 'derive',
    name: 'département',
    expression: {
      kind: 'call',
      name: 'left',
      of: [
        { kind: 'column', name: columnName(0) },
        { kind: 'constant', value: 2 },
      ],
    },
  };
  const classes = (over: Over): Step => ({ id: 'c', kind: 'derive', name: 'classe', expression: over });
  const typed = classes({
    kind: 'classes',
    column: columnName(2),
    cut: { kind: 'typed', bounds: [100, 500, 1000, 5000, 10_000] },
    numbered: true,
  });
  const rank = classes({ kind: 'rank', column: columnName(2), descending: true, ties: 'same', by: [columnName(1)] });
  const measured = async (name: string, runs: number, recipe: Step[], target?: string) =>
    workRows(`${name}, 1 000 000 x 20`, await timeWork(engine, runs, (run) => page(unseen(recipe, run))), target);
  const rows = [
    ...(await measured('group by one column', 7, [groups])),
    ...(await measured('pivot of 6 classes by 20 values, totals', 7, [start, typed, pivot('value')], '< 300 ms')),
    ...(await measured('the same in % of the row', 7, [start, typed, pivot('row')], '< 300 ms')),
    ...(await measured(
      'pivot of 6 classes by 20 x 2 values of two columns',
      7,
      [start, typed, rural, two],
      '< 300 ms',
    )),
    ...(await measured('rank within groups, first page', 5, [rank])),
  ];
  await engine.stop();
  return rows;
}

/** The recipe after a filter that no run before had: nothing is answered from what is known. It keeps nearly every row. */
function unseen(recipe: Step[], run: number): Step[] {
  const condition = { kind: 'compare', column: columnName(2), operator: 'ne', value: run + 2 } as const;
  return [{ id: 'f', kind: 'filter', condition }, ...recipe];
}
