import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { CallName, Client, Input, Outputs, ProgressOf, Query } from '../shared/contract.ts';
import { act, begin, redo, undo } from '../shared/project/history.ts';
import { emptyProject, type Project, type Table } from '../shared/project/project.ts';
import type { Column } from '../shared/recipe/column.ts';
import { type Step, tablesRead } from '../shared/recipe/step.ts';
import { Fault, faultData } from '../shared/rpc/fault.ts';
import { t, tDynamic } from '../shared/text/t.ts';
import type { Dialog, Notice, Question, SessionState, Tab } from './session-state.ts';

export type { Dialog, Notice, Question, SessionState, Tab } from './session-state.ts';

let state: SessionState = {
  phase: 'connecting',
  isForeign: false,
  hello: null,
  history: begin(emptyProject(crypto.randomUUID(), t('common.untitled'))),
  handle: null,
  saved: null,
  opened: {},
  generation: 0,
  table: null,
  tab: 'table',
  inspector: 'steps',
  profiled: 'column',
  dialog: null,
  notices: [],
  question: null,
  reopening: null,
  sending: null,
  saving: false,
  guide: null,
};
const listeners = new Set<() => void>();
let client: Client | null = null;

export function getState(): SessionState {
  return state;
}

export function setState(change: Partial<SessionState>): void {
  state = { ...state, ...change };
  for (const listener of listeners) listener();
}

export function useSession<T>(select: (state: SessionState) => T): T {
  return useSyncExternalStore(subscribe, () => select(state));
}

export function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function project(): Project {
  return state.history.present.state;
}

export function useProject(): Project {
  return useSession((session) => session.history.present.state);
}

/** Changes the project as one undoable action. `label` is its French name: « Filtrer Population ». */
export function edit(label: string, change: (project: Project) => Project): void {
  setState({ history: act(state.history, label, change(project())) });
}

/** Changes one table's recipe as one undoable action. */
export function editRecipe(label: string, tableId: string, change: (recipe: Step[]) => Step[]): void {
  edit(label, (current) => ({
    ...current,
    tables: current.tables.map((table) => (table.id === tableId ? { ...table, recipe: change(table.recipe) } : table)),
  }));
}

export function undoEdit(): void {
  const undone = state.history.present.label;
  setState({ history: undo(state.history) });
  if (undone) announce(t('common.undone', { action: undone }));
}

export function redoEdit(): void {
  setState({ history: redo(state.history) });
  if (state.history.present.label) announce(t('common.redone', { action: state.history.present.label }));
}

export function newId(): string {
  return crypto.randomUUID().slice(0, 8);
}

/** The query of a table: its recipe and, by following its steps, every table it needs. `steps` runs only the first n. */
export function queryOf(tableId: string, steps?: number, within: Project = project()): Query {
  const tables: Table[] = [];
  const visit = (id: string) => {
    const table = within.tables.find((candidate) => candidate.id === id);
    if (!table || tables.includes(table)) return;
    tables.push(table);
    for (const step of table.recipe) for (const other of tablesRead(step)) visit(other);
  };
  visit(tableId);
  return steps === undefined ? { table: tableId, tables } : { table: tableId, tables, steps };
}

export function setClient(next: Client | null): void {
  client = next;
}

/** Asks the engine. Rejects with a Fault. */
export function call<N extends CallName>(
  name: N,
  input: Input<N>,
  options: { signal?: AbortSignal; onProgress?: (progress: ProgressOf) => void } = {},
): Promise<Outputs[N]> {
  if (!client) return Promise.reject(new Fault('engine-gone'));
  return client.call(name, input, options);
}

export type Asked<T> = { value: T | null; fault: Fault | null; loading: boolean };

/**
 * The answer to a call, asked again when its input changes (by value) or the engine is rebuilt. A stale call is aborted
 * and its answer never shown; the previous value stays while the next loads. `null` input asks nothing. `of` is the input
 * that the value answers, as JSON.
 */
