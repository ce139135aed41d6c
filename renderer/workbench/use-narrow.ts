import { useSyncExternalStore } from 'react';

const narrow = window.matchMedia('(max-width: 900px)');

/** Whether the page is under 900 px wide, as it is in a 1366 px window at 200 % zoom. */
export function useNarrow(): boolean {
  return useSyncExternalStore(
    (listener) => {
      narrow.addEventListener('change', listener);
      return () => narrow.removeEventListener('change', listener);
    },
    () => narrow.matches,
  );
}
