import { type ReactNode, useRef, useState } from 'react';
import { Popover as AriaPopover, Dialog, Menu, MenuItem, Separator } from 'react-aria-components';
import type { Query } from '../../shared/contract.ts';
import { type Column, isCode } from '../../shared/recipe/column.ts';
import { withMeaning } from '../../shared/recipe/describe.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { AnchoredPopover, Button, Icon, type IconName, TextField } from '../ui/kit.ts';
import { formatCell, typeName } from './cells.ts';
import { type Facts, measuresOf, useFacts } from './facts.ts';

export type ColumnAction =
  | 'ascending'
  | 'descending'
  | 'also-ascending'
  | 'also-descending'
  | 'unsort'
  | 'filter'
  | 'unfilter'
  | 'rename'
  | 'hide'
  | 'derive'
  | 'select'
  | 'fit'
  | 'freeze'
  | 'unfreeze'
  | 'pin'
  | 'unpin'
  | 'left'
  | 'right'
  | 'first'
  | 'last'
  | 'columns';

type Entry = { id: ColumnAction; label: string; icon?: IconName };

export type ColumnMenuProps = {
  column: Column;
  query: Query;
  anchor: HTMLElement;
  sorted: boolean;
  /** Another column sorts already. */
  sortedElsewhere: boolean;
  filtered: boolean;
  frozen: boolean;
  pinned: boolean;
  /** 0-based place on screen, and the last one. */
  place: number;
  lastPlace: number;
  onAction(action: ColumnAction): void;
  onClose(): void;
};

/** The menu under a header: what can be done with the column, and what it holds. */
export function ColumnMenu(props: ColumnMenuProps): ReactNode {
  const { column, query, anchor, onAction, onClose } = props;
  const facts = useFacts(query, column);
  const trigger = useRef<Element | null>(anchor);
  trigger.current = anchor;
  const groups = entriesFor(props);
  return (
    <AriaPopover
      className="popover column-menu"
      isOpen
      triggerRef={trigger}
      placement="bottom start"
      onOpenChange={(open) => !open && onClose()}
    >
      <Dialog className="column-menu-body" aria-label={t('grid.menu-label', { column: column.name })}>
        <FactsTable column={column} facts={facts} />
        <Menu
          className="list"
          aria-label={t('grid.menu-label', { column: column.name })}
          autoFocus="first"
          onAction={(key) => {
            onClose();
            onAction(key as ColumnAction);
          }}
        >
          {groups.flatMap((group, place) => [
            ...(place > 0 ? [<Separator key={`line-${place}`} className="separator" />] : []),
            ...group.map((entry) => (
              <MenuItem key={entry.id} id={entry.id} className="option" textValue={entry.label}>
                {entry.icon && <Icon name={entry.icon} />}
                <span className="option-text">{entry.label}</span>
              </MenuItem>
            )),
          ])}
        </Menu>
      </Dialog>
    </AriaPopover>
  );
}

function entriesFor({ column, sorted, sortedElsewhere, filtered, frozen, ...props }: ColumnMenuProps): Entry[][] {
  const words =
    column.type === 'text' || isCode(column)
      ? 'text-'
      : column.type === 'date' || column.type === 'timestamp'
        ? 'date-'
        : '';
  return [
    [
      { id: 'ascending', label: t(`grid.menu-${words}ascending`), icon: 'arrow-up' },
      { id: 'descending', label: t(`grid.menu-${words}descending`), icon: 'arrow-down' },
      ...(sortedElsewhere
        ? ([
            { id: 'also-ascending', label: t('grid.menu-also-ascending') },
            { id: 'also-descending', label: t('grid.menu-also-descending') },
          ] satisfies Entry[])
        : []),
      ...(sorted ? ([{ id: 'unsort', label: t('grid.menu-unsort'), icon: 'close' }] satisfies Entry[]) : []),
    ],
    [
      { id: 'filter', label: t('grid.menu-filter'), icon: 'filter' },
      ...(filtered ? ([{ id: 'unfilter', label: t('grid.menu-unfilter'), icon: 'close' }] satisfies Entry[]) : []),
    ],
    [
      { id: 'derive', label: t('grid.menu-derive'), icon: 'formula' },
      { id: 'rename', label: t('grid.menu-rename'), icon: 'rename' },
      { id: 'hide', label: t('grid.menu-hide'), icon: 'eye-off' },
    ],
    [
      { id: 'select', label: t('grid.menu-select'), icon: 'table' },
      { id: 'fit', label: t('grid.menu-fit'), icon: 'columns' },
      frozen
        ? { id: 'unfreeze', label: t('grid.menu-unfreeze'), icon: 'lock' }
        : { id: 'freeze', label: t('grid.menu-freeze'), icon: 'lock' },
      props.pinned
        ? { id: 'unpin', label: t('grid.menu-unpin'), icon: 'lock' }
        : { id: 'pin', label: t('grid.menu-pin'), icon: 'lock' },
    ],
    [
      ...(props.place > 0
        ? ([
            { id: 'left', label: t('grid.menu-left') },
            { id: 'first', label: t('grid.menu-first') },
          ] satisfies Entry[])
        : []),
      ...(props.place < props.lastPlace
        ? ([
            { id: 'right', label: t('grid.menu-right') },
            { id: 'last', label: t('grid.menu-last') },
          ] satisfies Entry[])
        : []),
      { id: 'columns', label: t('grid.menu-columns'), icon: 'columns' },
    ],
  ];
}

