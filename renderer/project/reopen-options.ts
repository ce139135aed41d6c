import type { Source, Table } from '../../shared/project/project.ts';
import { asFault, call, notifyFault, openDialog, project } from '../session.ts';
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
    const file = await call('source.file', { source }).catch((thrown) => {
      if (asFault(thrown).code === 'file-missing') return askForFile(source);
      throw thrown;
    });
    if (file) openDialog({ kind: 'opening', files: [file], purpose: 'reopen', source: source.id });
  } catch (thrown) {
    notifyFault(thrown);
  }
}
