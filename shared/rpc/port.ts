import type { Frame, Wire } from './wire.ts';

/** What a page's MessagePort and Node's have in common. */
export type PagePort = {
  postMessage(message: unknown): void;
  addEventListener(type: 'message' | 'close', listener: (event: { data?: unknown }) => void): void;
  start(): void;
  close(): void;
};

/** Electron's MessagePortMain: Node's way of listening, with the page's way of wrapping the message. */
export type ElectronPort = {
  postMessage(message: unknown): void;
  on(type: 'message' | 'close', listener: (event: { data?: unknown }) => void): unknown;
  start(): void;
  close(): void;
};

/** A wire over a MessagePort. Frames wait in the port until `receive` is called. */
export function portWire(port: PagePort | ElectronPort): Wire {
  let open = true;
  let settle: () => void = () => {};
  const closed = new Promise<void>((resolve) => {
    settle = () => {
      open = false;
      resolve();
    };
  });
  let handler: ((frame: Frame) => void) | null = null;
  const listen = (type: 'message' | 'close', listener: (event: { data?: unknown }) => void) =>
    'addEventListener' in port ? port.addEventListener(type, listener) : port.on(type, listener);
  listen('close', settle);

  return {
    send(frame) {
      if (open) port.postMessage(frame);
    },
    receive(next) {
      const first = handler === null;
      handler = next;
      if (!first) return;
      // Not sooner: Node's port starts by itself as soon as it is listened to.
      listen('message', (event) => open && handler?.(event.data as Frame));
      port.start();
    },
    closed,
    close() {
      port.close();
      settle();
    },
  };
}
