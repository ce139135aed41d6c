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

export const expressionFunctions = [
  'round',
  'abs',
  'upper',
  'lower',
  'trim',
  'left',
  'right',
  'length',
  'year',
  'month',
  'coalesce',
  'pad',
] as const;
export type ExpressionFunction = (typeof expressionFunctions)[number];

/**
 * A value computed from one row. Arithmetic on a missing cell is missing; division by zero is missing.
 * `ratio` is a / b * scale (scale 1, 100 for a percentage, 1000 for « pour 1 000 habitants »).
 * `concat` treats a missing cell as empty text. `pad` fills on the left with zeros: arguments text, length.
 */
export type Expression =
  | { kind: 'column'; name: string }
  | { kind: 'constant'; value: Scalar | null }
  | { kind: 'arithmetic'; operator: 'add' | 'subtract' | 'multiply' | 'divide'; left: Expression; right: Expression }
  | { kind: 'ratio'; numerator: Expression; denominator: Expression; scale: number }
  | { kind: 'concat'; of: Expression[] }
  | { kind: 'call'; name: ExpressionFunction; of: Expression[] }
  | { kind: 'if'; when: Condition; then: Expression; otherwise: Expression };

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
  ]),
);
