import type { Table } from '../../shared/project/project.ts';
import { tablesRead } from '../../shared/recipe/step.ts';
import { formatList } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { pickFiles } from '../project/give-files.ts';
import { reopenSource } from '../project/reopen.ts';
import { edit, getState, newId, notify, notifyFault, project, setState, showTable } from '../session.ts';

export function renameTable(id: string, name: string): void {
  edit(t('project.action-rename-table', { name }), (current) => ({
    ...current,
    tables: current.tables.map((table) => (table.id === id ? { ...table, name } : table)),
  }));
}

export function renameProject(name: string): void {
  if (name === project().name) return;
  edit(t('project.action-rename', { name }), (current) => ({ ...current, name }));
}

/** The same source with a copy of the steps, to try something else beside. */
export function duplicateTable(table: Table): void {
  const { working: _, ...own } = table;
  const copy: Table = {
    ...own,
    id: newId(),
    name: t('app.table-copy', { name: table.name }),
    recipe: table.recipe.map((step) => ({ ...step, id: newId() })),
  };
  edit(t('project.action-duplicate-table', { name: table.name }), (current) => ({
    ...current,
    tables: current.tables.flatMap((candidate) => (candidate.id === table.id ? [candidate, copy] : [candidate])),
  }));
  showTable(copy.id);
}

/** Takes a table out, with its charts and views, and its source when no other table reads it. Undo brings all back. */
export function removeTable(table: Table): void {
  const current = project();
  const users = current.tables.filter((other) => other.recipe.some((step) => tablesRead(step).includes(table.id)));
  if (users.length > 0) {
    notify('error', t('app.table-used', { name: table.name, others: formatList(users.map((user) => user.name)) }));
    return;
  }
  const tables = current.tables.filter((other) => other.id !== table.id);
  edit(t('project.action-remove-table', { name: table.name }), () => ({
    ...current,
    tables,
    charts: current.charts.filter((chart) => chart.table !== table.id),
    views: current.views.filter((view) => view.table !== table.id),
    sources: current.sources.filter((source) => tables.some((other) => other.source === source.id)),
  }));
  if (getState().table === table.id) showTable(tables[0]?.id ?? null);
}

/** Has the user show the file of a table that could not be reopened. */
export async function findFile(table: Table): Promise<void> {
  const source = project().sources.find((candidate) => candidate.id === table.source);
  const [file] = source ? await pickFiles('data', false) : [];
  if (!source || !file) return;
  const show = (fraction: number | null) =>
    setState({ reopening: { name: source.name, position: 1, total: 1, fraction } });
  try {
    await reopenSource(source, show, false, file);
  } catch (thrown) {
    notifyFault(thrown);
  } finally {
    setState({ reopening: null, generation: getState().generation + 1 });
  }
}
