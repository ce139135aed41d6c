import { type Density, withDensity } from '../../shared/project/display.ts';
import { t } from '../../shared/text/t.ts';
import { edit, useSession } from '../session.ts';

/** How a table is looked at while the page lives; of these, only the pinned columns are kept with the project. */
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
    view = { widths: new Map(), frozen: null, pinned: [], rows: 0 };
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
