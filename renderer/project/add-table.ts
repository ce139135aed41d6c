import type { OpenedSource } from '../../shared/contract.ts';
import type { Source, Table } from '../../shared/project/project.ts';
import { t } from '../../shared/text/t.ts';
import {
  call,
  edit,
  editRecipe,
  getState,
  newId,
  notify,
  notifyFault,
  project,
  setState,
  showTable,
} from '../session.ts';
import { type StepAnswer, withAnswer } from './answers.ts';

/** Adds an opened source and its table to the project as one action, with the answers as its first steps. Gives its id. */
export function addTable(name: string, opened: OpenedSource, answers: readonly StepAnswer[] = []): string {
  const id = newId();
  const { source } = opened;
  const recipe = answers.reduce(
    (steps, answer) => withAnswer(steps, answer, newId()),
    [] as ReturnType<typeof withAnswer>,
  );
  remember(opened);
  edit(t('sources.action-open', { name }), (project) => ({
    ...project,
    sources: [...project.sources, source],
    tables: [...project.tables, { id, name, source: source.id, recipe }],
  }));
  return id;
}

/** Settles a warning of a table that is already open. */
export function applyAnswer(table: string, answer: StepAnswer): void {
  editRecipe(answer.label, table, (recipe) => withAnswer(recipe, answer, newId()));
}

/**
 * Puts another reading of the same file in the place of `before`, for every table that stands on it, as one action.
 * The readings have different ids, so that undoing finds the former one as it was.
 */
export function replaceSource(before: Source, opened: OpenedSource, action?: string): void {
  const { source } = opened;
  remember(opened);
  edit(action ?? t('sources.action-reopen', { name: before.name }), (project) => ({
    ...project,
    sources: project.sources.map((other) => (other.id === before.id ? source : other)),
    tables: project.tables.map((table) => (table.source === before.id ? { ...table, source: source.id } : table)),
  }));
}

/** Gives the columns of a table the labels, and its codes the meanings, that another table lists. */
export async function applyLabels(table: Table, documentation: Table): Promise<void> {
  try {
    const before = project().sources.find(({ id }) => id === table.source);
    if (!before) return;
    const asked = { source: before.id, documentation: documentation.source, id: newId() };
    const opened = await call('source.label', asked);
    replaceSource(before, opened, t('sources.action-label', { name: table.name }));
    const count = opened.columns.filter(({ label }) => label !== undefined).length;
    notify('success', t('sources.labelled', { count, name: table.name }));
  } catch (thrown) {
    notifyFault(thrown);
  }
}

function remember(opened: OpenedSource): void {
  setState({ opened: { ...getState().opened, [opened.source.id]: opened } });
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
