import type { Table } from '../project/project.ts';
import type { Column } from '../recipe/column.ts';
import type { Condition } from '../recipe/expression.ts';
import type { Only, ReferenceBodies, StaffKey } from './choices.ts';
import { type Ask, queryOf } from './measure.ts';
import { bodyTypes, traceColumns, typeColumns } from './recognise.ts';

export type TypeValues = { column: string; values: { value: string; count: number }[] };

/** The column that says what kind of body each row is, with its values; null where a file lists one kind only. */
export async function readTypes(
  ask: Ask,
  table: Table,
  columns: readonly Column[],
  tables: readonly Table[] = [table],
): Promise<TypeValues | null> {
  for (const column of typeColumns(columns)) {
    const query = queryOf(table, tables);
    const { values, distinct } = await ask('table.values', { query, column, search: '', offset: 0, limit: 60 });
    if (distinct < 2 || distinct > 60) continue;
    return {
      column,
      values: values.flatMap(({ value, count }) => (value === null ? [] : [{ value: String(value), count }])),
    };
  }
  return null;
}

/** The values of a type column that stand for these bodies. */
export function typesOf(types: TypeValues, bodies: ReferenceBodies): Only | null {
  const values = types.values
    .map(({ value }) => value)
    .filter((value) => bodyTypes[bodies].includes(value.toUpperCase()));
  return values.length > 0 ? { column: types.column, values } : null;
}

/**
 * Départements and régions have no SIREN in the reference: a type column tells their rows, and of the columns that may
 * hold their code, the one that is filled on most of these rows.
 */
export async function guessCodedRows(
  ask: Ask,
  table: Table,
  columns: readonly Column[],
  bodies: 'departements' | 'regions',
  tables: readonly Table[] = [table],
): Promise<{ key: StaffKey; only: Only } | null> {
  const stands = bodies === 'departements' ? 'departement' : 'region';
  const types = await readTypes(ask, table, columns, tables);
  const only = types && typesOf(types, bodies);
  if (!only) return null;
  const named = columns.filter(({ meaning }) => meaning === stands).map(({ name }) => name);
  const candidates = [...new Set([...named, ...traceColumns(columns)])];
  const filled = await Promise.all(
    candidates.map(async (column) => {
      const condition: Condition = {
        kind: 'all',
        of: [
          { kind: 'in', ...only },
          { kind: 'missing', column, negated: true },
        ],
      };
      const recipe = [...table.recipe, { id: 'filled', kind: 'filter' as const, condition }];
      return { column, rows: await ask('table.count', { query: queryOf({ ...table, recipe }, tables) }) };
    }),
  );
  filled.sort((left, right) => right.rows - left.rows);
  const [best] = filled;
  return best && best.rows > 0 ? { key: { column: best.column, stands }, only } : null;
}
