import { useSyncExternalStore } from 'react';

/** The column of the cell with the focus: what the panels beside the table speak of. Changes too often for the session. */
type Active = { table: string; column: string } | null;

let active: Active = null;
const listeners = new Set<() => void>();

export function setActiveColumn(table: string, column: string): void {
  if (active?.table === table && active.column === column) return;
  active = { table, column };
  for (const listener of listeners) listener();
}

export function useActiveColumn(table: string): string | null {
  const now = useSyncExternalStore(subscribe, () => active);
  return now?.table === table ? now.column : null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
