import { type ReactNode, useMemo, useRef, useState } from 'react';
import type { Column } from '../../shared/recipe/column.ts';
import { type Condition, columnsTested } from '../../shared/recipe/expression.ts';
import { t } from '../../shared/text/t.ts';
import { setActiveColumn } from '../active-column.ts';
import { mostPicked, pickRows } from '../picked-rows.ts';
import { setPinned, usePinned } from '../pinned-columns.ts';
import { editRecipe, faultText, newId, openDialog, queryOf, undoEdit, useProject, useSession } from '../session.ts';
import { AnchoredPopover, Button } from '../ui/kit.ts';
import { actOnCell, actOnColumn, type Deeds } from './actions.ts';
import { CellMenu } from './cell-menu.tsx';
import { describeCell } from './cells.ts';
import { ColumnMenu, RenamePopover } from './column-menu.tsx';
import { moveColumn } from './column-order.ts';
import { copyRange } from './copy.ts';
import { type TableData, useTable } from './data.ts';
import { type FilterPart, filterPlace, lastSort, partCondition, renameColumn } from './edits.ts';
import { FilterBar } from './filter-bar.tsx';
import { canEdit, FilterEditor } from './filter-editor.tsx';
import { GridFrame, type GridHandle } from './grid-frame.tsx';
import { useHeads } from './heads.ts';
import { type Cell, rangeOf, type Selection, selectCell, selectedRows } from './selection.ts';
import { StatusBar } from './status-bar.tsx';
import { useTools } from './tools.tsx';
import { keepStill, useFrozen, viewOf } from './views.ts';
import { watched } from './watch.ts';
import './grid.css';
import './filters.css';
import './tools.css';

/** What floats over the grid, held by the header or chip it came from. */
type Popup =
  | { kind: 'menu' | 'rename'; column: number; anchor: HTMLElement }
  | { kind: 'filter'; column: Column; at: FilterPart | null; anchor: HTMLElement }
  | { kind: 'cell'; text: string; anchor: HTMLElement }
  | { kind: 'cell-menu'; cell: Cell; anchor: HTMLElement };

