import { Fragment, type ReactNode } from 'react';
import type { Table } from '../../shared/project/project.ts';
import { t } from '../../shared/text/t.ts';
import { addReference } from '../project/add-table.ts';
import { browseData } from '../project/open.ts';
import { canReopen, reopenWithOptions } from '../project/reopen-options.ts';
import { exportRecipe } from '../project/share-recipe.ts';
import { openDialog, showTable, useSession } from '../session.ts';
import { Disclosure, Icon, IconButton, Menu, type MenuEntry } from '../ui/kit.ts';
import { duplicateTable, findFile, removeTable } from './edit-tables.ts';
import { useIsMissing } from './missing-file.tsx';

/** The tables of the project: choose, add, rename, duplicate, remove. `onShow` is told of each choice. */
export function TableList({ onShow }: { onShow?: () => void }): ReactNode {
  const tables = useSession((session) => session.history.present.state.tables);
  const shown = useSession((session) => session.table);
  const hello = useSession((session) => session.hello);
  const own = tables.filter((table) => !table.working);
  const working = tables.filter((table) => table.working);
  const additions: MenuEntry[] = [
    {
      kind: 'action',
      id: 'file',
      label: t('app.add-file'),
      icon: 'open',
      keys: 'Ctrl+O',
      onAction: () => void browseData(),
    },
    {
      kind: 'action',
      id: 'target',
      label: t('app.add-target'),
      icon: 'target',
      onAction: () => openDialog({ kind: 'target' }),
    },
    {
      kind: 'action',
      id: 'recipe',
      label: t('recipe.apply'),
      icon: 'steps',
      onAction: () => openDialog({ kind: 'replay' }),
    },
    { kind: 'separator', id: 'separator' },
    ...(hello?.reference.tables ?? []).map(
      (table): MenuEntry => ({
        kind: 'action',
        id: `reference:${table.id}`,
        label: table.name,
        hint: t('app.add-built-in', { vintage: table.vintage }),
        icon: 'table',
        onAction: () => void addReference(table),
      }),
    ),
  ];
  return (
    <nav className="table-list" data-zone="tables" aria-label={t('app.zone.tables')}>
      <div className="panel-head">
        <h2 className="panel-title">{t('app.tables')}</h2>
        <Menu
          label={t('app.add-table')}
          trigger={<IconButton icon="add" size="small" label={t('app.add-table')} />}
          entries={additions}
        />
      </div>
      {tables.length === 0 && <p className="muted panel-note">{t('app.tables-none')}</p>}
      <ul className="table-items">
        {own.map((table) => (
          <TableItem key={table.id} table={table} isShown={table.id === shown} onShow={onShow} />
        ))}
      </ul>
      {working.length > 0 && (
        <div className="table-list-working">
          <Disclosure title={t('app.tables-working', { count: working.length })}>
            <ul className="table-items">
              {working.map((table) => (
                <TableItem key={table.id} table={table} isShown={table.id === shown} onShow={onShow} />
              ))}
            </ul>
          </Disclosure>
        </div>
      )}
    </nav>
  );
}

function TableItem(props: { table: Table; isShown: boolean; onShow: (() => void) | undefined }): ReactNode {
  const { table, isShown } = props;
  const isMissing = useIsMissing(table);
  const entries: MenuEntry[] = [
    {
      kind: 'action',
      id: 'rename',
      label: t('app.table-rename'),
      icon: 'rename',
      onAction: () => openDialog({ kind: 'rename', what: 'table', table: table.id }),
    },
    {
      kind: 'action',
      id: 'duplicate',
      label: t('app.table-duplicate'),
      icon: 'copy',
      onAction: () => duplicateTable(table),
    },
    ...(['perimeter', 'vintage', 'coverage'] as const).map(
      (kind): MenuEntry => ({
        kind: 'action',
        id: kind,
        label: t(`command.${kind}`),
        icon: 'target',
        onAction: () => {
          showTable(table.id);
          openDialog({ kind, table: table.id });
        },
      }),
    ),
    {
      kind: 'action',
      id: 'replay',
      label: t('replay.menu'),
      icon: 'redo',
      onAction: () => openDialog({ kind: 'replay', table: table.id }),
    },
    {
      kind: 'action',
      id: 'share',
      label: t('recipe.export'),
      icon: 'steps',
      onAction: () => void exportRecipe(table.id),
    },
    ...(canReopen(table)
      ? [
          {
            kind: 'action',
            id: 'reopen',
            label: t('sources.reopen'),
            icon: 'reset',
            onAction: () => void reopenWithOptions(table),
          } satisfies MenuEntry,
        ]
      : []),
    { kind: 'separator', id: 'separator' },
    {
      kind: 'action',
      id: 'remove',
      label: t('app.table-remove'),
      icon: 'delete',
      danger: true,
      onAction: () => removeTable(table),
    },
  ];
  if (isMissing) {
    entries.unshift({
      kind: 'action',
      id: 'find',
      label: t('app.table-find-file'),
      icon: 'search',
      onAction: () => void findFile(table),
    });
  }
  return (
    <li className="table-item" data-shown={isShown}>
      <button
        type="button"
        className="table-item-name"
        aria-current={isShown ? 'true' : undefined}
        title={table.name}
        onClick={() => {
          showTable(table.id);
          props.onShow?.();
        }}
      >
        <Icon name={isMissing ? 'warning' : 'table'} />
        <span className="table-item-text">
          <span className="table-item-words">
            <BreakableName name={table.name} />
          </span>
          {isMissing && <span className="table-item-missing">{t('app.table-missing')}</span>}
        </span>
      </button>
      <Menu
        label={t('app.table-menu', { name: table.name })}
        trigger={<IconButton icon="more" size="small" label={t('app.table-menu', { name: table.name })} />}
        entries={entries}
      />
    </li>
  );
}

/** File names break after their own signs, not anywhere. The text itself is unchanged. */
function BreakableName({ name }: { name: string }): ReactNode {
  return name.split(/(?<=[_.-])/).map((part, place) => (
    <Fragment key={place}>
      {place > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
