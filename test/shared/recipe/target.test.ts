import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compile } from '../../../shared/recipe/compile.ts';
import { describeStep } from '../../../shared/recipe/steps.ts';
import { faultData } from '../../../shared/rpc/fault.ts';
import { readBand, staffBands } from '../../../shared/territory/bands.ts';
import fc from '../../tools/property.ts';
import {
  type Cell,
  column,
  type Draft,
  draft,
  type Laboratory,
  openLaboratory,
  queryOver,
  type Sheet,
} from './laboratory.ts';

type Setting = Omit<Extract<Draft, { kind: 'target' }>, 'kind'>;

let laboratory: Laboratory;
beforeAll(async () => {
  laboratory = await openLaboratory();
});
afterAll(() => laboratory.close());

const base: Setting = {
  population: { column: 'pop', threshold: 3500 },
  staff: { column: 'staff', form: 'number', threshold: 50 },
  operator: 'ge',
  connective: 'and',
  verdictColumn: 'verdict',
  reasonColumn: 'raison',
};

/** [verdict, reason] of each row. */
async function judge(setting: Partial<Setting>, sheet: Sheet): Promise<[string, string][]> {
  const sources = new Map([['main', await laboratory.lay('main', sheet)]]);
  const step: Draft = { kind: 'target', ...base, ...setting };
  return (await laboratory.run(queryOver([step, { kind: 'select', columns: ['verdict', 'raison'] }]), sources)) as [
    string,
    string,
  ][];
}

const both = (...rows: Cell[][]): Sheet => ({ columns: [column('pop', 'integer'), column('staff', 'decimal')], rows });
const verdictsOf = async (setting: Partial<Setting>, sheet: Sheet) =>
  (await judge(setting, sheet)).map(([verdict]) => verdict);

describe('two numbers', () => {
  const rows = both(
    [3500, 50],
    [3500, 49.5],
    [3499, 50],
    [3499, 49],
    [3500, null],
    [3499, null],
    [null, 50],
    [null, 49],
    [null, null],
  );
  test.each<[string, Partial<Setting>, string[]]>([
    [
      'at least, both',
      {},
      [
        'cible',
        'hors cible',
        'hors cible',
        'hors cible',
        'à vérifier',
        'hors cible',
        'à vérifier',
        'hors cible',
        'à vérifier',
      ],
    ],
    [
      'at least, either',
      { connective: 'or' },
      ['cible', 'cible', 'cible', 'hors cible', 'cible', 'à vérifier', 'cible', 'à vérifier', 'à vérifier'],
    ],
    [
      'more than, both',
      { operator: 'gt' },
      [
        'hors cible',
        'hors cible',
        'hors cible',
        'hors cible',
        'hors cible',
        'hors cible',
        'hors cible',
        'hors cible',
        'à vérifier',
      ],
    ],
    [
      'population alone',
      { staff: null },
      ['cible', 'cible', 'hors cible', 'hors cible', 'cible', 'hors cible', 'à vérifier', 'à vérifier', 'à vérifier'],
    ],
    [
      'staff alone',
      { population: null },
      ['cible', 'hors cible', 'cible', 'hors cible', 'à vérifier', 'à vérifier', 'cible', 'hors cible', 'à vérifier'],
    ],
  ])('%s', async (_, setting, expected) => {
    expect(await verdictsOf(setting, rows)).toEqual(expected);
  });

  test('the reason compares the values in French', async () => {
    expect(await judge({ operator: 'gt' }, both([1234567, 50], [3501, 62.25], [3501, null]))).toEqual([
      [
        'hors cible',
        'Hors cible\u00a0: population de 1\u202f234\u202f567, le seuil de 3\u202f500 est dépassé\u202f; effectif de 50, le seuil de 50 n’est pas dépassé.',
      ],
      [
        'cible',
        'Cible\u00a0: population de 3\u202f501, le seuil de 3\u202f500 est dépassé\u202f; effectif de 62,25, le seuil de 50 est dépassé.',
      ],
      [
        'à vérifier',
        'À vérifier\u00a0: population de 3\u202f501, le seuil de 3\u202f500 est dépassé\u202f; effectif manquant.',
      ],
    ]);
  });
});