/** The table in the centre of the workbench: filters above, grid, status bar below. */
export function TableView({ table }: { table: string }): ReactNode {
  const project = useProject();
  const canUndo = useSession((session) => session.history.past.length > 0);
  const entry = project.tables.find((candidate) => candidate.id === table);
  const recipe = entry?.recipe ?? [];
  // Of this very moment, also while its cells load or when it breaks: the filters stay within reach.
  const query = useMemo(() => queryOf(table, undefined, project), [table, project]);
  const opened = useSession((session) => (entry ? (session.opened[entry.source]?.profiles ?? null) : null));
  const handle = useRef<GridHandle | null>(null);
  const [selection] = useState(() => watched<Selection>(selectCell({ row: 0, column: 0 })));
  const [arrivals] = useState(() => watched(0));
  const arrive = (everyCell: boolean) => {
    handle.current?.refresh(everyCell);
    arrivals.set(arrivals.get() + 1);
  };
  const view = useMemo(() => viewOf(table), [table]);
  const pinned = usePinned(table);
  const frozen = useFrozen(table);
  keepStill(view, pinned, frozen);
  const { data, total, fault, loading, givenUp } = useTable(table, pinned, arrive);
  const heads = useHeads(data, opened, () => handle.current?.surface.refreshHead());
  const [popup, setPopup] = useState<Popup | null>(null);
  // What says late that it closes must not take away what opened since.
  const close = () => {
    setPopup((present) => (present === popup ? null : present));
    // The header may have been recycled while the popover was open: the focus goes to the cell that took its place.
    setTimeout(() => {
      if (document.activeElement === document.body) handle.current?.surface.focusActive();
    });
  };
  const rows = total ?? 0;
  const pin = (names: readonly string[]) => {
    keepStill(view, names, frozen);
    setPinned(table, names);
  };
  const move = (from: number, to: number) => {
    if (!data) return;
    moveColumn(data, view, table, from, to);
    const row = handle.current?.surface.selection.active.row ?? -1;
    handle.current?.surface.select(selectCell({ row, column: to }));
  };
  // The notice goes with its button once cells are here: the focus goes to the grid.
  const readAgain = ({ pages }: TableData) => {
    handle.current?.surface.focusActive();
    pages.askAgain();
  };
  const tools = useTools({ data, total: rows, handle });

  const openFilter = (at: FilterPart | null, column: Column | undefined, anchor: HTMLElement) => {
    const condition: Condition | null = at && partCondition(recipe, at);
    if (column && (!condition || canEdit(condition, column))) setPopup({ kind: 'filter', column, at, anchor });
    else {
      const step = recipe.find((candidate) => candidate.id === at?.step) ?? null;
      openDialog({ kind: 'step', table, step, stepKind: 'filter' });
    }
  };
  const openColumnFilter = (place: number, anchor: HTMLElement) => {
    const column = data?.columns[place];
    if (!column) return;
    const found = filterPlace(recipe, column.name);
    openFilter(found < 0 ? null : { step: recipe[found]!.id, part: null }, column, anchor);
  };
  const editChip = (at: FilterPart, anchor: HTMLElement) => {
    const names = partCondition(recipe, at);
    const [name, ...others] = names ? columnsTested(names) : [];
    const column = others.length === 0 ? data?.columns.find((candidate) => candidate.name === name) : undefined;
    openFilter(at, column, anchor);
  };

  const deeds: Deeds | null = data && {
    table,
    recipe,
    data,
    rows,
    pinned,
    handle,
    selection,
    pin,
    move,
    openFilter: openColumnFilter,
    rename: (column, anchor) => setPopup({ kind: 'rename', column, anchor }),
    showCell: (text, anchor) => setPopup({ kind: 'cell', text, anchor }),
    showRecord: tools.showRecord,
  };

  const menuColumn =
    popup && 'column' in popup && typeof popup.column === 'number' ? data?.columns[popup.column] : undefined;
  const sort = lastSort(recipe);
  return (
    <div className="table-view">
      <FilterBar query={query} columns={data?.columns ?? []} total={fault ? null : total} onEdit={editChip} />
      {tools.bar}
      <div className="table-view-centre">
        <GridFrame
          label={t('grid.label', { name: entry?.name ?? '' })}
          data={data}
          total={rows}
          busy={loading}
          recipe={recipe}
          view={view}
          frozen={frozen}
          density={tools.density}
          missing={heads.missing}
          sketch={heads.sketch}
          handle={handle}
          gestures={{
            onMenu: (column, anchor) => setPopup({ kind: 'menu', column, anchor }),
            onFilter: openColumnFilter,
            onCellMenu: (cell, anchor) => setPopup({ kind: 'cell-menu', cell, anchor }),
            onMove: move,
            onShowCell({ row, column }, anchor) {
              const value = data?.pages.cell(row, column);
              const described = data?.columns[column];
              if (!described || value === undefined) return;
              const text = describeCell(value, described);
              setPopup({ kind: 'cell', text, anchor });
            },
            onCopy() {
              const extent = { rows, columns: data?.columns.length ?? 0 };
              if (data) void copyRange(data, rangeOf(selection.get(), extent));
            },
          }}
          onSelection={(next) => {
            selection.set(next);
            const name = data?.columns[next.active.column]?.name;
            if (name !== undefined) setActiveColumn(table, name);
            const several = selectedRows(next, { rows, columns: data?.columns.length ?? 0 });
            const isShown = several !== null && several.count <= mostPicked;
            pickRows(isShown ? { table, query: JSON.stringify(query), ...several } : null);
          }}
          onWanted={(wanted) => heads.see(wanted.firstColumn, wanted.lastColumn)}
        />
        {loading && <div className="grid-progress" aria-hidden="true" />}
        <GridNote text={noteText()} onUndo={fault && canUndo ? undoEdit : null} />
        {givenUp && !fault && data && <GivenUp onAgain={() => readAgain(data)} />}
      </div>
      <StatusBar data={data} total={rows} selection={selection} arrivals={arrivals} />
      {popup?.kind === 'menu' && data && menuColumn && (
        <ColumnMenu
          column={menuColumn}
          query={data.query}
          anchor={popup.anchor}
          sorted={sort?.by.some((term) => term.column === menuColumn.name) ?? false}
          sortedElsewhere={sort?.by.some((term) => term.column !== menuColumn.name) ?? false}
          filtered={filterPlace(recipe, menuColumn.name) >= 0}
          frozen={popup.column < (handle.current?.surface.model?.layout.frozen ?? 0)}
          pinned={pinned.includes(menuColumn.name)}
          place={popup.column}
          lastPlace={data.columns.length - 1}
          onAction={(action) => deeds && actOnColumn(deeds, popup.column, action, popup.anchor)}
          onClose={close}
        />
      )}
      {popup?.kind === 'rename' && data && menuColumn && (
        <RenamePopover
          column={menuColumn}
          taken={data.columns.map((column) => column.name)}
          anchor={popup.anchor}
          onRename={(name) =>
            editRecipe(t('grid.action-rename', { column: menuColumn.name, name }), table, (steps) =>
              renameColumn(steps, newId(), menuColumn.name, name),
            )
          }
          onClose={close}
        />
      )}
      {popup?.kind === 'filter' && data && (
        <FilterEditor query={query} column={popup.column} at={popup.at} anchor={popup.anchor} onClose={close} />
      )}
      {popup?.kind === 'cell-menu' && data?.columns[popup.cell.column] && (
        <CellMenu
          column={data.columns[popup.cell.column]!}
          value={data.pages.cell(popup.cell.row, popup.cell.column)}
          filtered={filterPlace(recipe, data.columns[popup.cell.column]!.name) >= 0}
          anchor={popup.anchor}
          onAction={(action) => deeds && actOnCell(deeds, popup.cell, action, popup.anchor)}
          onClose={close}
        />
      )}
      {tools.windows}
      {popup?.kind === 'cell' && (
        <AnchoredPopover label={t('grid.cell-whole')} anchor={{ current: popup.anchor }} onClose={close}>
          <p className="grid-popover cell-whole">{popup.text}</p>
        </AnchoredPopover>
      )}
    </div>
  );

  function noteText(): { title: string; text: string } | null {
    if (fault) return { title: t('grid.broken'), text: faultText(fault) };
    if (!data || total === null) return loading ? { title: t('grid.loading'), text: '' } : null;
    if (total > 0 || loading) return null;
    return recipe.some((step) => step.kind === 'filter' && !step.disabled)
      ? { title: t('grid.empty-title'), text: t('grid.empty-text') }
      : { title: t('grid.empty-table'), text: '' };
  }
}

/** Over cells that the engine gave up: they would stay empty without a word. */
function GivenUp({ onAgain }: { onAgain: () => void }): ReactNode {
  return (
    <div className="grid-given-up" role="status">
      <span>{t('grid.given-up')}</span>
      <Button onPress={onAgain}>{t('grid.read-again')}</Button>
    </div>
  );
}

function GridNote(props: { text: { title: string; text: string } | null; onUndo: (() => void) | null }): ReactNode {
  if (!props.text) return null;
  return (
    <div className="grid-note" data-fault={props.onUndo ? '' : undefined}>
      <strong>{props.text.title}</strong>
      {props.text.text && <p>{props.text.text}</p>}
      {props.onUndo && <Button onPress={props.onUndo}>{t('grid.undo-last')}</Button>}
    </div>
  );
}
