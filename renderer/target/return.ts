import type { Column } from '../../shared/recipe/column.ts';
import { pickFiles } from '../project/give-files.ts';
import { call, getState, openDialog, project, queryOf, subscribe } from '../session.ts';
import { guessBodies } from './bodies-fields.tsx';
import { guessPopulation, guessStaffOf, type TargetDraft } from './draft.ts';

export type Figure = 'bodies' | 'population' | 'staff';

let kept: TargetDraft | null = null;

/** The choices left behind to open a file, once. */
export function takeKeptDraft(): TargetDraft | null {
  const draft = kept;
  kept = null;
  return draft;
}

/**
 * Leaves the assistant for the opening screen, and comes back to the same choices when that one is done or given up,
 * with the table just opened put where the figure was wanted.
 */
export async function openFileThenReturn(draft: TargetDraft, figure: Figure): Promise<void> {
  const files = await pickFiles('data', false);
  if (files.length === 0) return;
  const known = new Set(project().tables.map((table) => table.id));
  openDialog({ kind: 'opening', files, purpose: 'new-table' });
  const stop = subscribe(() => {
    if (getState().dialog?.kind === 'opening') return;
    stop();
    // The opening screen may still be showing its new table: come back after it.
    setTimeout(async () => {
      const opened = project().tables.find((table) => !known.has(table.id));
      kept = opened ? { ...draft, ...(await chosen(opened.id, figure, draft)) } : draft;
      openDialog({ kind: 'target' });
    });
  });
}

async function chosen(table: string, figure: Figure, draft: TargetDraft): Promise<Partial<TargetDraft>> {
  const columns: Column[] = await call('table.columns', { query: queryOf(table) }).catch(() => []);
  if (figure === 'population') return { populationTable: table, ...guessPopulation(columns) };
  const { tables } = project();
  const opened = tables.find(({ id }) => id === table);
  if (!opened) return {};
  if (figure === 'bodies') return guessBodies(opened, columns, tables);
  return { staffTable: table, ...guessStaffOf(draft.bodies, columns) };
}
