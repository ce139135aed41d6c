import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Fault } from '../../../shared/rpc/fault.ts';
import type { StagedFile } from './file.ts';
import { streamEntry, type ZipEntry } from './zip.ts';

let extractions = 0;

/**
 * Inflates one entry of a .zip beside its staged copy, under a safe name. A file that is looked at where the user
 * keeps it (it still has its own name) gets a temporary folder instead: nothing is ever written next to it.
 */
export async function extractEntry(
  file: StagedFile,
  entry: ZipEntry,
  signal: AbortSignal | null,
): Promise<{ file: StagedFile; release: () => Promise<void> }> {
  const staged = basename(file.path) !== basename(file.name);
  const folder = staged ? dirname(file.path) : await mkdtemp(join(tmpdir(), 'crible-'));
  extractions += 1;
  const path = join(folder, `${basename(file.path)}.${process.pid}-${extractions}.entry`);
  const release = () => rm(staged ? path : folder, { force: true, recursive: !staged });
  try {
    const source = Readable.from(streamEntry(file.path, entry, file.name));
    await pipeline(source, createWriteStream(path), signal === null ? {} : { signal });
  } catch (thrown) {
    await release();
    if (signal?.aborted) throw new Fault('cancelled');
    if ((thrown as NodeJS.ErrnoException).code === 'ENOSPC') throw new Fault('disk-full', { file: file.name });
    throw thrown;
  }
  return { file: { ...file, path, name: basename(entry.name), size: entry.size }, release };
}
