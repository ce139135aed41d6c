import { useMemo, useSyncExternalStore } from 'react';
import { decodeRows } from './arrow.ts';
import { queryOf, useCall, useProject } from './session.ts';

/** Rows selected in the grid, as its charts and maps show them. Changes too often for the session. */
type Picked = {
  table: string;
  /** The query whose rows these are, as JSON. */
  query: string;
  from: number;
  count: number;
} | null;

/** More rows than this at once are not looked for in charts and maps. */
export const mostPicked = 2000;

let picked: Picked = null;
const listeners = new Set<() => void>();

export function pickRows(next: Picked): void {
  if (next === picked) return;
  picked = next;
  for (const listener of listeners) listener();
}

/** The values of the selected rows of a table in some columns; null where none are, or where the table changed since. */
export function usePickedRows(table: string, columns: readonly string[]): Record<string, unknown>[] | null {
  const now = useSyncExternalStore(subscribe, () => picked);
  const project = useProject();
  const key = columns.join('\0');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the columns
  const input = useMemo(() => {
    if (now?.table !== table || columns.length === 0) return null;
    const query = queryOf(table, undefined, project);
    if (JSON.stringify(query) !== now.query) return null;
    return { query, columns: [...columns], offset: now.from, limit: now.count };
  }, [now, table, project, key]);
  const { value } = useCall('table.page', input);
  return useMemo(() => (input && value ? decodeRows(value.rows) : null), [input, value]);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
