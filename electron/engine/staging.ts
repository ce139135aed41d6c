import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileRef } from '../../shared/contract.ts';
import { Fault } from '../../shared/rpc/fault.ts';
import type { Grant } from './control.ts';
import { isAlive, newRunName, processOfRun } from './instance.ts';
import type { StagedFile } from './sources/file.ts';
import { contentKey, copyIn, hashFile, hashOriginal, needsCopy } from './staging-copy.ts';

/** What the engine remembers of a granted file, kept on disk so that a restarted engine still knows it. */
type GrantRecord = { grant: Grant; size: number; copy: string | null; content?: string; sha256: string | null };

export type Staging = {
  folder: string;
  /** Fault `file-missing`, `file-empty`. The copy is made in the background, once the file was looked at or soon after. */
  grant(grant: Grant): Promise<FileRef>;
  /** Where the user's file lies and whether it was an upload. */
  origin(id: string): Grant | null;
  /** A look at the head of a file: of the copy when it is ready, else of the original. Copies and checksums wait for it. */
  look<T>(id: string, work: (file: StagedFile) => Promise<T>): Promise<T>;
  /** Whether its copy is there already. */
  isStaged(id: string): boolean;
  /** The copy. Faults `file-missing`, `file-changed`, `disk-full`. */
  stage(id: string): Promise<StagedFile>;
  sha256(id: string): Promise<string>;
  /** The checksum when it is known without reading the file, or soon will be for a small one. */
  knownSha256(id: string): Promise<string | null>;
  /** A staged file of that content. */
  findByChecksum(sha256: string): string | null;
  /** A fresh path for something the engine makes, under `outputs/`. */
  outputPath(extension: string): { id: string; path: string };
};

/** A file that nobody looks at for this long is copied all the same. */
const patienceMilliseconds = 1000;

/** Bytes hashed in a few milliseconds. */
const smallFile = 8 * 1024 * 1024;

const folders = ['files', 'outputs', 'cache', 'spill'];

/** Opens the staging folder of this run; what an earlier engine of the run staged is found again, half-made files go. */
export async function openStaging(folder: string): Promise<Staging> {
  for (const name of folders) await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
  for (const name of ['outputs', 'spill']) await emptyFolder(join(folder, name));
  const records = await readRecords(folder);
  const copies = new Map<string, Promise<StagedFile>>();
  const sums = new Map<string, Promise<string>>();

  function find(id: string): GrantRecord {
    const record = records.get(id);
    if (!record) throw new Fault('file-missing', { file: id });
    return record;
  }

  /** Files that somebody waits for: their copy goes on whatever is being looked at. */
  const urgent = new Set<string>();
  const waiting = new Set<() => void>();
  let looks = 0;

  function wake(): void {
    for (const resume of waiting) resume();
    waiting.clear();
  }

  /** Settles when nothing is being looked at: a copy or a checksum would hold a preview for as long as it takes. */
  async function calm(id: string): Promise<void> {
    while (looks > 0 && !urgent.has(id)) await new Promise<void>((resolve) => waiting.add(resolve));
  }

  function hurry(id: string): void {
    urgent.add(id);
    wake();
  }

  function copy(id: string): Promise<StagedFile> {
    const known = copies.get(id);
    if (known) return known;
    const record = find(id);
    const made = record.copy
      ? Promise.resolve(stagedFile(folder, record, record.copy))
      : calm(id)
          .then(() => copyIn(folder, record.grant))
          .then(async ({ file, content }) => {
            record.copy = file;
            record.content = content;
            // At once: an upload was moved, and an engine that takes over has no other trace of it.
            await writeRecord(folder, record);
            return stagedFile(folder, record, file);
          });
    copies.set(id, made);
    // A failed copy is tried again at the next call: the user may have closed the program that held the file.
    made.catch(() => copies.delete(id));
    return made;
  }

  function sum(id: string): Promise<string> {
    const known = sums.get(id);
    if (known) return known;
    const record = find(id);
    const made = record.sha256 ? Promise.resolve(record.sha256) : newSum(id, record);
    sums.set(id, made);
    made.catch(() => sums.delete(id));
    return made;
  }

  async function newSum(id: string, record: GrantRecord): Promise<string> {
    const pause = () => calm(id);
    const original = record.copy ? null : calm(id).then(() => hashOriginal(record.grant, pause));
    original?.catch(() => {});
    const file = await copy(id);
    const seen = await original?.catch(() => null);
    record.sha256 = seen && seen.content === file.content ? seen.sha256 : await hashFile(file.path, pause);
    await writeRecord(folder, record);
    return record.sha256;
  }

  async function stage(id: string): Promise<StagedFile> {
    hurry(id);
    return copy(id);
  }

  async function sha256(id: string): Promise<string> {
    hurry(id);
    return sum(id);
  }

  async function readable(id: string): Promise<StagedFile> {
    const record = find(id);
    if (record.grant.temporary || record.copy) return stage(id);
    const found = await stat(record.grant.path).catch(() => null);
    if (!found || (await needsCopy(record.grant.path, found.size))) return stage(id);
    const content = contentKey(record.grant, found);
    return { id, name: record.grant.name, size: found.size, path: record.grant.path, content };
  }

  return {
    folder,
    async grant(grant) {
      const found = await stat(grant.path).catch(() => null);
      if (!found?.isFile()) throw new Fault('file-missing', { file: grant.name });
      if (found.size === 0) throw new Fault('file-empty', { file: grant.name });
      const record: GrantRecord = { grant, size: found.size, copy: null, sha256: null };
      records.set(grant.id, record);
      await writeRecord(folder, record);
      setTimeout(() => sum(grant.id).catch(() => {}), patienceMilliseconds).unref();
      return { id: grant.id, name: grant.name, size: found.size };
    },
    origin: (id) => records.get(id)?.grant ?? null,
    async look(id, work) {
      looks += 1;
      try {
        return await work(await readable(id));
      } finally {
        looks -= 1;
        if (looks === 0) wake();
        if (records.has(id)) sum(id).catch(() => {});
      }
    },
    isStaged: (id) => find(id).copy !== null,
    stage,
    sha256,
    async knownSha256(id) {
      const record = find(id);
      return record.sha256 ?? (record.size < smallFile ? sha256(id) : null);
    },
    findByChecksum(sha256) {
      for (const [id, record] of records) if (record.sha256 === sha256) return id;
      return null;
    },
    outputPath(extension) {
      const id = randomBytes(12).toString('hex');
      return { id, path: join(folder, 'outputs', `${id}.${extension}`) };
    },
  };
}