describe('SIRENE bands', () => {
  test('beside its words, a code keeps its own characters only', async () => {
    const sheet: Sheet = {
      columns: [column('staff', 'text')],
      rows: [['41.0'], [' 41 '], ['NN'], ['50 à 99'], [null]],
    };
    const sources = new Map([['main', await laboratory.lay('main', sheet)]]);
    const staff = { column: 'staff', form: 'band' as const, threshold: 50 };
    const step: Draft = { kind: 'target', ...base, population: null, staff, bandColumn: 'en clair' };
    const rows = await laboratory.run(queryOver([step, { kind: 'select', columns: ['staff', 'en clair'] }]), sources);
    expect(rows).toEqual([
      ['41', '500 à 999 agents'],
      ['41', '500 à 999 agents'],
      ['NN', 'non déclarée (NN)'],
      ['50 à 99', '50 À 99'],
      [null, null],
    ]);
  });

  const wanted = (threshold: number, operator: 'ge' | 'gt') =>
    staffBands.map(({ min, max }) => {
      const passes = (n: number) => (operator === 'ge' ? n >= threshold : n > threshold);
      if (passes(min)) return 'cible';
      return max !== null && !passes(max) ? 'hors cible' : 'à vérifier';
    });
  const codes = staffBands.map(({ code }) => code);
  const writings: [string, 'text' | 'integer' | 'decimal', Cell[]][] = [
    ['as text', 'text', codes],
    ['as text with « .0 »', 'text', codes.map((code) => `${Number(code)}.0`)],
    ['as text with spaces', 'text', codes.map((code) => ` ${code} `)],
    ['as text without the zero', 'text', codes.map((code) => String(Number(code)))],
    ['as whole numbers', 'integer', codes.map(Number)],
    ['as decimals', 'decimal', codes.map(Number)],
  ];
  const cases = writings.flatMap((writing) =>
    [50, 49, 51, 0, 10000, 20000].flatMap((threshold) =>
      (['ge', 'gt'] as const).map((operator) => [...writing, operator, threshold] as const),
    ),
  );

  test.each(cases)('%s (%s): every code %o, %s %d', async (_, type, cells, operator, threshold) => {
    const sheet: Sheet = { columns: [column('staff', type)], rows: cells.map((cell) => [cell]) };
    const setting: Partial<Setting> = {
      population: null,
      operator,
      staff: { column: 'staff', form: 'band', threshold },
    };
    expect(await verdictsOf(setting, sheet)).toEqual(wanted(threshold, operator));
  });

  test('what is no band is to be checked, and the reason tells why', async () => {
    const sheet: Sheet = {
      columns: [column('staff', 'text')],
      rows: [['NN'], [''], ['  '], [null], ['99'], ['nn'], ['12'], ['21'], ['11']],
    };
    expect(await judge({ population: null, staff: { column: 'staff', form: 'band', threshold: 30 } }, sheet)).toEqual([
      ['à vérifier', 'À vérifier\u00a0: tranche d’effectif non renseignée (NN).'],
      ['à vérifier', 'À vérifier\u00a0: tranche d’effectif manquante.'],
      ['à vérifier', 'À vérifier\u00a0: tranche d’effectif manquante.'],
      ['à vérifier', 'À vérifier\u00a0: tranche d’effectif manquante.'],
      ['à vérifier', 'À vérifier\u00a0: tranche d’effectif inconnue (99).'],
      ['à vérifier', 'À vérifier\u00a0: tranche d’effectif non renseignée (NN).'],
      ['à vérifier', 'À vérifier\u00a0: effectif de 20 à 49 agents, de part et d’autre du seuil de 30.'],
      ['cible', 'Cible\u00a0: effectif de 50 à 99 agents, au-dessus du seuil de 30.'],
      ['hors cible', 'Hors cible\u00a0: effectif de 10 à 19 agents, en dessous du seuil de 30.'],
    ]);
  });

  test('are read the same in JavaScript', () => {
    const read = ['21', 21, '21.0', ' 1 ', '0', 'NN', '', null, '99', '21.5'].map(
      (stored) => readBand(stored)?.code ?? null,
    );
    expect(read).toEqual(['21', '21', '21', '01', '00', null, null, null, null, null]);
  });

  test('cover every head count once', () => {
    const holders = Array.from(
      { length: 12_000 },
      (_, n) => staffBands.filter(({ min, max }) => n >= min && (max === null || n <= max)).length,
    );
    expect(new Set(holders)).toEqual(new Set([1]));
  });
});

test('verdicts share out the rows: each has one, and a reason that starts with it', async () => {
  const cell = fc.option(fc.integer({ min: 0, max: 100 }), { nil: null, freq: 3 });
  const setting = fc.record({
    operator: fc.constantFrom('ge' as const, 'gt' as const),
    connective: fc.constantFrom('and' as const, 'or' as const),
    threshold: fc.integer({ min: 0, max: 100 }),
    form: fc.constantFrom('number' as const, 'band' as const),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, cell), { maxLength: 30 }),
      setting,
      async (rows, { operator, connective, threshold, form }) => {
        const judged = await judge(
          {
            operator,
            connective,
            population: { column: 'pop', threshold },
            staff: { column: 'staff', form, threshold },
          },
          both(...rows),
        );
        const starts = { cible: 'Cible', 'hors cible': 'Hors cible', 'à vérifier': 'À vérifier' } as Record<
          string,
          string
        >;
        expect(
          judged.map(([verdict, reason]) => reason.startsWith(`${starts[verdict]}\u00a0: `) && reason.endsWith('.')),
        ).toEqual(rows.map(() => true));
      },
    ),
    { numRuns: 100 },
  );
});

test.each<[Partial<Setting>, string, Record<string, string>]>([
  [{ population: null, staff: null }, 'target-empty', {}],
  [{ population: { column: 'nom', threshold: 1 } }, 'target-type', { column: 'nom' }],
  [{ staff: { column: 'nom', form: 'number', threshold: 1 } }, 'target-type', { column: 'nom' }],
  [{ verdictColumn: 'POP' }, 'column-duplicate', { column: 'POP' }],
])('the setting %j is refused', (setting, code, params) => {
  const columns = [column('pop', 'integer'), column('staff', 'integer'), column('nom', 'text')];
  const sources = new Map([['main', { relation: 'source_main', columns }]]);
  try {
    compile(queryOver([{ kind: 'target', ...base, ...setting }]), sources);
    expect.unreachable();
  } catch (thrown) {
    expect(faultData(thrown)).toEqual({ code, params: { ...params, step: 's1' } });
  }
});

test('its sentence shows the operator and the connective', () => {
  const [step] = draft([{ kind: 'target', ...base, operator: 'gt', connective: 'or' }]);
  expect(describeStep(step!)).toBe('Repérer les collectivités cibles\u00a0: pop >\u00a03\u202f500 ou staff >\u00a050');
});
