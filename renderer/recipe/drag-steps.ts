import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';

/** Where a dragged step would come: before the step at place `at`, in a group or in none. */
export type Drop = {
  step: string;
  at: number;
  group: string | null;
  mark: { place: number; side: 'before' | 'after' };
};

/** Pixels from an edge of the list at which it scrolls under the pointer, and by how many at each move. */
const edge = 28;
const pace = 10;

/**
 * Drags a step by its handle. Elements of the list say where they stand: `data-from` and `data-to` (places of the steps
 * that they hold), `data-group` (empty: none). Escape gives up.
 */
export function useStepDrag(list: RefObject<HTMLElement | null>, onDrop: (drop: Drop) => void) {
  const [drop, setDrop] = useState<Drop | null>(null);
  const latest = useRef<Drop | null>(null);
  const isDragging = drop !== null;
  const show = (next: Drop | null) => {
    latest.current = next;
    setDrop(next);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: `show` only sets state
  useEffect(() => {
    if (!isDragging) return;
    const giveUp = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      show(null);
    };
    window.addEventListener('keydown', giveUp, true);
    return () => window.removeEventListener('keydown', giveUp, true);
  }, [isDragging]);

  const handle = (step: string) => ({
    onPointerDown(event: PointerEvent<HTMLElement>) {
      if (event.button !== 0 || !list.current) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      show(placeOf(list.current, step, event.clientY));
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      if (latest.current?.step !== step || !list.current) return;
      scrollUnder(list.current, event.clientY);
      show(placeOf(list.current, step, event.clientY));
    },
    onPointerUp() {
      const last = latest.current;
      show(null);
      if (last?.step === step) onDrop(last);
    },
    onPointerCancel: () => show(null),
  });
  return { drop, handle };
}

function placeOf(list: HTMLElement, step: string, y: number): Drop | null {
  const held = [...list.querySelectorAll<HTMLElement>('[data-from]')];
  const under = held.find((element) => y < element.getBoundingClientRect().bottom) ?? held.at(-1);
  if (!under) return null;
  const { top, height } = under.getBoundingClientRect();
  const [from, to] = [Number(under.dataset.from), Number(under.dataset.to)];
  const group = under.dataset.group || null;
  const side = y < top + height / 2 ? 'before' : 'after';
  return { step, at: side === 'before' ? from : to + 1, group, mark: { place: from, side } };
}

function scrollUnder(list: HTMLElement, y: number): void {
  const pane = list.closest<HTMLElement>('.steps-scroll');
  if (!pane) return;
  const { top, bottom } = pane.getBoundingClientRect();
  if (y < top + edge) pane.scrollBy({ top: -pace });
  else if (y > bottom - edge) pane.scrollBy({ top: pace });
}
