import { withPinned } from '../../shared/project/display.ts';
import { t } from '../../shared/text/t.ts';
import { setPinned } from '../pinned-columns.ts';
import { announce, edit, newId } from '../session.ts';
import type { TableData } from './data.ts';
import { moveName, selectColumns } from './edits.ts';
import type { View } from './views.ts';

/**
 * Moves a column on screen. Among pinned columns it is only a matter of view; elsewhere it is the step that chooses the
 * columns, so that charts and exports follow. One edit either way.
 */
export function moveColumn(data: TableData, view: View, table: string, from: number, to: number): void {
  const shown = data.columns.map((column) => column.name);
  const name = shown[from];
  if (name === undefined || from === to || to < 0 || to >= shown.length) return;
  const after = moveName(shown, from, to);
  const { pinned } = view;
  announce(t('grid.moved', { column: name, place: to + 1, total: shown.length }));
  if (to < pinned.length) {
    setPinned(table, after.slice(0, pinned.length + (from < pinned.length ? 0 : 1)));
    return;
  }
  const next = pinned.filter((other) => other !== name);
  // Its new neighbour on screen tells where it goes in the order of the recipe, which knows nothing of pins.
  const others = data.order.filter((other) => other !== name);
  const neighbour = after[to + 1];
  const place = neighbour === undefined ? others.length : others.indexOf(neighbour);
  const order = [...others.slice(0, place), name, ...others.slice(place)];
  edit(t('grid.action-move', { column: name }), (current) => {
    const tables = current.tables.map((other) =>
      other.id === table ? { ...other, recipe: selectColumns(other.recipe, newId(), order) } : other,
    );
    const moved = { ...current, tables };
    return next.length === pinned.length ? moved : withPinned(moved, table, next);
  });
}
