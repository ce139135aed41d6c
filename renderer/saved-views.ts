import { type SavedView, withView } from '../shared/project/saved-view.ts';
import { t } from '../shared/text/t.ts';
import { editRecipe, newId } from './session.ts';

/** Looks at a table as a view does, as one edit. */
export function applyView(view: SavedView): void {
  editRecipe(t('grid.view-action-apply', { name: view.name }), view.table, (steps) =>
    withView(steps, view.steps, newId),
  );
}
