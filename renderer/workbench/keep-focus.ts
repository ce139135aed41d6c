import { enterZone } from './zones.ts';

/** Long enough for whoever took an element away to place the focus itself. */
const patience = 200;

/**
 * Follows the focus for the life of the page: when the element that has it goes away, the browser drops it on the body;
 * it is put back in the zone it was in. Gives the way to stop.
 */
export function keepFocus(): () => void {
  let last: { element: Element; zone: string | null } | null = null;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const note = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return;
    const zone = target.closest<HTMLElement>('[data-zone]')?.dataset.zone ?? null;
    // A dialog has no zone: what was under it stays the place to come back to.
    last = { element: target, zone: zone ?? last?.zone ?? null };
  };
  const restore = () => {
    if (document.activeElement !== document.body) return;
    if (document.querySelector('[role=dialog], [role=alertdialog], [role=menu], [role=listbox]')) return;
    enterZone(last?.zone ?? null);
  };
  const observer = new MutationObserver(() => {
    if (last === null || last.element.isConnected) return;
    clearTimeout(waiting);
    waiting = setTimeout(restore, patience);
  });
  document.addEventListener('focusin', note);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener('focusin', note);
    observer.disconnect();
    clearTimeout(waiting);
  };
}
