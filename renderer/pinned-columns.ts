import { withPinned } from '../shared/project/display.ts';
import { t } from '../shared/text/t.ts';
import { edit, project, useSession } from './session.ts';

/** Columns that do not scroll in the grid, pinned or not. */
const still = new Map<string, readonly string[]>();
const none: readonly string[] = [];

/** Columns shown before the others, in their order: kept with the project. */
export function pinnedOf(table: string): readonly string[] {
  return project().display?.pinned?.[table] ?? none;
}

export function usePinned(table: string): readonly string[] {
  return useSession(({ history }) => history.present.state.display?.pinned?.[table] ?? none);
}

/** One undoable edit; none where they are already so. */
export function setPinned(table: string, names: readonly string[]): void {
  const before = pinnedOf(table);
  if (before.length === names.length && before.every((name, place) => name === names[place])) return;
  const added = names.filter((name) => !before.includes(name));
  const removed = before.filter((name) => !names.includes(name));
  const label =
    added.length === 1 && removed.length === 0
      ? t('grid.action-pin', { column: added[0] ?? '' })
      : removed.length === 1 && added.length === 0
        ? t('grid.action-unpin', { column: removed[0] ?? '' })
        : t('grid.action-pins');
  edit(label, (current) => withPinned(current, table, names));
}

/** The grid says which columns it keeps in view. */
export function setStill(table: string, names: readonly string[]): void {
  still.set(table, names);
}

/** The pinned columns with one more, after those that do not scroll: what is left of it must not move. */
export function pinnedWith(table: string, name: string): readonly string[] {
  const before = [...new Set([...pinnedOf(table), ...(still.get(table) ?? none)])];
  return before.includes(name) ? before : [...before, name];
}
