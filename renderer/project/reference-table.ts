import type { OpenedSource } from '../../shared/contract.ts';
import type { Project, Table } from '../../shared/project/project.ts';
import { findReferenceTable, type ReferenceTableId } from '../../shared/territory/reference.ts';
import { call, getState, newId, project, setState } from '../session.ts';

/** A built-in table for steps to read: that of the project when it has one as it stands, else one to add. */
export type TakenReference = { table: Table; opened: OpenedSource | null };

/** Rejects with a Fault when the engine cannot open it. */
export async function takeReference(id: ReferenceTableId): Promise<TakenReference> {
  const { sources, tables } = project();
  const source = sources.find((known) => known.format === 'reference' && known.options.entry === id);
  const existing = tables.find((table) => table.source === source?.id && table.recipe.length === 0);
  if (existing) return { table: existing, opened: null };
  const name = findReferenceTable(id)?.name ?? id;
  if (source) return { table: { id: newId(), name, source: source.id, recipe: [] }, opened: null };
  const opened = await call('source.reference', { id: newId(), table: id });
  return { table: { id: newId(), name, source: opened.source.id, recipe: [] }, opened };
}

/** The project with it, to be used within one edit. */
export function withReference(current: Project, { table, opened }: TakenReference): Project {
  if (current.tables.some(({ id }) => id === table.id)) return current;
  const known = current.sources.some(({ id }) => id === table.source);
  return {
    ...current,
    sources: known || !opened ? current.sources : [...current.sources, opened.source],
    tables: [...current.tables, table],
  };
}

/** Lets the session know what the engine told of it: before the edit that brings it. */
export function noteReference({ opened }: TakenReference): void {
  if (opened) setState({ opened: { ...getState().opened, [opened.source.id]: opened } });
}
