import { useSyncExternalStore } from 'react';

/** Columns shown before the others, in their order: a way to look at a table while the page lives, no part of the project. */
const pinned = new Map<string, readonly string[]>();
/** Columns that do not scroll in the grid, pinned or not. */
const still = new Map<string, readonly string[]>();
const listeners = new Set<() => void>();
const none: readonly string[] = [];

export function pinnedOf(table: string): readonly string[] {
  return pinned.get(table) ?? none;
}

export function usePinned(table: string): readonly string[] {
  return useSyncExternalStore(subscribe, () => pinnedOf(table));
}

export function setPinned(table: string, names: readonly string[]): void {
  pinned.set(table, names);
  for (const listener of listeners) listener();
}

/** The grid says which columns it keeps in view. */
export function setStill(table: string, names: readonly string[]): void {
  still.set(table, names);
}

/** The pinned columns with one more, after those that do not scroll: what is left of it must not move. */
export function withPinned(table: string, name: string): readonly string[] {
  const before = [...new Set([...pinnedOf(table), ...(still.get(table) ?? none)])];
  return before.includes(name) ? before : [...before, name];
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
