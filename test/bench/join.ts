import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Query } from '../../shared/contract.ts';
import type { StepOf } from '../../shared/recipe/step.ts';
import { referenceColumn } from '../../shared/territory/reference.ts';
import { startEngine } from './engine-process.ts';
import { type Row, rowOf, time } from './measure.ts';

/**
 * Diagnosis of joins over the engine's real wire: the built-in communes with themselves, some of their codes spoilt, and
 * 1 000 000 rows of about 35 000 codes. Each run asks a step of its own, so that no answer is kept from the one before.
 */
export async function benchJoin(root: string): Promise<Row[]> {
  const engine = await startEngine(root);
  const { client } = engine;
  const path = join(tmpdir(), 'crible-bench-join.csv');
  const small = join(tmpdir(), 'crible-bench-join-35000.csv');
  try {
    await client.call('source.reference', { id: 'communes', table: 'communes' });
    const known: string[] = [];
    for (let offset = 0; offset < 40_000; offset += 10_000) {
      const { values } = await client.call('table.values', {
        query: { table: 'c', tables: [{ id: 'c', name: 'c', source: 'communes', recipe: [] }] },
        column: referenceColumn.code,
        search: '',
        offset,
        limit: 10_000,
      });
      known.push(...values.map(({ value }) => String(value)));
    }
    await writeFile(small, linesOf(35_000, known));
    await writeFile(path, linesOf(1_000_000, known));
    for (const [id, from] of [
      ['small', small],
      ['large', path],
    ] as const) {
      const file = await engine.grant(from);
      const { options } = await client.call('source.inspect', { file });
      await client.call('source.open', { file, id, options });
    }
    const table = (source: string) => ({ id: source, name: source, source, recipe: [] });
    const query = (source: string): Query => ({ table: source, tables: [table(source), table('communes')] });
    const step = (run: number): StepOf<'join'> => ({
      id: `j${run}`,
      kind: 'join',
      right: 'communes',
      on: [{ left: 'Code INSEE', right: referenceColumn.code }],
      keep: 'left',
      columns: [],
      normalise: true,
    });
    const report = (source: string) => (run: number) =>
      client.call('join.report', { query: query(source), step: step(run) });
    return [
      rowOf('join diagnosis, 35 000 x 35 000', await time(9, report('small')), { target: '< 300 ms' }),
      rowOf('join diagnosis, 1 000 000 x 35 000', await time(5, report('large')), { target: '< 1 500 ms' }),
      rowOf(
        'keys suggested, 35 000 x 35 000',
        await time(5, () => client.call('join.suggest', { query: query('small'), right: 'communes' })),
      ),
      rowOf(
        'vintage of 1 000 000 rows',
        await time(5, () => client.call('territory.vintage', { query: query('large'), column: 'Code INSEE' })),
      ),
    ];
  } finally {
    await engine.stop();
    await Promise.all([path, small].map((file) => rm(file, { force: true })));
  }
}

/** Codes in turn, one in nine without its zero, one in forty of a commune that merged, some totals. */
function linesOf(rows: number, known: readonly string[]): string {
  const lines = ['Code INSEE;Valeur'];
  for (let row = 0; row < rows; row += 1) {
    const code = known[row % known.length] ?? '01001';
    const spread = `${code.slice(0, 2)}${String((Number(code.slice(2)) + Math.floor(row / known.length)) % 700).padStart(3, '0')}`;
    lines.push(`${row % 4 === 0 ? spread : row % 9 === 0 ? code.replace(/^0/, '') : code};${row}`);
  }
  return `${lines.join('\n')}\nTotal;1\n`;
}
