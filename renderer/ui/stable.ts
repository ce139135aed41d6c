import { useCallback, useInsertionEffect, useRef } from 'react';

/** One function for as long as the component lives, which calls the latest: a memoized child is not drawn again for it. */
export function useStable<A extends unknown[], R>(latest: (...of: A) => R): (...of: A) => R {
  const held = useRef(latest);
  useInsertionEffect(() => {
    held.current = latest;
  });
  return useCallback((...of: A) => held.current(...of), []);
}
