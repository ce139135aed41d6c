import type { OpenedSource } from '../../shared/contract.ts';
import { t } from '../../shared/text/t.ts';
import { call, edit, getState, newId, notifyFault, setState, showTable } from '../session.ts';

/** Adds an opened source and its table to the project as one action. Gives the table's id. */
export function addTable(name: string, opened: OpenedSource): string {
  const id = newId();
  const { source } = opened;
  setState({ opened: { ...getState().opened, [source.id]: opened } });
  edit(t('sources.action-open', { name }), (project) => ({
    ...project,
    sources: [...project.sources, source],
    tables: [...project.tables, { id, name, source: source.id, recipe: [] }],
  }));
  return id;
}

/** Opens a built-in table as an ordinary table and shows it. */
export async function addReference(table: { id: string; name: string }): Promise<void> {
  try {
    const opened = await call('source.reference', { id: newId(), table: table.id });
    showTable(addTable(table.name, opened));
  } catch (thrown) {
    notifyFault(thrown);
  }
}
