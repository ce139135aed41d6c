import { t } from '../../shared/text/t.ts';
import { announce, editRecipe, newId } from '../session.ts';
import type { TableData } from './data.ts';
import { moveName, selectColumns } from './edits.ts';
import type { View } from './views.ts';

/**
 * Moves a column on screen. Among pinned columns it is only a matter of view; elsewhere it is the step that chooses the
 * columns, so that charts and exports follow. Gives the pinned columns, changed or not.
 */
export function moveColumn(data: TableData, view: View, table: string, from: number, to: number): readonly string[] {
  const shown = data.columns.map((column) => column.name);
  const name = shown[from];
  if (name === undefined || from === to || to < 0 || to >= shown.length) return view.pinned;
  const after = moveName(shown, from, to);
  const { pinned } = view;
  announce(t('grid.moved', { column: name, place: to + 1, total: shown.length }));
  if (to < pinned.length) return after.slice(0, pinned.length + (from < pinned.length ? 0 : 1));
  const next = pinned.filter((other) => other !== name);
  // Its new neighbour on screen tells where it goes in the order of the recipe, which knows nothing of pins.
  const others = data.order.filter((other) => other !== name);
  const neighbour = after[to + 1];
  const place = neighbour === undefined ? others.length : others.indexOf(neighbour);
  const order = [...others.slice(0, place), name, ...others.slice(place)];
  editRecipe(t('grid.action-move', { column: name }), table, (steps) => selectColumns(steps, newId(), order));
  return next;
}
