import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { columns, type SourceTables } from '../../../shared/recipe/compile.ts';
import type { StepOf } from '../../../shared/recipe/step.ts';
import { describeStep } from '../../../shared/recipe/steps.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import { type Cell, column, type Draft, draft, type Laboratory, openLaboratory, queryOver } from './laboratory.ts';

const figures = {
  columns: [
    column('Code', 'text', 'commune'),
    column('Année', 'integer'),
    column('Nom', 'text'),
    column('Agents', 'integer'),
    column('Habitants', 'integer', 'population'),
    column('Taux', 'decimal'),
  ],
  rows: [
    ['01033', 2020, 'Bellegarde', 10, 1000, 10],
    ['01091', 2020, 'Châtillon', 3, 500, 6],
    ['01205', 2020, 'Lancrans', 1, null, 2],
    ['01033', 2021, 'Bellegarde', 12, 1000, 12],
    ['01091', 2021, 'Châtillon', 4, 500, 8],
    ['01004', 2020, 'Ambérieu', 7, 100, 70],
    ['01004', 2020, 'Ambérieu, en double', 8, 100, 80],
    [null, 2020, 'Total', 100, 9000, 11.1],
    [null, 2021, 'Total', 110, 9000, 12.2],
  ] satisfies Cell[][],
};
const old = {
  columns: [column('Ancien', 'text'), column('Actuel', 'text'), column('Nature', 'text')],
  rows: [
    ['01091', '01033', 'fusion'],
    ['01205', '01033', 'fusion'],
    ['01091', '99999', 'fusion'],
    ['01004', '75056', 'arrondissement'],
  ] satisfies Cell[][],
};

let laboratory: Laboratory;
let sources: SourceTables;
beforeAll(async () => {
  laboratory = await openLaboratory();
  sources = new Map([
    ['main', await laboratory.lay('main', figures)],
    ['old', await laboratory.lay('old', old)],
  ]);
});
afterAll(() => laboratory.close());

const byTable: StepOf<'recode'>['by'] = {
  kind: 'table',
  table: 'old',
  from: 'Ancien',
  to: 'Actuel',
  only: { column: 'Nature', values: ['fusion'] },
};
const run = (step: Draft) => laboratory.run(queryOver([step], { old: [] }), sources);

describe('replacing codes', () => {
  test('takes the first answer of a table, and leaves every other cell and the order of rows', async () => {
    const rows = await run({ kind: 'recode', column: 'Code', by: byTable });
    const codes = ['01033', '01033', '01033', '01033', '01033', '01004', '01004', null, null];
    expect(rows).toEqual(figures.rows.map((row, place) => [codes[place], ...row.slice(1)]));
  });

  test('takes a list as well', async () => {
    const pairs = [
      { from: 'Bellegarde', to: 'Valserhône' },
      { from: 'Bellegarde', to: 'Ailleurs' },
    ];
    const rows = await run({ kind: 'recode', column: 'Nom', by: { kind: 'list', pairs } });
    expect(rows.map((row) => row[2])).toEqual(
      figures.rows.map((row) => (row[2] === 'Bellegarde' ? 'Valserhône' : row[2])),
    );
  });

  test('puts rows in one: stocks added, ratios computed again, others alone', async () => {
    const rows = await run({
      kind: 'recode',
      column: 'Code',
      by: byTable,
      combine: {
        columns: [
          { name: 'Année', rule: { kind: 'key' } },
          { name: 'Agents', rule: { kind: 'sum' } },
          { name: 'Habitants', rule: { kind: 'sum' } },
          { name: 'Taux', rule: { kind: 'ratio', numerator: 'Agents', denominator: 'Habitants', scale: 1000 } },
        ],
      },
    });
    expect(rows).toEqual([
      // One of the three populations is unknown: so are the sum and the ratio.
      ['01033', 2020, 'Bellegarde', 14, null, null],
      ['01033', 2021, 'Bellegarde', 16, 1500, expect.closeTo(10.6667, 3)],
      ['01004', 2020, 'Ambérieu', 7, 100, 70],
      ['01004', 2020, 'Ambérieu, en double', 8, 100, 80],
      [null, 2020, 'Total', 100, 9000, 11.1],
      [null, 2021, 'Total', 110, 9000, 12.2],
    ]);
  });

  test('refuses a ratio whose parts are unknown: blank where rows were put in one', async () => {
    const rows = await run({
      kind: 'recode',
      column: 'Code',
      by: byTable,
      combine: {
        columns: [
          { name: 'Année', rule: { kind: 'key' } },
          { name: 'Taux', rule: { kind: 'blank' } },
        ],
      },
    });
    expect(rows.map((row) => row[5])).toEqual([null, null, 70, 80, 11.1, 12.2]);
  });

  test('follows the order asked for', async () => {
    const query = queryOver(
      [
        { kind: 'sort', by: [{ column: 'Agents', descending: true }] },
        { kind: 'recode', column: 'Code', by: byTable },
      ],
      { old: [] },
    );
    expect((await laboratory.run(query, sources)).map((row) => row[3])).toEqual([110, 100, 12, 10, 8, 7, 4, 3, 1]);
  });

  test('refuses codes stored as numbers, and sums of texts', () => {
    const faultOf = (step: Draft) => {
      try {
        columns(queryOver([step], { old: [] }), sources);
        return null;
      } catch (thrown) {
        return thrown instanceof Fault ? [thrown.code, thrown.params.column] : thrown;
      }
    };
    expect([
      faultOf({ kind: 'recode', column: 'Année', by: byTable }),
      faultOf({
        kind: 'recode',
        column: 'Code',
        by: byTable,
        combine: { columns: [{ name: 'Nom', rule: { kind: 'sum' } }] },
      }),
    ]).toEqual([
      ['recode-type', 'Année'],
      ['measure-type', 'Nom'],
    ]);
  });

  test('says what it does in French', () => {
    const steps: Draft[] = [
      { kind: 'recode', column: 'Code', by: byTable },
      {
        kind: 'recode',
        column: 'Code',
        by: { kind: 'table', table: 'old', from: 'Ancien', to: 'Actuel' },
        combine: {
          columns: [
            { name: 'Agents', rule: { kind: 'sum' } },
            { name: 'Taux', rule: { kind: 'blank' } },
          ],
        },
      },
      { kind: 'recode', column: 'Nom', by: { kind: 'list', pairs: [{ from: 'St-Denis', to: 'Saint-Denis' }] } },
    ];
    expect(draft(steps).map((step) => describeStep(step, figures.columns, () => 'Anciens codes'))).toEqual([
      'Remplacer les valeurs de «\u00a0Code\u00a0» d’après la table «\u00a0Anciens codes\u00a0» (fusion)',
      'Remplacer les valeurs de «\u00a0Code\u00a0» d’après la table «\u00a0Anciens codes\u00a0», et réunir les lignes d’un même code\u00a0: additionner Agents et laisser Taux sans valeur',
      'Remplacer 1 valeur de «\u00a0Nom\u00a0»\u00a0: St-Denis par Saint-Denis',
    ]);
  });
});
