import { afterAll, beforeAll, expect, test } from 'vitest';
import { aggregateOf, newMeasure } from '../../../renderer/recipe/aggregate-draft.ts';
import { readFormula } from '../../../shared/formula/understand.ts';
import { causeOf } from '../../../shared/recipe/causes.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import { columns as columnsAfter } from '../../../shared/recipe/compile.ts';
import type { Expression } from '../../../shared/recipe/expression.ts';
import { unitDoubts, unitOf } from '../../../shared/recipe/unit.ts';
import { type Cell, column, type Laboratory, openLaboratory, queryOver } from './laboratory.ts';

const columns: Column[] = [
  column('Population', 'integer', 'population'),
  column('Agents', 'decimal'),
  column('Taux de pauvreté', 'decimal'),
  { ...column('Part', 'decimal'), unit: { kind: 'ratio', scale: 100 } },
  column('Créée le', 'date'),
];
const read = (text: string): Expression => readFormula(text, columns).expression!;

test.each<[string, number | null, string[]]>([
  ['[Agents] / [Population]', 1, []],
  ['[Agents] / [Population] * 1000', 1000, []],
  ['ARRONDI([Agents] / [Population] * 100; 1)', 100, []],
  ['[Agents] / 12', null, []],
  ['[Population] * [Part] / 100', null, []],
  ['[Part] / [Population]', 1, ['ratio-of-ratio Part']],
  ['[Agents] / [Taux de pauvreté]', 1, ['ratio-of-ratio Taux de pauvreté']],
  ['[Part] + [Taux de pauvreté]', 100, ['ratio-added Part']],
  ['SOMME([Agents]; [Part])', null, ['ratio-added Part']],
  ['[Part] - [Taux de pauvreté]', 100, []],
  ['[Agents] + [Part]', 100, ['ratio-with-quantity Part']],
  ['SI([Agents] > 1; [Part]; 0)', 100, []],
])('%s is known for what it is', (text, scale, doubts) => {
  expect([
    unitOf(read(text), columns)?.scale ?? null,
    unitDoubts(read(text), columns).map(({ kind, column }) => `${kind} ${column}`),
  ]).toEqual([scale, doubts]);
});

test('a sum of ratios, or of a total repeated, waits for a yes', () => {
  const [ratio, total] = [newMeasure('sum', 'Part'), newMeasure('sum', 'Agents')];
  const asked = (measures: (typeof ratio)[]) =>
    aggregateOf({ by: [], measures }, columns, { Part: null, Agents: 'EPCI' });
  expect([
    asked([ratio, total]).problems,
    asked([{ ...ratio, accepted: true }]).parts?.measures,
    asked([{ ...ratio, measure: 'weighted-mean', weight: 'Population' }]).parts?.measures,
  ]).toEqual([
    { [`${ratio.id}.doubt`]: 'steps.problem.doubt', [`${total.id}.doubt`]: 'steps.problem.doubt' },
    [{ name: 'Somme de Part', measure: 'sum', column: 'Part', accepted: true }],
    [
      {
        name: 'Moyenne de Part pondérée par Population',
        measure: 'weighted-mean',
        column: 'Part',
        weight: 'Population',
      },
    ],
  ]);
});

let laboratory: Laboratory;
beforeAll(async () => {
  laboratory = await openLaboratory();
});
afterAll(() => laboratory.close());

test('a new column carries its unit, its period, its meaning, and why it is missing', async () => {
  const rows: Cell[][] = [
    [100, 5, 1, 1, '2026-11-21'],
    [0, 5, 1, 1, null],
    [null, 5, 1, 1, null],
    [100, null, 1, 1, null],
  ];
  const sources = new Map([['main', await laboratory.lay('main', { columns, rows })]]);
  const expression = read('[Agents] / [Population] * 100');
  const query = queryOver([
    { kind: 'derive', name: 'taux', expression },
    { kind: 'derive', name: 'mois', expression: read('DEBUT.MOIS([Créée le])') },
    { kind: 'derive', name: 'cause', expression: causeOf(expression, 'taux') },
    { kind: 'derive', name: 'rang', expression: { kind: 'share', column: 'Agents', by: [] } },
    { kind: 'select', columns: ['taux', 'mois', 'cause', 'rang'] },
  ]);
  expect([columnsAfter(query, sources), await laboratory.run(query, sources)]).toEqual([
    [
      { name: 'taux', type: 'decimal', meaning: null, unit: { kind: 'ratio', scale: 100 } },
      { name: 'mois', type: 'date', meaning: null, period: 'month' },
      { name: 'cause', type: 'text', meaning: null },
      { name: 'rang', type: 'decimal', meaning: null, unit: { kind: 'ratio', scale: 100 } },
    ],
    [
      [5, '2026-11-01', 'present', (1 / 3) * 100],
      [null, null, 'zero', (1 / 3) * 100],
      [null, null, 'missing:1', (1 / 3) * 100],
      [null, null, 'missing:0', null],
    ],
  ]);
});
