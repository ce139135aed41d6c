import { z } from 'zod';

/** A typed constant. Dates are ISO `2026-11-21`, timestamps ISO `2026-11-21T14:05:00.000`, both without zone. */
export const scalarSchema = z.union([z.string(), z.number(), z.boolean()]);
export type Scalar = z.infer<typeof scalarSchema>;

export const comparisons = ['eq', 'ne', 'lt', 'le', 'gt', 'ge'] as const;
export type Comparison = (typeof comparisons)[number];

/** `pattern`: the whole text, where * stands for any characters and ? for one. */
export const textTests = ['contains', 'starts', 'ends', 'pattern'] as const;
export type TextTest = (typeof textTests)[number];

/**
 * A yes/no question about one row. A missing cell answers no to every comparison, also to `ne` and to negated ones:
 * only `missing` finds it. `text` ignores case and accents. `reasons` of `missing`: only cells that the file left out for
 * one of these (« secret »…), '' for an empty cell; known as long as a row is a record of its file.
 */
export type Condition =
  | { kind: 'all'; of: Condition[] }
  | { kind: 'any'; of: Condition[] }
  | { kind: 'not'; of: Condition }
  | { kind: 'compare'; column: string; operator: Comparison; value: Scalar }
  | { kind: 'compare-columns'; column: string; operator: Comparison; other: string }
  | { kind: 'between'; column: string; from: Scalar; to: Scalar }
  | { kind: 'in'; column: string; values: Scalar[]; negated?: boolean }
  | { kind: 'text'; column: string; operator: TextTest; value: string; negated?: boolean }
  | { kind: 'missing'; column: string; negated?: boolean; reasons?: string[] };

export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('all'), of: z.array(conditionSchema) }),
    z.object({ kind: z.literal('any'), of: z.array(conditionSchema) }),
    z.object({ kind: z.literal('not'), of: conditionSchema }),
    z.object({ kind: z.literal('compare'), column: z.string(), operator: z.enum(comparisons), value: scalarSchema }),
    z.object({
      kind: z.literal('compare-columns'),
      column: z.string(),
      operator: z.enum(comparisons),
      other: z.string(),
    }),
    z.object({ kind: z.literal('between'), column: z.string(), from: scalarSchema, to: scalarSchema }),
    z.object({
      kind: z.literal('in'),
      column: z.string(),
      values: z.array(scalarSchema),
      negated: z.boolean().optional(),
    }),
    z.object({
      kind: z.literal('text'),
      column: z.string(),
      operator: z.enum(textTests),
      value: z.string(),
      negated: z.boolean().optional(),
    }),
    z.object({
      kind: z.literal('missing'),
      column: z.string(),
      negated: z.boolean().optional(),
      reasons: z.array(z.string()).optional(),
    }),
  ]),
);

/** Grouped as the files of shared/sql that write them. */
export const expressionFunctions = [
  'round',
  'round-up',
  'round-down',
  'floor',
  'abs',
  'power',
  'root',
  'ln',
  'exp',
  'mod',
  'sum',
  'mean',
  'min',
  'max',
  'number',
  'upper',
  'lower',
  'proper',
  'trim',
  'squeeze',
  'left',
  'right',
  'middle',
  'length',
  'substitute',
  'find',
  'format',
  'pad',
  'departement',
  'contains',
  'starts',
  'ends',
  'matches',
  'year',
  'month',
  'day',
  'quarter',
  'date',
  'month-start',
  'quarter-start',
  'and',
  'or',
  'not',
  'is-missing',
  'if-error',
  'coalesce',
] as const;
export type ExpressionFunction = (typeof expressionFunctions)[number];

/** One branch of a choice: what comes where `when`, a yes/no value, is yes. */
export type Branch = { when: Expression; value: Expression };

/**
 * A value computed from one row. Arithmetic on a missing cell is missing; division by zero is missing.
 * `ratio` is a / b * scale (scale 1, 100 for a percentage, 1000 for « pour 1 000 habitants »).
 * `concat` treats a missing cell as empty text. `pad` fills on the left with zeros: arguments text, length.
 * `compare` is yes or no, undecided (missing) where a side is. `test` is a condition as such a value.
 * `if` takes an undecided condition for no. `choose` gives the first branch that is yes, and is missing as soon as it
 * meets one that is undecided: a commune of unknown population is neither « grande » nor « petite ».
 * `sum`, `mean`, `min`, `max` go over their arguments that are not missing. `if-error` gives its second argument where
 * the first fails (division by zero, text that is no number) though no cell that it reads is missing.
 */