/** Makes this run's staging folder under `root`, and removes those of runs whose process is gone. */
export async function prepareStaging(root: string): Promise<string> {
  await mkdir(root, { recursive: true, mode: 0o700 });
  for (const name of await readdir(root)) {
    const owner = processOfRun(name);
    if (owner !== null && !isAlive(owner)) await rm(join(root, name), { recursive: true, force: true });
  }
  const folder = join(root, newRunName());
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

function stagedFile(folder: string, record: GrantRecord, file: string): StagedFile {
  const { grant, size, content } = record;
  const path = join(folder, 'files', file);
  return { id: grant.id, name: grant.name, size, path, ...(content === undefined ? {} : { content }) };
}

async function readRecords(folder: string): Promise<Map<string, GrantRecord>> {
  const records = new Map<string, GrantRecord>();
  const kept = new Set<string>();
  for (const name of await readdir(join(folder, 'files'))) {
    if (!name.endsWith('.grant')) continue;
    try {
      const record = JSON.parse(await readFile(join(folder, 'files', name), 'utf8')) as GrantRecord;
      records.set(record.grant.id, record);
      kept.add(name);
      if (record.copy) kept.add(record.copy);
    } catch {
      // Damaged from outside: the file is granted again when it is wanted.
    }
  }
  for (const name of await readdir(join(folder, 'files'))) {
    if (!kept.has(name)) await unlink(join(folder, 'files', name)).catch(() => {});
  }
  return records;
}

/** Replaces the record of a grant at once: an engine killed meanwhile leaves the former one, never a torn one. */
async function writeRecord(folder: string, record: GrantRecord): Promise<void> {
  const name = createHash('sha256').update(record.grant.id).digest('hex').slice(0, 24);
  const path = join(folder, 'files', `${name}.grant`);
  const fresh = `${path}.${randomBytes(4).toString('hex')}`;
  await writeFile(fresh, JSON.stringify(record), { mode: 0o600 });
  await rename(fresh, path);
}

async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}
