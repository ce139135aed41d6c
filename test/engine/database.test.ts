import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Database, openDatabase } from '../../electron/engine/database.ts';
import { Fault } from '../../shared/rpc/fault.ts';

let folder: string;
let staging: string;
let database: Database;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crible-lock-'));
  staging = join(folder, 'staging');
  await mkdir(staging);
  await writeFile(join(folder, 'secret.csv'), 'a\n1\n');
  await writeFile(join(staging, 'given.csv'), 'a\n1\n2\n');
  database = await openDatabase({ staging, threads: 2, memoryMegabytes: 512 });
});
afterAll(async () => {
  database.close();
  await rm(folder, { recursive: true, force: true });
});

function run(sql: string): Promise<unknown[]> {
  return database.use(null, (connection) => connection.rows(sql));
}

describe('a locked database', () => {
  test('reads and writes inside its folder', async () => {
    await run(`COPY (FROM read_csv('${staging}/given.csv')) TO '${staging}/copy.parquet' (FORMAT parquet)`);
    expect(await run(`SELECT sum(a)::BIGINT AS total FROM '${staging}/copy.parquet'`)).toEqual([{ total: 3 }]);
  });

  test.each([
    ['reading a file', (out: string) => `FROM read_csv('${out}/secret.csv')`],
    ['reading text', (out: string) => `FROM read_text('${out}/secret.csv')`],
    ['reading through a way back', () => `FROM read_csv('${staging}/../secret.csv')`],
    ['listing files', (out: string) => `FROM glob('${out}/*')`],
    ['writing a file', (out: string) => `COPY (SELECT 1) TO '${out}/made.csv'`],
    ['exporting the database', (out: string) => `EXPORT DATABASE '${out}/made'`],
    ['attaching a database', (out: string) => `ATTACH '${out}/made.duckdb' AS made`],
    ['installing an extension', () => 'INSTALL httpfs'],
    ['loading an extension', () => 'LOAD httpfs'],
    ['loading an extension by its path', (out: string) => `LOAD '${out}/x.duckdb_extension'`],
    ['reading an address', () => `FROM read_csv('https://example.invalid/a.csv')`],
    ['changing the folders', (out: string) => `SET allowed_directories=['${out}/']`],
    ['opening access again', () => 'SET enable_external_access=true'],
    ['unlocking the settings', () => 'SET lock_configuration=false'],
    ['resetting a setting', () => 'RESET memory_limit'],
    ['raising the memory', () => `SET memory_limit='64GB'`],
    ['moving the temporary folder', (out: string) => `SET temp_directory='${out}'`],
    ['keeping a secret', () => `CREATE PERSISTENT SECRET s (TYPE http, BEARER_TOKEN 'x')`],
  ])('refuses %s', async (_, sql) => {
    await expect(run(sql(folder))).rejects.toThrow();
    expect(await readFile(join(folder, 'secret.csv'), 'utf8')).toBe('a\n1\n');
  });

  test('nothing was written beside its folder', async () => {
    const { readdir } = await import('node:fs/promises');
    expect((await readdir(folder)).sort()).toEqual(['secret.csv', 'staging']);
  });

  test('its settings are those of the house', async () => {
    const [settings] = await run(`SELECT
      current_setting('enable_external_access') AS external, current_setting('lock_configuration') AS locked,
      current_setting('autoload_known_extensions') AS autoload, current_setting('autoinstall_known_extensions') AS autoinstall,
      current_setting('allow_community_extensions') AS community, current_setting('allow_unsigned_extensions') AS unsigned`);
    expect(settings).toEqual({
      external: false,
      locked: true,
      autoload: false,
      autoinstall: false,
      community: false,
      unsigned: false,
    });
  });
});

describe('work under way', () => {
  const endless = 'SELECT count(*) FROM range(1000000) AS a(x), range(1000000) AS b(y) WHERE x * y % 7 = 3';

  test('stops when its signal aborts, and the connection serves again', async () => {
    const controller = new AbortController();
    const work = database.use(controller.signal, (connection) => connection.rows(endless));
    setTimeout(() => controller.abort(), 100);
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
    expect(await run('SELECT 42 AS n')).toEqual([{ n: 42 }]);
  });

  test('an answer cut short by its abortion is never taken for a whole one', async () => {
    await database.use(null, (connection) => connection.run('CREATE TABLE few AS SELECT range AS a FROM range(30)'));
    const outcomes = new Set<string>();
    for (let turn = 0; turn < 60; turn++) {
      const controller = new AbortController();
      const work = database.use(controller.signal, (connection) =>
        connection.rows('SELECT count(*) AS count FROM (SELECT DISTINCT hash(a) FROM few)'),
      );
      setTimeout(() => controller.abort(), (turn % 15) / 5);
      outcomes.add(await work.then(JSON.stringify, (thrown) => thrown.code));
    }
    expect([...outcomes].filter((outcome) => outcome !== 'cancelled' && outcome !== '[{"count":30}]')).toEqual([]);
  });

  test('a signal aborted between two queries stops the next', async () => {
    const controller = new AbortController();
    const work = database.use(controller.signal, async (connection) => {
      await connection.run('SELECT 1');
      controller.abort();
      await connection.run('SELECT 2');
    });
    await expect(work).rejects.toMatchObject({ code: 'cancelled' });
  });

  test('everything stops with the fault given when memory runs out', async () => {
    const works = [1, 2].map(() => database.use(null, (connection) => connection.rows(endless)));
    setTimeout(() => database.interruptAll(new Fault('memory')), 100);
    const outcomes = await Promise.allSettled(works);
    expect(outcomes.map((outcome) => (outcome.status === 'rejected' ? outcome.reason.code : 'done'))).toEqual([
      'memory',
      'memory',
    ]);
  });

  test('a failed transaction leaves nothing open', async () => {
    const work = database.use(null, async (connection) => {
      await connection.run('BEGIN');
      await connection.run('CREATE TABLE half (a INTEGER)');
      await connection.run('SELECT missing_column FROM half');
    });
    await expect(work).rejects.toThrow();
    await expect(run('FROM half')).rejects.toThrow();
  });

  test('its progress can be read', async () => {
    const seen: number[] = [];
    await database.use(null, async (connection) => {
      const timer = setInterval(() => seen.push(connection.progress()), 20);
      await connection.run('CREATE TABLE big AS SELECT i, md5(i::VARCHAR) AS m FROM range(3000000) AS r(i)');
      await connection.run('SELECT count(DISTINCT m) FROM big');
      clearInterval(timer);
      await connection.run('DROP TABLE big');
    });
    expect(Math.max(...seen)).toBeGreaterThan(0);
  });
});
