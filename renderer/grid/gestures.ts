import { dragColumn } from './drag-column.ts';
import { columnAt, laneLeft } from './geometry.ts';
import { type HeadSlot, headOf } from './head.ts';
import { type Cell, holds, pressSelection, rangeOf, type Selection, selectCell } from './selection.ts';
import { type CellSlot, slotOf } from './slots.ts';
import type { Surface } from './surface.ts';

export type GestureEvents = {
  onMenu(column: number, anchor: HTMLElement): void;
  onFilter(column: number, anchor: HTMLElement): void;
  onShowCell(cell: Cell, anchor: HTMLElement): void;
  onCopy(): void;
  /** Right click, or the menu key, on a cell. */
  onCellMenu(cell: Cell, anchor: HTMLElement): void;
  /** A header dragged, or moved by Ctrl+Maj+arrows, from a place to another. */
  onMove(from: number, to: number): void;
  /** `done` at the end of the drag. */
  onResize(column: number, width: number, done: boolean): void;
  onFit(column: number): void;
};

/** Mouse and keyboard over a surface. Returns what takes the listeners away. */
export function listen(surface: Surface, events: GestureEvents): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  const { root } = surface;
  root.addEventListener('keydown', (event) => pressKey(surface, events, event), { signal });
  root.addEventListener('pointerdown', (event) => startPointer(surface, events, event), { signal });
  root.addEventListener(
    'dblclick',
    (event) => {
      const slot = slotOf.get(event.target as Element);
      const head = headOf.get(event.target as Element);
      if (head && event.target === head.handle) events.onFit(head.column);
      else if (slot && slot.column >= 0) events.onShowCell({ row: slot.row, column: slot.column }, slot.element);
    },
    { signal },
  );
  let pressed: HeadSlot | null = null;
  root.addEventListener('pointerdown', (event) => (pressed = headAt(event.target)), { signal, capture: true });
  root.addEventListener(
    'click',
    (event) => {
      // A header repainted under the pointer between press and release sends its click to what holds it.
      const head = headAt(event.target) ?? (pressed && isOver(pressed.element, event) ? pressed : null);
      pressed = null;
      if (!head) return;
      surface.select(selectCell({ row: -1, column: head.column }), { reveal: true });
      events.onMenu(head.column, head.button);
    },
    { signal },
  );
  root.addEventListener(
    'contextmenu',
    (event) => {
      const head = headAt(event.target);
      const slot = slotOf.get(event.target as Element);
      if (head) events.onMenu(head.column, head.button);
      else if (slot && slot.row >= 0) openCellMenu(surface, events, slot);
      else return;
      event.preventDefault();
    },
    { signal },
  );
  return () => stop.abort();
}

/** The header whose button holds `target`. */
function headAt(target: EventTarget | null): HeadSlot | null {
  const button = target instanceof Element ? target.closest('.grid-head-button') : null;
  return (button && headOf.get(button)) ?? null;
}

function isOver(element: Element, { clientX, clientY }: MouseEvent): boolean {
  const box = element.getBoundingClientRect();
  return clientX >= box.left && clientX < box.right && clientY >= box.top && clientY < box.bottom;
}

/** A cell outside the selection becomes it, as in a spreadsheet. */
function openCellMenu(surface: Surface, events: GestureEvents, slot: CellSlot): void {
  const cell = { row: slot.row, column: Math.max(0, slot.column) };
  const inside = holds(rangeOf(surface.selection, surface.extent), cell.row, cell.column);
  if (!inside) surface.select(selectCell(cell), { reveal: false });
  events.onCellMenu(cell, slot.element);
}

/** Acts on the header of the active column, brought into view first. */
function withHead(surface: Surface, act: (column: number, anchor: HTMLElement) => void): void {
  const { column } = surface.selection.active;
  surface.select(selectCell(surface.selection.active));
  const anchor = surface.elementAt(-1, column);
  if (anchor) act(column, anchor);
}

