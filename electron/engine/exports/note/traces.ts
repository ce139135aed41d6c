import { populationColumn } from '../../../../shared/target/population.ts';
import { staffColumn } from '../../../../shared/target/staff.ts';

/** Most rows rightly find no old code. */
const oldCodeColumns = [populationColumn.successor, populationColumn.nature];

/** Joins that only help to tell why a figure is absent, or what an old code has become. */
export function isTrace(columns: readonly string[]): boolean {
  const traces: string[] = [staffColumn.present, staffColumn.elsewhere, ...oldCodeColumns];
  return columns.length > 0 && columns.every((name) => traces.includes(name));
}
