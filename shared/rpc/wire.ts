/** One message on the wire. `id` numbers the calls of one connection. */
export type Frame =
  | { kind: 'call'; id: number; name: string; input: unknown }
  | { kind: 'cancel'; id: number }
  | { kind: 'progress'; id: number; value: unknown }
  | { kind: 'chunk'; id: number; value: Uint8Array }
  | { kind: 'done'; id: number; value: unknown }
  | { kind: 'fail'; id: number; fault: import('./fault.ts').FaultData }
  | { kind: 'event'; name: string; value: unknown };

/** A two-way channel of frames. Frames arrive in the order in which they were sent. */
export type Wire = {
  send(frame: Frame): void;
  /** Sets the one receiver. */
  receive(handler: (frame: Frame) => void): void;
  /** Settles when the other side is gone. */
  closed: Promise<void>;
  close(): void;
};

/** Two ends of one wire in the same memory, for tests. Frames are cloned as a real channel would. */
export function memoryWires(): [Wire, Wire] {
  const handlers: [((frame: Frame) => void) | null, ((frame: Frame) => void) | null] = [null, null];
  const waiting: [Frame[], Frame[]] = [[], []];
  let open = true;
  let settle: () => void = () => {};
  const closed = new Promise<void>((resolve) => {
    settle = resolve;
  });
  const end = (self: 0 | 1): Wire => {
    const other = self === 0 ? 1 : 0;
    return {
      send(frame) {
        if (!open) return;
        const copy = structuredClone(frame);
        queueMicrotask(() => {
          const handler = handlers[other];
          if (handler) handler(copy);
          else waiting[other].push(copy);
        });
      },
      receive(handler) {
        handlers[self] = handler;
        for (const frame of waiting[self].splice(0)) handler(frame);
      },
      closed,
      close() {
        open = false;
        settle();
      },
    };
  };
  return [end(0), end(1)];
}
