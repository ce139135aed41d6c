import { tablesRead } from '../recipe/step.ts';
import type { Project } from './project.ts';

/** Whether a step of `table` that reads `other` would make a table wait for itself. */
export function wouldCycle(project: Project, table: string, other: string): boolean {
  const seen = new Set<string>();
  const reaches = (id: string): boolean => {
    if (id === table) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    const steps = project.tables.find((candidate) => candidate.id === id)?.recipe ?? [];
    return steps.some((step) => tablesRead(step).some(reaches));
  };
  return reaches(other);
}
