import type { Query } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { type Compiled, compile, type SourceTables } from '../../shared/recipe/compile.ts';
import { findColumn } from '../../shared/recipe/relation.ts';
import { identifier } from '../../shared/sql/quote.ts';
import type { Session } from './session.ts';

/** The opened sources as `compile` wants them. */
export function sourceTables(session: Session): SourceTables {
  const tables = [...session.opened].map(([id, opened]) => {
    const relation = `issues_${id}`;
    const columns = opened.columns.map((column) => ({ ...column, issues: { relation, column: column.name } }));
    return [id, { relation: `source_${id}`, columns }] as const;
  });
  return new Map(tables);
}

/** Throws the Faults of `compile`. */
export function compileQuery(session: Session, query: Query): Compiled {
  return compile(query, sourceTables(session));
}

/** Rows of a query with these visible columns (all when absent), in its order. Fault `column-missing`. */
export function selectSql(compiled: Compiled, columns: readonly Column[] = compiled.columns): string {
  const list = columns.length === 0 ? 'NULL AS "__empty"' : columns.map(({ name }) => identifier(name)).join(', ');
  return `SELECT ${list} FROM (${compiled.sql})${compiled.order === null ? '' : ` ORDER BY ${compiled.order}`}`;
}

/** The named columns, in the order of the names. Fault `column-missing`. */
export function pickColumns(compiled: Compiled, names: readonly string[]): Column[] {
  return names.map((name) => findColumn(compiled.columns, name));
}

/** The table of a query. Fault `table-missing` comes from `compile`. */
export function tableOf(query: Query) {
  return query.tables.find((table) => table.id === query.table);
}

/** The steps that a query runs, disabled ones left out. */
export function stepsOf(query: Query) {
  return (tableOf(query)?.recipe ?? []).slice(0, query.steps).filter((step) => !step.disabled);
}

/** Whether rows are groups made by a step: dear to make, few to keep. */
export function isGathered(query: Query): boolean {
  return stepsOf(query).some(({ kind }) => kind === 'aggregate' || kind === 'pivot');
}
