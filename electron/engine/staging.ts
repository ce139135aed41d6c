import { createHash, randomBytes } from 'node:crypto';
import { constants, createReadStream } from 'node:fs';
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FileRef } from '../../shared/contract.ts';
import { Fault } from '../../shared/rpc/fault.ts';
import type { Grant } from './control.ts';
import { fileFault } from './durable-file.ts';

/** A file as the engine reads it: a private copy under a safe name. `path` is inside the staging folder. */
export type StagedFile = FileRef & { path: string };

/** What the engine remembers of a granted file, kept on disk so that a restarted engine still knows it. */
type GrantRecord = { grant: Grant; size: number; staged: { file: string; sha256: string } | null };

export type Staging = {
  folder: string;
  /** Fault `file-missing`, `file-empty`. The copy starts at once, in the background. */
  grant(grant: Grant): Promise<FileRef>;
  /** Where the user's file lies and whether it was an upload. */
  origin(id: string): Grant | null;
  /** The file for a look at its head: the copy when it is ready, else the original. */
  peek(id: string): Promise<StagedFile>;
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

  function copy(id: string): Promise<StagedFile> {
    const known = copies.get(id);
    if (known) return known;
    const record = find(id);
    const made = record.staged
      ? Promise.resolve(stagedFile(folder, record, record.staged.file))
      : copyIn(folder, record.grant).then((file) => stagedFile(folder, record, file));
    copies.set(id, made);
    // A failed copy is tried again at the next call: the user may have closed the program that held the file.
    made.catch(() => copies.delete(id));
    return made;
  }

  function sum(id: string): Promise<string> {
    const known = sums.get(id);
    if (known) return known;
    const record = find(id);
    const made = record.staged
      ? Promise.resolve(record.staged.sha256)
      : copy(id).then(async (file) => {
          const sha256 = await hashFile(file.path);
          record.staged = { file: file.path.slice(join(folder, 'files').length + 1), sha256 };
          await writeRecord(folder, record);
          return sha256;
        });
    sums.set(id, made);
    made.catch(() => sums.delete(id));
    return made;
  }

  return {
    folder,
    async grant(grant) {
      const found = await stat(grant.path).catch(() => null);
      if (!found?.isFile()) throw new Fault('file-missing', { file: grant.name });
      if (found.size === 0) throw new Fault('file-empty', { file: grant.name });
      const record: GrantRecord = { grant, size: found.size, staged: null };
      records.set(grant.id, record);
      await writeRecord(folder, record);
      sum(grant.id).catch(() => {});
      return { id: grant.id, name: grant.name, size: found.size };
    },
    origin: (id) => records.get(id)?.grant ?? null,
    async peek(id) {
      const record = find(id);
      if (record.grant.temporary || record.staged) return copy(id);
      const found = await stat(record.grant.path).catch(() => null);
      if (!found || (await needsCopy(record.grant.path))) return copy(id);
      return { id, name: record.grant.name, size: found.size, path: record.grant.path };
    },
    stage: copy,
    sha256: sum,
    async knownSha256(id) {
      const record = find(id);
      return record.staged?.sha256 ?? (record.size < smallFile ? sum(id) : null);
    },
    findByChecksum(sha256) {
      for (const [id, record] of records) if (record.staged?.sha256 === sha256) return id;
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
    const owner = /^run-(\d+)$/.exec(name)?.[1];
    if (owner && !isAlive(Number(owner))) await rm(join(root, name), { recursive: true, force: true });
  }
  const folder = join(root, `run-${process.pid}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

/** SHA-256 of a file's bytes, in hexadecimal. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(bytes);
  return hash.digest('hex');
}

function stagedFile(folder: string, record: GrantRecord, file: string): StagedFile {
  return { id: record.grant.id, name: record.grant.name, size: record.size, path: join(folder, 'files', file) };
}

/**
 * Copies a granted file in and returns its name under `files/`. A file truncated while DuckDB reads it gives a partial
 * count and no error, hence the copy, compared with the original before and after.
 */
async function copyIn(folder: string, grant: Grant): Promise<string> {
  const name = `${randomBytes(12).toString('hex')}${safeExtension(grant.name)}`;
  const target = join(folder, 'files', name);
  try {
    if (grant.temporary && (await moved(grant.path, target))) return name;
    const before = await stat(grant.path);
    await copyFile(grant.path, target, constants.COPYFILE_FICLONE);
    const [after, copied] = [await stat(grant.path), await stat(target)];
    const same = before.size === after.size && before.mtimeMs === after.mtimeMs && copied.size === after.size;
    // The clock of a disk may be as coarse as 2 s: within it only the content can tell.
    const recent = Date.now() - after.mtimeMs < 2500;
    if (!same || (recent && (await hashFile(grant.path)) !== (await hashFile(target))))
      throw new Fault('file-changed', { file: grant.name });
    if (grant.temporary) await unlink(grant.path).catch(() => {});
    return name;
  } catch (thrown) {
    await unlink(target).catch(() => {});
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') throw new Fault('file-missing', { file: grant.name });
    throw fileFault(thrown, grant.name);
  }
}

async function moved(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(
    () => true,
    () => false,
  );
}

/** Parquet is looked at by DuckDB, which sees copies only; what is inside a zip is unpacked beside it. By content. */
async function needsCopy(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const magic = buffer.toString('latin1', 0, bytesRead);
    return magic === 'PAR1' || magic.startsWith('PK');
  } finally {
    await file.close();
  }
}

function safeExtension(name: string): string {
  const extension = extname(name).toLowerCase();
  return /^\.[a-z0-9]{1,8}$/.test(extension) ? extension : '';
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
      if (record.staged) kept.add(record.staged.file);
    } catch {
      // Torn by a kill: the file is granted again when it is wanted.
    }
  }
  for (const name of await readdir(join(folder, 'files'))) {
    if (!kept.has(name)) await unlink(join(folder, 'files', name)).catch(() => {});
  }
  return records;
}

async function writeRecord(folder: string, record: GrantRecord): Promise<void> {
  const name = createHash('sha256').update(record.grant.id).digest('hex').slice(0, 24);
  await writeFile(join(folder, 'files', `${name}.grant`), JSON.stringify(record), { mode: 0o600 });
}

async function emptyFolder(folder: string): Promise<void> {
  for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
