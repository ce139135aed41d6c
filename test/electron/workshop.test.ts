import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { contentSecurityPolicy } from '../../electron/page.ts';
import { type Answer, openTestWorkshop } from './test-workshop.ts';

const opened = await openTestWorkshop();
const { ask, openSocket, say, sent, folder, staging, host, port, token, ours } = opened;
afterAll(() => opened.workshop.close());

const refusal = ({ status, headers, body }: Answer) => [status, headers['x-refused'], body];

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
    { ...ours, origin: 'http://evil.example' },
    { ...ours, origin: 'null' },
    { ...ours, origin: `http://127.0.0.1:${port + 1}` },
    { ...ours, origin: `https://${host}` },
    { ...ours, 'sec-fetch-site': 'cross-site' },
    { ...ours, 'sec-fetch-site': 'same-site' },
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
  const answers = await Promise.all(paths.map((path) => ask(path, { headers: ours })));
  expect(answers.map(refusal)).toEqual(paths.map(() => [404, 'path', '']));
});

it('answers other methods with a refusal', async () => {
  const answers = await Promise.all(
    ['PUT', 'DELETE', 'PATCH'].map((method) => ask('/files', { method, headers: ours })),
  );
  expect(answers.map(refusal)).toEqual(answers.map(() => [405, 'method', '']));
});
