import { Fault, faultData } from './fault.ts';
import type { Wire } from './wire.ts';

/** What a handler may do besides answering. */
export type CallContext = {
  /** Aborted when the caller cancels or goes away. */
  signal: AbortSignal;
  progress(value: unknown): void;
  chunk(bytes: Uint8Array): void;
};

export type Handler = (input: unknown, context: CallContext) => Promise<unknown>;

export type Server = { event(name: string, value: unknown): void };

/** Answers the calls of `wire` with `handlers`, whose inputs they parse themselves. */
export function serve(wire: Wire, handlers: ReadonlyMap<string, Handler>): Server {
  const running = new Map<number, AbortController>();

  async function answer(id: number, name: string, input: unknown): Promise<void> {
    const controller = new AbortController();
    running.set(id, controller);
    try {
      const handler = handlers.get(name);
      if (!handler) throw new Fault('unknown-call', { name });
      const value = await handler(input, {
        signal: controller.signal,
        progress: (value) => running.has(id) && wire.send({ kind: 'progress', id, value }),
        chunk: (value) => running.has(id) && wire.send({ kind: 'chunk', id, value }),
      });
      wire.send({ kind: 'done', id, value });
    } catch (thrown) {
      const fault = controller.signal.aborted ? { code: 'cancelled' as const, params: {} } : faultData(thrown);
      wire.send({ kind: 'fail', id, fault });
    } finally {
      running.delete(id);
    }
  }

  wire.receive((frame) => {
    if (frame.kind === 'call') void answer(frame.id, frame.name, frame.input);
    else if (frame.kind === 'cancel') running.get(frame.id)?.abort();
  });
  void wire.closed.then(() => {
    for (const controller of running.values()) controller.abort();
  });
  return { event: (name, value) => wire.send({ kind: 'event', name, value }) };
}
