import { useSyncExternalStore } from 'react';

/** A value that changes too often for the whole table to be drawn again: only those who watch it are. */
export type Watched<T> = { get(): T; set(value: T): void; subscribe(listener: () => void): () => void };

export function watched<T>(initial: T): Watched<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export function useWatched<T>(source: Watched<T>): T {
  return useSyncExternalStore(source.subscribe, source.get);
}
