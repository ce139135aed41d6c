import type { Query } from '../contract.ts';
import { Fault, type FaultData } from '../rpc/fault.ts';
import { headerWords } from '../territory/recognise.ts';
import type { Column } from './column.ts';
import { columns, columnsAfter, type SourceTables, startWalk } from './columns.ts';
import { adaptValues, dropColumn, replaceColumn, replaceRight, replaceTable } from './rewrite.ts';
import { type Step, tablesRead } from './step.ts';

/** One way to mend a step that breaks: each gives the step to put in its place. */
export type Repair =
  /** Another column in the place of one; the likeliest first. `sure`: an earlier step gave the column that name. */
  | { kind: 'column'; column: string; sure: boolean; options: { name: string; step: Step }[] }
  /** Without what the step says of a column. */
  | { kind: 'drop'; column: string; step: Step }
  /** The constants written as the column now is. */
  | { kind: 'adapt'; column: Column; step: Step }
  | { kind: 'table'; options: { table: string; step: Step }[] }
  /** What breaks is in the recipe of another table. */
  | { kind: 'elsewhere'; table: string };

/** Columns tried for one replacement: on wide tables the likeliest only. */
const mostTried = 80;
const likely = 0.45;

/**
 * The ways to mend the step at `place` of the recipe of `query.table`, which fails with `fault`. `before` are the
 * columns that the step finds.
 */
export function repairsOf(
  query: Query,
  sources: SourceTables,
  place: number,
  before: readonly Column[],
  fault: FaultData,
): Repair[] {
  const walk = startWalk(query, sources);
  const table = walk.tables.get(query.table);
  const step = table?.recipe[place];
  if (!table || !step) return [];
  if (typeof fault.params.table === 'string' && fault.code !== 'table-missing' && fault.code !== 'join-cycle') {
    const other = query.tables.find(({ name }) => name === fault.params.table);
    return other ? [{ kind: 'elsewhere', table: other.id }] : [];
  }
  const faultOf = (one: Step): FaultData | null => {
    try {
      columnsAfter(walk, table, one, before, [table.id]);
      return null;
    } catch (thrown) {
      return thrown instanceof Fault ? { code: thrown.code, params: thrown.params } : { code: 'internal', params: {} };
    }
  };
  if (fault.code === 'table-missing') return tableRepairs(query, step, fault, faultOf);
  const name = fault.params.column;
  if (typeof name !== 'string') return [];
  // One mistake at a time: the step may then stumble on its next column.
  const helps = (one: Step) => {
    const left = faultOf(one);
    return left === null || (left.code === 'column-missing' && left.params.column !== name);
  };

  const repairs: Repair[] = [];
  const renamed = fault.code === 'column-missing' ? renamedTo(table.recipe.slice(0, place), name, before) : null;
  const right = step.kind === 'join' && step.on.every(({ left }) => left !== name) ? step.right : null;
  const candidates = right === null ? before : columnsOf({ ...query, table: right }, sources);
  const options = ranked(name, candidates, before)
    .filter((one) => one.name !== name)
    .sort((a, b) => Number(b.name === renamed) - Number(a.name === renamed))
    .slice(0, mostTried)
    .map((one) => ({
      ...one,
      step: right === null ? replaceColumn(step, name, one.name) : replaceRight(step, name, one.name),
    }))
    .filter((one) => helps(one.step));
  const adapted = fault.code === 'type-mismatch' ? adaptedTo(step, before, name) : null;
  if (adapted && helps(adapted.step)) repairs.push(adapted);
  if (options.length > 0)
    repairs.push({
      kind: 'column',
      column: name,
      sure: options[0]!.name === renamed || options[0]!.score >= likely,
      options: options.map((one) => ({ name: one.name, step: one.step })),
    });
  const without = dropColumn(step, name);
  if (without && helps(without)) repairs.push({ kind: 'drop', column: name, step: without });
  return repairs;
}

function tableRepairs(query: Query, step: Step, fault: FaultData, faultOf: (step: Step) => FaultData | null): Repair[] {
  const gone = String(fault.params.table ?? '');
  if (!tablesRead(step).includes(gone)) return [];
  const options = query.tables
    .filter(({ id }) => id !== query.table)
    .map(({ id }) => ({ table: id, step: replaceTable(step, gone, id) }))
    // Its columns may be others: that is mended next.
    .filter((one) => faultOf(one.step)?.code !== 'join-cycle');
  return options.length > 0 ? [{ kind: 'table', options }] : [];
}

function adaptedTo(step: Step, before: readonly Column[], name: string): Extract<Repair, { kind: 'adapt' }> | null {
  const column = before.find((one) => one.name === name);
  const adapted = column ? adaptValues(step, column) : null;
  return column && adapted ? { kind: 'adapt', column, step: adapted } : null;
}

function columnsOf(query: Query, sources: SourceTables): readonly Column[] {
  try {
    return columns(query, sources);
  } catch {
    return [];
  }
}

/** The name that earlier steps gave a column, or its name before a renaming that no longer runs. */
function renamedTo(earlier: readonly Step[], name: string, before: readonly Column[]): string | null {
  const known = new Set(before.map((column) => column.name));
  for (const step of earlier.toReversed()) {
    if (step.kind !== 'rename') continue;
    for (const { from, to } of step.names) {
      if (!step.disabled && from === name && known.has(to)) return to;
      if (step.disabled && to === name && known.has(from)) return from;
    }
  }
  return null;
}

/** Columns with how much their name looks like `wanted` (1: but for accents, case and signs), the most alike first. */
function ranked(wanted: string, columns: readonly Column[], before: readonly Column[]) {
  const type = before.find(({ name }) => name === wanted)?.type;
  const words = headerWords(wanted);
  return columns
    .map((column, at) => ({
      name: column.name,
      at,
      score: likeness(words, headerWords(column.name)),
      type: column.type,
    }))
    .sort((a, b) => b.score - a.score || Number(b.type === type) - Number(a.type === type) || a.at - b.at);
}

/** Shared pairs of letters, from 0 to 1. */
function likeness(a: string, b: string): number {
  if (a === b) return 1;
  const pairs = (text: string) =>
    Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
  const [first, second] = [pairs(a), pairs(b)];
  if (first.length + second.length === 0) return 0;
  const left = [...second];
  let shared = 0;
  for (const pair of first) {
    const at = left.indexOf(pair);
    if (at < 0) continue;
    left.splice(at, 1);
    shared += 1;
  }
  return (2 * shared) / (first.length + second.length);
}
