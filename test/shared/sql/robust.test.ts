import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Column } from '../../../shared/recipe/column.ts';
import type { Expression } from '../../../shared/recipe/expression.ts';
import { expressionFunctions } from '../../../shared/recipe/expression.ts';
import { measures } from '../../../shared/recipe/steps/aggregate.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import { expressionSql } from '../../../shared/sql/expression.ts';
import { identifier, literal } from '../../../shared/sql/quote.ts';
import { storedSql } from '../../../shared/sql/typed.ts';
import fc from '../../tools/property.ts';
import { column, type Draft, type Laboratory, openLaboratory, queryOver } from '../recipe/laboratory.ts';

let laboratory: Laboratory;
beforeAll(async () => {
  laboratory = await openLaboratory();
  await laboratory.database.use(null, (connection) =>
    connection.run(`CREATE TABLE source_extreme AS SELECT row_number() OVER () AS __row, * FROM (VALUES
      (9223372036854775807, 1.7976931348623157e308::DOUBLE, 'é' || chr(769), TRUE, DATE '9999-12-31', TIMESTAMP '9999-12-31 23:59:59'),
      (-9223372036854775808, 'nan'::DOUBLE, repeat('€', 5000), FALSE, DATE 'infinity', TIMESTAMP 'infinity'),
      (0, 'inf'::DOUBLE, '', NULL, DATE '-infinity', TIMESTAMP '-infinity'),
      (-1, '-inf'::DOUBLE, chr(8206) || ' 1e999 ', TRUE, DATE '0001-01-01', TIMESTAMP '1677-09-22 00:00:00'),
      (1, 5e-324::DOUBLE, '''"\\%_', FALSE, DATE '2024-02-29', TIMESTAMP '1970-01-01 00:00:00'),
      (NULL, NULL, NULL, NULL, NULL, NULL)) AS v(n, d, t, b, j, h)`),
  );
});
afterAll(() => laboratory.close());

const columns: readonly Column[] = [
  column('n', 'integer'),
  column('d', 'decimal'),
  column('t', 'text', 'commune'),
  column('b', 'boolean'),
  column('j', 'date'),
  column('h', 'timestamp'),
];

const any = fc.letrec<{ node: Expression }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({ kind: fc.constant('column' as const), name: fc.constantFrom('n', 'd', 't', 'b', 'j', 'h') }),
    fc.record({
      kind: fc.constant('constant' as const),
      value: fc.constantFrom(0, 2, -3, 1e300, 2 ** 53 - 1, 0.1, 'é', '', null, true),
    }),
    fc.record({
      kind: fc.constant('arithmetic' as const),
      operator: fc.constantFrom('add', 'subtract', 'multiply', 'divide'),
      left: tie('node'),
      right: tie('node'),
    }),
    fc.record({
      kind: fc.constant('ratio' as const),
      numerator: tie('node'),
      denominator: tie('node'),
      scale: fc.constantFrom(1, 1000, 1e308),
    }),
    fc.record({ kind: fc.constant('concat' as const), of: fc.array(tie('node'), { maxLength: 3 }) }),
    fc.record({
      kind: fc.constant('call' as const),
      name: fc.constantFrom(...expressionFunctions),
      of: fc.array(tie('node'), { minLength: 1, maxLength: 2 }),
    }),
  ) as fc.Arbitrary<Expression>,
})).node;

const storage = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  decimal: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
};

/** A sum past 64 bits inside a division. */
const n: Expression = { kind: 'column', name: 'n' };
const overflowing: Expression = {
  kind: 'arithmetic',
  operator: 'divide',
  left: { kind: 'arithmetic', operator: 'add', left: n, right: n },
  right: n,
};

test('an accepted expression never fails on any data, and holds the type it announces', {
  timeout: 60_000,
}, async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(any, async (expression) => {
      let typed: ReturnType<typeof storedSql>;
      try {
        typed = storedSql(expressionSql(expression, columns));
      } catch (thrown) {
        if (thrown instanceof Fault) return;
        throw thrown;
      }
      accepted += 1;
      const rows = await laboratory.rows<{ type: string }>(
        `SELECT typeof(x) AS type, count(x) FROM (SELECT ${typed.sql} AS x FROM source_extreme) GROUP BY ALL`,
      );
      expect(rows.map(({ type }) => type)).toEqual([storage[typed.type]]);
    }),
    { numRuns: 1500, examples: [[overflowing]] },
  );
  expect(accepted).toBeGreaterThan(300);
});

