import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Expression } from '../../../shared/recipe/expression.ts';
import { type FaultData, faultData } from '../../../shared/rpc/fault.ts';
import { expressionSql } from '../../../shared/sql/expression.ts';
import { type Cell, column, type Laboratory, openLaboratory, queryOver } from '../recipe/laboratory.ts';

const columns = [
  column('nom', 'text'),
  column('pop', 'integer'),
  column('part', 'decimal'),
  column('ville', 'boolean'),
  column('jour', 'date'),
  column('heure', 'timestamp'),
];
const rows: Cell[][] = [['Évry', 100, 1.5, true, '2024-02-29', '2024-02-29 08:00:00']];

let laboratory: Laboratory;
let sources: Map<string, Awaited<ReturnType<Laboratory['lay']>>>;
beforeAll(async () => {
  laboratory = await openLaboratory();
  sources = new Map([['main', await laboratory.lay('main', { columns, rows })]]);
});
afterAll(() => laboratory.close());

describe('an expression', () => {
  const pop: Expression = { kind: 'column', name: 'pop' };
  const constant = (value: string | number | null): Expression => ({ kind: 'constant', value });
  const huge: Expression = {
    kind: 'arithmetic',
    operator: 'multiply',
    left: constant(2 ** 53 - 1),
    right: constant(2 ** 53 - 1),
  };

  test.each<[string, Expression, Cell]>([
    ['of whole numbers stays whole', { kind: 'arithmetic', operator: 'add', left: pop, right: constant(1) }, 101],
    ['that no whole number holds is missing', huge, null],
    ['divided by zero is missing', { kind: 'arithmetic', operator: 'divide', left: pop, right: constant(0) }, null],
    [
      'of a ratio of sums keeps its parentheses',
      {
        kind: 'ratio',
        numerator: { kind: 'arithmetic', operator: 'add', left: pop, right: constant(0.5) },
        denominator: constant(2),
        scale: 10,
      },
      502.5,
    ],
    [
      'of subtractions keeps its parentheses',
      {
        kind: 'arithmetic',
        operator: 'subtract',
        left: pop,
        right: { kind: 'arithmetic', operator: 'subtract', left: pop, right: constant(-1) },
      },
      -1,
    ],
    ['rounds half away from zero', { kind: 'call', name: 'round', of: [constant(-2.5)] }, -3],
    ['rounds to tens', { kind: 'call', name: 'round', of: [constant(1234.5), constant(-1)] }, 1230],
    ['pads a number as text', { kind: 'call', name: 'pad', of: [pop, constant(5)] }, '00100'],
    ['never cuts by padding', { kind: 'call', name: 'pad', of: [constant('123456'), constant(5)] }, '123456'],
    [
      'writes a number the French way',
      { kind: 'concat', of: [{ kind: 'column', name: 'part' }, constant(' le '), { kind: 'column', name: 'jour' }] },
      '1,5 le 29/02/2024',
    ],
    ['takes the first present value', { kind: 'call', name: 'coalesce', of: [constant(null), constant(4), pop] }, 4],
    ['takes the year', { kind: 'call', name: 'year', of: [{ kind: 'column', name: 'heure' }] }, 2024],
  ])('%s', async (_, expression, expected) => {
    const query = queryOver([
      { kind: 'derive', name: 'x', expression },
      { kind: 'select', columns: ['x'] },
      { kind: 'limit', count: 1 },
    ]);
    expect(await laboratory.run(query, sources)).toEqual([[expected]]);
  });

  test.each<[Expression, FaultData]>([
    [
      { kind: 'column', name: 'Pop' },
      { code: 'column-missing', params: { column: 'Pop' } },
    ],
    [
      { kind: 'arithmetic', operator: 'add', left: pop, right: constant('1') },
      { code: 'expression-type', params: { operator: '+', type: 'text' } },
    ],
    [
      { kind: 'call', name: 'year', of: [pop] },
      { code: 'expression-type', params: { operator: 'year', type: 'integer' } },
    ],
    [
      { kind: 'call', name: 'left', of: [constant('a')] },
      { code: 'expression-argument', params: { function: 'left' } },
    ],
    [
      { kind: 'call', name: 'pad', of: [constant('a'), constant(2e9)] },
      { code: 'expression-argument', params: { function: 'pad' } },
    ],
    [
      { kind: 'call', name: 'coalesce', of: [pop, constant('a')] },
      { code: 'expression-mixed', params: { type: 'integer', other: 'text' } },
    ],
  ])('that has no meaning is refused: %j', (expression, fault) => {
    expect(refusal(() => expressionSql(expression, columns))).toEqual(fault);
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
