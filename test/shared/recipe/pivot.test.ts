import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseCombinations } from '../../../renderer/recipe/pivot-draft.ts';
import { pairOf, readPair } from '../../../renderer/recipe/pivot-found.ts';
import { columns, compileText, type SourceTables } from '../../../shared/recipe/compile.ts';
import { dropColumn } from '../../../shared/recipe/rewrite.ts';
import type { Step } from '../../../shared/recipe/step.ts';
import { describeStep } from '../../../shared/recipe/steps.ts';
import { faultData } from '../../../shared/rpc/fault.ts';
import { type Cell, column, type Draft, draft, type Laboratory, openLaboratory, queryOver } from './laboratory.ts';

const sheet = {
  columns: [column('Région', 'text'), column('Nature', 'text'), column('Agents', 'integer')],
  rows: [
    ['Bretagne', 'CC', 10],
    ['Bretagne', 'CA', 30],
    ['Corse', 'CC', 40],
    ['Corse', 'CC', 20],
    ['Corse', null, 5],
  ] satisfies Cell[][],
};
const pivot: Extract<Draft, { kind: 'pivot' }> = {
  kind: 'pivot',
  rows: ['Région'],
  column: 'Nature',
  values: ['CA', 'CC'],
  others: true,
  measures: [{ name: 'Somme', measure: 'sum', column: 'Agents' }],
  show: 'value',
  totals: { row: true, column: true },
};

let laboratory: Laboratory;
let sources: SourceTables;
beforeAll(async () => {
  laboratory = await openLaboratory();
  sources = new Map([['main', await laboratory.lay('main', sheet)]]);
});
afterAll(() => laboratory.close());

async function table(step: Draft, from: SourceTables = sources): Promise<Cell[][]> {
  const query = queryOver([step]);
  return [columns(query, from).map(({ name }) => name), ...(await laboratory.run(query, from))];
}

test('a pivot table has the columns of its list, « Autres » and totals', async () => {
  expect(await table(pivot)).toEqual([
    ['Région', 'CA', 'CC', 'Autres', 'Total'],
    ['Bretagne', 30, 10, null, 40],
    ['Corse', null, 60, 5, 65],
    ['Total', 30, 70, 5, 105],
  ]);
});

test('in % of the row, every row adds up to 100, without the row of totals being there', async () => {
  const shown = await table({ ...pivot, show: 'row', totals: { row: false, column: true } });
  expect(shown).toEqual([
    ['Région', 'CA', 'CC', 'Autres', 'Total'],
    ['Bretagne', 75, 25, null, 100],
    ['Corse', null, (60 / 65) * 100, (5 / 65) * 100, 100],
  ]);
});

const sexes = {
  columns: [column('Dép', 'text'), column('Année', 'integer'), column('Sexe', 'text'), column('Agents', 'integer')],
  rows: [
    ['35', 2015, 'Femmes', 10],
    ['35', 2015, 'Hommes', 30],
    ['35', 2016, 'Femmes', 12],
    ['56', 2015, 'Femmes', 4],
    ['56', 2016, null, 1],
    ['56', 2017, 'Hommes', 3],
  ] satisfies Cell[][],
};
const twoFields: typeof pivot = {
  ...pivot,
  rows: ['Dép'],
  column: 'Année',
  values: ['2015', '2015', '2016', '2016'],
  second: { column: 'Sexe', values: ['Femmes', 'Hommes', 'Femmes', null] },
};

test('two fields make one column for each pair of the list, the total of each first value when asked', async () => {
  const from = new Map([['main', await laboratory.lay('sexes', sexes)]]);
  const totals = { row: true, column: true, group: true };
  expect([
    await table(twoFields, from),
    await table({ ...twoFields, show: 'row', totals, others: false }, from),
  ]).toEqual([
    [
      ['Dép', '2015 – Femmes', '2015 – Hommes', '2016 – Femmes', '2016 – (manquant)', 'Autres', 'Total'],
      ['35', 10, 30, 12, null, null, 52],
      ['56', 4, null, null, 1, 3, 8],
      ['Total', 14, 30, 12, 1, 3, 60],
    ],
    [
      [
        'Dép',
        ...['2015 – Femmes', '2015 – Hommes', '2015 – Total'],
        ...['2016 – Femmes', '2016 – (manquant)', '2016 – Total', 'Total'],
      ],
      ['35', (10 / 52) * 100, (30 / 52) * 100, (40 / 52) * 100, (12 / 52) * 100, null, (12 / 52) * 100, 100],
      ['56', 80, null, 80, null, 20, 20, 100],
      [
        'Total',
        (14 / 57) * 100,
        (30 / 57) * 100,
        (44 / 57) * 100,
        (12 / 57) * 100,
        (1 / 57) * 100,
        (13 / 57) * 100,
        100,
      ],
    ],
  ]);
});

test('the pairs of values that the form offers are those of the table, whatever the texts hold', async () => {
  const texts = ['a', '', null, '2:a+b', '-', '👩‍🌾+é'];
  const rows = texts.flatMap((first) => texts.map((second) => [first, second]));
  const from = new Map([
    ['main', await laboratory.lay('pairs', { columns: [column('a', 'text'), column('b', 'text')], rows })],
  ]);
  const read = await laboratory.run(queryOver([{ kind: 'derive', name: 'pair', expression: pairOf('a', 'b') }]), from);
  expect(read.map((row) => readPair(String(row[2])))).toEqual(rows);
});

