import { Fault } from './fault.ts';
import type { Wire } from './wire.ts';

export type CallOptions = {
  signal?: AbortSignal | undefined;
  onProgress?: (value: never) => void;
  onChunk?: (bytes: Uint8Array) => void;
};

type Pending = {
  resolve(value: unknown): void;
  reject(fault: Fault): void;
  options: { onProgress?: (value: unknown) => void; onChunk?: (bytes: Uint8Array) => void };
  unlisten(): void;
};

export type Connection = {
  call(name: string, input: unknown, options?: CallOptions): Promise<unknown>;
  onEvent(handler: (name: string, value: unknown) => void): void;
  closed: Promise<void>;
  close(): void;
};

/**
 * The calling end of a wire. A call rejects with a Fault: the server's own, `cancelled` as soon as its signal aborts
 * (the server is told, its late answer ignored), or `engine-gone` when the wire closes.
 */
export function connect(wire: Wire): Connection {
  const pending = new Map<number, Pending>();
  let nextId = 1;
  let gone = false;
  let eventHandler: (name: string, value: unknown) => void = () => {};

  function take(id: number): Pending | undefined {
    const call = pending.get(id);
    pending.delete(id);
    call?.unlisten();
    return call;
  }

  wire.receive((frame) => {
    if (frame.kind === 'done') take(frame.id)?.resolve(frame.value);
    else if (frame.kind === 'fail') take(frame.id)?.reject(new Fault(frame.fault.code, frame.fault.params));
    else if (frame.kind === 'progress') pending.get(frame.id)?.options.onProgress?.(frame.value);
    else if (frame.kind === 'chunk') pending.get(frame.id)?.options.onChunk?.(frame.value);
    else if (frame.kind === 'event') eventHandler(frame.name, frame.value);
  });
  void wire.closed.then(() => {
    gone = true;
    for (const id of [...pending.keys()]) take(id)?.reject(new Fault('engine-gone'));
  });

  return {
    call(name, input, options = {}) {
      const { signal } = options;
      if (signal?.aborted) return Promise.reject(new Fault('cancelled'));
      if (gone) return Promise.reject(new Fault('engine-gone'));
      const id = nextId++;
      return new Promise((resolve, reject) => {
        const abort = () => {
          wire.send({ kind: 'cancel', id });
          take(id)?.reject(new Fault('cancelled'));
        };
        signal?.addEventListener('abort', abort, { once: true });
        pending.set(id, {
          resolve,
          reject,
          options: options as Pending['options'],
          unlisten: () => signal?.removeEventListener('abort', abort),
        });
        wire.send({ kind: 'call', id, name, input });
      });
    },
    onEvent(handler) {
      eventHandler = handler;
    },
    closed: wire.closed,
    close: () => wire.close(),
  };
}
