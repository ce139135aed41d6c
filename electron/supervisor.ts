import type { FileRef } from '../shared/contract.ts';
import { Fault, type FaultData } from '../shared/rpc/fault.ts';
import type { FromEngine, Grant, ToEngine } from './engine/control.ts';

/** One engine process, whatever started it. `Port` is Electron's MessagePortMain; the browser host sends none. */
export type EngineProcess<Port> = {
  send(message: ToEngine, ports: Port[]): void;
  onMessage(handler: (message: FromEngine) => void): void;
  onExit(handler: () => void): void;
  kill(): void;
};

export type Supervisor<Port> = {
  /** Sent now, or as soon as the engine is ready. Lost with the engine, like every wire. */
  send(message: ToEngine, ...ports: Port[]): void;
  /** Lets the engine, and those that replace it, read a file. Rejects with the engine's Fault. */
  grant(file: Grant): Promise<FileRef>;
  /** Asks the engine to end, and ends it after `patience`. */
  stop(): Promise<void>;
};

export type SupervisorEvents = {
  message(message: FromEngine): void;
  /** The engine is gone and every wire with it; the next one is starting. */
  lost(): void;
  /** Engines keep dying before they are ready: none is started any more. */
  failed(fault: FaultData): void;
};

const stopPatience = 3000;
const startsInARow = 3;
const deathsOnOneFile = 2;

/** Starts an engine and starts it again each time it dies, with the same staging folder. */
export function supervise<Port>(start: () => EngineProcess<Port>, events: SupervisorEvents): Supervisor<Port> {
  const asked = new Map<
    string,
    { file: Grant; deaths: number; resolve(ref: FileRef): void; reject(fault: Fault): void }
  >();
  let waiting: { message: ToEngine; ports: Port[] }[] = [];
  let engine: EngineProcess<Port>;
  let ready = false;
  let failedStarts = 0;
  let fault: FaultData = { code: 'engine-gone', params: {} };
  let stopping: (() => void) | null = null;
  let failed = false;

  function launch(): void {
    ready = false;
    engine = start();
    const current = engine;
    current.onMessage((message) => {
      if (current === engine) take(message);
    });
    current.onExit(() => {
      if (current === engine) bury();
    });
  }

  function take(message: FromEngine): void {
    if (message.type === 'ready') {
      ready = true;
      failedStarts = 0;
      for (const { file } of asked.values()) engine.send({ type: 'grant', file }, []);
      for (const { message, ports } of waiting.splice(0)) engine.send(message, ports);
    } else if (message.type === 'granted') settle(message.file.id)?.resolve(message.file);
    else if (message.type === 'refused')
      settle(message.id)?.reject(new Fault(message.fault.code, message.fault.params));
    else if (message.type === 'failed') fault = message.fault;
    events.message(message);
  }

  function settle(id: string) {
    const question = asked.get(id);
    asked.delete(id);
    return question;
  }

  function bury(): void {
    if (stopping) {
      stopping();
      return;
    }
    if (!ready) failedStarts += 1;
    ready = false;
    // A wire dies with its engine: what it was to carry must not reach the next one under the same number.
    waiting = [];
    for (const [id, question] of asked) {
      question.deaths += 1;
      if (question.deaths >= deathsOnOneFile) settle(id)?.reject(new Fault('engine-gone'));
    }
    events.lost();
    if (failedStarts >= startsInARow) {
      failed = true;
      for (const id of [...asked.keys()]) settle(id)?.reject(new Fault('engine-gone'));
      events.failed(fault);
    } else launch();
  }

  launch();
  return {
    send(message, ...ports) {
      if (failed) return;
      if (ready) engine.send(message, ports);
      else waiting.push({ message, ports });
    },
    grant(file) {
      if (failed) return Promise.reject(new Fault('engine-gone'));
      return new Promise((resolve, reject) => {
        // Once answered, it is kept in the staging folder, where the next engine finds it. Until then, it is here.
        asked.set(file.id, { file, deaths: 0, resolve, reject });
        if (ready) engine.send({ type: 'grant', file }, []);
      });
    },
    stop() {
      if (failed) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(() => engine.kill(), stopPatience);
        stopping = () => {
          clearTimeout(timer);
          resolve();
        };
        if (ready) engine.send({ type: 'stop' }, []);
        else engine.kill();
      });
    },
  };
}
