import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { withBackground } from '../../electron/engine/background.ts';
import { type Database, openDatabase } from '../../electron/engine/database.ts';

const staging = mkdtempSync(join(tmpdir(), 'crible-background-'));
const long = 'SELECT sum(sqrt(range)) FROM range(40000000000)';
let database: Database;

function deferred(): { promise: Promise<void>; resolve(): void } {
  let resolve = () => {};
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

beforeAll(async () => {
  database = await openDatabase({ staging, threads: 1, memoryMegabytes: 512 });
});
afterAll(() => {
  database.close();
  rmSync(staging, { recursive: true, force: true });
});

test('work that can wait gives way to a query, and starts over once it is done', async () => {
  const { foreground, background } = withBackground(database, 20);
  const turns: string[] = [];
  const begun = deferred();
  const done = background.run(new AbortController().signal, async (connection) => {
    turns.push('begun');
    begun.resolve();
    if (turns.length === 1) await connection.run(long);
    turns.push('ended');
    return 'kept';
  });
  await begun.promise;
  const asked = await foreground.use(null, async (connection) => {
    turns.push('asked');
    return connection.rows('SELECT 1 AS n');
  });
  expect([asked, await done, turns]).toEqual([[{ n: 1 }], 'kept', ['begun', 'asked', 'begun', 'ended']]);
});

test('it does not begin while somebody waits for an answer', async () => {
  const { foreground, background } = withBackground(database, 20);
  const order: string[] = [];
  const answer = foreground.use(null, async () => {
    await wait(200);
    order.push('answered');
  });
  await background.run(new AbortController().signal, async () => void order.push('begun'));
  await answer;
  expect(order).toEqual(['answered', 'begun']);
});

test('what has given way five times goes on to its end', async () => {
  const { foreground, background } = withBackground(database, 0);
  let turns = 0;
  const work = background.run(new AbortController().signal, async (connection) => {
    turns++;
    // Somebody always asks while it works.
    const asked = foreground.use(null, (other) => other.rows('SELECT 1'));
    await connection.rows('SELECT 2');
    await asked;
    await connection.rows('SELECT 3');
  });
  await work;
  expect(turns).toBe(6);
});

test('it is given up with its signal, whether it waits or works', async () => {
  const { foreground, background } = withBackground(database, 20);
  const controller = new AbortController();
  const begun = deferred();
  const working = background.run(controller.signal, async (connection) => {
    begun.resolve();
    await connection.run(long);
  });
  await begun.promise;
  controller.abort();
  await expect(working).rejects.toThrow();
  const waiting = new AbortController();
  const release = deferred();
  const busy = foreground.use(null, () => release.promise);
  const never = background.run(waiting.signal, async () => expect.unreachable());
  waiting.abort();
  await expect(never).rejects.toThrow();
  release.resolve();
  await busy;
});
