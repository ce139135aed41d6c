/** Held by the page that works. Pages of other hosts have an origin, hence a lock, of their own. */
const name = 'crible-page';
/** A page that reloads waits for the lock of the one it was, and says nothing of it. */
const patience = 1500;

/**
 * One page of a host works at a time: two would write over each other's unsaved work. `waits`: another one works, until it
 * is closed or `takePage` stops it; `works` then. A page that is stopped starts again as the one that waits.
 */
export function claimPage(follow: { works(): void; waits(): void }): void {
  const timer = setTimeout(follow.waits, patience);
  void hold({}, () => {
    clearTimeout(timer);
    follow.works();
  });
}

/** Becomes the page that works. */
export function takePage(works: () => void): void {
  void hold({ steal: true }, works);
}

async function hold(options: LockOptions, held: () => void): Promise<void> {
  try {
    await navigator.locks.request(name, options, () => {
      held();
      return new Promise(() => {});
    });
  } catch {
    // Taken by another page, which offers the unsaved work: nobody is here to be asked about it.
    window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), { capture: true });
    location.reload();
  }
}
