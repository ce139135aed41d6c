import type { ReactNode } from 'react';
import { isViewed, type SavedView, viewSteps, withView } from '../../shared/project/saved-view.ts';
import { t } from '../../shared/text/t.ts';
import { applyView } from '../saved-views.ts';
import { announce, ask, edit, editRecipe, newId, useProject } from '../session.ts';
import { Button, Icon, Menu, type MenuEntry } from '../ui/kit.ts';

/** The views of a table: each is applied as one edit; saved and deleted from the same menu. */
export function SavedViews({ table }: { table: string }): ReactNode {
  const project = useProject();
  const recipe = project.tables.find(({ id }) => id === table)?.recipe ?? [];
  const views = project.views.filter((view) => view.table === table);
  const isPlain = viewSteps(recipe).length === 0;
  const current = views.find((view) => isViewed(recipe, view.steps));
  const entries: MenuEntry[] = [
    ...views.map(
      (view): MenuEntry => ({
        kind: 'action',
        id: view.id,
        label: view.name,
        icon: view === current ? 'check' : 'eye',
        onAction: () => applyView(view),
      }),
    ),
    {
      kind: 'action',
      id: 'whole',
      label: t('grid.view-whole'),
      hint: t('grid.view-whole-hint'),
      icon: isPlain ? 'check' : 'table',
      isDisabled: isPlain,
      onAction: () => editRecipe(t('grid.view-whole'), table, (steps) => withView(steps, [], newId)),
    },
    { kind: 'separator', id: 'line' },
    {
      kind: 'action',
      id: 'save',
      label: t('grid.view-save'),
      hint: t('grid.view-save-hint'),
      icon: 'save',
      isDisabled: isPlain || current !== undefined,
      onAction: () => void saveView(table),
    },
    ...views.map(
      (view): MenuEntry => ({
        kind: 'action',
        id: `delete-${view.id}`,
        label: t('grid.view-delete', { name: view.name }),
        icon: 'delete',
        danger: true,
        onAction: () => deleteView(view),
      }),
    ),
  ];
  return (
    <Menu
      label={t('grid.views')}
      trigger={
        <Button kind="quiet" size="small" icon="eye">
          {current ? t('grid.view-current', { name: current.name }) : t('grid.views')}
          <Icon name="chevron-down" size={10} />
        </Button>
      }
      entries={entries}
    />
  );
}

/** A name already taken by a view of the table is given the new one. */
async function saveView(table: string): Promise<void> {
  const answer = await ask({
    title: t('grid.view-save-title'),
    text: t('grid.view-save-hint'),
    field: { label: t('grid.view-name'), value: '', empty: t('grid.view-name-empty') },
    choices: [
      { id: 'cancel', label: t('common.cancel') },
      { id: 'save', label: t('grid.view-keep'), kind: 'primary' },
    ],
  });
  const name = answer.text;
  if (answer.choice !== 'save' || name === '') return;
  edit(t('grid.view-action-save', { name }), (current) => {
    const recipe = current.tables.find(({ id }) => id === table)?.recipe ?? [];
    const view: SavedView = { id: newId(), name, table, steps: viewSteps(recipe) };
    return {
      ...current,
      views: [...current.views.filter((other) => other.table !== table || other.name !== name), view],
    };
  });
  announce(t('grid.view-saved', { name }));
}

function deleteView(view: SavedView): void {
  edit(t('grid.view-delete', { name: view.name }), (current) => ({
    ...current,
    views: current.views.filter(({ id }) => id !== view.id),
  }));
}
