import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Table } from '../../shared/project/project.ts';
import type { Step, StepOf } from '../../shared/recipe/step.ts';
import { sharedData } from '../tools/shared-data.ts';
import { openEngine, queryOf, type TestEngine } from './open-engine.ts';

let engine: TestEngine;

const left = `Code,Nom,Montant
01001,L’Abergement-Clémenciat,10
1002,L’Abergement-de-Varey,20
75101,Paris 1er,30
01015,Arboys en Bugey,35
01018,Bellegarde,40
,Sans code,50
Total,Total,150
99999,Nulle part,60
01001,L’Abergement-Clémenciat,70
`;
const right = `Code INSEE,EPCI
01001,A
01001,A bis
01002,B
01004,C
01004,C bis
,Vide
`;

beforeAll(async () => {
  engine = await openEngine();
  await engine.open(await engine.write('gauche.csv', left), 'l');
  await engine.open(await engine.write('droite.csv', right), 'r');
});
afterAll(() => engine.close());

const other: Table = { id: 'droite', name: 'Droite', source: 'r', recipe: [] };
const join: StepOf<'join'> = {
  id: 'j',
  kind: 'join',
  right: 'droite',
  on: [{ left: 'Code', right: 'Code INSEE' }],
  keep: 'left',
  columns: [{ name: 'EPCI', as: 'EPCI' }],
};

describe('a join report', () => {
  test('tells both sides, unmatched keys by cause, and what duplicates would do', async () => {
    expect(await engine.call('join.report', { query: queryOf([], 'l', [other]), step: join })).toEqual({
      left: {
        rows: 9,
        matched: 2,
        missingKey: 1,
        duplicates: 1,
        unmatched: [
          { cause: 'arrondissement', rows: 1, keys: ['75101'] },
          { cause: 'commune-merged', rows: 1, keys: ['01018'] },
          { cause: 'leading-zeros', rows: 1, keys: ['1002'] },
          { cause: 'total-row', rows: 1, keys: ['Total'] },
          { cause: 'unknown', rows: 2, keys: ['01015', '99999'] },
        ],
      },
      right: {
        rows: 6,
        matched: 2,
        missingKey: 1,
        duplicates: 2,
        unmatched: [
          { cause: 'formatted', rows: 1, keys: ['01002'] },
          { cause: 'unknown', rows: 2, keys: ['01004'] },
        ],
      },
      rowsBefore: 9,
      rowsAfter: 9,
      rowsIfMultiplied: 11,
      warnings: [
        { code: 'join-multiplies', params: { keys: 2, rowsBefore: 9, rowsAfter: 11 } },
        { code: 'join-keys-missing', params: { rows: 1 } },
      ],
    });
  });

  test('its row counts are those of the step, whatever is kept', async () => {
    const told: number[] = [];
    const counted: number[] = [];
    for (const keep of ['left', 'inner', 'full', 'anti'] as const) {
      for (const allowMultiply of [false, true]) {
        for (const normalise of [false, true]) {
          const step: Step = { ...join, keep, allowMultiply, normalise };
          const report = await engine.call('join.report', { query: queryOf([], 'l', [other]), step });
          told.push(report.rowsAfter);
          counted.push(await engine.call('table.count', { query: queryOf([step], 'l', [other]) }));
        }
      }
    }
    expect(told).toEqual(counted);
  });

  test('nothing in common is said', async () => {
    const step = { ...join, on: [{ left: 'Nom', right: 'EPCI' }] };
    const report = await engine.call('join.report', { query: queryOf([], 'l', [other]), step });
    expect(report.warnings).toEqual([{ code: 'join-none', params: {} }]);
  });
});

const epci = sharedData('data/real/dgcl/epcicom.xlsx');
const census = sharedData('data/real/insee/ensemble.xlsx');

describe.skipIf(epci === null || census === null)(
  'on the workbooks of INSEE and DGCL (skipped: no shared data)',
  () => {
    const assembled: Step = {
      id: 'd',
      kind: 'derive',
      name: 'Code INSEE',
      expression: {
        kind: 'concat',
        of: [
          {
            kind: 'call',
            name: 'left',
            of: [
              { kind: 'column', name: 'Code département' },
              { kind: 'constant', value: 2 },
            ],
          },
          { kind: 'column', name: 'Code commune' },
        ],
      },
    };

    test('34 840 communes meet, 31 are only in the EPCI file, 153 only in the census', async () => {
      await engine.open(epci as string, 'epci');
      const file = await engine.grant(census as string);
      const inspection = await engine.call('source.inspect', { file, options: { sheet: 'Communes' } });
      await engine.call('source.open', { file, id: 'census', options: inspection.options });
      const table: Table = { id: 'census', name: 'Communes', source: 'census', recipe: [assembled] };
      const step = { ...join, right: 'census', on: [{ left: 'insee', right: 'Code INSEE' }], columns: [] };
      const report = await engine.call('join.report', { query: queryOf([], 'epci', [table]), step });
      const rows = (groups: { rows: number }[]) => groups.reduce((sum, group) => sum + group.rows, 0);
      expect([report.left.matched, rows(report.left.unmatched), rows(report.right.unmatched)]).toEqual([
        34840, 31, 153,
      ]);
      const [best, ...others] = await engine.call('join.suggest', {
        query: queryOf([], 'epci', [table]),
        right: 'census',
      });
      expect(best).toEqual({ left: 'insee', right: 'Code INSEE', matched: 34840, total: 34871, refused: null });
      expect(
        others.filter(({ refused }) => refused !== null).map(({ left, right, refused }) => [left, right, refused]),
      ).toEqual([['nom_membre', 'Nom de la commune', 'bare-name']]);
    });
  },
);
