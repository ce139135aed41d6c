import { pinnedOf } from '../pinned-columns.ts';
import type { Density } from './geometry.ts';

/** How a table is looked at: kept while the page lives, no part of the project. */
export type View = {
  widths: Map<string, number>;
  /** Columns that do not scroll; null until the grid or the user chose. */
  frozen: number | null;
  /** Columns shown before the others whatever their order in the recipe. */
  pinned: readonly string[];
  /** Most rows seen so far: the row numbers keep their width while filters come and go. */
  rows: number;
};

const views = new Map<string, View>();

export function viewOf(table: string): View {
  let view = views.get(table);
  if (!view) {
    view = { widths: new Map(), frozen: null, pinned: pinnedOf(table), rows: 0 };
    views.set(table, view);
  }
  return view;
}

/** Takes the pinned columns: what they leave of the columns that do not scroll is guessed again, or at least they. */
export function keepPinned(view: View, pinned: readonly string[]): void {
  const before = view.pinned;
  if (before === pinned) return;
  view.pinned = pinned;
  if (pinned.length > 0) view.frozen = Math.max(pinned.length, before.length > 0 ? 0 : (view.frozen ?? 0));
  else if (before.length > 0) view.frozen = null;
}

let density: Density = 'comfortable';

/** One for all tables: it goes with the eyes, not with the rows. */
export function currentDensity(): Density {
  return density;
}

export function setDensity(next: Density): void {
  density = next;
}

/** The columns as they are shown: pinned ones first. */
export function arrange<C extends { name: string }>(columns: readonly C[], pinned: readonly string[]): C[] {
  const first = pinned.flatMap((name) => columns.find((column) => column.name === name) ?? []);
  return [...first, ...columns.filter((column) => !pinned.includes(column.name))];
}