export type Expression =
  | { kind: 'column'; name: string }
  | { kind: 'constant'; value: Scalar | null }
  | { kind: 'arithmetic'; operator: 'add' | 'subtract' | 'multiply' | 'divide'; left: Expression; right: Expression }
  | { kind: 'ratio'; numerator: Expression; denominator: Expression; scale: number }
  | { kind: 'concat'; of: Expression[] }
  | { kind: 'call'; name: ExpressionFunction; of: Expression[] }
  | { kind: 'if'; when: Condition; then: Expression; otherwise: Expression }
  | { kind: 'compare'; operator: Comparison; left: Expression; right: Expression }
  | { kind: 'test'; condition: Condition }
  | { kind: 'choose'; branches: Branch[]; otherwise: Expression };

export const expressionSchema: z.ZodType<Expression> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('column'), name: z.string() }),
    z.object({ kind: z.literal('constant'), value: scalarSchema.nullable() }),
    z.object({
      kind: z.literal('arithmetic'),
      operator: z.enum(['add', 'subtract', 'multiply', 'divide']),
      left: expressionSchema,
      right: expressionSchema,
    }),
    z.object({
      kind: z.literal('ratio'),
      numerator: expressionSchema,
      denominator: expressionSchema,
      scale: z.number(),
    }),
    z.object({ kind: z.literal('concat'), of: z.array(expressionSchema) }),
    z.object({ kind: z.literal('call'), name: z.enum(expressionFunctions), of: z.array(expressionSchema) }),
    z.object({
      kind: z.literal('if'),
      when: conditionSchema,
      // biome-ignore lint/suspicious/noThenProperty: the word of the expression language, never awaited
      then: expressionSchema,
      otherwise: expressionSchema,
    }),
    z.object({
      kind: z.literal('compare'),
      operator: z.enum(comparisons),
      left: expressionSchema,
      right: expressionSchema,
    }),
    z.object({ kind: z.literal('test'), condition: conditionSchema }),
    z.object({
      kind: z.literal('choose'),
      branches: z
        .array(
          z.object({
            when: expressionSchema,
            value: expressionSchema,
          }),
        )
        .min(1),
      otherwise: expressionSchema,
    }),
  ]),
);

/** The parts that an expression is directly made of. */
export function partsOf(expression: Expression): Expression[] {
  switch (expression.kind) {
    case 'column':
    case 'constant':
    case 'test':
      return [];
    case 'arithmetic':
    case 'compare':
      return [expression.left, expression.right];
    case 'ratio':
      return [expression.numerator, expression.denominator];
    case 'concat':
    case 'call':
      return expression.of;
    case 'if':
      return [expression.then, expression.otherwise];
    case 'choose':
      return [...expression.branches.flatMap((branch) => [branch.when, branch.value]), expression.otherwise];
  }
}

/** Names of the columns that an expression reads, each once, in the order met. */
export function columnsRead(expression: Expression): string[] {
  const own =
    expression.kind === 'column'
      ? [expression.name]
      : expression.kind === 'if'
        ? columnsTested(expression.when)
        : expression.kind === 'test'
          ? columnsTested(expression.condition)
          : [];
  return [...new Set([...own, ...partsOf(expression).flatMap(columnsRead)])];
}

/** Whether an expression asks why a cell is missing, which no formula can. */
export function asksReasons(expression: Expression): boolean {
  const asks = (condition: Condition): boolean =>
    condition.kind === 'all' || condition.kind === 'any'
      ? condition.of.some(asks)
      : condition.kind === 'not'
        ? asks(condition.of)
        : condition.kind === 'missing' && condition.reasons !== undefined;
  const own = expression.kind === 'if' ? expression.when : expression.kind === 'test' ? expression.condition : null;
  return (own !== null && asks(own)) || partsOf(expression).some(asksReasons);
}

/** Names of the columns that a condition asks about, each once. */
export function columnsTested(condition: Condition): string[] {
  if (condition.kind === 'all' || condition.kind === 'any') return [...new Set(condition.of.flatMap(columnsTested))];
  if (condition.kind === 'not') return columnsTested(condition.of);
  return condition.kind === 'compare-columns' ? [...new Set([condition.column, condition.other])] : [condition.column];
}
