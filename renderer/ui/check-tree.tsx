import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Icon } from './icons.tsx';
import './check-tree.css';

export type CheckItem = {
  id: string;
  label: string;
  /** Short text at the right: a count. */
  end: string;
  state: 'all' | 'some' | 'none';
  items?: CheckItem[];
};

/**
 * Boxes to tick on two levels, as a tree: arrows move, open and close, Space ticks, Enter submits, letters and digits
 * go to the next label that begins so. Items half ticked start open.
 */
export function CheckTree(props: {
  label: string;
  items: readonly CheckItem[];
  onToggle(id: string): void;
  onSubmit(): void;
  autoFocus?: boolean;
}): ReactNode {
  const { items, onToggle } = props;
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(items.filter(({ state }) => state === 'some' || items.length === 1).map(({ id }) => id)),
  );
  const [current, setCurrent] = useState<string | null>(null);
  const tree = useRef<HTMLDivElement>(null);
  const typed = useRef({ at: 0, text: '' });
  const rows = items.flatMap((item, place) => [
    { item, level: 1, place, size: items.length, parent: null as string | null },
    ...(open.has(item.id) ? (item.items ?? []) : []).map((child, index) => ({
      item: child,
      level: 2,
      place: index,
      size: item.items?.length ?? 0,
      parent: item.id as string | null,
    })),
  ]);
  const stop = rows.find(({ item }) => item.id === current) ?? rows[0];
  const focus = (id: string | undefined) => {
    if (id === undefined) return;
    setCurrent(id);
    tree.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`)?.focus();
  };
  useEffect(() => {
    if (props.autoFocus) tree.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [props.autoFocus]);

  const setOpened = (id: string, opened: boolean) => {
    const next = new Set(open);
    if (opened) next.add(id);
    else next.delete(id);
    setOpen(next);
  };
  const type = (letter: string) => {
    const now = performance.now();
    const goesOn = now - typed.current.at < typingPause;
    typed.current = { at: now, text: (goesOn ? typed.current.text : '') + letter.toLowerCase() };
    const { text } = typed.current;
    const from = (stop ? rows.indexOf(stop) : 0) + (text.length > 1 ? 0 : 1);
    const following = [...rows.slice(from), ...rows.slice(0, from)];
    focus(following.find(({ item }) => item.label.toLowerCase().startsWith(text))?.item.id);
  };
  const press = (event: KeyboardEvent) => {
    if (!stop || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = rows.indexOf(stop);
    const { item, parent } = stop;
    const isOpen = open.has(item.id);
    const moves: Record<string, () => void> = {
      ArrowDown: () => focus(rows[at + 1]?.item.id),
      ArrowUp: () => focus(rows[at - 1]?.item.id),
      Home: () => focus(rows[0]?.item.id),
      End: () => focus(rows.at(-1)?.item.id),
      ArrowRight: () => (item.items && !isOpen ? setOpened(item.id, true) : item.items && focus(rows[at + 1]?.item.id)),
      ArrowLeft: () => (isOpen ? setOpened(item.id, false) : focus(parent ?? undefined)),
      ' ': () => onToggle(item.id),
      Enter: props.onSubmit,
    };
    const move = moves[event.key];
    if (!move && event.key.length !== 1) return;
    event.preventDefault();
    if (move) move();
    else type(event.key);
  };

  return (
    <div
      ref={tree}
      role="tree"
      tabIndex={-1}
      aria-label={props.label}
      aria-multiselectable="true"
      className="check-tree"
      onKeyDown={press}
    >
      {rows.map((row) => (
        <Row
          key={row.item.id}
          {...row}
          isOpen={open.has(row.item.id)}
          isStop={row === stop}
          onOpen={(opened) => setOpened(row.item.id, opened)}
          onPress={() => {
            focus(row.item.id);
            onToggle(row.item.id);
          }}
        />
      ))}
    </div>
  );
}

/** Milliseconds within which letters make one word. */
const typingPause = 800;

const checked = { all: 'true', some: 'mixed', none: 'false' } as const;

function Row(props: {
  item: CheckItem;
  level: number;
  place: number;
  size: number;
  isOpen: boolean;
  isStop: boolean;
  onOpen(opened: boolean): void;
  onPress(): void;
}): ReactNode {
  const { item, level, isOpen } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree around answers the keys
    <div
      role="treeitem"
      data-id={item.id}
      data-level={level}
      data-state={item.state}
      className="check-tree-item"
      tabIndex={props.isStop ? 0 : -1}
      aria-level={level}
      aria-posinset={props.place + 1}
      aria-setsize={props.size}
      aria-checked={checked[item.state]}
      aria-expanded={item.items ? isOpen : undefined}
      onClick={props.onPress}
    >
      <span
        className="check-tree-fold"
        aria-hidden="true"
        onClick={(event) => {
          if (!item.items) return;
          event.stopPropagation();
          props.onOpen(!isOpen);
        }}
      >
        {item.items && <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size={12} />}
      </span>
      <span className="choice-box" aria-hidden="true">
        {item.state === 'some' ? '–' : item.state === 'all' && <Icon name="check" size={12} />}
      </span>
      <span className="check-tree-label">{item.label}</span>
      <span className="option-end">{item.end}</span>
    </div>
  );
}
