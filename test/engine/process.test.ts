import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EngineSettings, FromEngine, ToEngine } from '../../electron/engine/control.ts';
import type { Client } from '../../shared/contract.ts';
import { connect } from '../../shared/rpc/connect.ts';
import type { Frame, Wire } from '../../shared/rpc/wire.ts';
import { slowness } from '../tools/pace.ts';
import { queryOf, rowsOf } from './open-engine.ts';

let folder: string;
let settings: EngineSettings;
let csv: string;
const running: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'crible-process-'));
  const built = spawnSync(process.execPath, ['test/tools/fresh.mjs', '--quiet'], { encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
  settings = {
    kind: 'workshop',
    version: '0.0.0',
    staging: join(folder, 'staging'),
    dataFolder: join(folder, 'data'),
    resources: join(process.cwd(), 'resources'),
    projectsFolder: join(folder, 'projects'),
    nativeDialogs: true,
    threads: 2,
    memoryMegabytes: 1024,
  };
  csv = join(folder, 'données.csv');
  const lines = Array.from({ length: 200_000 }, (_, row) => `${row};nom ${row % 1000};${row * 7}`);
  await writeFile(csv, `a;b;c\n${lines.join('\n')}\n`);
}, 120_000);
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

type Engine = {
  child: ChildProcess;
  call: Client['call'];
  send(message: ToEngine): void;
  messages: FromEngine[];
  gone: Promise<void>;
};

/** Plays the browser host. */
async function start(): Promise<Engine> {
  const child = fork('dist/engine.js', [JSON.stringify(settings)], { serialization: 'advanced', execArgv: [] });
  running.push(child);
  const messages: FromEngine[] = [];
  let receive: (frame: Frame) => void = () => {};
  let ready: () => void = () => {};
  const isReady = new Promise<void>((resolve) => {
    ready = resolve;
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.on('message', (message: FromEngine) => {
    if (message.type === 'ready') ready();
    else if (message.type === 'frame') receive(message.frame);
    else messages.push(message);
  });
  const send = (message: ToEngine) => void child.send(message, () => {});
  const wire: Wire = {
    send: (frame) => send({ type: 'frame', wire: 1, frame }),
    receive: (handler) => {
      receive = handler;
    },
    closed: gone,
    close: () => send({ type: 'wire-close', wire: 1 }),
  };
  send({ type: 'wire-open', wire: 1 });
  await isReady;
  return { child, call: connect(wire).call as unknown as Client['call'], send, messages, gone };
}

async function until<T>(find: () => T | undefined): Promise<T> {
  for (;;) {
    const found = find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function grant(engine: Engine, id: string, path: string) {
  engine.send({ type: 'grant', file: { id, path, name: 'données.csv' } });
  const granted = await until(() =>
    engine.messages.find((message) => message.type === 'granted' && message.file.id === id),
  );
  return granted.type === 'granted' ? granted.file : { id, name: '', size: 0 };
}

async function kill(engine: Engine): Promise<void> {
  engine.child.kill('SIGKILL');
  await engine.gone;
}

describe('the engine process', () => {
  test('killed, is replaced by one that has the opened sources at once', async () => {
    const first = await start();
    const file = await grant(first, 'f1', csv);
    const { options } = await first.call('source.inspect', { file });
    const opened = await first.call('source.open', { file, id: 's', options });
    // The copy for a restart is made in the background.
    await new Promise((resolve) => setTimeout(resolve, 2500));
    await kill(first);
    await expect(first.call('table.count', { query: queryOf([]) })).rejects.toMatchObject({ code: 'engine-gone' });

    const before = performance.now();
    const second = await start();
    expect(await second.call('source.reopen', { source: opened.source })).toEqual(opened);
    const page = await second.call('table.page', {
      query: queryOf([]),
      columns: ['a', 'b'],
      offset: 199_999,
      limit: 5,
    });
    expect([page.total, rowsOf(page.rows)]).toEqual([200_000, [[199_999, 'nom 999']]]);
    expect(performance.now() - before).toBeLessThan(8000 * slowness());
    await kill(second);
  });

  test('killed during an import and during a query, starts clean and opens the same file', async () => {
    const first = await start();
    const file = await grant(first, 'f2', csv);
    void first.call('source.open', { file, id: 'i', options: { delimiter: ';', headerRows: [1] } }).catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 60));
    await kill(first);
    const second = await start();
    const again = await second.call('source.inspect', { file });
    const opened = await second.call('source.open', { file, id: 'i', options: again.options });
    expect(opened.source.rowCount).toBe(200_000);
    void second
      .call('table.profile', {
        query: queryOf([{ id: 'l', kind: 'limit', count: 150_000 }], 'i'),
        columns: ['a', 'b', 'c'],
      })
      .catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 10));
    await kill(second);
    const third = await start();
    const back = await third.call('source.reopen', { source: opened.source });
    expect(back.source).toEqual(opened.source);
    await kill(third);
  });

  test('asks its host for a place, and ends when the host is gone', async () => {
    const engine = await start();
    const saving = engine.call('project.save', {
      project: { format: 'crible', version: 1, id: 'p', name: 'Essai', sources: [], tables: [], charts: [] },
      handle: null,
    });
    const question = await until(() => engine.messages.find((message) => message.type === 'ask'));
    expect(question).toMatchObject({ what: 'pick-save', suggestedName: join(folder, 'projects', 'Essai.crible') });
    engine.send({ type: 'answer', id: question.type === 'ask' ? question.id : 0, value: join(folder, 'ici') });
    expect(await saving).toMatchObject({ name: 'ici.crible' });
    engine.child.disconnect();
    await engine.gone;
    expect(engine.child.exitCode).toBe(0);
  });
});
