import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { type ElectronPort, type PagePort, portWire } from '../../../shared/rpc/port.ts';
import { type Socket, socketWire } from '../../../shared/rpc/socket.ts';
import { type Frame, memoryWires, type Wire } from '../../../shared/rpc/wire.ts';

let server: WebSocketServer;
beforeAll(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
});
afterAll(() => server.close());

/** Node's port dressed as Electron's MessagePortMain: `on`, with the message wrapped in an event. */
function electronPort(port: import('node:worker_threads').MessagePort): ElectronPort {
  return {
    postMessage: (message) => port.postMessage(message),
    on: (type, listener) =>
      type === 'message' ? port.on('message', (data) => listener({ data })) : port.on('close', () => listener({})),
    start: () => port.start(),
    close: () => port.close(),
  };
}

const transports: Record<string, () => Promise<[Wire, Wire]>> = {
  memory: async () => memoryWires(),
  'a page’s MessagePort': async () => {
    const { port1, port2 } = new MessageChannel();
    return [portWire(port1 as unknown as PagePort), portWire(port2 as unknown as PagePort)];
  },
  'Electron’s MessagePort': async () => {
    const { port1, port2 } = new MessageChannel();
    return [portWire(electronPort(port1)), portWire(electronPort(port2))];
  },
  'a WebSocket': async () => {
    const accepted = new Promise<WebSocket>((resolve) => server.once('connection', resolve));
    const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
    return [socketWire(client as Socket), socketWire((await accepted) as Socket)];
  },
};

describe.each(Object.entries(transports))('a wire over %s', (_, open) => {
  it('carries every kind of value both ways, in order', async () => {
    const [near, far] = await open();
    const bytes = new Uint8Array(new ArrayBuffer(64), 5, 20).fill(7);
    const frames: Frame[] = [
      { kind: 'call', id: 1, name: 'table.page', input: { offset: 0, exact: 2 ** 53 - 1, half: 0.5, none: null } },
      { kind: 'chunk', id: 1, value: bytes },
      { kind: 'done', id: 1, value: { rows: bytes, total: 34_995, list: ['é', '\u202f', '👍'], big: 2n ** 60n } },
      { kind: 'fail', id: 2, fault: { code: 'file-missing', params: { file: 'ensemble.xlsx', row: -12 } } },
      { kind: 'event', name: 'x', value: [Number.NaN, Number.POSITIVE_INFINITY, -0.25, true, new Date(86_400_000)] },
    ];
    const there = collect(far, frames.length);
    const back = collect(near, frames.length);
    for (const frame of frames) near.send(frame);
    for (const frame of frames) far.send(frame);
    expect([await there, await back]).toEqual([frames, frames]);
    near.close();
  });

  it('gives byte arrays a memory that Arrow can view as numbers of any size', async () => {
    const [near, far] = await open();
    const arrived = collect(far, 7);
    for (let length = 1; length <= 7; length++) {
      near.send({ kind: 'done', id: length, value: { name: 'x'.repeat(length), rows: new Uint8Array(8 * length) } });
    }
    const sizes = (await arrived).map((frame) => {
      const { rows } = (frame as { value: { rows: Uint8Array } }).value;
      return new Float64Array(rows.buffer, rows.byteOffset, rows.byteLength / 8).length;
    });
    expect(sizes).toEqual([1, 2, 3, 4, 5, 6, 7]);
    near.close();
  });

  it('keeps what arrives before anyone listens', async () => {
    const [near, far] = await open();
    near.send({ kind: 'cancel', id: 1 });
    near.send({ kind: 'cancel', id: 2 });
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await collect(far, 2)).toEqual([
      { kind: 'cancel', id: 1 },
      { kind: 'cancel', id: 2 },
    ]);
    near.close();
  });

  it('tells both ends when either closes, and takes what is sent afterwards without an error', async () => {
    const [near, far] = await open();
    far.receive(() => {});
    near.receive(() => {});
    far.close();
    await Promise.all([near.closed, far.closed]);
    near.send({ kind: 'cancel', id: 1 });
    far.send({ kind: 'cancel', id: 1 });
  });
});

it('a WebSocket that speaks anything but frames is closed', async () => {
  const accepted = new Promise<WebSocket>((resolve) => server.once('connection', resolve));
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const wire = socketWire((await accepted) as Socket);
  const received: Frame[] = [];
  wire.receive((frame) => received.push(frame));
  client.once('open', () => client.send('{"kind":"call"}'));
  const code = await new Promise((resolve) => client.once('close', resolve));
  expect({ code, received }).toEqual({ code: 1003, received: [] });
});

function collect(wire: Wire, count: number): Promise<Frame[]> {
  const frames: Frame[] = [];
  return new Promise((resolve) => {
    wire.receive((frame) => {
      frames.push(frame);
      if (frames.length === count) resolve(frames);
    });
  });
}
