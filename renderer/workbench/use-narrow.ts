import { useSyncExternalStore } from 'react';

// Paper is narrow too: printing must not take the screen apart.
const narrow = window.matchMedia('screen and (max-width: 900px)');

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
