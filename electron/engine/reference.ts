import { createHash, randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ColumnProfile, OpenedSource, ReferenceInfo, TerritoryEntry } from '../../shared/contract.ts';
import { Fault } from '../../shared/rpc/fault.ts';
import { identifier, literal } from '../../shared/sql/quote.ts';
import {
  findReferenceTable,
  type ReferenceTable,
  type ReferenceTableId,
  referenceColumn,
  referenceSourceName,
} from '../../shared/territory/reference.ts';
import type { Connection, Database } from './database.ts';

/** Where the built-in tables come from and go to. `resources` and `staging` are absolute folders. */
export type ReferencePlace = { database: Database; staging: string; resources: string };

/** Vintages, licence and tables, as resources/reference/reference.json tells them. */
export async function referenceInfo(resources: string): Promise<ReferenceInfo> {
  const { vintages, licence, tables } = JSON.parse(
    await readFile(join(resources, 'reference', 'reference.json'), 'utf8'),
  ) as ReferenceInfo;
  return {
    vintages,
    licence,
    tables: tables.map(({ id, name, rows, vintage }) => ({ id, name, rows, vintage })),
  };
}

/**
 * Opens a built-in table as the source `id`, like any file: table `source_<id>` with `__row`, empty `issues_<id>`.
 * `table` is its id or the name that its source bears. Fault `reference-unknown`.
 */
export async function loadReference(
  place: ReferencePlace & { id: string; table: string; signal: AbortSignal | null },
): Promise<OpenedSource> {
  const table = findReferenceTable(place.table);
  if (!table) throw new Fault('reference-unknown', { table: place.table });
  const bytes = await readFile(join(place.resources, 'reference', `${table.id}.parquet`));
  const relation = `source_${place.id}`;
  const profiles = await place.database.use(place.signal, async (connection) => {
    await loadParquet(connection, place.staging, bytes, table, relation);
    await connection.run(
      `CREATE OR REPLACE TABLE ${identifier(`issues_${place.id}`)} ("row" BIGINT, "column" VARCHAR, raw VARCHAR, reason VARCHAR)`,
    );
    return profile(connection, table, relation);
  });
  return {
    source: {
      id: place.id,
      name: referenceSourceName(table),
      format: 'reference',
      sha256: createHash('sha256').update(bytes).digest('hex'),
      size: bytes.byteLength,
      options: { entry: table.id },
      notes: [table.vintage],
      rowCount: profiles.rowCount,
    },
    columns: table.columns,
    profiles: profiles.columns,
    warnings: [],
  };
}

const loaded = new WeakMap<Database, Map<ReferenceTableId, Promise<string>>>();

/** Name of a DuckDB table that holds a built-in table for the engine's own questions, loaded once per database. */
export function referenceRelation(place: ReferencePlace, id: ReferenceTableId): Promise<string> {
  const known = loaded.get(place.database) ?? new Map<ReferenceTableId, Promise<string>>();
  loaded.set(place.database, known);
  const existing = known.get(id);
  if (existing) return existing;
  const loading = loadRelation(place, id);
  known.set(id, loading);
  loading.catch(() => known.delete(id));
  return loading;
}

async function loadRelation(place: ReferencePlace, id: ReferenceTableId): Promise<string> {
  const table = findReferenceTable(id) as ReferenceTable;
  const relation = `reference_${id}`;
  const bytes = await readFile(join(place.resources, 'reference', `${id}.parquet`));
  await place.database.use(null, (connection) => loadParquet(connection, place.staging, bytes, table, relation));
  return relation;
}

/** The distinct texts of one column of a built-in table, without making a table of it: none of them has a line break. */
export async function referenceTexts(place: ReferencePlace, id: ReferenceTableId, column: string): Promise<string[]> {
  const bytes = await readFile(join(place.resources, 'reference', `${id}.parquet`));
  const [row] = await withStaged(place.staging, bytes, (staged) =>
    place.database.use(null, (connection) =>
      connection.rows<{ texts: string | null }>(
        `SELECT string_agg(DISTINCT ${identifier(column)}, chr(10)) AS texts FROM read_parquet(${staged})`,
      ),
    ),
  );
  return row?.texts?.split('\n') ?? [];
}

