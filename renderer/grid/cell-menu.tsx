import { type ReactNode, useRef } from 'react';
import { Popover as AriaPopover, Dialog, Menu, MenuItem, Separator } from 'react-aria-components';
import type { Column } from '../../shared/recipe/column.ts';
import type { Condition, Scalar } from '../../shared/recipe/expression.ts';
import { t } from '../../shared/text/t.ts';
import { Icon, type IconName } from '../ui/kit.ts';
import { type CellValue, describeCell } from './cells.ts';

export type CellAction = 'copy' | 'keep' | 'exclude' | 'show-all' | 'whole' | 'record';
type Entry = { id: CellAction; label: string; icon: IconName; keys?: string };

/** What can be done from a cell: right click, or the menu key. */
export function CellMenu(props: {
  column: Column;
  value: CellValue | undefined;
  /** A filter to take away. */
  filtered: boolean;
  anchor: HTMLElement;
  onAction(action: CellAction): void;
  onClose(): void;
}): ReactNode {
  const { column, value } = props;
  const trigger = useRef<Element | null>(props.anchor);
  const shown = value === undefined ? '' : shorten(describeCell(value, column));
  const canFilter = value !== undefined;
  const groups: Entry[][] = [
    [{ id: 'copy', label: t('grid.cell-copy'), icon: 'copy', keys: 'Ctrl+C' }],
    [
      ...(canFilter
        ? ([
            { id: 'keep', label: t('grid.cell-keep', { value: shown }), icon: 'filter' },
            { id: 'exclude', label: t('grid.cell-exclude', { value: shown }), icon: 'eye-off' },
          ] satisfies Entry[])
        : []),
      ...(props.filtered
        ? ([{ id: 'show-all', label: t('grid.cell-show-all'), icon: 'close' }] satisfies Entry[])
        : []),
    ],
    [
      { id: 'whole', label: t('grid.cell-whole'), icon: 'search', keys: 'F2' },
      { id: 'record', label: t('grid.record'), icon: 'table' },
    ],
  ];
  return (
    <AriaPopover
      className="popover"
      isOpen
      triggerRef={trigger}
      placement="bottom start"
      onOpenChange={(open) => !open && props.onClose()}
    >
      <Dialog className="cell-menu" aria-label={t('grid.cell-menu')}>
        <Menu
          className="list"
          aria-label={t('grid.cell-menu')}
          autoFocus="first"
          onAction={(key) => {
            props.onClose();
            props.onAction(key as CellAction);
          }}
        >
          {groups
            .filter((group) => group.length > 0)
            .flatMap((group, place) => [
              ...(place > 0 ? [<Separator key={`line-${place}`} className="separator" />] : []),
              ...group.map((entry) => (
                <MenuItem key={entry.id} id={entry.id} className="option" textValue={entry.label}>
                  <Icon name={entry.icon} />
                  <span className="option-text">{entry.label}</span>
                  {entry.keys && <span className="option-end">{entry.keys}</span>}
                </MenuItem>
              )),
            ])}
        </Menu>
      </Dialog>
    </AriaPopover>
  );
}

function shorten(text: string): string {
  return text.length > 30 ? `${text.slice(0, 29)}…` : text;
}

/** Rows with this very value, or without it: rows without any value stay among the latter. */
export function valueCondition(column: Column, value: CellValue, kept: boolean): Condition {
  const missing: Condition = { kind: 'missing', column: column.name };
  if (value === null) return kept ? missing : { ...missing, negated: true };
  const values = [scalarOf(column, value)];
  if (kept) return { kind: 'in', column: column.name, values };
  return { kind: 'any', of: [{ kind: 'in', column: column.name, values, negated: true }, missing] };
}

function scalarOf(column: Column, value: Exclude<CellValue, null>): Scalar {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'number') return value;
  if (column.type === 'date') return new Date(value).toISOString().slice(0, 10);
  return column.type === 'timestamp' ? new Date(value).toISOString().slice(0, -1) : value;
}
