import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UnmatchedGroup } from '../../shared/contract.ts';
import type { Table } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Step, StepOf } from '../../shared/recipe/step.ts';
import { repairOf, repairSteps } from '../../shared/territory/repairs.ts';
import { sharedData } from '../tools/shared-data.ts';
import { openEngine, pageOf, queryOf, type TestEngine } from './open-engine.ts';

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
          { cause: 'absent-there', rows: 1, keys: ['01015'] },
          {
            cause: 'arrondissement',
            rows: 1,
            keys: ['75101'],
            successors: [{ key: '75101', code: '75056', name: 'Paris' }],
          },
          { cause: 'code-unknown', rows: 1, keys: ['99999'] },
          {
            cause: 'commune-merged',
            rows: 1,
            keys: ['01018'],
            successors: [{ key: '01018', code: '01033', name: 'Valserhône' }],
          },
          { cause: 'leading-zeros', rows: 1, keys: ['1002'] },
          { cause: 'total-row', rows: 1, keys: ['Total'] },
        ],
      },
      right: {
        rows: 6,
        matched: 2,
        missingKey: 1,
        duplicates: 2,
        unmatched: [
          { cause: 'absent-there', rows: 2, keys: ['01004'] },
          { cause: 'leading-zeros-there', rows: 1, keys: ['01002'] },
        ],
      },
      rowsBefore: 9,
      rowsAfter: 9,
      rowsIfMultiplied: 11,
      bridged: [],
      repeated: [
        { key: '01001', rows: 2 },
        { key: '01004', rows: 2 },
      ],
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

describe('pairs of columns suggested as keys', () => {
  const places = `INSEE,Code postal,Dép,Commune,Valeur
01004,01500,01,Ambérieu-en-Bugey,1
01053,01000,01,Bourg-en-Bresse,2
22278,22000,22,Saint-Brieuc,3
22055,22520,22,Binic-Étables-sur-Mer,4
42218,42000,42,St-Étienne,5
01000,22100,01,Saint-Martin,6
`;
  const others = `Commune,Département,Code INSEE,Budget
Amberieu en Bugey,01,01004,10
BOURG-EN-BRESSE,01,01053,20
St Brieuc,22,22278,30
Saint-Étienne,42,42218,50
Binic,22,22055,40
Le Saint-Martin,01,01000,60
`;

  test('a name meets with its département, a bare name and a postal code are refused, each with the reason', async () => {
    await engine.open(await engine.write('lieux.csv', places), 'p');
    await engine.open(await engine.write('budgets.csv', others), 'b');
    const budgets: Table = { id: 'budgets', name: 'Budgets', source: 'b', recipe: [] };
    const found = await engine.call('join.suggest', { query: queryOf([], 'p', [budgets]), right: 'budgets' });
    expect(
      found
        .filter(({ left, right, refused }) => refused !== null || left === 'Commune' || right === 'Code INSEE')
        .map(({ left, right, also, matched, refused }) => [left, right, also ?? null, matched, refused]),
    ).toEqual([
      ['INSEE', 'Code INSEE', null, 6, null],
      ['Commune', 'Commune', [{ left: 'Dép', right: 'Département' }], 5, null],
      ['Commune', 'Commune', null, 2, 'bare-name'],
      ['Code postal', 'Code INSEE', null, 1, 'postal-code'],
    ]);
  });

  test('a name that finds nothing is given the one that looks most like it, in its département', async () => {
    const budgets: Table = { id: 'budgets', name: 'Budgets', source: 'b', recipe: [] };
    const on = [
      { left: 'Commune', right: 'Commune' },
      { left: 'Dép', right: 'Département' },
    ];
    const step = { ...join, right: 'budgets', on, columns: [] };
    expect(await engine.call('join.similar', { query: queryOf([], 'p', [budgets]), step })).toEqual([
      { left: 'Binic-Étables-sur-Mer', right: 'Binic', where: '22', rows: 1, score: 0.9 },
    ]);
  });

  test('it is looked for among all the names of its département, however many others there are', async () => {
    await engine.open(await engine.write('villes.csv', 'Ville,Dép,Budget\nOyonax,01,8\nYssingaux,43,5\n'), 'villes');
    const communes = await engine.call('source.reference', { id: 'all_communes', table: 'communes' });
    const all: Table = { id: 'all', name: 'Communes', source: communes.source.id, recipe: [] };
    const on = [
      { left: 'Ville', right: 'Commune' },
      { left: 'Dép', right: 'Code département' },
    ];
    const found = await engine.call('join.similar', {
      query: queryOf([], 'villes', [all]),
      step: { ...join, right: 'all', on, columns: [] },
    });
    expect(found.map(({ left, right }) => [left, right])).toEqual([
      ['Yssingaux', 'Yssingeaux'],
      ['Oyonax', 'Oyonnax'],
    ]);
  });

  test('a report tells what writing the keys alike brings together', async () => {
    const budgets: Table = { id: 'budgets', name: 'Budgets', source: 'b', recipe: [] };
    const on = [{ left: 'Commune', right: 'Commune' }];
    const step = { ...join, right: 'budgets', on, columns: [] };
    const query = queryOf([], 'p', [budgets]);
    const plain = await engine.call('join.report', { query, step });
    const loose = await engine.call('join.report', { query, step: { ...step, normalise: true } });
    expect({
      apart: plain.left.unmatched.map(({ cause, keys }) => [cause, keys]),
      together: loose.bridged.map(({ writing, examples }) => [writing, examples.map(({ right }) => right)]),
    }).toEqual({
      apart: [
        ['saint', ['Saint-Brieuc', 'St-Étienne']],
        ['articles', ['Saint-Martin']],
        ['case', ['Bourg-en-Bresse']],
        ['hyphens', ['Ambérieu-en-Bugey']],
        ['unknown', ['Binic-Étables-sur-Mer']],
      ],
      together: [
        ['saint', ['St Brieuc', 'Saint-Étienne']],
        ['articles', ['Le Saint-Martin']],
        ['case', ['BOURG-EN-BRESSE']],
        ['hyphens', ['Amberieu en Bugey']],
      ],
    });
  });
});