/**
 * Table of codes that are no current commune's: `old`, `code` and `commune` of the successor, `nature` (« commune
 * fusionnée », « commune déléguée », « commune associée », « arrondissement municipal »), `year`: the first COG without it, estimated, or null. Unique on
 * `old`.
 */
export async function oldCodes(place: ReferencePlace): Promise<string> {
  const relation = await referenceRelation(place, 'anciens-codes');
  const view = 'reference_old_codes';
  await place.database.use(null, (connection) =>
    connection.run(
      `CREATE OR REPLACE VIEW ${identifier(view)} AS SELECT ${identifier(referenceColumn.oldCode)} AS old, ` +
        `${identifier(referenceColumn.code)} AS code, ${identifier(referenceColumn.commune)} AS commune, ` +
        `${identifier(referenceColumn.oldNature)} AS nature, ${identifier(referenceColumn.oldYear)} AS year FROM ${identifier(relation)}`,
    ),
  );
  return view;
}

/**
 * Régions, départements and EPCI. The parent of a département is its région, that of an EPCI the département of most
 * of its communes (an EPCI may lie over several).
 */
export async function listTerritories(place: ReferencePlace): Promise<TerritoryEntry[]> {
  const [regions, departements, communes] = await Promise.all([
    referenceRelation(place, 'regions'),
    referenceRelation(place, 'departements'),
    referenceRelation(place, 'communes'),
  ]);
  const column = (key: keyof typeof referenceColumn) => identifier(referenceColumn[key]);
  return place.database.use(null, (connection) =>
    connection.rows<TerritoryEntry>(`
      SELECT 'region' AS kind, ${column('regionCode')} AS code, ${column('region')} AS name, NULL AS parent
        FROM ${identifier(regions)}
      UNION ALL
      SELECT 'departement', ${column('departementCode')}, ${column('departement')}, ${column('regionCode')}
        FROM ${identifier(departements)}
      UNION ALL
      SELECT 'epci', ${column('epciCode')}, any_value(${column('epci')}), mode(${column('departementCode')})
        FROM ${identifier(communes)} WHERE ${column('epciCode')} IS NOT NULL GROUP BY ${column('epciCode')}
      ORDER BY kind DESC, code`),
  );
}

async function loadParquet(
  connection: Connection,
  staging: string,
  bytes: Uint8Array,
  table: ReferenceTable,
  relation: string,
): Promise<void> {
  const columns = table.columns.map((column) => identifier(column.name)).join(', ');
  await withStaged(staging, bytes, (staged) =>
    connection.run(
      `CREATE OR REPLACE TABLE ${identifier(relation)} AS SELECT file_row_number + 1 AS __row, ${columns} ` +
        `FROM read_parquet(${staged}, file_row_number = true) ORDER BY __row`,
    ),
  );
}

/** DuckDB reads its staging folder only: the file is there under a random name, given as a literal, during `work`. */
async function withStaged<T>(staging: string, bytes: Uint8Array, work: (path: string) => Promise<T>): Promise<T> {
  const staged = join(staging, `reference-${randomUUID()}.parquet`);
  await writeFile(staged, bytes);
  try {
    return await work(literal(staged.replaceAll('\\', '/')));
  } finally {
    await rm(staged, { force: true });
  }
}

async function profile(connection: Connection, table: ReferenceTable, relation: string) {
  const measures = table.columns.map((column, index) => {
    const name = identifier(column.name);
    return `count(*) - count(${name}) AS missing_${index}, count(DISTINCT ${name}) AS distinct_${index}`;
  });
  const [row] = await connection.rows<Record<string, number>>(
    `SELECT count(*) AS rows, ${measures.join(', ')} FROM ${identifier(relation)}`,
  );
  const columns: ColumnProfile[] = table.columns.map((column, index) => ({
    name: column.name,
    missing: row?.[`missing_${index}`] ?? 0,
    missingReasons: {},
    invalid: 0,
    distinct: row?.[`distinct_${index}`] ?? 0,
  }));
  return { rowCount: row?.rows ?? 0, columns };
}
