import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { FoundCell } from '../../shared/find.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { announce, asFault, call, faultText } from '../session.ts';
import { IconButton, SearchField } from '../ui/kit.ts';
import { describeCell } from './cells.ts';
import type { TableData } from './data.ts';
import type { Cell } from './selection.ts';

type Answer = FoundCell;
type Direction = 'next' | 'previous';

export type FindBarProps = {
  data: TableData;
  /** Grows each time Ctrl+F is pressed again: the text is selected anew. */
  asked: number;
  /** Where the reader is. */
  place(): Cell;
  onShow(cell: Cell): void;
  onClose(): void;
};

/** Ctrl+F: a text sought in all rows and all columns shown, by the engine. Enter and F3 go on, with Maj back. */
export function FindBar({ data, asked, place, onShow, onClose }: FindBarProps): ReactNode {
  const [search, setSearch] = useState('');
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const bar = useRef<HTMLDivElement>(null);
  const running = useRef<AbortController | null>(null);
  const start = useRef<Cell>(place());
  const queue = useRef<Direction[]>([]);

  const find = (text: string, from: Cell, direction: Direction) => {
    running.current?.abort();
    running.current = null;
    setTrouble(null);
    if (text.trim() === '') {
      setBusy(false);
      return setAnswer(null);
    }
    const controller = new AbortController();
    running.current = controller;
    setBusy(true);
    const { signal } = controller;
    const columns = data.columns.map((column) => column.name);
    call('table.find', { query: data.query, columns, search: text, from, direction }, { signal }).then(
      (found) => {
        if (signal.aborted) return;
        running.current = null;
        setBusy(false);
        setAnswer(found);
        if (found.found) onShow(found.found);
        const further = queue.current.shift();
        if (further && found.found) find(text, found.found, further);
        else announce(sayFound(found, data));
      },
      (thrown) => {
        const fault = asFault(thrown);
        if (signal.aborted || fault.code === 'cancelled') return;
        running.current = null;
        queue.current = [];
        setBusy(false);
        setTrouble(faultText(fault));
      },
    );
  };
  const latest = useRef(find);
  latest.current = find;

  useEffect(() => {
    const input = bar.current?.querySelector('input');
    if (asked > 0) input?.focus();
    input?.select();
  }, [asked]);

  // While a text is typed, the search starts again from where the reader was; new rows are searched anew.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `data` stands for the rows
  useEffect(() => {
    queue.current = [];
    const { row, column } = start.current;
    const timer = setTimeout(() => latest.current(search, { row, column: column - 1 }, 'next'), 200);
    return () => clearTimeout(timer);
  }, [search, data]);
  useEffect(() => () => running.current?.abort(), []);

  const go = (direction: Direction) => {
    // Pressed faster than the engine answers: each press counts.
    if (running.current) return void queue.current.push(direction);
    const from = place();
    start.current = from;
    find(search, from, direction);
  };
  const press = (event: KeyboardEvent) => {
    const key = event.key === 'Escape' ? 'close' : event.key === 'F3' || event.key === 'Enter' ? 'go' : null;
    // Enter presses the buttons of the bar.
    if (!key || (event.key === 'Enter' && !(event.target instanceof HTMLInputElement))) return;
    event.preventDefault();
    event.stopPropagation();
    if (key === 'close') onClose();
    else go(event.shiftKey ? 'previous' : 'next');
  };
  const none = answer !== null && answer.cells === 0;
  return (
    <section ref={bar} className="find-bar" aria-label={t('grid.find')} onKeyDownCapture={press} data-find>
      <SearchField
        label={t('grid.find-field')}
        hideLabel
        value={search}
        onChange={setSearch}
        placeholder={t('grid.find-field')}
      />
      <span className={none || trouble ? 'find-count field-error' : 'find-count muted'}>
        {trouble ?? (isBusy ? t('grid.find-busy') : answer && search.trim() !== '' ? countText(answer) : '')}
      </span>
      <IconButton
        icon="chevron-up"
        label={t('grid.find-previous')}
        onPress={() => go('previous')}
        isDisabled={!answer?.cells}
      />
      <IconButton
        icon="chevron-down"
        label={t('grid.find-next')}
        onPress={() => go('next')}
        isDisabled={!answer?.cells}
      />
      <IconButton icon="close" label={t('grid.find-close')} onPress={onClose} />
    </section>
  );
}

function countText({ cells, found }: Answer): string {
  if (cells === 0) return t('grid.find-none');
  if (!found) return t('grid.find-cells', { count: cells });
  return t('grid.find-rank', { rank: formatNumber(found.rank), total: formatNumber(cells) });
}

function sayFound(answer: Answer, data: TableData): string {
  const { found } = answer;
  if (!found) return t('grid.find-none');
  const column = data.columns[found.column]!;
  const value = data.pages.cell(found.row, found.column);
  const place = t('grid.find-said', {
    rank: formatNumber(found.rank),
    total: formatNumber(answer.cells),
    row: formatNumber(found.row + 1),
    column: column.name,
  });
  return value === undefined ? place : t('grid.find-said-value', { place, value: describeCell(value, column) });
}
