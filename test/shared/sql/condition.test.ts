import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Condition } from '../../../shared/recipe/expression.ts';
import { type FaultData, faultData } from '../../../shared/rpc/fault.ts';
import { conditionSql } from '../../../shared/sql/condition.ts';
import { type Cell, column, type Laboratory, openLaboratory, queryOver } from '../recipe/laboratory.ts';

const columns = [
  column('nom', 'text'),
  column('pop', 'integer'),
  column('part', 'decimal'),
  column('ville', 'boolean'),
  column('jour', 'date'),
  column('heure', 'timestamp'),
];
const rows: Cell[][] = [
  ['Évry', 100, 1.5, true, '2024-02-29', '2024-02-29 08:00:00'],
  ['Œuilly', 200, null, false, '2023-01-01', '2024-03-01 00:00:00'],
  ['L’Haÿ-les-Roses', 0, 0, null, null, null],
  [null, null, null, null, null, null],
  ['evry', 100, 100, true, '2024-02-29', null],
];

let laboratory: Laboratory;
let sources: Map<string, Awaited<ReturnType<Laboratory['lay']>>>;
beforeAll(async () => {
  laboratory = await openLaboratory();
  sources = new Map([['main', await laboratory.lay('main', { columns, rows })]]);
});
afterAll(() => laboratory.close());

/** 1-based numbers of the rows that answer yes. */
async function kept(condition: Condition): Promise<number[]> {
  const query = queryOver([
    { kind: 'filter', condition },
    { kind: 'select', columns: ['nom'] },
  ]);
  const found = await laboratory.run(query, sources);
  return found.map(([nom]) => rows.findIndex(([other]) => other === nom) + 1);
}

describe('a missing cell', () => {
  const compare: Condition = { kind: 'compare', column: 'pop', operator: 'gt', value: 100 };
  test.each<[string, Condition, number[]]>([
    ['is not greater', compare, [2]],
    ['is not « not greater » either', { kind: 'not', of: compare }, [1, 3, 5]],
    ['comes back from neither of two negations', { kind: 'not', of: { kind: 'not', of: compare } }, [2]],
    ['is not different', { kind: 'compare', column: 'pop', operator: 'ne', value: 100 }, [2, 3]],
    ['is in no list', { kind: 'in', column: 'pop', values: [100] }, [1, 5]],
    ['is not « not in the list »', { kind: 'in', column: 'pop', values: [100], negated: true }, [2, 3]],
    ['is not « not in an empty list »', { kind: 'in', column: 'pop', values: [], negated: true }, [1, 2, 3, 5]],
    [
      'is not out of an empty list under not',
      { kind: 'not', of: { kind: 'in', column: 'pop', values: [] } },
      [1, 2, 3, 5],
    ],
    [
      'does not « not contain »',
      { kind: 'text', column: 'nom', operator: 'contains', value: 'evry', negated: true },
      [2, 3],
    ],
    ['is not outside an interval', { kind: 'not', of: { kind: 'between', column: 'pop', from: 0, to: 100 } }, [2]],
    ['differs from no other column', { kind: 'compare-columns', column: 'pop', operator: 'ne', other: 'part' }, [1]],
    ['is found by missing', { kind: 'missing', column: 'pop' }, [4]],
    ['is left by not missing', { kind: 'not', of: { kind: 'missing', column: 'pop' } }, [1, 2, 3, 5]],
    [
      'does not spoil the other half of an « ou »',
      { kind: 'any', of: [{ kind: 'compare', column: 'part', operator: 'gt', value: 1000 }, compare] },
      [2],
    ],
    [
      'decides nothing in a negated « et » that another cell decides',
      {
        kind: 'not',
        of: {
          kind: 'all',
          of: [
            { kind: 'compare', column: 'part', operator: 'gt', value: 1 },
            { kind: 'compare', column: 'pop', operator: 'lt', value: 150 },
          ],
        },
      },
      [2, 3],
    ],
  ])('%s', async (_, condition, expected) => {
    expect(await kept(condition)).toEqual(expected);
  });
});