test.each(measures)('the measure %s never fails on any data', async (measure) => {
  const wanted: Draft = {
    kind: 'aggregate',
    by: [],
    measures: (/^(count-distinct|min|max)$/.test(measure) ? ['n', 'd', 't', 'b', 'j'] : ['n', 'd']).map((name) => ({
      name: `${name}1`,
      measure,
      column: name,
      weight: 'd',
      quantile: 0.9,
    })),
  };
  const sources = new Map([['main', { relation: 'source_extreme', columns }]]);
  expect(await laboratory.run(queryOver([wanted]), sources)).toHaveLength(1);
});

const names = columns.map(({ name }) => name);
const joins = names.flatMap((left) =>
  names.flatMap((right) =>
    (['left', 'full', 'anti'] as const).map(
      (keep): Draft => ({
        kind: 'join',
        right: 'other',
        on: [{ left, right }],
        keep,
        columns: [{ name: 't', as: 'x' }],
        normalise: true,
      }),
    ),
  ),
);
const target = (population: string, staff: string, form: 'number' | 'band', threshold: number): Draft => ({
  kind: 'target',
  population: { column: population, threshold },
  staff: { column: staff, form, threshold },
  operator: 'ge',
  connective: 'and',
  verdictColumn: 'verdict',
  reasonColumn: 'raison',
});

test.each<[string, Draft[]]>([
  ['sort', [{ kind: 'sort', by: names.map((name, n) => ({ column: name, descending: n % 2 === 0 })) }]],
  ['distinct', [{ kind: 'distinct', columns: [] }]],
  ['group', [{ kind: 'aggregate', by: names, measures: [{ name: 'k', measure: 'count' }] }]],
  ['target over numbers', [target('n', 'd', 'number', 1e300)]],
  ['target over bands as decimals', [target('d', 'd', 'band', 50)]],
  ['target over bands as text', [target('d', 't', 'band', -1)]],
])('the step %s never fails on any data', async (_, steps) => {
  const sources = new Map([['main', { relation: 'source_extreme', columns }]]);
  expect(await laboratory.run(queryOver(steps), sources)).toHaveLength(6);
});

test('a join accepted between two columns never fails on any data', async () => {
  const side = { relation: 'source_extreme', columns };
  const sources = new Map([
    ['main', side],
    ['other', side],
  ]);
  const outcomes = await Promise.all(
    joins.map(async (step) => {
      try {
        return (await laboratory.run(queryOver([step], { other: [] }), sources)).length >= 0 ? 'ran' : '';
      } catch (thrown) {
        return thrown instanceof Fault ? thrown.code : String(thrown);
      }
    }),
  );
  expect([...new Set(outcomes)].toSorted()).toEqual(['join-types', 'ran']);
});

test('any Unicode text comes back from a literal as it was', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'binary', maxLength: 30 }), { minLength: 1, maxLength: 20 }),
      async (texts) => {
        const valid = texts.map((text) => text.replaceAll('\0', ''));
        const rows = await laboratory.rows<{ text: string }>(
          valid
            .map((text, n) => `SELECT ${n} AS n, ${literal(text)} AS text`)
            .join(' UNION ALL ')
            .concat(' ORDER BY n'),
        );
        expect(rows.map(({ text }) => text)).toEqual(valid);
      },
    ),
  );
});

test('any Unicode text is a column name', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }), async (text) => {
      const name = text.replaceAll('\0', '');
      fc.pre(name !== '');
      const sql = `SELECT ${identifier(name)} FROM (SELECT 1 AS ${identifier(name)})`;
      const { names: answered } = await laboratory.database.use(null, (connection) => connection.stream(sql));
      expect(answered).toEqual([name]);
    }),
  );
});

test.each([0, -0, 1, -1, 0.1, 1e21, -1e-7, 5e-324, Number.MAX_VALUE, Number.MAX_SAFE_INTEGER, 2 ** 63])(
  'the number %d keeps its value',
  async (value) => {
    expect(await laboratory.rows(`SELECT CAST(${literal(value)} AS DOUBLE) AS value`)).toEqual([{ value: value + 0 }]);
  },
);
