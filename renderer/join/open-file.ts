import { pickFiles } from '../project/give-files.ts';
import type { Dialog } from '../session.ts';
import { getState, openDialog, project, showTable, subscribe } from '../session.ts';

type JoinDialog = Extract<Dialog, { kind: 'join' }>;

/** Leaves the join for the opening dialog, and comes back with the table just opened, or as it was when given up. */
export async function joinOpenedFile(back: JoinDialog): Promise<void> {
  const files = await pickFiles('data', false);
  if (files.length === 0) return;
  const known = new Set(project().tables.map((table) => table.id));
  openDialog({ kind: 'opening', files, purpose: 'join' });
  const stop = subscribe(() => {
    const { dialog } = getState();
    if (dialog?.kind === 'opening') return;
    stop();
    // The opening dialog may still be showing its new table: come back after it.
    setTimeout(() => {
      const opened = project().tables.find((table) => !known.has(table.id));
      if (getState().table !== back.table) showTable(back.table);
      openDialog({ ...back, ...(opened && { right: opened.id }) });
    });
  });
}
