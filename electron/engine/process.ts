import { Fault, faultData } from '../../shared/rpc/fault.ts';
import { type ElectronPort, portWire } from '../../shared/rpc/port.ts';
import { type Handler, serve } from '../../shared/rpc/serve.ts';
import type { Frame, Wire } from '../../shared/rpc/wire.ts';
import type { EngineSettings, FromEngine, Question, ToEngine } from './control.ts';
import { createEngine, type Engine } from './engine.ts';
import type { HostServices } from './host.ts';
import { rehearse } from './rehearsal.ts';
import { watchMemory } from './watchdog.ts';

/** Why the engine ended itself; the host restarts it either way. */
const exitCodes = { stuck: 70, memory: 71, failed: 72 } as const;

/** The page draws itself before the engine makes ready for the first preview, which comes seconds later at the soonest. */
const quietMilliseconds = 800;

/** Electron's `process.parentPort`, as far as it is used here. */
type ParentPort = {
  postMessage(message: FromEngine): void;
  on(type: 'message', listener: (event: { data: ToEngine; ports: ElectronPort[] }) => void): void;
};

type Parent = {
  send(message: FromEngine): void;
  listen(handler: (message: ToEngine, port: ElectronPort | null) => void): void;
};

await start(JSON.parse(process.argv[2] ?? '{}') as EngineSettings, findParent());

function findParent(): Parent {
  const parentPort = (process as unknown as { parentPort?: ParentPort }).parentPort;
  if (parentPort)
    return {
      send: (message) => parentPort.postMessage(message),
      listen: (handler) => parentPort.on('message', ({ data, ports }) => handler(data, ports[0] ?? null)),
    };
  // Without a host there is nobody to serve: an orphan must not linger.
  process.on('disconnect', () => process.exit(0));
  return {
    send: (message) => process.connected && process.send?.(message),
    listen: (handler) => process.on('message', (message) => handler(message as ToEngine, null)),
  };
}

async function start(settings: EngineSettings, parent: Parent): Promise<void> {
  const questions = new Map<number, (value: string[] | string | null) => void>();
  const wires = new Map<number, RelayedWire>();
  const early: [ToEngine, ElectronPort | null][] = [];
  let nextQuestion = 1;
  let engine: Engine | null = null;
  let isWanted = false;
  const calls = { running: 0, lastEnd: 0 };

  function ask(question: Question): Promise<string[] | string | null> {
    const id = nextQuestion++;
    return new Promise((resolve) => {
      questions.set(id, resolve);
      parent.send({ type: 'ask', id, ...question });
    });
  }

  const host: HostServices = {
    kind: settings.kind,
    nativeDialogs: settings.nativeDialogs,
    async pickOpen(purpose, multiple) {
      const answer = await ask({ what: 'pick-open', purpose, multiple });
      return Array.isArray(answer) ? answer : [];
    },
    async pickSave(suggestedName) {
      const answer = await ask({ what: 'pick-save', suggestedName });
      return typeof answer === 'string' ? answer : null;
    },
    printPage: async (path) => settings.kind === 'desktop' && (await ask({ what: 'print', path })) === path,
    publish: (output) => parent.send({ type: 'output', ...output }),
  };

  function openWire(number: number, port: ElectronPort | null, running: Engine): void {
    const handlers = counted(running.handlers, calls);
    if (port) {
      serve(portWire(port), handlers);
      return;
    }
    const relayed = relayedWire(number, parent);
    wires.set(number, relayed);
    serve(relayed.wire, handlers);
  }

  function receive(message: ToEngine, port: ElectronPort | null): void {
    if (!engine) {
      early.push([message, port]);
      return;
    }
    switch (message.type) {
      case 'wire-open':
        openWire(message.wire, port, engine);
        break;
      case 'frame':
        wires.get(message.wire)?.arrive(message.frame);
        break;
      case 'wire-close':
        wires.get(message.wire)?.end();
        wires.delete(message.wire);
        break;
      case 'grant': {
        const { id } = message.file;
        isWanted = true;
        engine.grant(message.file).then(
          (file) => parent.send({ type: 'granted', file }),
          (thrown) => parent.send({ type: 'refused', id, fault: faultData(thrown) }),
        );
        break;
      }
      case 'answer':
        questions.get(message.id)?.(message.value);
        questions.delete(message.id);
        break;
      case 'stop':
        isWanted = true;
        void engine.close().finally(() => process.exit(0));
    }
  }

  parent.listen(receive);
  try {
    const { kind: _, nativeDialogs: __, ...folders } = settings;
    const created = await createEngine({ ...folders, host, onStuck: () => process.exit(exitCodes.stuck) });
    watchMemory({
      interrupt: () => created.session.database.interruptAll(new Fault('memory')),
      giveUp: () => process.exit(exitCodes.memory),
    });
    engine = created;
    parent.send({ type: 'ready' });
    for (const [message, port] of early.splice(0)) receive(message, port);
    // An engine that takes over opens the tables of the page again, one call after another.
    const isBusy = () => calls.running > 0 || performance.now() - calls.lastEnd < quietMilliseconds;
    setTimeout(() => rehearse(created.session, () => isWanted, isBusy).catch(() => {}), quietMilliseconds).unref();
  } catch (thrown) {
    parent.send({ type: 'failed', fault: faultData(thrown) });
    // Exit once the message has left.
    setTimeout(() => process.exit(exitCodes.failed), 200);
  }
}

/** The same handlers; `calls` says how many run and when the last one ended, as performance.now() does. */
function counted(
  handlers: ReadonlyMap<string, Handler>,
  calls: { running: number; lastEnd: number },
): Map<string, Handler> {
  return new Map(
    [...handlers].map(([name, handler]) => [
      name,
      async (input, context) => {
        calls.running += 1;
        try {
          return await handler(input, context);
        } finally {
          calls.running -= 1;
          calls.lastEnd = performance.now();
        }
      },
    ]),
  );
}

type RelayedWire = { wire: Wire; arrive(frame: Frame): void; end(): void };

/** One page connection relayed by the browser host over process IPC. */
function relayedWire(number: number, parent: Parent): RelayedWire {
  let open = true;
  let handler: (frame: Frame) => void = () => {};
  let settle: () => void = () => {};
  const closed = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const end = () => {
    open = false;
    settle();
  };
  return {
    wire: {
      send: (frame) => open && parent.send({ type: 'frame', wire: number, frame }),
      receive(next) {
        handler = next;
      },
      closed,
      close() {
        if (open) parent.send({ type: 'wire-close', wire: number });
        end();
      },
    },
    arrive: (frame) => open && handler(frame),
    end,
  };
}
