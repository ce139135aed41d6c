import { Decoder, Encoder } from '@msgpack/msgpack';
import type { Frame, Wire } from './wire.ts';

/** What a page's WebSocket and the `ws` package's have in common. */
export type Socket = {
  binaryType: string;
  readonly readyState: number;
  send(data: Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  addEventListener(type: 'open' | 'close' | 'error', listener: () => void): void;
};

const connecting = 0;
const opened = 1;
/** « Unsupported data »: the other side does not speak frames. */
const notAFrame = 1003;

/** A wire over a WebSocket: each frame is one binary message of MessagePack. What is sent before it opens waits. */
export function socketWire(socket: Socket): Wire {
  socket.binaryType = 'arraybuffer';
  // useBigInt64 keeps a bigint a bigint; numbers of more than 32 bits then travel as floats, exactly.
  const encoder = new Encoder({ useBigInt64: true, ignoreUndefined: true });
  const decoder = new Decoder({ useBigInt64: true });
  let settle: () => void = () => {};
  const closed = new Promise<void>((resolve) => {
    settle = resolve;
  });
  let handler: ((frame: Frame) => void) | null = null;
  const arrived: Frame[] = [];
  const leaving: Frame[] = [];

  socket.addEventListener('open', () => {
    for (const frame of leaving.splice(0)) socket.send(encoder.encode(frame));
  });
  socket.addEventListener('message', ({ data }) => {
    const frame = data instanceof ArrayBuffer ? decodeFrame(decoder, data) : null;
    if (!frame) socket.close(notAFrame);
    else if (handler) handler(frame);
    else arrived.push(frame);
  });
  socket.addEventListener('close', settle);
  // An error is always followed by « close »; unheard, it would end a Node process.
  socket.addEventListener('error', () => {});

  return {
    send(frame) {
      if (socket.readyState === connecting) leaving.push(frame);
      else if (socket.readyState === opened) socket.send(encoder.encode(frame));
    },
    receive(next) {
      handler = next;
      for (const frame of arrived.splice(0)) next(frame);
    },
    closed,
    close() {
      socket.close();
      settle();
    },
  };
}

function decodeFrame(decoder: Decoder, data: ArrayBuffer): Frame | null {
  try {
    const frame = decoder.decode(data) as Frame;
    if (typeof frame?.kind !== 'string') return null;
    // A decoded byte array is a view at any offset of the message; Arrow needs its own, aligned memory.
    if ('value' in frame) frame.value = align(frame.value) as never;
    if ('input' in frame) frame.input = align(frame.input);
    return frame;
  } catch {
    return null;
  }
}

function align(value: unknown): unknown {
  if (value instanceof Uint8Array) return value.slice();
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const fields = value as Record<string, unknown>;
  for (const [name, field] of Object.entries(fields)) if (field instanceof Uint8Array) fields[name] = field.slice();
  return fields;
}
