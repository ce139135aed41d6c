import { randomBytes } from 'node:crypto';
import { constants, copyFile, type FileHandle, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { Fault } from '../../shared/rpc/fault.ts';

/** The file calls that a save makes, so that a test can fail each of them in turn. */
export type FileCalls = {
  open(path: string, flags: string): Promise<FileHandle>;
  write(file: FileHandle, bytes: Uint8Array): Promise<void>;
  sync(file: FileHandle): Promise<void>;
  close(file: FileHandle): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  copy(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
};

export const realFileCalls: FileCalls = {
  open: (path, flags) => open(path, flags),
  async write(file, bytes) {
    await file.writeFile(bytes);
  },
  sync: (file) => file.sync(),
  close: (file) => file.close(),
  rename,
  copy: (from, to) => copyFile(from, to, constants.COPYFILE_FICLONE),
  remove: unlink,
};

const temporaryName = /^\.crible-[0-9a-f]{12}\.tmp$/;
const backupGenerations = 3;

/**
 * Replaces a file without ever leaving a torn one (RELIABILITY, Saving): temporary in the same folder, fsync, the previous
 * kept as `<name>.1` … `.3`, rename, fsync of the folder. Faults `disk-full`, `write-refused`; the old file is then whole.
 */
export async function saveDurably(
  path: string,
  bytes: Uint8Array,
  options: { backups?: boolean; calls?: FileCalls } = {},
): Promise<void> {
  const calls = options.calls ?? realFileCalls;
  const temporary = temporaryBeside(path);
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeSynced(temporary, bytes, calls);
    if (options.backups && (await exists(path))) await keepBackups(path, calls);
    await renamePatiently(temporary, path, calls);
  } catch (thrown) {
    await calls.remove(temporary).catch(() => unlink(temporary).catch(() => {}));
    throw fileFault(thrown, basename(path));
  }
  // The rename is done and whole: a folder that cannot be synced (Windows, some network drives) is no failure.
  await syncFolder(dirname(path), calls).catch(() => {});
}

/** Puts a finished file in place of `path`, which may be on another disk. Same promises as `saveDurably`. */
export async function placeDurably(from: string, path: string, calls: FileCalls = realFileCalls): Promise<void> {
  const temporary = temporaryBeside(path);
  try {
    await mkdir(dirname(path), { recursive: true });
    await calls.copy(from, temporary);
    const file = await calls.open(temporary, 'r+');
    try {
      await calls.sync(file);
    } finally {
      await calls.close(file);
    }
    await renamePatiently(temporary, path, calls);
  } catch (thrown) {
    await calls.remove(temporary).catch(() => unlink(temporary).catch(() => {}));
    throw fileFault(thrown, basename(path));
  }
  await syncFolder(dirname(path), calls).catch(() => {});
}

/** Longer than any save: a younger temporary may be that of another host at work in the same folder. */
const savingTime = 60_000;

/** Removes what a killed save left behind. */
export async function sweepTemporaries(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    if (!temporaryName.test(name)) continue;
    const found = await stat(join(folder, name)).catch(() => null);
    if (found && Date.now() - found.mtimeMs > savingTime) await unlink(join(folder, name)).catch(() => {});
  }
}

/** A refusal of the file system as a Fault; anything else unchanged. */
export function fileFault(thrown: unknown, file: string): unknown {
  const code = (thrown as NodeJS.ErrnoException)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return new Fault('disk-full', { file });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'EBUSY' || code === 'EISDIR')
    return new Fault('write-refused', { file });
  if (code === 'ENOENT' || code === 'ENOTDIR') return new Fault('write-refused', { file });
  return thrown;
}

export async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function temporaryBeside(path: string): string {
  return join(dirname(path), `.crible-${randomBytes(6).toString('hex')}.tmp`);
}

async function writeSynced(path: string, bytes: Uint8Array, calls: FileCalls): Promise<void> {
  const file = await calls.open(path, 'wx');
  try {
    await calls.write(file, bytes);
    await calls.sync(file);
  } finally {
    await calls.close(file);
  }
}

async function keepBackups(path: string, calls: FileCalls): Promise<void> {
  for (let generation = backupGenerations - 1; generation >= 1; generation--) {
    const from = `${path}.${generation}`;
    if (await exists(from)) await renamePatiently(from, `${path}.${generation + 1}`, calls);
  }
  // A copy, so that a file of that name stands at every moment.
  await calls.copy(path, `${path}.1`);
}

/** Windows refuses a rename for as long as an antivirus or indexer holds either file: try again for 2 s. */
async function renamePatiently(from: string, to: string, calls: FileCalls): Promise<void> {
  for (let waited = 0; ; waited += 50) {
    try {
      return await calls.rename(from, to);
    } catch (thrown) {
      const code = (thrown as NodeJS.ErrnoException).code ?? '';
      if (process.platform !== 'win32' || !['EPERM', 'EACCES', 'EBUSY'].includes(code) || waited >= 2000) throw thrown;
      await wait(50);
    }
  }
}

async function syncFolder(folder: string, calls: FileCalls): Promise<void> {
  const handle = await calls.open(folder, 'r');
  try {
    await calls.sync(handle);
  } finally {
    await calls.close(handle);
  }
}
