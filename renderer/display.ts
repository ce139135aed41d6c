import { useSyncExternalStore } from 'react';

/** How tables are shown in this window: kept while it lives, no part of the project. */
export type Display = {
  /** Small drawings in the headers. */
  sketches: boolean;
};

let display: Display = { sketches: true };
const listeners = new Set<() => void>();

export function getDisplay(): Display {
  return display;
}

export function setDisplay(change: Partial<Display>): void {
  display = { ...display, ...change };
  for (const listener of listeners) listener();
}

export function useDisplay(): Display {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, getDisplay);
}
