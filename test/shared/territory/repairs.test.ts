import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { act, begin, undo } from '../../../shared/project/history.ts';
import { emptyProject, type Project } from '../../../shared/project/project.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import { proposeCombination } from '../../../shared/territory/combination.ts';
import { referenceColumn } from '../../../shared/territory/reference.ts';
import { type Repair, repairOf, repairSteps } from '../../../shared/territory/repairs.ts';
import fc from '../../tools/property.ts';
import { column, type Laboratory, openLaboratory, queryOver, type Sheet } from '../recipe/laboratory.ts';

const key = column('Code', 'text', 'commune');
const columns: Column[] = [key, column('Année', 'integer'), column('Agents', 'integer'), column('Taux', 'decimal')];
const old: Sheet = {
  columns: [
    column(referenceColumn.oldCode, 'text'),
    column(referenceColumn.code, 'text'),
    column(referenceColumn.oldNature, 'text'),
  ],
  rows: [
    ['01091', '01033', 'commune déléguée'],
    ['01205', '01033', 'commune fusionnée'],
    ['75101', '75056', 'arrondissement municipal'],
  ],
};

let laboratory: Laboratory;
beforeAll(async () => {
  laboratory = await openLaboratory();
});
afterAll(() => laboratory.close());

const codes = fc.constantFrom(
  '01001',
  '1001',
  '01033',
  '01091',
  '1091',
  '01205',
  '75101',
  '75056',
  'Total',
  ' 01001',
  '2A004',
  '',
);
const sheet = fc
  .array(
    fc.tuple(
      fc.option(codes, { nil: null }),
      fc.constantFrom(2019, 2020),
      fc.integer({ min: 0, max: 9 }),
      fc.constant(1.5),
    ),
    { maxLength: 12 },
  )
  .map((rows): Sheet => ({ columns, rows }));
const repair = fc.constantFrom<Exclude<Repair, { kind: 'normalise' }>>(
  { kind: 'codes', side: 'left' },
  { kind: 'text', side: 'left' },
  { kind: 'successors', side: 'left', spoilt: false },
  { kind: 'successors', side: 'left', spoilt: true },
  { kind: 'arrondissements', side: 'left', spoilt: false },
  { kind: 'successors', side: 'right', spoilt: false },
  { kind: 'arrondissements', side: 'right', spoilt: true },
  { kind: 'drop', side: 'left', keys: ['Total'] },
);
let next = 0;
const newId = () => `id${next++}`;

describe('a repair', () => {
  test('undone is never made: the project and its rows are what they were', async () => {
    await fc.assert(
      fc.asyncProperty(sheet, repair, async (rows, wanted) => {
        const sources = new Map([
          ['main', await laboratory.lay('main', rows)],
          ['old', await laboratory.lay('old', old)],
        ]);
        const before = queryOver([], { old: [] });
        const history = begin<Project>({ ...emptyProject('p', 'Projet'), tables: before.tables });
        const steps = repairSteps(wanted, key, 'commune', columns, 'old', newId);
        const done = act(history, 'Réparer', {
          ...history.present.state,
          tables: history.present.state.tables.map((table) =>
            table.id === 'main' ? { ...table, recipe: steps } : table,
          ),
        });
        const back = undo(done);
        const run = (project: Project) => laboratory.run({ table: 'main', tables: project.tables }, sources);
        expect(back.present.state).toEqual(history.present.state);
        expect(await run(back.present.state)).toEqual(rows.rows);
      }),
      { numRuns: 60 },
    );
  });

  test('never changes the number of left rows but where it says so, nor what was added up on the right', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(sheet, repair, async (rows, wanted) => {
        const sources = new Map([
          ['main', await laboratory.lay('main', rows)],
          ['old', await laboratory.lay('old', old)],
        ]);
        const steps = repairSteps(wanted, key, 'commune', columns, 'old', newId);
        const query = queryOver([], { old: [] });
        const tables = query.tables.map((table) => (table.id === 'main' ? { ...table, recipe: steps } : table));
        const after = await laboratory.run({ table: 'main', tables }, sources);
        const agents = (of: readonly (readonly unknown[])[]) => of.reduce((sum, row) => sum + Number(row[2]), 0);
        if (wanted.kind === 'drop') {
          expect(after).toEqual(rows.rows.filter(([code]) => code !== 'Total'));
        } else {
          expect(agents(after)).toBe(agents(rows.rows));
          if (wanted.side === 'left') expect(after).toHaveLength(rows.rows.length);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('is that of the side which is spoilt', () => {
    const on = { left: key, right: column('insee', 'text', 'commune') };
    const of = (cause: string, side: 'left' | 'right') => repairOf({ cause, rows: 1, keys: ['Total'] }, side, on);
    expect([
      of('leading-zeros', 'left'),
      of('leading-zeros-there', 'left'),
      of('commune-merges', 'left'),
      of('arrondissement', 'right'),
      of('total-row', 'left'),
      of('siren-syndicat', 'right'),
      of('siren-former', 'right'),
      of('accents', 'right'),
      of('no-epci', 'right'),
    ]).toEqual([
      { kind: 'codes', side: 'left' },
      { kind: 'codes', side: 'right' },
      { kind: 'successors', side: 'right', spoilt: false },
      { kind: 'arrondissements', side: 'right', spoilt: false },
      { kind: 'drop', side: 'left', keys: ['Total'] },
      { kind: 'drop', side: 'right', keys: ['Total'] },
      null,
      { kind: 'normalise' },
      null,
    ]);
  });
});

test('stocks are added up, years keep apart, ratios are left without a value, names are kept', () => {
  const all = [...columns, column('Nom', 'text'), column('SIREN', 'integer', 'siren'), column('Part (%)', 'decimal')];
  expect(proposeCombination(all, 'Code').map(({ name, rule }) => [name, rule.kind])).toEqual([
    ['Année', 'key'],
    ['Agents', 'sum'],
    ['Taux', 'blank'],
    ['Nom', 'keep'],
    ['SIREN', 'keep'],
    ['Part (%)', 'blank'],
  ]);
});
