import { enterZone } from './zones.ts';

/** Long enough for whoever took an element away to place the focus itself. */
const patience = 200;

const dialogs = '[role=dialog], [role=alertdialog]';
/** What may have the focus while a window asks something. */
const above = `${dialogs}, [role=menu], [role=listbox], .popover, [data-react-aria-top-layer]`;

/**
 * Follows the focus for the life of the page: when the element that has it goes away or is disabled, the browser drops
 * it on the body, where Escape reaches no dialog; it is put back in the dialog on top, or in the zone it was in. Gives
 * the way to stop.
 */
export function keepFocus(): () => void {
  let last: { element: Element; zone: string | null } | null = null;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const note = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return;
    const zone = target.closest<HTMLElement>('[data-zone]')?.dataset.zone ?? null;
    // A dialog has no zone: what was under it stays the place to come back to.
    last = { element: target, zone: zone ?? last?.zone ?? null };
    follow();
  };
  const isLost = () => last !== null && (!last.element.isConnected || last.element.matches(':disabled'));
  const restore = () => {
    const active = document.activeElement ?? document.body;
    const dialog = [...document.querySelectorAll<HTMLElement>(dialogs)].at(-1);
    const isUnder = dialog?.closest('.modal') && !active.closest(above);
    if (active !== document.body && !isUnder) return;
    if (dialog) dialog.focus();
    else if (isLost() && !document.querySelector('[role=menu], [role=listbox]')) enterZone(last?.zone ?? null);
  };
  const follow = () => {
    clearTimeout(waiting);
    waiting = setTimeout(restore, patience);
  };
  const observer = new MutationObserver(() => isLost() && follow());
  document.addEventListener('focusin', note);
  document.addEventListener('focusout', follow);
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['disabled'] });
  return () => {
    document.removeEventListener('focusin', note);
    document.removeEventListener('focusout', follow);
    observer.disconnect();
    clearTimeout(waiting);
  };
}
