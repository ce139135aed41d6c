import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import { engineFailed, engineRestarting, socketPath, socketProtocol, uploadPath } from '../shared/rpc/host.ts';
import { socketWire } from '../shared/rpc/socket.ts';
import type { Wire } from '../shared/rpc/wire.ts';
import { makeToken, refuseForeign, refuseSocket, refuseStranger } from './access.ts';
import type { FromEngine } from './engine/control.ts';
import { readPage, securityHeaders } from './page.ts';
import { type EngineProcess, supervise } from './supervisor.ts';
import { isInside, receiveFile, sendOutput } from './transfer.ts';

export type WorkshopOptions = {
  /** Folder of the built page, absolute. */
  page: string;
  /** The engine's folder, absolute: uploads are written there, outputs are read from there only. */
  staging: string;
  startEngine(): EngineProcess<never>;
};

export type Workshop = {
  /** What to open in a browser, once: it carries the token. */
  address: string;
  close(): Promise<void>;
};

const largestFrame = 256 * 1024 * 1024;

/**
 * Browser host (« mode atelier »): the page, its wire, its uploads and downloads, for this computer only. The page
 * itself holds no data and needs no token; everything else does.
 */
export async function openWorkshop(options: WorkshopOptions): Promise<Workshop> {
  const token = makeToken();
  const sockets = new Map<number, { socket: WebSocket; wire: Wire }>();
  const outputs = new Map<string, { path: string; name: string }>();
  let nextWire = 1;
  let closeCode = engineRestarting;

  const supervisor = supervise<never>(options.startEngine, {
    message: takeMessage,
    lost: closeSockets,
    failed() {
      closeCode = engineFailed;
      closeSockets();
    },
  });

  function takeMessage(message: FromEngine): void {
    if (message.type === 'frame') sockets.get(message.wire)?.wire.send(message.frame);
    else if (message.type === 'wire-close') sockets.get(message.wire)?.socket.close();
    else if (message.type === 'ask') supervisor.send({ type: 'answer', id: message.id, value: null });
    else if (message.type === 'output' && isInside(normalize(message.path), normalize(options.staging)))
      outputs.set(message.id, { path: message.path, name: message.name });
  }

  function closeSockets(): void {
    for (const { socket } of sockets.values()) socket.close(closeCode);
    sockets.clear();
  }

  function relay(socket: WebSocket): void {
    if (closeCode === engineFailed) {
      socket.close(engineFailed);
      return;
    }
    const number = nextWire++;
    const wire = socketWire(socket);
    sockets.set(number, { socket, wire });
    supervisor.send({ type: 'wire-open', wire: number });
    wire.receive((frame) => sockets.has(number) && supervisor.send({ type: 'frame', wire: number, frame }));
    void wire.closed.then(() => {
      if (sockets.delete(number)) supervisor.send({ type: 'wire-close', wire: number });
    });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    const foreign = refuseForeign(request.headers, host);
    if (foreign) return refuse(response, 403, foreign);
    const url = new URL(request.url ?? '/', `http://${host}`);
    if (request.method === 'GET' && url.pathname.startsWith('/output/')) {
      const stranger = refuseStranger(request.headers, token);
      if (stranger) return refuse(response, 403, stranger);
      const id = url.pathname.slice('/output/'.length);
      const output = outputs.get(id);
      outputs.delete(id);
      return output ? sendOutput(output, response) : refuse(response, 404, 'path');
    }
    if (request.method === 'GET') {
      const file = readPage(options.page, url.pathname);
      if (!file) return refuse(response, 404, 'path');
      response.writeHead(200, { 'content-type': file.contentType, 'content-length': file.bytes.length });
      response.end(file.bytes);
    } else if (request.method === 'POST' && url.pathname === uploadPath) {
      const stranger = refuseStranger(request.headers, token);
      if (stranger) return refuse(response, 403, stranger);
      const folder = join(options.staging, 'uploads');
      const granted = await receiveFile(request, url.searchParams.get('name') ?? '', folder, supervisor);
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
      response.end(JSON.stringify(granted));
    } else refuse(response, 405, 'method');
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  // An upload takes as long as the disk does.
  server.requestTimeout = 0;
  const socketServer = new WebSocketServer({
    noServer: true,
    maxPayload: largestFrame,
    perMessageDeflate: false,
    handleProtocols: () => socketProtocol,
  });
  server.on('upgrade', (request, connection, head) => {
    const reason = request.url === socketPath ? refuseSocket(request.headers, host, token) : 'path';
    if (reason) connection.end(`HTTP/1.1 403 Forbidden\r\nconnection: close\r\nx-refused: ${reason}\r\n\r\n`);
    else socketServer.handleUpgrade(request, connection, head, relay);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    address: `http://${host}/#token=${token}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const { socket } of sockets.values()) socket.terminate();
      server.closeAllConnections();
      await supervisor.stop();
      await closed;
    },
  };
}

/** The body is not read: the connection closes with the answer. */
function refuse(response: ServerResponse, status: number, reason: string): void {
  response.writeHead(status, { 'x-refused': reason, connection: 'close' });
  response.end();
}
