import { useMemo } from 'react';
import type { Outputs } from '../../shared/contract.ts';
import type { Project, Table } from '../../shared/project/project.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { queryOf, useCall } from '../session.ts';
import type { Outcome } from './step-item.tsx';

/** What became of each step: its rows, its failure, or that it waits for an earlier one that fails. */
export function useOutcomes(table: Table, current: Project): Outcome[] {
  const { recipe } = table;
  const input = useMemo(() => ({ query: queryOf(table.id, undefined, current) }), [table.id, current]);
  const { value, loading } = useCall('table.steps', input);
  // An answer stays while the next one comes: its figures belong to the steps as they were when it came.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `recipe` is that of the answer only when the answer changes
  const answered = useMemo(() => (value ? outcomesOf(value, recipe) : new Map<string, Outcome>()), [value]);
  return recipe.map((step): Outcome => {
    if (step.disabled) return { kind: 'disabled' };
    const outcome = answered.get(step.id);
    if (!outcome || outcome.kind === 'disabled') return { kind: 'unknown', loading };
    return outcome.kind === 'rows' ? { ...outcome, loading } : outcome;
  });
}

function outcomesOf(value: Outputs['table.steps'], recipe: Step[]): Map<string, Outcome> {
  const broken = value.fault ? recipe.findIndex((step) => step.id === value.fault?.step) : -1;
  return new Map(
    recipe.map((step, index): [string, Outcome] => {
      if (step.disabled) return [step.id, { kind: 'disabled' }];
      if (value.fault && index === broken) return [step.id, { kind: 'broken', fault: value.fault.fault }];
      if (broken >= 0 && index > broken) return [step.id, { kind: 'waiting', position: broken + 1 }];
      const rows = value.rowCounts[index];
      const before = index === 0 ? value.before : value.rowCounts[index - 1];
      if (rows === undefined) return [step.id, { kind: 'unknown', loading: false }];
      return [step.id, { kind: 'rows', rows, before: before ?? rows, loading: false }];
    }),
  );
}
