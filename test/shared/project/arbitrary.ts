import fc from 'fast-check';
import type { Project } from '../../../shared/project/project.ts';
import type { Condition } from '../../../shared/recipe/expression.ts';

const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
const scalar = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
);

const condition = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    fc.record({
      kind: fc.constant('compare' as const),
      column: name,
      operator: fc.constantFrom('eq', 'ge'),
      value: scalar,
    }),
    fc.record({ kind: fc.constant('in' as const), column: name, values: fc.array(scalar, { maxLength: 3 }) }),
    fc.record({ kind: fc.constantFrom('all', 'any'), of: fc.array(tie('node'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('not' as const), of: tie('node') }),
  ) as fc.Arbitrary<Condition>,
})).node;

const step = fc.oneof(
  fc.record({ id: name, kind: fc.constant('filter' as const), condition }),
  fc.record({ id: name, kind: fc.constant('limit' as const), count: fc.nat(), comment: name, disabled: fc.boolean() }),
  fc.record({
    id: name,
    kind: fc.constant('rename' as const),
    names: fc.array(fc.record({ from: name, to: name }), { minLength: 1, maxLength: 3 }),
  }),
);

/** Any project: names are any Unicode text. */
export const anyProject: fc.Arbitrary<Project> = fc.record({
  format: fc.constant('crible' as const),
  version: fc.constant(1 as const),
  id: name,
  name,
  sources: fc.array(
    fc.record({
      id: name,
      name,
      format: fc.constantFrom('csv' as const, 'xlsx' as const),
      sha256: name,
      size: fc.nat(),
      options: fc.record({ delimiter: name, headerRows: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 2 }) }),
      notes: fc.array(name, { maxLength: 2 }),
      rowCount: fc.nat(),
    }),
    { maxLength: 2 },
  ),
  tables: fc.array(fc.record({ id: name, name, source: name, recipe: fc.array(step, { maxLength: 4 }) }), {
    maxLength: 2,
  }),
  charts: fc.constant([]),
  maps: fc.constant([]),
  views: fc.array(fc.record({ id: name, name, table: name, steps: fc.array(step, { maxLength: 3 }) }), {
    maxLength: 2,
  }),
  report: fc.constant({ title: '', blocks: [], attach: true }),
  display: fc.record(
    {
      density: fc.constantFrom('comfortable' as const, 'compact' as const, 'wrapped' as const),
      pinned: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.array(name, { maxLength: 2 }), { maxKeys: 2 }),
      frozen: fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.nat({ max: 9 }), { maxKeys: 2 }),
    },
    { requiredKeys: [] },
  ),
});
