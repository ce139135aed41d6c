import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openTestWorkshop } from './test-workshop.ts';

const opened = await openTestWorkshop();
const { ask, say, sent, staging, host, port, ours } = opened;
afterAll(() => opened.workshop.close());

it('writes an upload into the engine’s folder under a random name, and grants it', async () => {
  const name = encodeURIComponent('../../Communes de l’été.csv');
  const answer = await ask(`/files?name=${name}`, { method: 'POST', headers: ours, body: 'a;b\n' });
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
    const headers = { host, ...ours, 'content-length': '1000000' };
    const request = httpRequest({ host: '127.0.0.1', port, path: '/files?name=a.csv', method: 'POST', headers });
    request.on('error', () => resolve());
    request.write('a;b\n', () => setTimeout(() => request.destroy(), 100));
  });
  await expect.poll(() => readdirSync(join(staging, 'uploads'))).toEqual(before);
  const refused = await new Promise<string>((resolve, reject) => {
    const headers = { host, ...ours, 'content-length': '900000000000000' };
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
  const first = await ask('/output/two', { headers: ours });
  const second = await ask('/output/two', { headers: ours });
  const stolen = await ask('/output/stolen', { headers: ours });
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
