import type { FileRef } from '../../shared/contract.ts';
import type { Source, Table } from '../../shared/project/project.ts';
import { t } from '../../shared/text/t.ts';
import { asFault, call, newId, notify, notifyFault, openDialog, project } from '../session.ts';
import { replaceSource } from './add-table.ts';
import type { ReadingAnswer } from './reading-answers.ts';
import { askForFile } from './reopen.ts';

/** Whether the file of a table can be read in another way. */
export function canReopen(table: Table): boolean {
  return sourceOf(table) !== undefined;
}

function sourceOf(table: Table): Source | undefined {
  return project().sources.find(({ id, format }) => id === table.source && format !== 'reference');
}

/** Shows the opening dialog again on the file of a table, with its present settings. */
export async function reopenWithOptions(table: Table): Promise<void> {
  const source = sourceOf(table);
  if (!source) return;
  try {
    const file = await findFile(source);
    if (file) openDialog({ kind: 'opening', files: [file], purpose: 'reopen', source: source.id });
  } catch (thrown) {
    notifyFault(thrown);
  }
}

/** Reads the file of a table again, one of its columns as an answer says. */
export async function readAgain(table: Table, { column, change }: ReadingAnswer): Promise<void> {
  const source = sourceOf(table);
  if (!source) return;
  try {
    const file = await findFile(source);
    if (!file) return;
    const columns = source.options.columns?.map((one) => (one.name === column ? { ...one, ...change } : one));
    const opened = await call('source.open', { file, id: newId(), options: { ...source.options, columns } });
    replaceSource(source, opened, t('sources.action-reading', { column }));
    notify('success', t('sources.read-again', { column }));
  } catch (thrown) {
    notifyFault(thrown);
  }
}

function findFile(source: Source): Promise<FileRef | undefined> {
  return call('source.file', { source }).catch((thrown) => {
    if (asFault(thrown).code === 'file-missing') return askForFile(source);
    throw thrown;
  });
}
