import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { CallName, Client, ExportFormat, FileRef, Input, OpenedSource, Outputs, ProgressOf, Query } from '../shared/contract.ts';
import { act, begin, type History, redo, undo } from '../shared/project/history.ts';
import { emptyProject, type Project, type Table } from '../shared/project/project.ts';
import type { SharedRecipe } from '../shared/project/shared-recipe.ts';
import type { Column } from '../shared/recipe/column.ts';
import { type Step, tablesRead } from '../shared/recipe/step.ts';
import { Fault, faultData } from '../shared/rpc/fault.ts';
import { t, tDynamic } from '../shared/text/t.ts';

/** A full-screen task over the workbench. One at a time; app.tsx knows which folder draws it. */
export type Dialog =
  /** `source`: the one whose file is read again (`reopen`). */
  | { kind: 'opening'; files: FileRef[]; purpose: 'new-table' | 'join' | 'reopen'; source?: string }
  /** `step` null: a new one, put before the step at place `at` (0 first), or last. */
  | { kind: 'step'; table: string; step: Step | null; stepKind: Step['kind']; column?: string; at?: number }
  /** `right`: the table to propose first, for instance the one just opened. */
  | { kind: 'join'; table: string; step: Step | null; at?: number; right?: string }
  | { kind: 'target' }
  /** Territory of a table: keep a perimeter, date its codes, see what it covers. `at`: before which step. */
  | { kind: 'perimeter' | 'vintage' | 'coverage'; table: string; at?: number }
  /** « Pourquoi ? » on the row at place `row` (0 first) of a table that has verdicts. */
  | { kind: 'why'; table: string; row: number }
  | { kind: 'export'; table: string; format?: ExportFormat }
  /** Puts new files in place of those of the project; `recipe` is one to apply. */
  | { kind: 'replay'; recipe?: SharedRecipe; table?: string }
  /** What came in, went out or merged between two tables of collectivités. */
  | { kind: 'compare'; table: string }
  | { kind: 'help' }
  | { kind: 'palette' }
  | { kind: 'rename'; what: 'project' }
  | { kind: 'rename'; what: 'table'; table: string };

/** Something to answer before going on, over whatever is open. With `field`, a text is asked too. */
export type Question = {
  title: string;
  text: string;
  choices: { id: string; label: string; kind?: 'primary' | 'plain' | 'danger' }[];
  field?: { label: string; value: string; empty: string };
  /** `choice` null: the window was closed. */
  answer(choice: string | null, text: string): void;
};

export type Tab = 'table' | 'chart' | 'map';
export type Notice = { id: number; tone: 'info' | 'success' | 'error'; text: string };

export type SessionState = {
  /** `restarting`: the engine died and is being rebuilt; edits stay possible, figures wait. */
  phase: 'connecting' | 'ready' | 'restarting' | 'lost';
  hello: Outputs['host.hello'] | null;
  history: History<Project>;
  /** Names the saved file, null while never saved. */
  handle: string | null;
  /** The project as last saved; the same object as the present one when nothing is unsaved. */
  saved: Project | null;
  /** What the engine told of each opened source, by source id. */
  opened: Readonly<Record<string, OpenedSource>>;
  /** Grows each time the engine's data are rebuilt, so that waiting figures ask again. */
  generation: number;
  /** Null: the start page. */
  table: string | null;
  tab: Tab;
  dialog: Dialog | null;
  notices: Notice[];
  question: Question | null;
  /** Sources of an opened project, or of a restarted engine, being read again. */
  reopening: { name: string; position: number; total: number; fraction: number | null } | null;
  /** A file on its way to the engine. */
  sending: { name: string; fraction: number | null; cancel(): void } | null;
  saving: boolean;
};

let state: SessionState = {
  phase: 'connecting',
  hello: null,
  history: begin(emptyProject(crypto.randomUUID(), t('common.untitled'))),
  handle: null,
  saved: null,
  opened: {},
  generation: 0,
  table: null,
  tab: 'table',
  dialog: null,
  notices: [],
  question: null,
  reopening: null,
  sending: null,
  saving: false,
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
 * and its answer never shown; the previous value stays while the next loads. `null` input asks nothing.
 */
export function useCall<N extends CallName>(name: N, input: Input<N> | null): Asked<Outputs[N]> {
  const key = useMemo(() => (input === null ? null : JSON.stringify(input)), [input]);
  const generation = useSession((session) => session.generation);
  const phase = useSession((session) => session.phase);
  const latest = useRef(input);
  latest.current = input;
  const [asked, setAsked] = useState<Asked<Outputs[N]>>({ value: null, fault: null, loading: input !== null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the input, `generation` for the engine's data
  useEffect(() => {
    if (key === null || latest.current === null) {
      setAsked({ value: null, fault: null, loading: false });
      return;
    }
    if (phase !== 'ready') return;
    setAsked((before) => ({ ...before, loading: true }));
    return askUntilStale(name, latest.current, setAsked);
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

/** A message at the bottom of the window; errors stay until closed. */
export function notify(tone: Notice['tone'], text: string): void {
  const notice: Notice = { id: nextNotice++, tone, text };
  setState({ notices: [...state.notices.slice(-3), notice] });
  if (tone !== 'error') setTimeout(() => dismiss(notice.id), 6000);
}

export function notifyFault(thrown: unknown): void {
  const fault = asFault(thrown);
  if (fault.code !== 'cancelled') notify('error', faultText(fault));
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