test('without its second field, a pivot table has the values of the first once', () => {
  const [step] = draft([{ ...twoFields, totals: { row: true, column: true, group: true } }]) as [Step];
  expect([dropColumn(step, 'Sexe'), dropColumn(step, 'Dép'), dropColumn(step, 'Année')]).toEqual([
    { ...pivot, id: step.id, rows: ['Dép'], column: 'Année', values: ['2015', '2016'] },
    { ...step, rows: [] },
    null,
  ]);
});

test('two fields are said in French, in SQL that DuckDB explains', async () => {
  const from = new Map([['main', await laboratory.lay('sexes', sexes)]]);
  const totals = { row: true, column: true, group: true };
  const measures = [...pivot.measures, { name: 'Nombre', measure: 'count' as const }];
  const step = { ...twoFields, totals, measures };
  expect([
    draft([step, { ...step, rows: [] }]).map((one) => describeStep(one)),
    columns(queryOver([step]), from)[1],
  ]).toEqual([
    [
      'Croiser Dép avec «\u00a0Année\u00a0» puis «\u00a0Sexe\u00a0» (16 colonnes)\u00a0: «\u00a0Somme\u00a0» (somme de «\u00a0Agents\u00a0») et «\u00a0Nombre\u00a0» (nombre de lignes)',
      'Mettre en colonnes «\u00a0Année\u00a0» puis «\u00a0Sexe\u00a0» (16 colonnes)\u00a0: «\u00a0Somme\u00a0» (somme de «\u00a0Agents\u00a0») et «\u00a0Nombre\u00a0» (nombre de lignes)',
    ],
    column('2015 – Femmes – Somme', 'integer'),
  ]);
  const sql = compileText(queryOver([step]), from);
  await expect(`${sql}\n`).toMatchFileSnapshot('snapshots/pivot-two.sql');
  expect(await laboratory.rows(`EXPLAIN ${sql}`)).toHaveLength(1);
});

test('next year, the columns are the same: a new value goes to « Autres », one that is gone stays empty', async () => {
  const rows = [
    ['Corse', 'CC', 40],
    ['Corse', 'CU', 7],
    ['Corse', null, 5],
  ] satisfies Cell[][];
  const later = new Map([['main', await laboratory.lay('later', { ...sheet, rows })]]);
  expect(await table(pivot, later)).toEqual([
    ['Région', 'CA', 'CC', 'Autres', 'Total'],
    ['Corse', null, 40, 12, 52],
    ['Total', null, 40, 12, 52],
  ]);
});

test('says itself in French, in SQL that DuckDB explains', async () => {
  expect(draft([pivot, { ...pivot, rows: [], show: 'column' }]).map((step) => describeStep(step))).toEqual([
    'Croiser Région avec «\u00a0Nature\u00a0» (4 colonnes)\u00a0: «\u00a0Somme\u00a0» (somme de «\u00a0Agents\u00a0»)',
    'Mettre en colonnes «\u00a0Nature\u00a0» (4 colonnes)\u00a0: «\u00a0Somme\u00a0» (somme de «\u00a0Agents\u00a0»), en % de la colonne',
  ]);
  const sql = compileText(queryOver([pivot]), sources);
  await expect(`${sql}\n`).toMatchFileSnapshot('snapshots/pivot.sql');
  expect(await laboratory.rows(`EXPLAIN ${sql}`)).toHaveLength(1);
});

test.each<[string, Partial<typeof pivot>, object]>([
  ['too many columns', { values: Array.from({ length: 61 }, (_, n) => `v${n}`) }, { code: 'pivot-wide', most: 60 }],
  [
    'more columns than two measures and their subtotals leave room for',
    {
      values: Array.from({ length: 41 }, (_, n) => `${n}`),
      second: { column: 'Région', values: Array.from({ length: 41 }, () => 'Corse') },
      measures: [...pivot.measures, { name: 'Nombre', measure: 'count' }],
      totals: { row: true, column: true, group: true },
    },
    { code: 'pivot-wide', most: 19 },
  ],
  [
    'a second field that is not there',
    { second: { column: 'Sexe', values: ['a', 'b'] } },
    { code: 'column-missing', column: 'Sexe' },
  ],
  [
    'the % of a mean',
    { show: 'total', measures: [{ name: 'm', measure: 'mean', column: 'Agents' }] },
    { code: 'pivot-part', measure: 'moyenne' },
  ],
])('refuses %s', (_, change, fault) => {
  let thrown: unknown = null;
  try {
    columns(queryOver([{ ...pivot, ...change }]), sources);
  } catch (refusal) {
    const { code, params } = faultData(refusal);
    thrown = { code, ...params, step: undefined };
  }
  expect(thrown).toEqual(fault);
});

test('proposes all values when few, the most frequent when many, in the order of a reader', () => {
  const single = (values: (string | null)[]) => values.map((value) => [value]);
  const many = Array.from({ length: 200 }, (_, n) => `Classe ${n + 1}`);
  expect([
    chooseCombinations(single(['10', '9', null, 'é', 'a']), 5),
    chooseCombinations(single(['02/01/2026', '01/03/2025']), 2),
    chooseCombinations(single(many), 900).length,
    chooseCombinations(
      [
        [null, 'H'],
        ['2016', null],
        ['2016', 'H'],
        ['2015', 'H'],
        ['2016', 'F'],
      ],
      5,
    ),
  ]).toEqual([
    single(['9', '10', 'a', 'é', null]),
    single(['01/03/2025', '02/01/2026']),
    20,
    [
      ['2015', 'H'],
      ['2016', 'F'],
      ['2016', 'H'],
      ['2016', null],
      [null, 'H'],
    ],
  ]);
});
