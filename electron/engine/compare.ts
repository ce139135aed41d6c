import type { StateComparison } from '../../shared/answers.ts';
import type { Query } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Compiled } from '../../shared/recipe/compile.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { identifier } from '../../shared/sql/quote.ts';
import { frenchText } from '../../shared/sql/text.ts';
import type { Connection } from './database.ts';
import { compileQuery, stepsOf } from './query.ts';
import type { Session } from './session.ts';

/** Rows of each sample, and columns shown of them. */
const sampleRows = 5;
const sampleColumns = 6;

/** A column of both states, under its name in each. */
type Pair = { before: Column; after: Column };

/**
 * What differs between two points of a recipe, `from` and `to` steps in. A row is followed by its record in the file
 * where both states still tell it; the others are the same when the columns that both states have hold the same cells.
 * Faults as `compile`.
 */
export async function compareStates(
  session: Session,
  query: Query,
  from: number,
  to: number,
  signal: AbortSignal | null,
): Promise<StateComparison> {
  const before = compileQuery(session, { ...query, steps: from });
  const after = compileQuery(session, { ...query, steps: to });
  const names = renamings(stepsOf({ ...query, steps: to }).slice(stepsOf({ ...query, steps: from }).length));
  const pairs = before.columns.flatMap((column): Pair[] => {
    const found = after.columns.find(({ name }) => name === (names.get(column.name) ?? column.name));
    return found ? [{ before: column, after: found }] : [];
  });
  const byRow = before.row && after.row;
  const simple = byRow && stepsOf({ ...query, steps: Math.max(from, to) }).every(keepsRecords);
  const joined = joinSql(before, after, pairs, byRow, simple);
  return session.database.use(signal, async (connection) => {
    const measures = pairs.map((_, at) => `count(*) FILTER (WHERE ${differ(at, pairs)}) AS cells_${at}`);
    const [counts] = await connection.rows<Record<string, number>>(
      `SELECT count(b_in) AS "before", count(a_in) AS "after",
         count(*) FILTER (WHERE b_in IS NULL) AS added, count(*) FILTER (WHERE a_in IS NULL) AS removed,
         count(*) FILTER (WHERE b_in IS NOT NULL AND a_in IS NOT NULL AND (${anyDiffers(pairs)})) AS changed
         ${measures.map((measure) => `, ${measure}`).join('')}
       FROM (${joined})`,
    );
    const cells = pairs
      .map(({ after: { name } }, at) => ({ name, cells: counts?.[`cells_${at}`] ?? 0, at }))
      .filter((one) => one.cells > 0)
      .sort((a, b) => b.cells - a.cells);
    const kept = new Set(pairs.map((pair) => pair.before));
    const met = new Set(pairs.map((pair) => pair.after));
    return {
      before: { rows: counts?.before ?? 0, columns: before.columns.length },
      after: { rows: counts?.after ?? 0, columns: after.columns.length },
      follow: byRow ? 'record' : 'content',
      rows: { added: counts?.added ?? 0, removed: counts?.removed ?? 0, changed: counts?.changed ?? 0 },
      columns: {
        added: after.columns.filter((column) => !met.has(column)).map(({ name }) => name),
        removed: before.columns.filter((column) => !kept.has(column)).map(({ name }) => name),
        renamed: pairs
          .filter((pair) => pair.before.name !== pair.after.name)
          .map((pair) => ({ from: pair.before.name, to: pair.after.name })),
        retyped: pairs
          .filter((pair) => pair.before.type !== pair.after.type)
          .map((pair) => ({ name: pair.after.name, from: pair.before.type, to: pair.after.type })),
        changed: cells.map(({ name, cells: changed }) => ({ name, cells: changed })),
      },
      samples: {
        added: await sample(connection, joined, 'b_in IS NULL', 'a', after.columns),
        removed: await sample(connection, joined, 'a_in IS NULL', 'b', before.columns),
        changed: await changes(connection, joined, pairs, cells.map(({ at }) => at).slice(0, sampleColumns)),
      },
    };
  });
}

/** The name that each renamed column bears at the end of these steps. */
function renamings(steps: readonly Step[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const step of steps) {
    if (step.kind !== 'rename') continue;
    const moves = new Map(step.names.map((one) => [one.from, one.to]));
    for (const [first, now] of names) names.set(first, moves.get(now) ?? now);
    const known = new Set(names.keys());
    for (const [old, name] of moves) if (!known.has(old) && ![...names.values()].includes(name)) names.set(old, name);
  }
  return names;
}

/** Steps after which each row is one record of the file, and no record stands twice. */
function keepsRecords(step: Step): boolean {
  switch (step.kind) {
    case 'filter':
    case 'sort':
    case 'select':
    case 'rename':
    case 'derive':
    case 'distinct':
    case 'limit':
    case 'target':
    case 'clean':
      return true;
    case 'recode':
      return step.combine === undefined;
    case 'join':
      return step.keep !== 'full' && !step.allowMultiply;
    default:
      return false;
  }
}

/**
 * The two states side by side: `b_in`, `a_in` (missing where the other has no such row), `record`, and the columns as
 * `b_0`… and `a_0`… in their order.
 */
