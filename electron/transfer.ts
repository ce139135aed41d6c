import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm, stat, statfs } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Fault, faultData } from '../shared/rpc/fault.ts';
import type { Granted } from '../shared/rpc/host.ts';
import type { Grant } from './engine/control.ts';
import type { Supervisor } from './supervisor.ts';

/** Writes the body of `request` to a file of the engine's folder, then grants it. Nothing is left of a broken upload. */
export async function receiveFile(
  request: IncomingMessage,
  name: string,
  folder: string,
  supervisor: Pick<Supervisor<never>, 'grant'>,
): Promise<Granted> {
  const file: Grant = { id: randomUUID(), path: join(folder, randomUUID()), name: plainName(name), temporary: true };
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const { bavail, bsize } = await statfs(folder);
    if (Number(request.headers['content-length'] ?? 0) > bavail * bsize) throw new Fault('disk-full', { file: name });
    await pipeline(request, createWriteStream(file.path, { flags: 'wx', mode: 0o600 }));
    return { kind: 'granted', file: await supervisor.grant(file) };
  } catch (thrown) {
    await rm(file.path, { force: true });
    const full = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOSPC';
    return { kind: 'refused', fault: full ? { code: 'disk-full', params: { file: name } } : faultData(thrown) };
  }
}

/** Sends a finished output as an attachment, then removes it: an output is fetched once. */
export async function sendOutput(output: { path: string; name: string }, response: ServerResponse): Promise<void> {
  const { size } = await stat(output.path);
  response.writeHead(200, {
    'content-type': 'application/octet-stream',
    'content-length': size,
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(output.name)}`,
  });
  await pipeline(createReadStream(output.path), response);
  await rm(output.path, { force: true });
}

/** The last part of a name that a page gave, without what no file name may hold. Only shown: never joined to a path. */
export function plainName(name: string): string {
  const last = name.split(/[\\/]/).at(-1) ?? '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return last.replace(/[\u0000-\u001f\u007f]/g, '').slice(0, 255) || 'fichier';
}

/** Whether `path` is inside `folder`, both absolute and without links. */
export function isInside(path: string, folder: string): boolean {
  for (let parent = dirname(path); parent !== dirname(parent); parent = dirname(parent)) {
    if (parent === folder) return true;
  }
  return false;
}
