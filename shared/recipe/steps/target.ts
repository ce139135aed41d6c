import { z } from 'zod';
import { stepBase } from './base.ts';

/**
 * The « collectivités cibles » verdict (CRPA art. L. 312-1-1, D. 312-1-1-1). Adds two text columns:
 * `verdict` (`cible`, `hors cible`, `à vérifier`) and `raison`, a French sentence with the values compared.
 * Staff is a number of agents, or a SIRENE band (`trancheEffectifsUniteLegale`: "21", 21 or "21.0").
 * A missing value, or a band that straddles the threshold, is `à vérifier` unless the other test already decides:
 * with `and`, a failed test is `hors cible` whatever the other; with `or`, a passed one is `cible`.
 * `staff` null: population alone decides.
 */
export const targetSchema = z.object({
  ...stepBase,
  kind: z.literal('target'),
  population: z.object({ column: z.string(), threshold: z.number() }).nullable(),
  staff: z.object({ column: z.string(), form: z.enum(['number', 'band']), threshold: z.number() }).nullable(),
  operator: z.enum(['ge', 'gt']),
  connective: z.enum(['and', 'or']),
  verdictColumn: z.string().default('verdict'),
  reasonColumn: z.string().default('raison'),
});
export type Target = z.infer<typeof targetSchema>;
