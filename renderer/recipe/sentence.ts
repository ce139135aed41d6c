import type { OpenedSource } from '../../shared/contract.ts';
import type { Project, Table } from '../../shared/project/project.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { type SourceTables, trace } from '../../shared/recipe/compile.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { describeStep } from '../../shared/recipe/steps.ts';
import { queryOf } from '../session.ts';

/** The French sentence of a step over the columns before it. */
export function sentenceOf(step: Step, columns: readonly Column[], project: Project): string {
  return describeStep(step, columns, (id) => project.tables.find((table) => table.id === id)?.name ?? id);
}

/** The sentence of each step of a table. Where columns are not known, codes and dates read as plain values. */
export function sentencesOf(
  table: Table,
  project: Project,
  opened: Readonly<Record<string, Pick<OpenedSource, 'columns'>>>,
): string[] {
  const known = columnsBefore(table, project, opened);
  return table.recipe.map((step, index) => sentenceOf(step, known[index] ?? [], project));
}

function columnsBefore(
  table: Table,
  project: Project,
  opened: Readonly<Record<string, Pick<OpenedSource, 'columns'>>>,
): (readonly Column[] | null)[] {
  const sources = openedTables(opened);
  if (!sources.has(table.source)) return [];
  return trace(queryOf(table.id, undefined, project), sources).steps.map((step) => step.before);
}

/** The columns once so many steps are done; none where they are not known. */
export function columnsAt(
  table: Table,
  point: number,
  project: Project,
  opened: Readonly<Record<string, Pick<OpenedSource, 'columns'>>>,
): readonly Column[] {
  const source = opened[table.source];
  if (!source) return [];
  if (point === 0) return source.columns;
  return trace(queryOf(table.id, undefined, project), openedTables(opened)).steps[point - 1]?.after ?? [];
}

/** The opened sources as `trace` wants them; nothing here runs their SQL. */
export function openedTables(opened: Readonly<Record<string, Pick<OpenedSource, 'columns'>>>): SourceTables {
  return new Map(Object.entries(opened).map(([id, source]) => [id, { relation: id, columns: source.columns }]));
}
