import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Background, withBackground } from '../../electron/engine/background.ts';
import { type Database, openDatabase } from '../../electron/engine/database.ts';
import { openSourceCache } from '../../electron/engine/source-cache.ts';
import type { OpenedSource } from '../../shared/contract.ts';

const staging = mkdtempSync(join(tmpdir(), 'crible-cache-'));
let database: Database;
let background: Background;

beforeAll(async () => {
  for (const name of ['cache', 'spill']) mkdirSync(join(staging, name));
  database = await openDatabase({ staging, memoryMegabytes: 1024 });
  background = withBackground(database, 0).background;
  await database.use(null, async (connection) => {
    const columns = Array.from({ length: 7 }, (_, at) => `hash(n + ${at}) % 1000 AS "nombre ""${at}"""`);
    await connection.run(
      `CREATE TABLE source_large AS SELECT n + 2 AS __row, 'nom ' || n AS nom, ${columns.join(', ')} FROM range(5000) r(n)`,
    );
    await connection.run(`CREATE TABLE issues_large AS SELECT 3 AS row, 'nom' AS "column", 'x' AS raw, 'y' AS reason`);
  });
});

afterAll(() => {
  database.close();
  rmSync(staging, { recursive: true, force: true });
});

const opened: OpenedSource = {
  source: { id: 'large', name: 'l.csv', format: 'csv', sha256: 'a', size: 1, options: {}, notes: [], rowCount: 5_000 },
  columns: [],
  profiles: [],
  warnings: [],
};

const rowsOf = (table: string) =>
  database.use(null, (connection) => connection.rows(`SELECT * FROM ${table} ORDER BY rowid`));

test('a wide table comes back from its slices as it was, row for row', async () => {
  const folder = join(staging, 'cache');
  // 15 000 cells: three of its eight columns.
  const cache = openSourceCache({ folder, database, background, keeps: true, sliceCells: 15_000 });
  cache.keep(opened, {});
  await cache.idle();
  const slices = readdirSync(folder).filter((name) => name.includes('.source'));
  const back = await cache.restore('back', 'a', {});
  expect([slices.length, back?.source.id]).toEqual([3, 'back']);
  expect(await rowsOf('source_back')).toEqual(await rowsOf('source_large'));
  expect(await rowsOf('issues_back')).toEqual(await rowsOf('issues_large'));
});

test('a slice that does not open makes the copy be put aside', async () => {
  const folder = join(staging, 'cache');
  const cache = openSourceCache({ folder, database, background, keeps: true, sliceCells: 15_000 });
  const slice = readdirSync(folder).find((name) => name.endsWith('source-2.parquet'));
  writeFileSync(join(folder, slice ?? ''), 'PAR1');
  expect(await cache.restore('again', 'a', {})).toBe(null);
  expect(readdirSync(folder).filter((name) => /parquet$|json$/.test(name))).toEqual([]);
});

test('a table that another took the place of is not kept as the first', async () => {
  const folder = mkdtempSync(join(staging, 'cache-'));
  const cache = openSourceCache({ folder, database, background, keeps: true, sliceCells: 15_000 });
  await database.use(null, async (connection) => {
    for (const table of ['source', 'issues']) await connection.run(`CREATE TABLE ${table}_one AS FROM ${table}_large`);
  });
  const first = { ...opened, source: { ...opened.source, id: 'one' } };
  cache.keep(first, { delimiter: ';' });
  await cache.forget('one');
  await database.use(null, (connection) =>
    connection.run(`CREATE OR REPLACE TABLE source_one AS SELECT 1 AS __row, 2 AS n`),
  );
  await cache.idle();
  expect([readdirSync(folder).filter((name) => name.endsWith('json')), await cache.restore('other', 'a', {})]).toEqual([
    [],
    null,
  ]);
  cache.keep({ ...first, source: { ...first.source, sha256: 'b' } }, {});
  await cache.idle();
  await cache.restore('other', 'b', {});
  expect(await rowsOf('source_other')).toEqual(await rowsOf('source_one'));
});

test('a packed table answers until another has taken its place', async () => {
  const cache = openSourceCache({ folder: mkdtempSync(join(staging, 'cache-')), database, background, keeps: true });
  const places = () =>
    database.use(null, (connection) =>
      connection.rows(`SELECT database_name AS place, estimated_size AS rows FROM duckdb_tables()
WHERE table_name = 'source_many' ORDER BY place`),
    );
  await database.use(null, async (connection) => {
    await connection.run(
      `CREATE TABLE source_many AS SELECT n AS __row, 'nom ' || n % 9 AS nom FROM range(250000) r(n)`,
    );
    await connection.run('CREATE TABLE issues_many AS FROM issues_large');
  });
  const many = { ...opened, source: { ...opened.source, id: 'many', sha256: 'm', rowCount: 250_000 } };
  cache.keep(many, {});
  await cache.idle();
  await cache.forget('many');
  const before = await places();
  await database.use(null, (connection) =>
    connection.run(`CREATE OR REPLACE TABLE source_many AS SELECT 1 AS __row, 'seul' AS nom`),
  );
  const read = await rowsOf('source_many');
  cache.keep({ ...many, source: { ...many.source, sha256: 'n', rowCount: 1 } }, {});
  await cache.idle();
  expect([before, read, await places()]).toEqual([
    [{ place: 'store', rows: 250_000 }],
    [{ __row: 1, nom: 'seul' }],
    [{ place: 'memory', rows: 1 }],
  ]);
});