describe('text', () => {
  test.each<[string, Condition, number[]]>([
    ['is searched without accents or case', { kind: 'text', column: 'nom', operator: 'starts', value: 'ÉVR' }, [1, 5]],
    [
      'is searched with a straight apostrophe for a curly one',
      { kind: 'text', column: 'nom', operator: 'contains', value: "l'hay" },
      [3],
    ],
    ['is searched with oe for œ', { kind: 'text', column: 'nom', operator: 'starts', value: 'oeuil' }, [2]],
    ['is searched for signs as they are', { kind: 'text', column: 'nom', operator: 'contains', value: '%' }, []],
    ['ends with', { kind: 'text', column: 'nom', operator: 'ends', value: 'ROSES' }, [3]],
    ['equals exactly', { kind: 'compare', column: 'nom', operator: 'eq', value: 'evry' }, [5]],
    ['comes before in the French alphabet', { kind: 'compare', column: 'nom', operator: 'lt', value: 'F' }, [1, 5]],
    ['lies between letters of the French alphabet', { kind: 'between', column: 'nom', from: 'M', to: 'P' }, [2]],
  ])('%s', async (_, condition, expected) => {
    expect(await kept(condition)).toEqual(expected);
  });
});

describe('dates and groups', () => {
  test.each<[string, Condition, number[]]>([
    ['a day is compared', { kind: 'compare', column: 'jour', operator: 'ge', value: '2024-02-29' }, [1, 5]],
    ['a moment is compared with a day', { kind: 'compare', column: 'heure', operator: 'lt', value: '2024-03-01' }, [1]],
    [
      'a moment is compared with a moment',
      { kind: 'compare', column: 'heure', operator: 'eq', value: '2024-02-29T08:00:00.000' },
      [1],
    ],
    [
      'a day is compared with a moment of another column',
      { kind: 'compare-columns', column: 'jour', operator: 'lt', other: 'heure' },
      [1, 2],
    ],
    ['an empty group asks nothing', { kind: 'any', of: [] }, [1, 2, 3, 4, 5]],
    ['yes and no are values', { kind: 'compare', column: 'ville', operator: 'eq', value: false }, [2]],
    [
      'a fraction is compared with whole numbers',
      { kind: 'compare', column: 'pop', operator: 'gt', value: 99.5 },
      [1, 2, 5],
    ],
    [
      'a huge number is compared with whole numbers',
      { kind: 'compare', column: 'pop', operator: 'lt', value: 1e30 },
      [1, 2, 3, 5],
    ],
  ])('%s', async (_, condition, expected) => {
    expect(await kept(condition)).toEqual(expected);
  });
});

describe('a condition that has no meaning is refused', () => {
  test.each<[Condition, FaultData]>([
    [
      { kind: 'missing', column: 'Nom' },
      { code: 'column-missing', params: { column: 'Nom' } },
    ],
    [
      { kind: 'compare', column: 'pop', operator: 'eq', value: '100' },
      { code: 'type-mismatch', params: { column: 'pop', value: '100' } },
    ],
    [
      { kind: 'compare', column: 'nom', operator: 'eq', value: 100 },
      { code: 'type-mismatch', params: { column: 'nom', value: '100' } },
    ],
    [
      { kind: 'compare', column: 'jour', operator: 'eq', value: '2023-02-29' },
      { code: 'type-mismatch', params: { column: 'jour', value: '2023-02-29' } },
    ],
    [
      { kind: 'compare', column: 'ville', operator: 'eq', value: 1 },
      { code: 'type-mismatch', params: { column: 'ville', value: '1' } },
    ],
    [
      { kind: 'in', column: 'pop', values: [1, 'x'] },
      { code: 'type-mismatch', params: { column: 'pop', value: 'x' } },
    ],
    [
      { kind: 'text', column: 'pop', operator: 'contains', value: '1' },
      { code: 'type-mismatch', params: { column: 'pop', value: '1' } },
    ],
    [
      { kind: 'compare-columns', column: 'pop', operator: 'eq', other: 'nom' },
      { code: 'type-mismatch', params: { column: 'pop', value: 'nom' } },
    ],
    [
      { kind: 'not', of: { kind: 'all', of: [{ kind: 'missing', column: 'x' }] } },
      { code: 'column-missing', params: { column: 'x' } },
    ],
  ])('%j', (condition, fault) => {
    expect(refusal(() => conditionSql(condition, columns))).toEqual(fault);
  });
});

function refusal(work: () => unknown): FaultData {
  try {
    work();
  } catch (thrown) {
    return faultData(thrown);
  }
  throw new Error('nothing was refused');
}