/** Type, missing, distinct, and the ends and middle of a quantity. */
function FactsTable({ column, facts }: { column: Column; facts: Facts }): ReactNode {
  const dated = column.type === 'date' || column.type === 'timestamp';
  const shown: { label: string; text: string }[] = [
    { label: t('grid.fact-missing'), text: facts.missing === null ? '…' : formatNumber(facts.missing) },
    { label: t('grid.fact-distinct'), text: facts.distinct === null ? '…' : formatNumber(facts.distinct) },
  ];
  const labels = {
    min: dated ? t('grid.fact-first') : t('grid.fact-min'),
    median: t('grid.fact-median'),
    max: dated ? t('grid.fact-last') : t('grid.fact-max'),
    mean: t('grid.fact-mean'),
  };
  for (const measure of measuresOf(column)) {
    const value = facts.values[measure as keyof typeof labels];
    // Each line has its place before its figure comes: the entries under it would move away from a finger.
    const text = value == null ? (facts.loading ? '…' : null) : formatMeasure(value, column);
    if (text !== null) shown.push({ label: labels[measure as keyof typeof labels], text });
  }
  return (
    <div className="column-facts">
      <p className="column-facts-title">
        <strong>{column.name}</strong>
        <span className="muted">{typeName(column)}</span>
      </p>
      {column.label && column.label !== column.name && <p className="muted">{column.label}</p>}
      <dl aria-label={t('grid.facts')}>
        {shown.map((fact) => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.text}</dd>
          </div>
        ))}
      </dl>
      <Codes column={column} />
    </div>
  );
}

const mostCodes = 8;

/** What the codes stand for, as the producer says. */
function Codes({ column }: { column: Column }): ReactNode {
  const codes = Object.keys(column.values ?? {});
  if (codes.length === 0) return null;
  const more = codes.length - mostCodes;
  return (
    <ul className="column-codes" aria-label={t('grid.codes')}>
      {codes.slice(0, mostCodes).map((code) => (
        <li key={code}>{withMeaning(code, column, code)}</li>
      ))}
      {more > 0 && <li className="muted">{t('grid.codes-more', { count: more })}</li>}
    </ul>
  );
}

/** A mean or median keeps two decimals at most; dates stay dates. */
export function formatMeasure(value: string | number | bigint | boolean, column: Column): string {
  if (typeof value !== 'number' || column.type === 'date' || column.type === 'timestamp')
    return formatCell(value, column);
  return formatNumber(value, Math.abs(value) < 1 ? 4 : 2);
}

/** A small field under the header. Names of other columns are refused. */
export function RenamePopover(props: {
  column: Column;
  taken: readonly string[];
  anchor: HTMLElement;
  onRename(name: string): void;
  onClose(): void;
}): ReactNode {
  const [name, setName] = useState(props.column.name);
  const [tried, setTried] = useState(false);
  const trigger = useRef<Element | null>(props.anchor);
  const trimmed = name.trim();
  const folded = trimmed.toLowerCase();
  const taken = props.taken.some((other) => other !== props.column.name && other.toLowerCase() === folded);
  const error = taken ? t('grid.rename-taken') : trimmed === '' ? t('grid.rename-empty') : null;
  const submit = () => {
    setTried(true);
    if (error) return;
    props.onClose();
    if (trimmed !== props.column.name) props.onRename(trimmed);
  };
  return (
    <AnchoredPopover label={t('grid.menu-rename')} anchor={trigger} onClose={props.onClose}>
      <div className="stack grid-popover">
        <TextField
          label={t('grid.rename-field')}
          value={name}
          onChange={setName}
          onSubmit={submit}
          autoFocus
          error={tried || taken ? error : null}
        />
        <div className="row grid-popover-actions">
          <Button onPress={props.onClose}>{t('common.cancel')}</Button>
          <Button kind="primary" onPress={submit}>
            {t('common.ok')}
          </Button>
        </div>
      </div>
    </AnchoredPopover>
  );
}
