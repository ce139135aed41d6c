import { type Density, withDensity, withFrozen, withPinned } from '../../shared/project/display.ts';
import { t } from '../../shared/text/t.ts';
import { edit, useSession } from '../session.ts';

/** How a table is looked at while the page lives; of these, pinned and frozen columns are kept with the project. */
export type View = {
  widths: Map<string, number>;
  /** Columns that do not scroll; null when it is for the grid to choose. */
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
    view = { widths: new Map(), frozen: null, pinned: [], rows: 0 };
    views.set(table, view);
  }
  return view;
}

/** Takes the pinned columns and how many the user froze, null when she did not: pinned ones never scroll. */
export function keepStill(view: View, pinned: readonly string[], frozen: number | null): void {
  view.pinned = pinned;
  view.frozen = pinned.length === 0 ? frozen : Math.max(pinned.length, frozen ?? 0);
}

/** Columns of a table that the user keeps from scrolling; null when she did not choose. */
export function useFrozen(table: string): number | null {
  return useSession(({ history }) => history.present.state.display?.frozen?.[table] ?? null);
}

/** Freezes the first columns on screen; none: those pinned scroll again too. One undoable edit. */
export function setFrozen(table: string, count: number): void {
  edit(count > 0 ? t('grid.action-freeze') : t('grid.action-unfreeze'), (current) =>
    withFrozen(count > 0 ? current : withPinned(current, table, []), table, count),
  );
}

/** One for all tables of the project: it goes with the eyes, not with the rows. */
export function useDensity(): Density {
  return useSession(({ history }) => history.present.state.display?.density ?? 'comfortable');
}

export function setDensity(next: Density): void {
  edit(t('grid.density'), (current) =>
    (current.display?.density ?? 'comfortable') === next ? current : withDensity(current, next),
  );
}

/** The columns as they are shown: pinned ones first. */
export function arrange<C extends { name: string }>(columns: readonly C[], pinned: readonly string[]): C[] {
  const first = pinned.flatMap((name) => columns.find((column) => column.name === name) ?? []);
  return [...first, ...columns.filter((column) => !pinned.includes(column.name))];
}
