import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../../electron/engine/database.ts';
import type { Query } from '../../../shared/contract.ts';
import type { Column, ColumnType, Meaning } from '../../../shared/recipe/column.ts';
import { compile, type SourceTable, type SourceTables } from '../../../shared/recipe/compile.ts';
import type { Step } from '../../../shared/recipe/step.ts';
import { identifier, literal } from '../../../shared/sql/quote.ts';

export type Cell = string | number | boolean | null;
export type Sheet = { columns: readonly Column[]; rows: readonly (readonly Cell[])[] };
/** A step without the `id` that every one has. */
export type Draft = Step extends infer S ? (S extends Step ? Omit<S, 'id'> : never) : never;

const storage: Record<ColumnType, string> = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  decimal: 'DOUBLE',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
};

export function column(name: string, type: ColumnType, meaning: Meaning | null = null): Column {
  return { name, type, meaning };
}

export function draft(steps: readonly Draft[], prefix = 's'): Step[] {
  return steps.map((step, place) => ({ id: `${prefix}${place + 1}`, ...step }) as Step);
}

/** The query of table `main` over source `main`, and of the other tables by name, each over the source of that name. */
export function queryOver(steps: readonly Draft[], others: Record<string, readonly Draft[]> = {}): Query {
  return {
    table: 'main',
    tables: [
      { id: 'main', name: 'Communes', source: 'main', recipe: draft(steps) },
      ...Object.entries(others).map(([id, recipe]) => ({
        id,
        name: id.toUpperCase(),
        source: id,
        recipe: draft(recipe, id),
      })),
    ],
  };
}

export type Laboratory = {
  database: Database;
  /** Makes the physical table of a sheet, as an opened source is: `source_<name>` with `__row` from 1. */
  lay(name: string, sheet: Sheet): Promise<SourceTable>;
  /** Rows of the compiled query in its order, visible columns only. */
  run(query: Query, sources: SourceTables): Promise<Cell[][]>;
  rows<T>(sql: string): Promise<T[]>;
  close(): void;
};

export async function openLaboratory(): Promise<Laboratory> {
  const staging = mkdtempSync(join(tmpdir(), 'crible-recipe-'));
  mkdirSync(join(staging, 'spill'), { recursive: true });
  const database = await openDatabase({ staging, threads: 2 });
  const rows = <T>(sql: string) => database.use(null, (connection) => connection.rows<T>(sql));
  return {
    database,
    rows,
    async lay(name, sheet) {
      const relation = `source_${name}`;
      const definitions = sheet.columns.map((one) => `${identifier(one.name)} ${storage[one.type]}`);
      const values = sheet.rows.map(
        (cells, place) =>
          `(${[String(place + 1), ...cells.map((cell, at) => cellSql(cell, sheet.columns[at]!.type))].join(', ')})`,
      );
      await database.use(null, async (connection) => {
        await connection.run(
          `CREATE OR REPLACE TABLE ${identifier(relation)} (__row BIGINT${definitions.map((d) => `, ${d}`).join('')})`,
        );
        if (values.length > 0) await connection.run(`INSERT INTO ${identifier(relation)} VALUES ${values.join(', ')}`);
      });
      return { relation, columns: sheet.columns };
    },
    async run(query, sources) {
      const { sql, columns, order } = compile(query, sources);
      const list = columns.map(({ name, type }, place) => `${shown(identifier(name), type)} AS result_${place}`);
      const found = await rows<Record<string, Cell>>(
        `SELECT ${list.join(', ')} FROM (${sql})${order === null ? '' : ` ORDER BY ${order}`}`,
      );
      return found.map((row) => columns.map((_, place) => row[`result_${place}`] ?? null));
    },
    close() {
      database.close();
      rmSync(staging, { recursive: true, force: true });
    },
  };
}

function cellSql(cell: Cell, type: ColumnType): string {
  if (typeof cell === 'number') return `CAST(${literal(String(cell))} AS ${storage[type]})`;
  return `CAST(${literal(cell)} AS ${storage[type]})`;
}

function shown(sql: string, type: ColumnType): string {
  return type === 'date' || type === 'timestamp' ? `CAST(${sql} AS VARCHAR)` : sql;
}
