import { expect, it } from 'vitest';
import type { FromEngine, ToEngine } from '../../electron/engine/control.ts';
import { type EngineProcess, supervise } from '../../electron/supervisor.ts';

/** An engine whose death is decided by the test; the real one is killed in workshop-engine.test.ts. */
function scriptedEngines() {
  const engines: { sent: ToEngine[]; say(message: FromEngine): void; die(): void; killed: boolean }[] = [];
  const log: string[] = [];
  const supervisor = supervise<never>(
    () => {
      let say: (message: FromEngine) => void = () => {};
      let die: () => void = () => {};
      const engine = {
        sent: [] as ToEngine[],
        say: (message: FromEngine) => say(message),
        die: () => die(),
        killed: false,
      };
      engines.push(engine);
      const process: EngineProcess<never> = {
        send: (message) => engine.sent.push(message),
        onMessage: (handler) => {
          say = handler;
        },
        onExit: (handler) => {
          die = handler;
        },
        kill: () => {
          engine.killed = true;
          die();
        },
      };
      return process;
    },
    {
      message: (message) => log.push(message.type),
      lost: () => log.push('lost'),
      failed: (fault) => log.push(`failed ${fault.code}`),
    },
  );
  return { engines, log, supervisor };
}

const file = { id: 'a', path: '/tmp/a.csv', name: 'a.csv' };

it('waits for the engine to be ready before it sends anything', () => {
  const { engines, supervisor } = scriptedEngines();
  supervisor.send({ type: 'wire-open', wire: 1 });
  const before = [...(engines[0]?.sent ?? [])];
  engines[0]?.say({ type: 'ready' });
  expect({ before, after: engines[0]?.sent }).toEqual({ before: [], after: [{ type: 'wire-open', wire: 1 }] });
});

it('starts another engine when one dies, and drops the messages of the wires that died with it', () => {
  const { engines, log, supervisor } = scriptedEngines();
  engines[0]?.say({ type: 'ready' });
  engines[0]?.die();
  supervisor.send({ type: 'wire-open', wire: 2 });
  engines[1]?.die();
  supervisor.send({ type: 'wire-open', wire: 3 });
  engines[2]?.say({ type: 'ready' });
  expect({ count: engines.length, sent: engines[2]?.sent, log }).toEqual({
    count: 3,
    sent: [{ type: 'wire-open', wire: 3 }],
    log: ['ready', 'lost', 'lost', 'ready'],
  });
});

it('asks the next engine for a file whose grant the dead one had not answered', async () => {
  const { engines, supervisor } = scriptedEngines();
  engines[0]?.say({ type: 'ready' });
  const granted = supervisor.grant(file);
  engines[0]?.die();
  engines[1]?.say({ type: 'ready' });
  engines[1]?.say({ type: 'granted', file: { id: 'a', name: 'a.csv', size: 3 } });
  expect({ file: await granted, sent: engines[1]?.sent }).toEqual({
    file: { id: 'a', name: 'a.csv', size: 3 },
    sent: [{ type: 'grant', file }],
  });
});

it('gives up on a file that kills two engines, not on the engine', async () => {
  const { engines, supervisor } = scriptedEngines();
  const granted = supervisor.grant(file).catch((fault) => fault.code);
  engines[0]?.say({ type: 'ready' });
  engines[0]?.die();
  engines[1]?.say({ type: 'ready' });
  engines[1]?.die();
  engines[2]?.say({ type: 'ready' });
  expect({ granted: await granted, sent: engines[2]?.sent }).toEqual({ granted: 'engine-gone', sent: [] });
});

it('passes on the engine’s refusal of a file', async () => {
  const { engines, supervisor } = scriptedEngines();
  engines[0]?.say({ type: 'ready' });
  const granted = supervisor.grant(file).catch((fault) => ({ code: fault.code, params: fault.params }));
  engines[0]?.say({ type: 'refused', id: 'a', fault: { code: 'file-empty', params: { file: 'a.csv' } } });
  expect(await granted).toEqual({ code: 'file-empty', params: { file: 'a.csv' } });
});

it('stops starting engines that die three times before they are ready, and says why', async () => {
  const { engines, log, supervisor } = scriptedEngines();
  engines[0]?.die();
  engines[1]?.die();
  engines[2]?.say({ type: 'failed', fault: { code: 'memory', params: {} } });
  engines[2]?.die();
  const later = await supervisor.grant(file).catch((fault) => fault.code);
  expect({ count: engines.length, log, later }).toEqual({
    count: 3,
    log: ['lost', 'lost', 'failed', 'lost', 'failed memory'],
    later: 'engine-gone',
  });
});

it('stops an engine by asking, and starts no other', async () => {
  const { engines, log, supervisor } = scriptedEngines();
  engines[0]?.say({ type: 'ready' });
  const stopped = supervisor.stop();
  engines[0]?.die();
  await stopped;
  expect({ count: engines.length, sent: engines[0]?.sent, log }).toEqual({
    count: 1,
    sent: [{ type: 'stop' }],
    log: ['ready'],
  });
});
