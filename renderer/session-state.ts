import type { ExportFormat, FileRef, OpenedSource, Outputs } from '../shared/contract.ts';
import type { History } from '../shared/project/history.ts';
import type { Project, SourceColumn } from '../shared/project/project.ts';
import type { Mapping } from '../shared/project/replay.ts';
import type { ExpectedFile, SharedRecipe } from '../shared/project/shared-recipe.ts';
import type { Step } from '../shared/recipe/step.ts';

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
  /** « Pourquoi cette ligne n’y est pas ? » */
  | { kind: 'absent'; table: string }
  | { kind: 'export'; table: string; format?: ExportFormat }
  /** Puts new files in place of those of the project; `recipe` is one to apply. */
  | { kind: 'replay'; recipe?: SharedRecipe; table?: string }
  /** Which columns of a file that changed replace those that the project uses; `answer` null: back. */
  | {
      kind: 'renamed-columns';
      expected: ExpectedFile;
      columns: readonly SourceColumn[];
      answer(mapping: Mapping | null): void;
    }
  /** What came in, went out or merged between two tables of collectivités. */
  | { kind: 'compare'; table: string }
  /** What differs between two points of a table's recipe: after its first `from` and its first `to` steps. */
  | { kind: 'states'; table: string; from: number; to: number }
  | { kind: 'help' }
  /** Excel's gestures and ours; what was done for everyone to use Crible. */
  | { kind: 'excel' | 'access' }
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

export type Tab = 'table' | 'chart' | 'map' | 'report';
/** `earlier`: what messages of the same kind said before this one, the oldest first; they share its place. */
export type Notice = {
  id: number;
  tone: 'info' | 'success' | 'error';
  kind: string;
  text: string;
  earlier: readonly string[];
};

export type SessionState = {
  /** `restarting`: the engine died and is being rebuilt; edits stay possible, figures wait. */
  phase: 'connecting' | 'ready' | 'restarting' | 'lost';
  /** Lost because the host at this address is not, or no longer, the one that gave the page. */
  isForeign: boolean;
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
  /** What stands beside the views, and what a profile is of: the column with the focus, or the whole table. */
  inspector: 'steps' | 'profile';
  profiled: 'column' | 'table';
  dialog: Dialog | null;
  notices: Notice[];
  question: Question | null;
  /** Sources of an opened project, or of a restarted engine, being read again. */
  reopening: { name: string; position: number; total: number; fraction: number | null } | null;
  /** A file on its way to the engine. */
  sending: { name: string; fraction: number | null; cancel(): void } | null;
  saving: boolean;
  /** Place in the guide of an example, 0 first; null when it is away. */
  guide: number | null;
};
