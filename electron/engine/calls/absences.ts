import type { Query } from '../../../shared/contract.ts';
import type { Absence, Cell, Fate } from '../../../shared/profile/report.ts';
import { type Column, isCode } from '../../../shared/recipe/column.ts';
import { trace } from '../../../shared/recipe/compile.ts';
import { type Condition, columnsTested } from '../../../shared/recipe/expression.ts';
import type { Step } from '../../../shared/recipe/step.ts';
import { conditionSql } from '../../../shared/sql/condition.ts';
import { identifier, literal } from '../../../shared/sql/quote.ts';
import { searchSql } from '../../../shared/sql/search.ts';
import { frenchText } from '../../../shared/sql/text.ts';
import type { Connection } from '../database.ts';
import { compileQuery, sourceTables, tableOf } from '../query.ts';
import type { Session } from '../session.ts';
import type { Calls } from './call.ts';

/** Columns of names and codes, of those a row is looked for in, that tell it apart on screen. */
const shown = 3;

export const absenceCalls: Calls<'filter.why'> = {
  async 'filter.why'(session, { query, search, limit }, { signal }): Promise<Absence> {
    // A step that breaks keeps no row: only what stands before it is followed.
    const { fault } = trace(query, sourceTables(session));
    const sound = fault ? { ...query, steps: fault.place } : query;
    const { before } = compileQuery(session, { ...sound, steps: 0 });
    const columns = compileQuery(session, { ...sound, steps: 0 }).columns;
    const names = columns.filter((column) => column.type === 'text' || isCode(column));
    if (names.length === 0 || search.trim() === '') return { total: 0, rows: [] };
    return session.database.use(signal, async (connection) => {
      const found = await findRows(connection, before, names, search.trim(), limit);
      const fates = await followRows(session, connection, sound, found.rows);
      return { total: found.total, rows: found.rows.map((row, place) => ({ ...row, fate: fates[place]! })) };
    });
  },
};

type Found = { row: number; cells: Cell[] };

async function findRows(
  connection: Connection,
  relation: string,
  columns: readonly Column[],
  search: string,
  limit: number,
): Promise<{ total: number; rows: Found[] }> {
  const texts = columns.map(({ name, type }) => frenchText(identifier(name), type));
  const where = texts.map((text) => searchSql(text, search, 'contains')).join(' OR ');
  // What is exactly the name or code comes before what contains it.
  const exact = texts.map((text) => `coalesce(lower(${text}) = lower(${literal(search)}), FALSE)`).join(' OR ');
  const cells = texts.slice(0, shown).map((text, place) => `${text} AS c${place}`);
  const rows = await connection.rows<Record<string, string | number | null>>(
    `SELECT __row, count(*) OVER () AS total, ${cells.join(', ')} FROM ${relation} WHERE ${where}
     ORDER BY (${exact}) DESC, __row LIMIT ${limit}`,
  );
  return {
    total: Number(rows[0]?.total ?? 0),
    rows: rows.map((row) => ({
      row: Number(row.__row),
      cells: columns.slice(0, shown).map(({ name }, place) => ({ column: name, text: textOf(row[`c${place}`]) })),
    })),
  };
}

function textOf(value: unknown): string | null {
  return value === null || value === undefined ? null : String(value);
}

async function followRows(
  session: Session,
  connection: Connection,
  query: Query,
  rows: readonly Found[],
): Promise<Fate[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ row }) => row).join(', ');
  const recipe = (tableOf(query)?.recipe ?? []).slice(0, query.steps);
  const merging = recipe.findIndex((_, place) => !compileQuery(session, { ...query, steps: place + 1 }).row);
  const followed = merging < 0 ? recipe : recipe.slice(0, merging);
  const compiled = compileQuery(session, { ...query, steps: followed.length });
  const after = followed.map((_, place) => compiled.steps[place]!.sql);
  const seen = new Map<number, Set<number>>();
  if (after.length > 0) {
    const parts = after.map((sql, place) => `SELECT ${place} AS place, __row FROM ${sql} WHERE __row IN (${ids})`);
    const lines = await connection.rows<{ place: number; __row: number }>(
      `${compiled.withClause}${parts.join('\nUNION ALL\n')}`,
    );
    for (const { place, __row: row } of lines) seen.set(place, (seen.get(place) ?? new Set()).add(row));
  }
  const places = await placesOf(connection, compiled.sql, compiled.order, ids);
  const fates: Fate[] = [];
  for (const { row } of rows) {
    const gone = followed.findIndex((_, place) => !seen.get(place)?.has(row));
    const step = followed[gone];
    if (step) {
      const before = gone === 0 ? compiled.before : after[gone - 1]!;
      const parts = await failingParts(session, connection, query, gone, step, compiled.withClause, before, row);
      fates.push({ kind: 'removed', step: step.id, place: gone, parts });
    } else if (merging >= 0) fates.push({ kind: 'merged', step: recipe[merging]!.id, place: merging });
    else fates.push({ kind: 'kept', place: places.get(row) ?? 0 });
  }
  return fates;
}

async function placesOf(connection: Connection, sql: string, order: string | null, ids: string) {
  const ranked = `SELECT __row, row_number() OVER (ORDER BY ${order ?? '__row'}) - 1 AS place FROM (${sql})`;
  const lines = await connection.rows<{ __row: number; place: number }>(
    `SELECT __row, min(place) AS place FROM (${ranked}) WHERE __row IN (${ids}) GROUP BY __row`,
  );
  return new Map(lines.map(({ __row: row, place }) => [row, place]));
}

/** The members of a filter that leave the row out, with the cells they look at; a rank looks at its column. */
async function failingParts(
  session: Session,
  connection: Connection,
  query: Query,
  place: number,
  step: Step,
  withClause: string,
  relation: string,
  row: number,
): Promise<{ condition: Condition; cells: Cell[] }[]> {
  const { columns } = compileQuery(session, { ...query, steps: place });
  const parts = step.kind === 'filter' ? membersOf(step.condition) : [];
  const ranked: Condition[] =
    step.kind === 'limit' && step.top ? [{ kind: 'missing', column: step.top.column, negated: true }] : [];
  const asked = [...parts, ...ranked];
  if (asked.length === 0) return [];
  const named = [...new Set(asked.flatMap(columnsTested))].flatMap(
    (name) => columns.find((column) => column.name === name) ?? [],
  );
  const [line] = await connection.rows<Record<string, unknown>>(
    `${withClause}SELECT ${[
      ...asked.map((part, index) => `(${conditionSql(part, columns)}) AS p${index}`),
      ...named.map(({ name, type }, index) => `${frenchText(identifier(name), type)} AS c${index}`),
    ].join(', ')} FROM ${relation} WHERE __row = ${row} LIMIT 1`,
  );
  const cellOf = (name: string): Cell => {
    const index = named.findIndex((column) => column.name === name);
    return { column: name, text: textOf(line?.[`c${index}`]) };
  };
  return asked.flatMap((condition, index) =>
    line?.[`p${index}`] === true && ranked.length === 0
      ? []
      : [{ condition, cells: columnsTested(condition).map(cellOf) }],
  );
}

/** What must all be true for a row to be kept. */
function membersOf(condition: Condition): Condition[] {
  return condition.kind === 'all' ? condition.of.flatMap(membersOf) : [condition];
}
