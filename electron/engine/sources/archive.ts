import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Fault } from '../../../shared/rpc/fault.ts';
import { contentOf, type StagedFile } from './file.ts';
import { streamEntry, type ZipEntry } from './zip.ts';

/** A part of a file that was written aside. `users` still read it; kept a while after the last, for the next look. */
type Extraction = { file: StagedFile; remove: () => Promise<void>; users: number; idle: NodeJS.Timeout | null };

/** Looks at a file, corrections of its settings and its import follow one another within this. */
const keptMilliseconds = 10 * 60_000;

let extractions = 0;
let kept: Extraction | null = null;

/** Inflates one entry of a .zip beside its staged copy: see `keepAside`. */
export function extractEntry(
  file: StagedFile,
  entry: ZipEntry,
  signal: AbortSignal | null,
): Promise<{ file: StagedFile; release: () => Promise<void> }> {
  return keepAside(file, { place: `${entry.offset} ${entry.name}`, name: basename(entry.name) }, signal, (path) => {
    const source = Readable.from(streamEntry(file.path, entry, file.name));
    return pipeline(source, createWriteStream(path), signal === null ? {} : { signal });
  });
}

/**
 * Writes a part of a file, told by its `place` in it, beside its staged copy under a safe name, and keeps the last one. A
 * file that is looked at where the user keeps it (it still has its own name) gets a temporary folder instead: nothing is
 * ever written next to it, and nothing kept.
 */
export async function keepAside(
  file: StagedFile,
  part: { place: string; name: string },
  signal: AbortSignal | null,
  write: (path: string) => Promise<void>,
): Promise<{ file: StagedFile; release: () => Promise<void> }> {
  const content = `${await contentOf(file)} ${part.place}`;
  const known = kept;
  if (known !== null && known.file.content === content) {
    const used = use(known);
    if (await isThere(known.file)) return used;
    await used.release();
  }
  const staged = basename(file.path) !== basename(file.name);
  const folder = staged ? dirname(file.path) : await mkdtemp(join(tmpdir(), 'crible-'));
  extractions += 1;
  const path = join(folder, `${basename(file.path)}.${process.pid}-${extractions}.entry`);
  const remove = () => rm(staged ? path : folder, { force: true, recursive: !staged });
  try {
    await write(path);
  } catch (thrown) {
    await remove();
    if (signal?.aborted) throw new Fault('cancelled');
    if ((thrown as NodeJS.ErrnoException).code === 'ENOSPC') throw new Fault('disk-full', { file: file.name });
    throw thrown;
  }
  const { size } = await stat(path);
  const extraction: Extraction = {
    file: { ...file, path, name: part.name, size, content },
    remove,
    users: 0,
    idle: null,
  };
  if (staged) {
    const old = kept;
    kept = extraction;
    if (old !== null && old.users === 0) await forget(old);
  }
  return use(extraction);
}

function use(extraction: Extraction) {
  extraction.users += 1;
  if (extraction.idle !== null) clearTimeout(extraction.idle);
  const release = async () => {
    extraction.users -= 1;
    if (extraction.users > 0) return;
    if (extraction !== kept) await forget(extraction);
    else extraction.idle = setTimeout(() => void forget(extraction), keptMilliseconds).unref();
  };
  return { file: extraction.file, release };
}

async function forget(extraction: Extraction): Promise<void> {
  if (extraction.idle !== null) clearTimeout(extraction.idle);
  if (kept === extraction) kept = null;
  await extraction.remove().catch(() => {});
}

async function isThere(file: StagedFile): Promise<boolean> {
  return stat(file.path).then(
    ({ size }) => size === file.size,
    () => false,
  );
}