export function useCall<N extends CallName>(
  name: N,
  input: Input<N> | null,
): Asked<Outputs[N]> & { of: string | null } {
  const key = useMemo(() => (input === null ? null : JSON.stringify(input)), [input]);
  const generation = useSession((session) => session.generation);
  const phase = useSession((session) => session.phase);
  const latest = useRef(input);
  latest.current = input;
  const [asked, setAsked] = useState<Asked<Outputs[N]> & { of: string | null }>({
    value: null,
    fault: null,
    loading: input !== null,
    of: null,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the input, `generation` for the engine's data
  useEffect(() => {
    if (key === null || latest.current === null) {
      setAsked({ value: null, fault: null, loading: false, of: null });
      return;
    }
    if (phase !== 'ready') return;
    setAsked((before) => ({ ...before, loading: true }));
    return askUntilStale(name, latest.current, (answer) => setAsked({ ...answer, of: key }));
  }, [name, key, generation, phase]);
  return asked;
}

/** Asks once. Gives the way to make the call stale: it is aborted, and `show` is never called with its answer. */
export function askUntilStale<N extends CallName>(
  name: N,
  input: Input<N>,
  show: (asked: Asked<Outputs[N]>) => void,
): () => void {
  const controller = new AbortController();
  const { signal } = controller;
  call(name, input, { signal }).then(
    (value) => !signal.aborted && show({ value, fault: null, loading: false }),
    (thrown) => !signal.aborted && show({ value: null, fault: asFault(thrown), loading: false }),
  );
  return () => controller.abort();
}

/** Columns of a table after its first n steps (all when absent). */
export function useColumns(tableId: string | null, steps?: number): Asked<Column[]> {
  const current = useProject();
  const input = useMemo(
    () => (tableId === null ? null : { query: queryOf(tableId, steps, current) }),
    [tableId, steps, current],
  );
  return useCall('table.columns', input);
}

export function asFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const data = faultData(thrown);
  return new Fault(data.code, data.params);
}

/** The French sentence of a fault. */
export function faultText(fault: Fault): string {
  return tDynamic(`fault.${fault.code}`, fault.params, 'fault.internal');
}

let nextNotice = 1;
const mostNotices = 3;

/**
 * A message at the bottom of the window; errors stay until closed, the others go by themselves. Those of one `kind` (by
 * default, of the same words) share one place, so that they never pile up over what one works on.
 */
export function notify(tone: Notice['tone'], text: string, kind = text): void {
  const same = state.notices.find((notice) => notice.tone === tone && notice.kind === kind);
  const earlier = same ? [...same.earlier, same.text] : [];
  const notice: Notice = { id: nextNotice++, tone, kind, text, earlier };
  const others = state.notices.filter((other) => other !== same);
  setState({ notices: [...others.slice(1 - mostNotices), notice] });
  if (tone !== 'error') setTimeout(() => dismiss(notice.id), 5000 + 40 * text.length);
}

export function notifyFault(thrown: unknown): void {
  const fault = asFault(thrown);
  if (fault.code !== 'cancelled') notify('error', faultText(fault), `fault.${fault.code}`);
}

export function dismiss(id: number): void {
  setState({ notices: state.notices.filter((notice) => notice.id !== id) });
}

let announcer: (text: string) => void = () => {};

/** app.tsx gives the one polite live region. */
export function setAnnouncer(speak: (text: string) => void): void {
  announcer = speak;
}

/** Says something to a screen reader without showing it. */
export function announce(text: string): void {
  announcer(text);
}

/** Puts a question and waits for its answer. */
export function ask(question: Omit<Question, 'answer'>): Promise<{ choice: string | null; text: string }> {
  return new Promise((resolve) => {
    const answer = (choice: string | null, text: string) => {
      setState({ question: null });
      resolve({ choice, text });
    };
    setState({ question: { ...question, answer } });
  });
}

export function openDialog(dialog: Dialog): void {
  setState({ dialog });
}

export function closeDialog(): void {
  setState({ dialog: null });
}

export function showTable(table: string | null, tab: Tab = 'table'): void {
  setState({ table, tab });
}