function joinSql(before: Compiled, after: Compiled, pairs: readonly Pair[], byRow: boolean, simple: boolean): string {
  const side = (state: Compiled, letter: 'b' | 'a') => {
    const cells = state.columns.map(({ name }, at) => `${identifier(name)} AS ${letter}_${at}`);
    const shared = pairs.map((pair) => asCompared(letter === 'b' ? pair.before : pair.after, pair));
    const record = byRow ? '__row' : 'NULL::BIGINT';
    const content = simple
      ? ''
      : `, CASE WHEN ${record} IS NULL THEN hash(${['1', ...shared].join(', ')}) END AS content`;
    const rows = `SELECT 1 AS ${letter}_in, ${record} AS record${content}${cells.map((cell) => `, ${cell}`).join('')} FROM (${state.sql})`;
    return simple ? rows : `SELECT *, row_number() OVER (PARTITION BY record, content) AS turn FROM (${rows})`;
  };
  const on = simple
    ? 'b.record = a.record'
    : 'b.record IS NOT DISTINCT FROM a.record AND b.content IS NOT DISTINCT FROM a.content AND b.turn = a.turn';
  const cells = [
    ...before.columns.map((_, at) => `b_${at}`),
    ...after.columns.map((_, at) => `a_${at}`),
    ...pairs.map(
      (pair, at) => `${place(before, pair.before, 'b')} AS old_${at}, ${place(after, pair.after, 'a')} AS new_${at}`,
    ),
  ];
  return `SELECT b_in, a_in, coalesce(b.record, a.record) AS record, ${cells.join(', ')}
    FROM (${side(before, 'b')}) AS b FULL JOIN (${side(after, 'a')}) AS a ON ${on}`;
}

function place(state: Compiled, column: Column, letter: 'b' | 'a'): string {
  return `${letter}_${state.columns.indexOf(column)}`;
}

/** A column that changed its type is compared by what it reads as. */
function asCompared(column: Column, pair: Pair): string {
  const name = identifier(column.name);
  return pair.before.type === pair.after.type ? name : frenchText(name, column.type);
}

function differ(at: number, pairs: readonly Pair[]): string {
  const { before, after } = pairs[at]!;
  const same = before.type === after.type;
  const [old, now] = same
    ? [`old_${at}`, `new_${at}`]
    : [frenchText(`old_${at}`, before.type), frenchText(`new_${at}`, after.type)];
  return `b_in IS NOT NULL AND a_in IS NOT NULL AND ${old} IS DISTINCT FROM ${now}`;
}

function anyDiffers(pairs: readonly Pair[]): string {
  return pairs.length === 0 ? 'FALSE' : pairs.map((_, at) => `(${differ(at, pairs)})`).join(' OR ');
}

async function sample(
  connection: Connection,
  joined: string,
  where: string,
  letter: 'b' | 'a',
  columns: readonly Column[],
): Promise<StateComparison['samples']['added']> {
  const shown = columns.slice(0, sampleColumns);
  const cells = shown.map(({ type }, at) => `${frenchText(`${letter}_${at}`, type)} AS cell_${at}`);
  const rows = await connection.rows<Record<string, string | number | null>>(
    `SELECT record${cells.map((cell) => `, ${cell}`).join('')} FROM (${joined}) WHERE ${where}
     ORDER BY record NULLS LAST LIMIT ${sampleRows}`,
  );
  return {
    columns: shown.map(({ name }) => name),
    rows: rows.map((row) => shown.map((_, at) => (row[`cell_${at}`] ?? null) as string | null)),
  };
}

async function changes(
  connection: Connection,
  joined: string,
  pairs: readonly Pair[],
  changed: readonly number[],
): Promise<StateComparison['samples']['changed']> {
  if (changed.length === 0) return { label: null, columns: [], rows: [] };
  // What tells a reader which row it is: a name rather than a code, and nothing that changed.
  const still = pairs
    .map((pair, at) => ({ pair, at }))
    .filter(({ pair, at }) => !changed.includes(at) && pair.after.type === 'text');
  const label = still.find(({ pair }) => pair.after.meaning === null) ?? still[0];
  const cells = changed.map((at) => {
    const { before, after } = pairs[at]!;
    return `${frenchText(`old_${at}`, before.type)} AS was_${at}, ${frenchText(`new_${at}`, after.type)} AS is_${at}`;
  });
  const rows = await connection.rows<Record<string, string | null>>(
    `SELECT ${label ? `new_${label.at}` : 'NULL'} AS label, ${cells.join(', ')} FROM (${joined})
     WHERE ${changed.map((at) => `(${differ(at, pairs)})`).join(' OR ')} ORDER BY record NULLS LAST LIMIT ${sampleRows}`,
  );
  return {
    label: label?.pair.after.name ?? null,
    columns: changed.map((at) => pairs[at]!.after.name),
    rows: rows.map((row) => ({
      label: row.label ?? null,
      cells: changed.map((at) => ({ before: row[`was_${at}`] ?? null, after: row[`is_${at}`] ?? null })),
    })),
  };
}
