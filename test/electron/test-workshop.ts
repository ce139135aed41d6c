import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { FromEngine, ToEngine } from '../../electron/engine/control.ts';
import { openWorkshop } from '../../electron/workshop.ts';

export type Answer = { status: number; headers: IncomingHttpHeaders; body: string };
type Asked = { method?: string; headers?: Record<string, string>; body?: string };

/**
 * A browser host on a page of two files, with a secret beside it. Its engine only records: no attack may make the host
 * say anything to it.
 */
export async function openTestWorkshop() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'crible-workshop-')));
  const staging = join(folder, 'staging');
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  mkdirSync(join(staging, 'outputs'), { recursive: true });
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>Crible</title>');
  writeFileSync(join(folder, 'page', 'assets', 'index.js'), '1;');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  const sent: ToEngine[] = [];
  let say: (message: FromEngine) => void = () => {};
  const workshop = await openWorkshop({
    page: join(folder, 'page'),
    staging,
    startEngine: () => {
      let end = () => {};
      return {
        send(message) {
          sent.push(message);
          if (message.type === 'stop') end();
          if (message.type !== 'grant') return;
          const { id, name } = message.file;
          queueMicrotask(() => say({ type: 'granted', file: { id, name, size: 4 } }));
        },
        onMessage: (handler) => {
          say = handler;
        },
        onExit: (handler) => {
          end = handler;
        },
        kill: () => end(),
      };
    },
  });
  say({ type: 'ready' });
  const address = new URL(workshop.address);
  const { host } = address;
  const port = Number(address.port);
  const token = new URLSearchParams(address.hash.slice(1)).get('token') ?? '';

  return {
    workshop,
    folder,
    staging,
    sent,
    host,
    port,
    token,
    say: (message: FromEngine) => say(message),
    /** What the page's own requests carry. */
    ours: { origin: `http://${host}`, 'sec-fetch-site': 'same-origin', 'x-crible-token': token },

    /** A request whose every header, Host included, is ours to choose. */
    ask(path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> {
      return new Promise((resolve, reject) => {
        const options = { host: '127.0.0.1', port, path, method, headers: { host, ...headers } };
        const request = httpRequest(options, (response) => {
          let text = '';
          response.on('data', (bytes) => {
            text += bytes;
          });
          response.on('end', () =>
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
          );
        });
        request.on('error', reject);
        request.end(body);
      });
    },

    /** `open`, or the status and the reason that refused the socket. */
    openSocket(options: { origin?: string; host?: string; protocols?: string[]; path?: string }): Promise<string> {
      return new Promise((resolve) => {
        const socket = new WebSocket(`ws://127.0.0.1:${port}${options.path ?? '/wire'}`, options.protocols ?? [], {
          headers: { host: options.host ?? host, ...(options.origin ? { origin: options.origin } : {}) },
        });
        socket.on('open', () => {
          socket.close();
          resolve('open');
        });
        socket.on('unexpected-response', (_, response) =>
          resolve(`${response.statusCode} ${response.headers['x-refused']}`),
        );
        socket.on('error', () => {});
      });
    },
  };
}