function pressKey(surface: Surface, events: GestureEvents, event: KeyboardEvent): void {
  const control = event.ctrlKey || event.metaKey;
  const { active } = surface.selection;
  const letter = event.key.toLowerCase();
  const handled = ((): boolean => {
    if (event.altKey && event.key === 'ArrowDown') {
      withHead(surface, events.onMenu);
      return true;
    }
    if (event.altKey) return false;
    if (control && event.shiftKey && letter === 'l') {
      withHead(surface, events.onFilter);
      return true;
    }
    if (control && letter === 'c' && !event.shiftKey) {
      if (active.row < 0) return false;
      events.onCopy();
      return true;
    }
    if (active.row < 0 && (event.key === 'Enter' || event.key === ' ') && !control) return false;
    if (event.key === 'F2' || (event.key === 'Enter' && active.row >= 0)) {
      surface.select(surface.selection);
      const anchor = active.row >= 0 && surface.elementAt(active.row, active.column);
      if (anchor) events.onShowCell(active, anchor);
      return true;
    }
    const step = active.row < 0 && control && event.shiftKey ? sideOf(event.key) : 0;
    if (step !== 0) {
      const to = active.column + step;
      if (to >= 0 && to < surface.extent.columns) events.onMove(active.column, to);
      return true;
    }
    const press = { key: event.key, control, shift: event.shiftKey };
    const next = pressSelection(surface.selection, press, surface.extent, surface.page);
    if (!next) return false;
    const whole = next.whole !== 'none' && next.whole !== surface.selection.whole;
    surface.select(next, { reveal: !whole });
    // A frozen column is always in view: Home still brings the columns beside it back.
    if (event.key === 'Home') surface.scrollTo(surface.place.top, 0);
    return true;
  })();
  if (handled) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function sideOf(key: string): -1 | 0 | 1 {
  return key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0;
}

function startPointer(surface: Surface, events: GestureEvents, event: PointerEvent): void {
  const target = event.target as Element;
  const head = headOf.get(target);
  if (head && target === head.handle) {
    event.preventDefault();
    if (event.button === 0) dragEdge(head.column, head.width, head.handle, event, events);
    return;
  }
  const pressed = headAt(target);
  if (pressed) {
    if (event.button === 0 && event.pointerType !== 'touch') dragColumn(surface, pressed.column, event, events.onMove);
    return;
  }
  if (target.closest('.grid-corner')) {
    event.preventDefault();
    const { active } = surface.selection;
    const inside = { row: Math.max(0, active.row), column: active.column };
    surface.select({ anchor: inside, active: inside, whole: 'all' }, { reveal: false });
    return;
  }
  const slot = slotOf.get(target);
  if (!slot || event.button > 0) return;
  event.preventDefault();
  const column = Math.max(0, slot.column);
  const whole: Selection['whole'] = slot.column < 0 ? 'rows' : 'none';
  const cell = { row: slot.row, column };
  const before = surface.selection;
  const anchor =
    event.shiftKey && before.anchor.row >= 0 ? { row: before.anchor.row, column: before.anchor.column } : cell;
  surface.select({ anchor, active: cell, whole }, { reveal: false });
  if (event.pointerType !== 'touch') dragRange(surface, anchor, whole, event);
}

/** Extends the rectangle under the pointer; near an edge the grid scrolls by itself. */
function dragRange(surface: Surface, anchor: Cell, whole: Selection['whole'], start: PointerEvent): void {
  const box = surface.scroller.getBoundingClientRect();
  const head = surface.headBottom;
  let x = start.clientX - box.left;
  let y = start.clientY - box.top;
  let frame = 0;
  const stop = new AbortController();
  const extend = () => {
    const { model, place, extent } = surface;
    if (!model) return;
    const edge = laneLeft(model.layout);
    const inLane =
      x >= edge ? x - edge + place.left + model.layout.offsets[model.layout.frozen]! : x - model.layout.gutter;
    const row = Math.min(extent.rows - 1, Math.max(0, Math.floor((y - head + place.top) / surface.rowHeight)));
    const active = { row, column: columnAt(model.layout, Math.max(0, inLane)) };
    const now = surface.selection;
    if (now.active.row === active.row && now.active.column === active.column && now.whole === whole) return;
    surface.select({ anchor, active, whole }, { reveal: false });
  };
  const roll = () => {
    const down = y > box.height - 8 ? y - box.height + 16 : y < head + 4 ? y - head - 12 : 0;
    const right = x > box.width - 8 ? x - box.width + 16 : x < 8 ? x - 16 : 0;
    if (down !== 0 || right !== 0) {
      const { top, left } = surface.place;
      surface.scrollTo(top + down, left + right);
      extend();
    }
    frame = requestAnimationFrame(roll);
  };
  const finish = () => {
    cancelAnimationFrame(frame);
    stop.abort();
  };
  const { signal } = stop;
  window.addEventListener(
    'pointermove',
    (event) => {
      x = event.clientX - box.left;
      y = event.clientY - box.top;
      extend();
      if (frame === 0) frame = requestAnimationFrame(roll);
    },
    { signal },
  );
  window.addEventListener('pointerup', finish, { signal });
  window.addEventListener('pointercancel', finish, { signal });
  window.addEventListener('blur', finish, { signal });
}

function dragEdge(column: number, width: number, handle: Element, start: PointerEvent, events: GestureEvents): void {
  handle.setPointerCapture(start.pointerId);
  const stop = new AbortController();
  const { signal } = stop;
  const widthAt = (event: PointerEvent) => width + event.clientX - start.clientX;
  window.addEventListener('pointermove', (event) => events.onResize(column, widthAt(event), false), { signal });
  const finish = (event: PointerEvent) => {
    stop.abort();
    if (event.clientX !== start.clientX) events.onResize(column, widthAt(event), true);
  };
  window.addEventListener('pointerup', finish, { signal });
  window.addEventListener('pointercancel', () => stop.abort(), { signal });
}
