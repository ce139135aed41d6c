import type { Query } from '../contract.ts';
import type { Table } from '../project/project.ts';
import { Fault, type FaultData, faultData } from '../rpc/fault.ts';
import type { Column } from './column.ts';
import type { Step } from './step.ts';
import { definitionOf } from './steps.ts';

/** An opened source: `relation` is the unquoted name of its physical table, `columns` its visible columns in order. */
export type SourceTable = { relation: string; columns: readonly Column[] };
export type SourceTables = ReadonlyMap<string, SourceTable>;

/** The columns after the steps, without SQL. Throws as `compile` does. */
export function columns(query: Query, sources: SourceTables): readonly Column[] {
  return columnsOfTable(startWalk(query, sources), query.table, query.steps, []);
}

/** What each step finds and leaves, for the steps panel. */
export type Trace = {
  /** In recipe order. `before` and `after` are null from the first broken step on (`before` is known for that one). */
  steps: { step: Step; before: readonly Column[] | null; after: readonly Column[] | null }[];
  /** The first step that breaks; `step` is of this table, even when the cause is in a joined one. */
  fault: { step: string; place: number; fault: FaultData } | null;
};

/** Follows a recipe as far as it goes. Throws only when the table or its source are not there. */
export function trace(query: Query, sources: SourceTables): Trace {
  const walk = startWalk(query, sources);
  const table = findTable(walk, query.table);
  let current: readonly Column[] | null = findSource(walk, table).columns;
  const result: Trace = { steps: [], fault: null };
  for (const [place, step] of table.recipe.slice(0, query.steps).entries()) {
    const before: readonly Column[] | null = current;
    if (current !== null && !step.disabled) {
      try {
        current = columnsAfter(walk, table, step, current, [table.id]);
      } catch (thrown) {
        if (!(thrown instanceof Fault)) throw thrown;
        result.fault = { step: step.id, place, fault: faultData(thrown) };
        current = null;
      }
    }
    result.steps.push({ step, before, after: current });
  }
  return result;
}

/** What a walk through the tables of a query knows. */
export type Walk = {
  tables: ReadonlyMap<string, Table>;
  sources: SourceTables;
  /** Columns of whole tables met: without it a ladder of joins would be climbed once per path. */
  known: Map<string, readonly Column[]>;
};

export function startWalk(query: Query, sources: SourceTables): Walk {
  return { tables: new Map(query.tables.map((table) => [table.id, table])), sources, known: new Map() };
}

function findTable(walk: Walk, id: string): Table {
  const table = walk.tables.get(id);
  if (!table) throw new Fault('table-missing', { table: id });
  return table;
}

export function findSource(walk: Walk, table: Table): SourceTable {
  const source = walk.sources.get(table.source);
  if (!source) throw new Fault('source-missing', { table: table.name });
  return source;
}

/** `path` holds the ids of the tables being compiled, outermost first. */
export function enter(walk: Walk, id: string, path: readonly string[]): Table {
  const table = findTable(walk, id);
  if (path.includes(id)) throw new Fault('join-cycle', { table: table.name });
  return table;
}

function columnsOfTable(walk: Walk, id: string, steps: number | undefined, path: readonly string[]): readonly Column[] {
  const table = enter(walk, id, path);
  const known = steps === undefined ? walk.known.get(id) : undefined;
  if (known) return known;
  let current = findSource(walk, table).columns;
  for (const step of table.recipe.slice(0, steps)) {
    if (!step.disabled) current = columnsAfter(walk, table, step, current, [...path, id]);
  }
  if (steps === undefined) walk.known.set(id, current);
  return current;
}

export function columnsAfter(
  walk: Walk,
  table: Table,
  step: Step,
  input: readonly Column[],
  path: readonly string[],
): readonly Column[] {
  const context = { columnsOf: (id: string) => columnsOfTable(walk, id, undefined, path) };
  const output = blame(table, step, path, () => definitionOf(step).columns(step, input, context));
  return keepsReasons(step, input) ? output : output.map((column) => withoutReasons(step, column));
}

/** Steps whose rows, or some of whose columns, are no longer those of the file. */
function keepsReasons(step: Step, input: readonly Column[]): boolean {
  return !movesRows.has(step.kind) || (step.kind !== 'join' && !input.some(({ issues }) => issues));
}

const movesRows: ReadonlySet<Step['kind']> = new Set(['aggregate', 'append', 'join', 'recode', 'unpivot']);

function withoutReasons(step: Step, column: Column): Column {
  if (!column.issues) return column;
  if (step.kind === 'join' && !step.columns.some(({ as }) => as === column.name)) return column;
  const { issues: _, ...rest } = column;
  return rest;
}

/** Names the step in what it throws; the innermost one wins, `table` tells when it is not of the asked table. */
export function blame<T>(table: Table, step: Step, path: readonly string[], work: () => T): T {
  try {
    return work();
  } catch (thrown) {
    if (!(thrown instanceof Fault) || thrown.params.step !== undefined) throw thrown;
    const params = { ...thrown.params, step: step.id };
    throw new Fault(thrown.code, path.length > 1 ? { table: table.name, ...params } : params);
  }
}
