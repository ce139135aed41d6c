import type { Query } from '../contract.ts';
import type { Table } from '../project/project.ts';
import { orderSql } from '../sql/order.ts';
import { identifier } from '../sql/quote.ts';
import type { Column } from './column.ts';
import { blame, columnsAfter, enter, findSource, type SourceTables, startWalk, type Walk } from './columns.ts';
import { type Relation, rowTerm, totalOrder } from './relation.ts';
import type { Step } from './step.ts';
import { definitionOf } from './steps.ts';

export { columns, type SourceTable, type SourceTables, type Trace, trace } from './columns.ts';

/** A recipe as one SQL query. */
export type Compiled = {
  /**
   * One SELECT with one CTE per step, usable as `SELECT … FROM (<sql>)`. It gives the visible columns and the hidden ones
   * (names in `__`), so wrap it with the columns wanted, and with `ORDER BY <order>` wherever the order of rows counts.
   */
  sql: string;
  /** Visible columns, in order. */
  columns: readonly Column[];
  /** `__row` is among the hidden columns: the record of the table's own source (null on rows only a full join's right has). */
  row: boolean;
  /**
   * Terms for ORDER BY that make the order total. Null: rows come in order by themselves, or there is a single one.
   * SQL takes an alias of the same SELECT for the column: where that SELECT renames, order in an inner one.
   */
  order: string | null;
  /** The user asked for this order (a `sort` step), as opposed to file or group order. */
  sorted: boolean;
  /** The relation after each step run, in `withClause`; a disabled step repeats the one before. */
  steps: readonly { step: string; sql: string }[];
  /** `WITH …` or empty, and what stands after FROM before any step, and at the end: for queries over single steps. */
  withClause: string;
  before: string;
  last: string;
};

/**
 * Compiles the recipe of `query.table`, or its first `query.steps` steps. Throws a Fault whose params carry `step` (and
 * `table` when it broke in a joined one): `column-missing`, `type-mismatch`, `join-cycle`, `table-missing`,
 * `source-missing`…
 */
export function compile(query: Query, sources: SourceTables): Compiled {
  const session: Session = { ...startWalk(query, sources), ctes: [], names: new Set(), done: new Map() };
  const { trail, relation, before } = compileTable(session, query.table, query.steps, []);
  const withClause =
    session.ctes.length === 0
      ? ''
      : `WITH\n${session.ctes.map(({ name, body }) => `  ${name} AS (\n${indent(body)}\n  )`).join(',\n')}\n`;
  const order = relation.natural ? '' : orderSql(totalOrder(relation));
  return {
    sql: `${withClause}SELECT *\nFROM ${relation.sql}`,
    columns: relation.columns,
    row: relation.row,
    order: order === '' ? null : order,
    sorted: relation.sorted.length > 0,
    steps: trail,
    withClause,
    before,
    last: relation.sql,
  };
}

/** The query as shown under « Voir le SQL »: only visible columns, in order. */
export function compileText(query: Query, sources: SourceTables): string {
  const { withClause, columns, last, order } = compile(query, sources);
  const list = columns.map(({ name }) => identifier(name)).join(', ');
  return `${withClause}SELECT ${list}\nFROM ${last}${order === null ? '' : `\nORDER BY ${order}`}`;
}

/** One row with one column `count`: the rows of the query. */
export function compileCount(query: Query, sources: SourceTables): string {
  const { withClause, last } = compile(query, sources);
  return `${withClause}SELECT count(*) AS "count"\nFROM ${last}`;
}

/** Rows `place` (0 before any step, then 1 per step) and `count`, ascending. */
export function compileCounts(query: Query, sources: SourceTables): string {
  const { withClause, before, steps } = compile(query, sources);
  const counts = [before, ...steps.map(({ sql }) => sql)].map(
    (sql, place) => `SELECT ${place} AS place, count(*) AS "count" FROM ${sql}`,
  );
  return `${withClause}${counts.join('\nUNION ALL\n')}\nORDER BY place`;
}

type Session = Walk & {
  ctes: { name: string; body: string }[];
  names: Set<string>;
  /** Joined tables already compiled, by id: each is written once however many joins reach it. */
  done: Map<string, Relation>;
};

function compileTable(
  session: Session,
  id: string,
  steps: number | undefined,
  path: readonly string[],
): { relation: Relation; trail: { step: string; sql: string }[]; before: string } {
  const table = enter(session, id, path);
  const source = findSource(session, table);
  const before = identifier(source.relation);
  const inside = [...path, id];
  const trail: { step: string; sql: string }[] = [];
  let relation: Relation = {
    sql: before,
    columns: source.columns,
    hidden: ['__row'],
    row: true,
    sorted: [],
    ties: [rowTerm],
    natural: true,
  };
  for (const [place, step] of table.recipe.slice(0, steps).entries()) {
    if (!step.disabled) relation = relationAfter(session, table, step, place, relation, inside);
    trail.push({ step: step.id, sql: relation.sql });
  }
  return { relation, trail, before };
}

function relationAfter(
  session: Session,
  table: Table,
  step: Step,
  place: number,
  input: Relation,
  path: readonly string[],
): Relation {
  const definition = definitionOf(step);
  const after = columnsAfter(session, table, step, input.columns, path);
  const prefix = path.length === 1 ? '' : `table_${tablePlace(session, table)}_`;
  const context = {
    relationOf(id: string) {
      const known = session.done.get(id);
      if (known) return known;
      const { relation } = compileTable(session, id, undefined, path);
      session.done.set(id, relation);
      return relation;
    },
    reserve: (name: string) => reserve(session, `${prefix}etape_${place + 1}_${name}`),
  };
  const { body, before, ...change } = blame(table, step, path, () => definition.sql(step, input, after, context));
  session.ctes.push(...(before ?? []));
  const next = { ...input, ...change, columns: after };
  if (body === null) return next;
  const name = reserve(session, `${prefix}etape_${place + 1}_${definition.cte}`);
  session.ctes.push({ name, body });
  return { ...next, sql: name };
}

function tablePlace(session: Session, table: Table): number {
  return [...session.tables.keys()].indexOf(table.id) + 1;
}

/** Also keeps CTEs from hiding a physical table. */
function reserve(session: Session, wanted: string): string {
  let name = wanted;
  for (let n = 2; session.names.has(name); n += 1) name = `${wanted}_${n}`;
  session.names.add(name);
  return name;
}

function indent(body: string): string {
  return body
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
}
