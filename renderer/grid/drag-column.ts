import { columnAt, laneLeft } from './geometry.ts';
import { makeElement } from './slots.ts';
import type { Surface } from './surface.ts';

/** A press that moves less than this is a click. */
const slack = 6;

/** Follows a header that is dragged: a mark shows where it would go. Near an edge the grid scrolls by itself. */
export function dragColumn(
  surface: Surface,
  column: number,
  start: PointerEvent,
  onMove: (from: number, to: number) => void,
): void {
  const box = surface.scroller.getBoundingClientRect();
  const mark = makeElement('div', 'grid-drop');
  let x = start.clientX;
  let frame = 0;
  let to = column;
  const stop = new AbortController();
  const { signal } = stop;

  const place = () => {
    const { model } = surface;
    if (!model) return;
    const { layout } = model;
    const edge = laneLeft(layout);
    const shift = layout.offsets[layout.frozen]! + surface.place.left - edge;
    const inside = x - box.left;
    const at = inside >= edge ? inside + shift : inside - layout.gutter;
    const over = columnAt(layout, Math.max(0, at));
    const middle = (layout.offsets[over]! + layout.offsets[over + 1]!) / 2;
    const gap = at > middle ? over + 1 : over;
    to = gap > column ? gap - 1 : gap;
    const left = layout.offsets[gap]!;
    mark.style.left = `${gap < layout.frozen || inside < edge ? left + layout.gutter : left - shift}px`;
  };
  const roll = () => {
    const inside = x - box.left;
    const right = inside > box.width - 24 ? 14 : inside < 24 ? -14 : 0;
    if (right !== 0) {
      surface.scrollTo(surface.place.top, surface.place.left + right);
      place();
    }
    frame = requestAnimationFrame(roll);
  };
  const finish = () => {
    cancelAnimationFrame(frame);
    stop.abort();
    mark.remove();
    surface.root.classList.remove('dragging');
  };

  window.addEventListener(
    'pointermove',
    (event) => {
      x = event.clientX;
      if (!mark.isConnected) {
        if (Math.abs(x - start.clientX) < slack) return;
        surface.root.append(mark);
        surface.root.classList.add('dragging');
        frame = requestAnimationFrame(roll);
      }
      place();
    },
    { signal },
  );
  window.addEventListener(
    'pointerup',
    () => {
      const dragged = mark.isConnected;
      finish();
      if (!dragged) return;
      // The click that ends a drag opens no menu.
      const swallow = (event: Event) => event.stopPropagation();
      window.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
      if (to !== column) onMove(column, to);
    },
    { signal },
  );
  window.addEventListener('pointercancel', finish, { signal });
  window.addEventListener('blur', finish, { signal });
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !mark.isConnected) return;
      event.stopPropagation();
      finish();
    },
    { signal, capture: true },
  );
}
