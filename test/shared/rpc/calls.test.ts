import type { AddressInfo } from 'node:net';
import { MessageChannel } from 'node:worker_threads';
import { afterAll, beforeAll } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { type PagePort, portWire } from '../../../shared/rpc/port.ts';
import { type Socket, socketWire } from '../../../shared/rpc/socket.ts';
import { memoryWires } from '../../../shared/rpc/wire.ts';
import { wireContract } from './wire-contract.ts';

let server: WebSocketServer;
beforeAll(async () => {
  server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await new Promise((resolve) => server.once('listening', resolve));
});
afterAll(() => server.close());

wireContract('memory', memoryWires);
wireContract('a MessagePort', () => {
  const { port1, port2 } = new MessageChannel();
  return [portWire(port1 as unknown as PagePort), portWire(port2 as unknown as PagePort)];
});
wireContract('a WebSocket', async () => {
  const accepted = new Promise<WebSocket>((resolve) => server.once('connection', resolve));
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return [socketWire(client as Socket), socketWire((await accepted) as Socket)];
});
