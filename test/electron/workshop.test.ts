import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { FromEngine, ToEngine } from '../../electron/engine/control.ts';
import { contentSecurityPolicy } from '../../electron/page.ts';
import { openWorkshop, type Workshop } from '../../electron/workshop.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'crible-workshop-')));
const staging = join(folder, 'staging');
// The engine only records: no attack may make the host say anything to it.
const sent: ToEngine[] = [];
let say: (message: FromEngine) => void = () => {};
let workshop: Workshop;
let host = '';
let port = 0;
let token = '';

beforeAll(async () => {
  mkdirSync(join(folder, 'page', 'assets'), { recursive: true });
  mkdirSync(join(staging, 'outputs'), { recursive: true });
  writeFileSync(join(folder, 'page', 'index.html'), '<!doctype html><title>Crible</title>');
  writeFileSync(join(folder, 'page', 'assets', 'index.js'), '1;');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  workshop = await openWorkshop({
    page: join(folder, 'page'),
    staging,
    startEngine: () => {
      let end = () => {};
      return {
        send: (message) => {
          sent.push(message);
          if (message.type === 'grant')
            queueMicrotask(() =>
              say({ type: 'granted', file: { id: message.file.id, name: message.file.name, size: 4 } }),
            );
          if (message.type === 'stop') end();
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
  host = address.host;
  port = Number(address.port);
  token = new URLSearchParams(address.hash.slice(1)).get('token') ?? '';
});
afterAll(() => workshop.close());

type Answer = { status: number; headers: IncomingHttpHeaders; body: string };

/** A request whose every header, Host included, is ours to choose. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const request = httpRequest(
      { host: '127.0.0.1', port, path, method, headers: { host, ...headers } },
      (response) => {
        let text = '';
        response.on('data', (bytes) => {
          text += bytes;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** `open`, or the status that refused the socket. */
function openSocket(options: { origin?: string; host?: string; protocols?: string[]; path?: string }): Promise<string> {
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
}

const ours = () => ({ origin: `http://${host}`, 'sec-fetch-site': 'same-origin', 'x-crible-token': token });
const refusal = ({ status, headers, body }: Answer) => [status, headers['x-refused'], body];

describe('the browser host', () => {
  it('serves its page with the security headers, and asks no browser to share it', async () => {
    const answer = await ask('/', { headers: { 'sec-fetch-site': 'none' } });
    expect({
      status: answer.status,
      body: answer.body,
      policy: answer.headers['content-security-policy'],
      sniff: answer.headers['x-content-type-options'],
      frame: answer.headers['x-frame-options'],
      opener: answer.headers['cross-origin-opener-policy'],
      resource: answer.headers['cross-origin-resource-policy'],
      cors: Object.keys(answer.headers).filter((name) => name.startsWith('access-control')),
      cookies: answer.headers['set-cookie'],
    }).toEqual({
      status: 200,
      body: '<!doctype html><title>Crible</title>',
      policy: contentSecurityPolicy,
      sniff: 'nosniff',
      frame: 'DENY',
      opener: 'same-origin',
      resource: 'same-origin',
      cors: [],
      cookies: undefined,
    });
  });

  it('listens on 127.0.0.1 only, with a token of 256 bits', async () => {
    const outside = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.2');
      socket.on('connect', () => resolve('open'));
      socket.on('error', () => resolve('refused'));
    });
    expect({ outside, bits: Buffer.from(token, 'base64url').length * 8 }).toEqual({ outside: 'refused', bits: 256 });
  });

  it('refuses any other Host: DNS rebinding points a foreign name here', async () => {
    const hosts = [
      'evil.example',
      `evil.example:${port}`,
      `localhost:${port}`,
      '127.0.0.1',
      '127.0.0.1:1',
      `127.0.0.1:${port}.evil.example`,
    ];
    const answers = await Promise.all(hosts.map((name) => ask('/', { headers: { host: name } })));
    expect(answers.map(refusal)).toEqual(hosts.map(() => [403, 'host', '']));
  });

  it('refuses a foreign Origin and a request that another site makes, even with the token', async () => {
    const foreign = [
      { ...ours(), origin: 'http://evil.example' },
      { ...ours(), origin: 'null' },
      { ...ours(), origin: `http://127.0.0.1:${port + 1}` },
      { ...ours(), origin: `https://${host}` },
      { ...ours(), 'sec-fetch-site': 'cross-site' },
      { ...ours(), 'sec-fetch-site': 'same-site' },
    ];
    const reads = await Promise.all(foreign.map((headers) => ask('/', { headers })));
    const posts = await Promise.all(
      foreign.map((headers) => ask('/files?name=a.csv', { method: 'POST', headers, body: 'a;b\n' })),
    );
    const expected = ['origin', 'origin', 'origin', 'origin', 'site', 'site'].map((reason) => [403, reason, '']);
    expect({ reads: reads.map(refusal), posts: posts.map(refusal) }).toEqual({ reads: expected, posts: expected });
  });

  it('refuses an upload or a download without the token, or with another', async () => {
    say({ type: 'output', id: 'one', path: join(staging, 'outputs', 'one.csv'), name: 'one.csv' });
    const wrong = [{}, { 'x-crible-token': '' }, { 'x-crible-token': `${token}x` }, { 'x-crible-token': 'absent' }];
    const answers = await Promise.all(
      wrong.flatMap((headers) => [
        ask('/files?name=a.csv', { method: 'POST', headers: headers as Record<string, string>, body: 'a;b\n' }),
        ask('/output/one', { headers: headers as Record<string, string> }),
        ask(`/files?name=a.csv&token=${token}`, {
          method: 'POST',
          headers: headers as Record<string, string>,
          body: 'a',
        }),
      ]),
    );
    expect({ answers: answers.map(refusal), written: existsSync(join(staging, 'uploads')) }).toEqual({
      answers: answers.map(() => [403, 'token', '']),
      written: false,
    });
  });

  it('refuses a cross-origin preflight: nothing tells a browser that it may', async () => {
    const answer = await ask('/files', {
      method: 'OPTIONS',
      headers: { origin: 'http://evil.example', 'access-control-request-method': 'POST' },
    });
    expect(refusal(answer)).toEqual([403, 'origin', '']);
  });

  it('refuses a WebSocket from another origin, without an origin, or without the token', async () => {
    const origin = `http://${host}`;
    const protocols = ['crible', token];
    const before = sent.length;
    expect({
      sockets: [
        await openSocket({ origin: 'http://evil.example', protocols }),
        await openSocket({ origin: `http://127.0.0.1:${port + 1}`, protocols }),
        await openSocket({ protocols }),
        await openSocket({ origin, host: 'evil.example', protocols }),
        await openSocket({ origin, protocols: ['crible'] }),
        await openSocket({ origin, protocols: ['crible', 'absent'] }),
        await openSocket({ origin, protocols: [token] }),
        await openSocket({ origin, protocols, path: '/other' }),
      ],
      sent: sent.slice(before),
    }).toEqual({
      sockets: [
        '403 origin',
        '403 origin',
        '403 origin',
        '403 host',
        '403 token',
        '403 token',
        '403 protocol',
        '403 path',
      ],
      sent: [],
    });
    expect(await openSocket({ origin, protocols })).toBe('open');
  });

  it('serves nothing but the files of the page, however their path is written', async () => {
    const paths = [
      '/../secret.txt',
      '/%2e%2e/secret.txt',
      '/..%2fsecret.txt',
      '/..%5csecret.txt',
      '/assets/../../secret.txt',
      '//etc/passwd',
      '/assets',
      '/assets/',
      '/index.html%00.js',
      `/${join(folder, 'secret.txt')}`,
      '/output/..%2f..%2fsecret.txt',
    ];
    const answers = await Promise.all(paths.map((path) => ask(path, { headers: ours() })));
    expect(answers.map(refusal)).toEqual(paths.map(() => [404, 'path', '']));
  });

  it('answers other methods with a refusal', async () => {
    const answers = await Promise.all(
      ['PUT', 'DELETE', 'PATCH'].map((method) => ask('/files', { method, headers: ours() })),
    );
    expect(answers.map(refusal)).toEqual(answers.map(() => [405, 'method', '']));
  });

  it('writes an upload into the engine’s folder under a random name, and grants it', async () => {
    const name = encodeURIComponent('../../Communes de l’été.csv');
    const answer = await ask(`/files?name=${name}`, { method: 'POST', headers: ours(), body: 'a;b\n' });
    const grant = sent.find((message) => message.type === 'grant');
    const file = grant?.type === 'grant' ? grant.file : null;
    expect({
      answer: JSON.parse(answer.body),
      name: file?.name,
      temporary: file?.temporary,
      inside: file?.path.startsWith(join(staging, 'uploads')) && !file.path.includes('Communes'),
      content: readFileSync(file?.path ?? '', 'utf8'),
      files: readdirSync(join(staging, 'uploads')).length,
    }).toEqual({
      answer: { kind: 'granted', file: { id: file?.id, name: 'Communes de l’été.csv', size: 4 } },
      name: 'Communes de l’été.csv',
      temporary: true,
      inside: true,
      content: 'a;b\n',
      files: 1,
    });
  });

  it('leaves nothing of an upload that breaks off, and says so of one that no disk could hold', async () => {
    const before = readdirSync(join(staging, 'uploads'));
    await new Promise<void>((resolve) => {
      const headers = { host, ...ours(), 'content-length': '1000000' };
      const request = httpRequest({ host: '127.0.0.1', port, path: '/files?name=a.csv', method: 'POST', headers });
      request.on('error', () => resolve());
      request.write('a;b\n', () => setTimeout(() => request.destroy(), 100));
    });
    await expect.poll(() => readdirSync(join(staging, 'uploads'))).toEqual(before);
    const refused = await new Promise<string>((resolve, reject) => {
      const headers = { host, ...ours(), 'content-length': '900000000000000' };
      const request = httpRequest({ host: '127.0.0.1', port, path: '/files?name=a.csv', method: 'POST', headers });
      request.on('response', (response) => response.on('data', (bytes) => resolve(String(bytes))));
      request.on('error', reject);
      request.flushHeaders();
    });
    expect(JSON.parse(refused)).toEqual({
      kind: 'refused',
      fault: { code: 'disk-full', params: { file: 'a.csv' } },
    });
  });

  it('gives a finished output once, as an attachment, and no file from outside the engine’s folder', async () => {
    const path = join(staging, 'outputs', 'two.csv');
    writeFileSync(path, 'x;y\n');
    say({ type: 'output', id: 'two', path, name: 'Été « 1 ».csv' });
    say({ type: 'output', id: 'stolen', path: join(staging, '..', 'secret.txt'), name: 'a' });
    const first = await ask('/output/two', { headers: ours() });
    const second = await ask('/output/two', { headers: ours() });
    const stolen = await ask('/output/stolen', { headers: ours() });
    expect({
      first: [first.status, first.body, first.headers['content-disposition'], first.headers['content-type']],
      second: second.status,
      stolen: stolen.status,
    }).toEqual({
      first: [
        200,
        'x;y\n',
        "attachment; filename*=UTF-8''%C3%89t%C3%A9%20%C2%AB%201%20%C2%BB.csv",
        'application/octet-stream',
      ],
      second: 404,
      stolen: 404,
    });
    await expect.poll(() => existsSync(path)).toBe(false);
  });
});
