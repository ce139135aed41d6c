import type { Query } from '../../shared/contract.ts';
import type { Over } from '../../shared/recipe/over.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { columnName } from './big-csv.ts';
import { startEngine } from './engine-process.ts';
import { type Row, rowOf, time } from './measure.ts';

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
  const pivot = (show: 'value' | 'row'): Step => ({
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
  const rows = [
    rowOf('group by one column, 1 000 000 x 20', await time(7, () => page([groups]))),
    rowOf('pivot of 6 classes by 20 values, totals', await time(7, () => page([start, typed, pivot('value')])), {
      target: '< 300 ms',
    }),
    rowOf('the same in % of the row', await time(7, () => page([start, typed, pivot('row')])), { target: '< 300 ms' }),
    rowOf('rank within groups, first page', await time(5, () => page([rank]))),
  ];
  await engine.stop();
  return rows;
}
