import type { RefObject } from 'react';
import type { Step } from '../../shared/recipe/step.ts';
import { t } from '../../shared/text/t.ts';
import { pinnedWith } from '../pinned-columns.ts';
import { announce, editRecipe, newId, openDialog } from '../session.ts';
import { type CellAction, valueCondition } from './cell-menu.tsx';
import { describeCell } from './cells.ts';
import type { ColumnAction } from './column-menu.tsx';
import { copyRange } from './copy.ts';
import type { TableData } from './data.ts';
import { addFilter, filterPlace, hideColumns, lastSelect, replacePart, sortAlsoBy, sortBy, unsort } from './edits.ts';
import type { GridHandle } from './grid-frame.tsx';
import { type Cell, rangeOf, type Selection } from './selection.ts';
import { setFrozen } from './views.ts';
import type { Watched } from './watch.ts';

/** What the menus of the table act on. */
export type Deeds = {
  table: string;
  recipe: readonly Step[];
  data: TableData;
  rows: number;
  pinned: readonly string[];
  handle: RefObject<GridHandle | null>;
  selection: Watched<Selection>;
  pin(names: readonly string[]): void;
  move(from: number, to: number): void;
  openFilter(place: number, anchor: HTMLElement): void;
  rename(place: number, anchor: HTMLElement): void;
  showCell(text: string, anchor: HTMLElement): void;
  showRecord(row: number): void;
};

/** Does what the menu of a header was asked. */
export function actOnColumn(deeds: Deeds, place: number, action: ColumnAction, anchor: HTMLElement) {
  const { table, data, handle, pinned } = deeds;
  const column = data.columns[place];
  if (!column) return;
  const { name } = column;
  const edit = (label: string, change: Parameters<typeof editRecipe>[2]) => editRecipe(label, table, change);
  const sorting = t('grid.action-sort', { column: name });
  switch (action) {
    case 'ascending':
    case 'descending':
      return edit(sorting, (steps) => sortBy(steps, newId(), name, action === 'descending'));
    case 'also-ascending':
    case 'also-descending':
      return edit(sorting, (steps) => sortAlsoBy(steps, newId(), name, action === 'also-descending'));
    case 'unsort':
      return edit(t('grid.action-unsort'), unsort);
    case 'filter':
      return deeds.openFilter(place, anchor);
    case 'unfilter':
      return edit(t('grid.action-unfilter'), (steps) => {
        const found = steps[filterPlace(steps, name)];
        return found ? replacePart(steps, { step: found.id, part: null }, null) : steps;
      });
    case 'rename':
      return deeds.rename(place, anchor);
    case 'hide':
      return edit(t('grid.action-hide', { column: name }), (steps) => hideColumns(steps, newId(), data.order, [name]));
    case 'derive':
      return openDialog({ kind: 'step', table, step: null, stepKind: 'derive', column: name });
    case 'select': {
      const cell = { row: 0, column: place };
      return handle.current?.surface.select({ anchor: cell, active: cell, whole: 'columns' }, { reveal: false });
    }
    case 'fit':
      return handle.current?.fit(place);
    case 'freeze':
      return setFrozen(table, place + 1);
    case 'unfreeze':
      return setFrozen(table, 0);
    case 'pin':
      announce(t('grid.pinned', { column: name }));
      return deeds.pin(pinnedWith(table, name));
    case 'unpin':
      announce(t('grid.unpinned', { column: name }));
      return deeds.pin(pinned.filter((other) => other !== name));
    case 'left':
      return deeds.move(place, place - 1);
    case 'right':
      return deeds.move(place, place + 1);
    case 'first':
      return deeds.move(place, 0);
    case 'last':
      return deeds.move(place, data.columns.length - 1);
    case 'columns':
      return openDialog({ kind: 'step', table, step: lastSelect(deeds.recipe), stepKind: 'select' });
  }
}

/** Does what the menu of a cell was asked. */
export function actOnCell(deeds: Deeds, cell: Cell, action: CellAction, anchor: HTMLElement) {
  const { data, table } = deeds;
  const column = data.columns[cell.column];
  const value = data.pages.cell(cell.row, cell.column);
  if (!column) return;
  switch (action) {
    case 'copy': {
      const extent = { rows: deeds.rows, columns: data.columns.length };
      return void copyRange(data, rangeOf(deeds.selection.get(), extent));
    }
    case 'keep':
    case 'exclude': {
      if (value === undefined) return;
      const condition = valueCondition(column, value, action === 'keep');
      return editRecipe(t('grid.action-filter', { column: column.name }), table, (steps) =>
        addFilter(steps, newId(), condition),
      );
    }
    case 'show-all':
      return actOnColumn(deeds, cell.column, 'unfilter', anchor);
    case 'whole':
      return deeds.showCell(value === undefined ? '' : describeCell(value, column), anchor);
    case 'record':
      return deeds.showRecord(cell.row);
  }
}
