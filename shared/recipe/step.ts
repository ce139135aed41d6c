import { z } from 'zod';
import { aggregateSchema } from './steps/aggregate.ts';
import { appendSchema } from './steps/append.ts';
import { cleanSchema } from './steps/clean.ts';
import { deriveSchema } from './steps/derive.ts';
import { distinctSchema } from './steps/distinct.ts';
import { filterSchema } from './steps/filter.ts';
import { joinSchema } from './steps/join.ts';
import { limitSchema } from './steps/limit.ts';
import { pivotSchema } from './steps/pivot.ts';
import { recodeSchema } from './steps/recode.ts';
import { renameSchema } from './steps/rename.ts';
import { selectSchema } from './steps/select.ts';
import { sortSchema } from './steps/sort.ts';
import { targetSchema } from './steps/target.ts';
import { unpivotSchema } from './steps/unpivot.ts';

/** One edit of a table: a discriminated union on `kind`. `disabled` steps are skipped but kept. */
export const stepSchema = z.discriminatedUnion('kind', [
  filterSchema,
  sortSchema,
  selectSchema,
  renameSchema,
  deriveSchema,
  aggregateSchema,
  joinSchema,
  distinctSchema,
  limitSchema,
  targetSchema,
  cleanSchema,
  unpivotSchema,
  appendSchema,
  recodeSchema,
  pivotSchema,
]);
export type Step = z.infer<typeof stepSchema>;
export type StepKind = Step['kind'];
/** A step without its identity. */
export type StepParts = Step extends infer S
  ? S extends Step
    ? Omit<S, 'id' | 'disabled' | 'comment' | 'title' | 'group'>
    : never
  : never;
export type StepOf<K extends StepKind> = Extract<Step, { kind: K }>;

/** The other tables that a step reads, by id. */
export function tablesRead(step: Step): string[] {
  if (step.kind === 'join') return [step.right];
  if (step.kind === 'recode') return step.by.kind === 'table' ? [step.by.table] : [];
  return step.kind === 'append' ? step.tables.map(({ table }) => table) : [];
}
