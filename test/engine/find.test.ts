import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Step } from '../../shared/recipe/step.ts';
import { openEngine, queryOf, type TestEngine } from './open-engine.ts';

let engine: TestEngine;
const names = ['Code', 'Nom', 'Habitants', 'Jour', 'Part'];

beforeAll(async () => {
  engine = await openEngine();
  const lines = [
    'Code;Nom;Habitants;Jour;Part',
    '01001;Évry;12345;01/02/2024;1,5',
    '01002;Saint-Évrard;500;02/02/2024;12,34',
    '01003;Pau;61234;03/02/2024;2',
    '01004;EVRY-LE-CHATEL;77;04/02/2024;0,5',
  ];
  await engine.open(await engine.write('communes.csv', `${lines.join('\n')}\n`));
});
afterAll(() => engine.close());

const find = (
  search: string,
  from = { row: -1, column: -1 },
  direction: 'next' | 'previous' = 'next',
  steps: Step[] = [],
) => engine.call('table.find', { query: queryOf(steps), columns: names, search, from, direction });

describe('a text sought in the table', () => {
  test('is found whatever its case and accents, from cell to cell and round again', async () => {
    const seen = [];
    let from = { row: -1, column: -1 };
    for (let turn = 0; turn < 4; turn += 1) {
      const answer = await find('evr', from);
      seen.push([answer.found?.row, answer.found?.column, answer.found?.rank, answer.cells]);
      from = answer.found ?? from;
    }
    const back = await find('evr', { row: 0, column: 1 }, 'previous');
    expect([...seen, back]).toEqual([
      [0, 1, 1, 3],
      [1, 1, 2, 3],
      [3, 1, 3, 3],
      [0, 1, 1, 3],
      { cells: 3, found: { row: 3, column: 1, rank: 3 } },
    ]);
  });

  test('is found in numbers and dates as they are shown', async () => {
    const answers = await Promise.all(['1 234', '12,3', '02/2024', '03/02/2024', 'zzz'].map((text) => find(text)));
    expect(answers.map(({ cells, found }) => [cells, found?.row ?? null, found?.column ?? null])).toEqual([
      [2, 0, 2],
      [1, 1, 4],
      [4, 0, 3],
      [1, 2, 3],
      [0, null, null],
    ]);
  });

  test('counts its place among the rows that a filter keeps, in the order of the file', async () => {
    const filter: Step[] = [
      { id: 'f', kind: 'filter', condition: { kind: 'compare', column: 'Habitants', operator: 'le', value: 12_345 } },
    ];
    const first = await find('evr', undefined, 'next', filter);
    const third = await find('evr', { row: 1, column: 1 }, 'next', filter);
    const decimal = await find('0,5', undefined, 'next', filter);
    const whole = await find('2,0');
    expect([first, third, decimal, whole]).toEqual([
      { cells: 3, found: { row: 0, column: 1, rank: 1 } },
      { cells: 3, found: { row: 2, column: 1, rank: 3 } },
      { cells: 1, found: { row: 2, column: 4, rank: 1 } },
      { cells: 0, found: null },
    ]);
  });

  test('follows the order and the rows of the recipe', async () => {
    const steps: Step[] = [
      { id: 's', kind: 'sort', by: [{ column: 'Habitants', descending: true }] },
      { id: 'f', kind: 'filter', condition: { kind: 'compare', column: 'Habitants', operator: 'ge', value: 100 } },
    ];
    const first = await find('evr', undefined, 'next', steps);
    const second = await find('evr', first.found ?? undefined, 'next', steps);
    expect([first, second]).toEqual([
      { cells: 2, found: { row: 1, column: 1, rank: 1 } },
      { cells: 2, found: { row: 2, column: 1, rank: 2 } },
    ]);
  });
});
