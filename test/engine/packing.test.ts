import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Background, withBackground } from '../../electron/engine/background.ts';
import { type Database, openDatabase } from '../../electron/engine/database.ts';
import { dropPacked, packTable } from '../../electron/engine/packing.ts';

const staging = mkdtempSync(join(tmpdir(), 'crible-packing-'));
const rowCount = 250_000;
let database: Database;
let background: Background;

beforeAll(async () => {
  mkdirSync(join(staging, 'spill'));
  database = await openDatabase({ staging, threads: 2, memoryMegabytes: 1024 });
  background = withBackground(database, 0).background;
});
afterAll(() => {
  database.close();
  rmSync(staging, { recursive: true, force: true });
});

const rows = (sql: string) => database.use(null, (connection) => connection.rows(sql));

beforeEach(async () => {
  await dropPacked(database, 'source_a');
  await rows(`CREATE OR REPLACE TABLE memory.source_a AS SELECT n + 2 AS __row, printf('%05d', n % 95000) AS code,
    CASE WHEN n % 11 = 0 THEN NULL ELSE 'Département de l’' || n % 40 END AS nom, n * 0.5 AS taux,
    DATE '2020-01-01' + (n % 900)::INTEGER AS "jour ""J"""
    FROM range(${rowCount}) r(n)`);
});

const pack = (signal = new AbortController().signal) => packTable(database, background, 'source_a', rowCount, signal);
const summary = `SELECT count(*) AS rows, bit_xor(hash(a)::UBIGINT)::VARCHAR AS hash,
  count(*) FILTER (WHERE rowid + 2 <> __row) AS moved FROM source_a a`;
const places = () => rows(`SELECT database_name AS place FROM duckdb_tables() WHERE table_name = 'source_a'`);

test('a packed table keeps its name, its rows and their order', async () => {
  const before = await rows(summary);
  expect(await pack()).toBe(true);
  expect([await rows(summary), await places()]).toEqual([before, [{ place: 'store' }]]);
});

test('only texts of few values get a dictionary', async () => {
  await pack();
  const found =
    await rows(`SELECT column_name AS name, first(compression) AS packing FROM pragma_storage_info('source_a')
WHERE segment_type <> 'VALIDITY' GROUP BY ALL ORDER BY name`);
  expect(found).toEqual([
    { name: '__row', packing: 'Uncompressed' },
    { name: 'code', packing: 'Uncompressed' },
    { name: 'jour "J"', packing: 'Uncompressed' },
    { name: 'nom', packing: 'DICT_FSST' },
    { name: 'taux', packing: 'Uncompressed' },
  ]);
});

test('a reader of the former table ends undisturbed', async () => {
  const read = await database.use(null, async (connection) => {
    const { chunks } = await connection.stream('SELECT __row FROM source_a');
    let count = 0;
    for await (const chunk of chunks) {
      if (count === 0) await pack();
      count += chunk.rowCount;
    }
    return count;
  });
  expect(read).toBe(rowCount);
});

test('a table given up stays where it was', async () => {
  const controller = new AbortController();
  const packed = pack(controller.signal);
  controller.abort();
  await expect(packed).rejects.toThrow();
  expect([await places(), await rows('SELECT count(*) AS n FROM source_a')]).toEqual([
    [{ place: 'memory' }],
    [{ n: rowCount }],
  ]);
});

test('small tables and those without such texts are left alone', async () => {
  const signal = new AbortController().signal;
  expect(await packTable(database, background, 'source_a', 1000, signal)).toBe(false);
  await rows(
    `CREATE OR REPLACE TABLE memory.source_a AS SELECT n AS __row, 'n' || n AS nom FROM range(${rowCount}) r(n)`,
  );
  expect([await pack(), await places()]).toEqual([false, [{ place: 'memory' }]]);
});
