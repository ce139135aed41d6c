import { afterEach, describe, expect, test } from 'vitest';
import { type Connection, connect } from '../../../shared/rpc/connect.ts';
import { Fault, faultData } from '../../../shared/rpc/fault.ts';
import { type Handler, type Server, serve } from '../../../shared/rpc/serve.ts';
import type { Wire } from '../../../shared/rpc/wire.ts';

type Ends = { connection: Connection; server: Server; near: Wire; far: Wire };

/**
 * What calls, cancels, progress, chunks, events and faults owe to whoever uses a wire, whatever carries it.
 * `makeWires` gives the two ends of a new wire: the calling one first.
 */
export function wireContract(name: string, makeWires: () => Promise<[Wire, Wire]> | [Wire, Wire]): void {
  describe(`calls over ${name}`, () => {
    let ends: Ends | null = null;
    afterEach(() => {
      ends?.near.close();
      ends?.far.close();
      ends = null;
    });

    async function open(handlers: Record<string, Handler>): Promise<Ends> {
      const [near, far] = await makeWires();
      ends = { near, far, server: serve(far, new Map(Object.entries(handlers))), connection: connect(near) };
      return ends;
    }

    test('an answer comes back to its own call, whatever the order in which calls end', async () => {
      const gates = new Map<number, () => void>();
      const { connection } = await open({
        async wait(input) {
          await new Promise<void>((resolve) => gates.set(input as number, resolve));
          return { waited: input };
        },
      });
      const calls = [1, 2, 3].map((n) => connection.call('wait', n));
      await until(() => gates.size === 3);
      for (const n of [3, 1, 2]) gates.get(n)!();
      expect(await Promise.all(calls)).toEqual([{ waited: 1 }, { waited: 2 }, { waited: 3 }]);
    });

    test('input and answer keep their shape: French text, bytes, null, nested lists', async () => {
      const { connection } = await open({ echo: async (input) => input });
      const value = {
        nom: 'L’Haÿ-les-Roses\u202f«\u00a0œ\u00a0»',
        rien: null,
        bytes: new Uint8Array([0, 255, 7]),
        of: [[1.5], [true, '']],
      };
      expect(await connection.call('echo', value)).toEqual(value);
    });

    test('progress and chunks arrive before the answer, in the order in which they were sent', async () => {
      const { connection } = await open({
        async work(_input, { progress, chunk }) {
          progress({ fraction: 0.25 });
          chunk(new Uint8Array([1, 2]));
          progress({ fraction: 1 });
          chunk(new Uint8Array([3]));
          return 'fini';
        },
      });
      const seen: unknown[] = [];
      const answer = await connection.call('work', null, {
        onProgress: (value: unknown) => seen.push(value),
        onChunk: (bytes) => seen.push([...bytes]),
      });
      expect([...seen, answer]).toEqual([{ fraction: 0.25 }, [1, 2], { fraction: 1 }, [3], 'fini']);
    });

    test('an expected failure crosses with its code and params', async () => {
      const { connection } = await open({
        async fail() {
          throw new Fault('column-missing', { column: 'Population', step: 's1' });
        },
      });
      expect(await failure(connection.call('fail', null))).toEqual({
        code: 'column-missing',
        params: { column: 'Population', step: 's1' },
      });
    });

    test('a bug crosses as internal, its message without local paths', async () => {
      const { connection } = await open({
        async fail() {
          throw new TypeError('cannot read /home/agent/mes données/x.csv\nsecond line');
        },
      });
      const { code, params } = await failure(connection.call('fail', null));
      expect([code, String(params.detail).includes('/home'), String(params.detail).includes('second')]).toEqual([
        'internal',
        false,
        false,
      ]);
    });

    test('a call that nobody handles is refused by name', async () => {
      const { connection } = await open({});
      expect(await failure(connection.call('magie', null))).toEqual({
        code: 'unknown-call',
        params: { name: 'magie' },
      });
    });

    test('a cancelled call fails at once, its handler is told, and its late answer is ignored', async () => {
      const told: string[] = [];
      let release: () => void = () => {};
      const { connection } = await open({
        async slow(_input, { signal, progress }) {
          signal.addEventListener('abort', () => told.push('cancel'));
          await new Promise<void>((resolve) => {
            release = resolve;
          });
          progress('too late');
          return 'too late';
        },
        echo: async (input) => input,
      });
      const controller = new AbortController();
      const seen: unknown[] = [];
      const call = connection.call('slow', null, {
        signal: controller.signal,
        onProgress: (value: unknown) => seen.push(value),
      });
      await connection.call('echo', 1);
      controller.abort();
      const fault = await failure(call);
      await until(() => told.length > 0);
      release();
      expect([fault, told, seen, await connection.call('echo', 'still here')]).toEqual([
        { code: 'cancelled', params: {} },
        ['cancel'],
        [],
        'still here',
      ]);
    });

    test('a call whose signal is already aborted never leaves', async () => {
      let calls = 0;
      const { connection } = await open({ count: async () => ++calls });
      const controller = new AbortController();
      controller.abort();
      const fault = await failure(connection.call('count', null, { signal: controller.signal }));
      expect([fault.code, await connection.call('count', null)]).toEqual(['cancelled', 1]);
    });

    test('aborting after the answer changes nothing', async () => {
      const { connection } = await open({ echo: async (input) => input });
      const controller = new AbortController();
      const answer = await connection.call('echo', 7, { signal: controller.signal });
      controller.abort();
      expect([answer, await connection.call('echo', 8)]).toEqual([7, 8]);
    });

    test('events reach the caller in order, without a call', async () => {
      const { connection, server } = await open({});
      const seen: unknown[] = [];
      connection.onEvent((event, value) => seen.push([event, value]));
      server.event('engine.restarted', { generation: 2 });
      server.event('engine.ready', null);
      await until(() => seen.length === 2);
      expect(seen).toEqual([
        ['engine.restarted', { generation: 2 }],
        ['engine.ready', null],
      ]);
    });

    test('when the serving end goes, waiting calls and later ones fail as engine-gone', async () => {
      const { connection, far } = await open({ never: () => new Promise(() => {}) });
      const waiting = failure(connection.call('never', null));
      await tick();
      far.close();
      const first = await waiting;
      await connection.closed;
      expect([first, await failure(connection.call('never', null))]).toEqual([
        { code: 'engine-gone', params: {} },
        { code: 'engine-gone', params: {} },
      ]);
    });

    test('when the calling end goes, running handlers are told to stop', async () => {
      let stopped = false;
      let started = false;
      const { connection } = await open({
        never: (_input, { signal }) => {
          started = true;
          signal.addEventListener('abort', () => {
            stopped = true;
          });
          return new Promise(() => {});
        },
      });
      void connection.call('never', null).catch(() => {});
      await until(() => started);
      connection.close();
      await until(() => stopped);
      expect(stopped).toBe(true);
    });

    test('a hundred calls at once each get their own answer', async () => {
      const { connection } = await open({ double: async (input) => (input as number) * 2 });
      const answers = await Promise.all(Array.from({ length: 100 }, (_, n) => connection.call('double', n)));
      expect(answers).toEqual(Array.from({ length: 100 }, (_, n) => n * 2));
    });
  });
}

async function failure(call: Promise<unknown>): Promise<ReturnType<typeof faultData>> {
  try {
    await call;
  } catch (thrown) {
    return faultData(thrown);
  }
  throw new Error('the call did not fail');
}

function tick(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

/** Waits for something that another turn of the event loop brings; the test's own time limit ends it otherwise. */
async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await tick();
}