describe('a SIREN that finds nothing', () => {
  const causes = (groups: UnmatchedGroup[]) => Object.fromEntries(groups.map(({ cause, keys }) => [cause, keys]));

  test('is told by its true cause, on either side', async () => {
    // Oullins and Pierre-Bénite became one commune in 2024, under a number of its own.
    const file = `SIREN;Agents
213300635;4000
216901496;300
216901520;120
243300316;900
242400018;20
253305015;12
263300071;60
223300013;7000
200023778;3
200991230;3
239710015;800
283300010;1
Total;9000
123456789;5
12345;6
213302813.0;7
`;
    await engine.open(await engine.write('effectifs.csv', file.replaceAll(';', ',')), 'staff');
    const communes = await engine.call('source.reference', { id: 'communes', table: 'communes' });
    const staff: Table = { id: 'staff', name: 'Effectifs', source: 'staff', recipe: [] };
    const step = { ...join, right: 'staff', on: [{ left: 'SIREN', right: 'SIREN' }], columns: [] };
    const query = queryOf([], communes.source.id, [staff]);
    const { left, right } = await engine.call('join.report', { query, step });
    expect({ left: left.unmatched.map(({ cause, rows }) => [cause, rows]), right: causes(right.unmatched) }).toEqual({
      left: [
        ['outside-territory', 34211],
        ['absent-there', 532],
        ['overseas', 129],
        ['siren-renewed', 1],
        ['spaces-there', 1],
      ],
      right: {
        spaces: ['213302813.0'],
        'total-row': ['Total'],
        'siren-former': ['216901496', '216901520'],
        'siren-epci': ['200023778', '243300316'],
        'siren-epci-former': ['242400018'],
        'siren-syndicat': ['253305015'],
        'siren-ccas': ['263300071'],
        'siren-departement': ['223300013'],
        'siren-region': ['239710015'],
        'siren-recent': ['200991230'],
        'siren-invalid': ['12345', '123456789'],
        unknown: ['283300010'],
      },
    });
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
      const causes = (groups: UnmatchedGroup[]) => groups.map((group) => [group.cause, group.rows]);
      expect({ left: causes(report.left.unmatched), right: causes(report.right.unmatched) }).toEqual({
        left: [
          // Mayotte, which the census of 2018 has not; communes that left a merger since; communes made of several since.
          ['overseas', 17],
          ['commune-restored', 7],
          ['commune-merges', 4],
          ['arrondissement-parent', 3],
        ],
        right: [
          ['commune-merged', 104],
          ['arrondissement', 45],
          ['no-epci', 4],
        ],
      });
      const [best, ...others] = await engine.call('join.suggest', {
        query: queryOf([], 'epci', [table]),
        right: 'census',
      });
      expect(best).toEqual({ left: 'insee', right: 'Code INSEE', matched: 34840, total: 34871, refused: null });
      expect(
        others.filter(({ refused }) => refused !== null).map(({ left, right, refused }) => [left, right, refused]),
      ).toEqual([['nom_membre', 'Nom de la commune', 'bare-name']]);
    });

    test('with the zeros lost on one side, one repair gives the same report', async () => {
      const lines = ['insee'];
      for (let offset = 0; offset < 40_000; offset += 10_000) {
        const { rows } = await pageOf(engine, queryOf([], 'epci'), ['insee'], offset, 10_000);
        lines.push(...rows.map(([code]) => String(code).replace(/^0/, '')));
      }
      await engine.open(await engine.write('sans-zeros.csv', lines.join('\n')), 'bare');
      const table: Table = { id: 'census', name: 'Communes', source: 'census', recipe: [assembled] };
      const step = { ...join, right: 'census', on: [{ left: 'insee', right: 'Code INSEE' }], columns: [] };
      const report = (recipe: Step[]) => engine.call('join.report', { query: queryOf(recipe, 'bare', [table]), step });
      const before = await report([]);
      const key: Column = { name: 'insee', type: 'text', meaning: 'commune' };
      const lost = before.left.unmatched.find(({ cause }) => cause === 'leading-zeros');
      const repair = lost && repairOf(lost, 'left', { left: key, right: { ...key, name: 'Code INSEE' } });
      if (!repair || repair.kind === 'normalise') throw new Error('no repair is proposed');
      const after = await report(repairSteps(repair, key, 'commune', [key], '', () => 'repair'));
      const whole = await engine.call('join.report', { query: queryOf([], 'epci', [table]), step });
      expect({ lost: lost.rows, matched: before.left.matched, after: after.left }).toEqual({
        lost: 3135,
        matched: 31705,
        after: whole.left,
      });
    });
  },
);
