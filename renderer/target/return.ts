import { pickFiles } from '../project/give-files.ts';
import { getState, openDialog, subscribe } from '../session.ts';
import type { TargetDraft } from './draft.ts';

let kept: TargetDraft | null = null;

/** The choices left behind to open a file, once. */
export function takeKeptDraft(): TargetDraft | null {
  const draft = kept;
  kept = null;
  return draft;
}

/** Leaves the assistant for the opening screen, and comes back to the same choices when that one is done or given up. */
export async function openFileThenReturn(draft: TargetDraft): Promise<void> {
  const files = await pickFiles('data', true);
  if (files.length === 0) return;
  kept = draft;
  openDialog({ kind: 'opening', files, purpose: 'new-table' });
  const stop = subscribe(() => {
    const { dialog } = getState();
    if (dialog?.kind === 'opening') return;
    stop();
    if (dialog === null) openDialog({ kind: 'target' });
    else kept = null;
  });
}
