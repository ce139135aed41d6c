import { expect, test } from 'vitest';
import type { Table } from '../../../shared/project/project.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import { trace } from '../../../shared/recipe/compile.ts';
import type { Condition } from '../../../shared/recipe/expression.ts';
import { type Repair, repairsOf } from '../../../shared/recipe/repairs.ts';
import { replaceColumn } from '../../../shared/recipe/rewrite.ts';
import type { Step, StepOf } from '../../../shared/recipe/step.ts';

const column = (name: string, type: Column['type']): Column => ({ name, type, meaning: null });
const sources = new Map([
  [
    's',
    { relation: 's', columns: [column('Code', 'text'), column('Population 2019', 'integer'), column('Nom', 'text')] },
  ],
  ['o', { relation: 'o', columns: [column('clé', 'text'), column('budget', 'integer')] }],
]);
const table = (id: string, source: string, recipe: Step[] = []): Table => ({ id, name: `table ${id}`, source, recipe });

/** The repairs of the first step that breaks, each with the step that it gives. */
function repairs(recipe: Step[], others: Table[] = [table('other', 'o')]): Repair[] {
  const query = { table: 't', tables: [table('t', 's', recipe), ...others] };
  const { fault, steps } = trace(query, sources);
  if (!fault) throw new Error('nothing breaks');
  return repairsOf(query, sources, fault.place, steps[fault.place]?.before ?? [], fault.fault);
}

function filter(condition: Condition): Step {
  return { id: 'f', kind: 'filter', condition };
}
const compare = (name: string, value: string | number): Condition => ({
  kind: 'compare',
  column: name,
  operator: 'ge',
  value,
});

test('a column that is gone is replaced by one that fits, the likeliest first, or its condition goes', () => {
  const other: Condition = { kind: 'missing', column: 'Nom' };
  expect(repairs([filter({ kind: 'all', of: [compare('Population', 3500), other] })])).toEqual([
    {
      kind: 'column',
      column: 'Population',
      sure: true,
      options: [
        {
          name: 'Population 2019',
          step: filter({ kind: 'all', of: [compare('Population 2019', 3500), other] }),
        },
      ],
    },
    { kind: 'drop', column: 'Population', step: filter({ kind: 'all', of: [other] }) },
  ]);
});

test('a column renamed by an earlier step is known under its new name, whatever it is', () => {
  const renaming: Step = { id: 'r', kind: 'rename', names: [{ from: 'Nom', to: 'Libellé' }] };
  const sort: Step = { id: 'x', kind: 'sort', by: [{ column: 'Nom', descending: true }] };
  const [first] = repairs([renaming, sort]);
  expect(first).toMatchObject({ kind: 'column', sure: true });
  expect(first?.kind === 'column' && first.options[0]).toEqual({
    name: 'Libellé',
    step: { id: 'x', kind: 'sort', by: [{ column: 'Libellé', descending: true }] },
  });
});

test('a renaming that no longer runs gives the column back under its first name', () => {
  const renaming: Step = { id: 'r', kind: 'rename', names: [{ from: 'Nom', to: 'Libellé' }], disabled: true };
  const [first] = repairs([renaming, { id: 'd', kind: 'distinct', columns: ['Libellé'] }]);
  expect(first?.kind === 'column' && [first.sure, first.options[0]?.name]).toEqual([true, 'Nom']);
});

test('constants follow a column that changed its type', () => {
  expect([
    repairs([filter(compare('Code', 1001))])[0],
    repairs([filter({ kind: 'in', column: 'Population 2019', values: ['3 500', '12'] })])[0],
    repairs([filter(compare('Population 2019', 'beaucoup'))]).map(({ kind }) => kind),
  ]).toEqual([
    { kind: 'adapt', column: column('Code', 'text'), step: filter(compare('Code', '1001')) },
    {
      kind: 'adapt',
      column: column('Population 2019', 'integer'),
      step: filter({ kind: 'in', column: 'Population 2019', values: [3500, 12] }),
    },
    ['column'],
  ]);
});

test('a table that is gone is replaced by another of the project, and only by one that does not read this one', () => {
  const join = (right: string): StepOf<'join'> => ({
    id: 'j',
    kind: 'join',
    right,
    on: [{ left: 'Code', right: 'clé' }],
    keep: 'left',
    columns: [{ name: 'budget', as: 'budget' }],
  });
  const reader = table('reader', 'o', [{ ...join('t'), id: 'k', on: [{ left: 'clé', right: 'Code' }], columns: [] }]);
  expect(repairs([join('gone')], [table('other', 'o'), reader])).toEqual([
    { kind: 'table', options: [{ table: 'other', step: join('other') }] },
  ]);
});

test('a column gone from the joined table is looked for there', () => {
  const join: Step = {
    id: 'j',
    kind: 'join',
    right: 'other',
    on: [{ left: 'Code', right: 'clé' }],
    keep: 'left',
    columns: [{ name: 'Budget total', as: 'Budget' }],
  };
  expect(repairs([join])).toEqual([
    {
      kind: 'column',
      column: 'Budget total',
      sure: true,
      options: [
        { name: 'budget', step: { ...join, columns: [{ name: 'budget', as: 'Budget' }] } },
        { name: 'clé', step: { ...join, columns: [{ name: 'clé', as: 'Budget' }] } },
      ],
    },
    { kind: 'drop', column: 'Budget total', step: { ...join, columns: [] } },
  ]);
});

test('what breaks in another table leads to it', () => {
  const broken = table('other', 'o', [{ id: 'b', kind: 'sort', by: [{ column: 'absente' }] }]);
  const join: Step = {
    id: 'j',
    kind: 'join',
    right: 'other',
    on: [{ left: 'Code', right: 'clé' }],
    keep: 'left',
    columns: [],
  };
  expect(repairs([join], [broken])).toEqual([{ kind: 'elsewhere', table: 'other' }]);
});

test('a column is replaced wherever a step reads it, never in what it writes or compares with', () => {
  const step: Step = {
    id: 'd',
    kind: 'derive',
    name: 'n',
    expression: {
      kind: 'if',
      when: { kind: 'compare', column: 'n', operator: 'eq', value: 'n' },
      // biome-ignore lint/suspicious/noThenProperty: the word of the expression language, never awaited
      then: { kind: 'column', name: 'n' },
      otherwise: { kind: 'constant', value: 'n' },
    },
  };
  expect([
    replaceColumn(step, 'n', 'm'),
    replaceColumn(
      { id: 'a', kind: 'aggregate', by: ['n'], measures: [{ name: 'n', measure: 'sum', column: 'n' }] },
      'n',
      'm',
    ),
    replaceColumn(
      {
        id: 'r',
        kind: 'rename',
        names: [
          { from: 'n', to: 'x' },
          { from: 'y', to: 'n' },
        ],
      },
      'n',
      'm',
    ),
  ]).toEqual([
    {
      ...step,
      expression: {
        kind: 'if',
        when: { kind: 'compare', column: 'm', operator: 'eq', value: 'n' },
        // biome-ignore lint/suspicious/noThenProperty: the word of the expression language, never awaited
        then: { kind: 'column', name: 'm' },
        otherwise: { kind: 'constant', value: 'n' },
      },
    },
    { id: 'a', kind: 'aggregate', by: ['m'], measures: [{ name: 'n', measure: 'sum', column: 'm' }] },
    {
      id: 'r',
      kind: 'rename',
      names: [
        { from: 'm', to: 'x' },
        { from: 'y', to: 'n' },
      ],
    },
  ]);
});
