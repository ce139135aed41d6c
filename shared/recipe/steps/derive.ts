import { z } from 'zod';
import { expressionSchema } from '../expression.ts';
import { stepBase } from './base.ts';

/** Adds a computed column at the end, or replaces the one of that name in its place. */
export const deriveSchema = z.object({
  ...stepBase,
  kind: z.literal('derive'),
  name: z.string().min(1),
  expression: expressionSchema,
});
export type Derive = z.infer<typeof deriveSchema>;
