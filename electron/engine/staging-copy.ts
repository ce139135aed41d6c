import { createHash, randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, rename, stat, unlink } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Fault } from '../../shared/rpc/fault.ts';
import type { Grant } from './control.ts';
import { fileFault } from './durable-file.ts';
import { piecesOf, readBytes } from './sources/file.ts';

/** SHA-256 of a file's bytes, in hexadecimal. `pause` is awaited at each megabyte. */
export async function hashFile(path: string, pause = async () => {}): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of piecesOf(path)) {
    await pause();
    hash.update(bytes);
  }
  return hash.digest('hex');
}

/** What tells this content of a granted file from another that it may have later. */
export function contentKey(grant: Grant, found: { mtimeMs: number; size: number }): string {
  return `${grant.id} ${found.mtimeMs} ${found.size}`;
}

/**
 * The SHA-256 of the user's own file, for a copy of the same `content`: taken while the copy is made it costs no time, nor
 * the processor that will read the copy. Null where the content may not be that of the copy.
 */
export async function hashOriginal(grant: Grant, pause: () => Promise<void>) {
  if (grant.temporary) return null;
  const before = await stat(grant.path);
  const sha256 = await hashFile(grant.path, pause);
  const after = await stat(grant.path);
  const content = contentKey(grant, after);
  return isRecent(after) || content !== contentKey(grant, before) ? null : { content, sha256 };
}

/** The clock of a disk may be as coarse as 2 s: within it only the content can tell. */
const isRecent = ({ mtimeMs }: { mtimeMs: number }) => Date.now() - mtimeMs < 2500;

/**
 * Copies a granted file in; `file` is its name under `files/`, `content` its contentKey. A file truncated while DuckDB reads it gives a partial
 * count and no error, hence the copy, compared with the original before and after.
 */
export async function copyIn(folder: string, grant: Grant): Promise<{ file: string; content: string }> {
  const name = `${randomBytes(12).toString('hex')}${safeExtension(grant.name)}`;
  const target = join(folder, 'files', name);
  try {
    const before = await stat(grant.path);
    const copy = { file: name, content: contentKey(grant, before) };
    if (grant.temporary && (await moved(grant.path, target))) return copy;
    await copyFile(grant.path, target, constants.COPYFILE_FICLONE);
    const [after, copied] = [await stat(grant.path), await stat(target)];
    const same = before.size === after.size && before.mtimeMs === after.mtimeMs && copied.size === after.size;
    if (!same || (isRecent(after) && (await hashFile(grant.path)) !== (await hashFile(target))))
      throw new Fault('file-changed', { file: grant.name });
    if (grant.temporary) await unlink(grant.path).catch(() => {});
    return copy;
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

/**
 * By content: Parquet is looked at by DuckDB, which sees copies only; what is inside a .gz or a zip is unpacked beside the
 * copy, unless it is a workbook, whose parts the end of the file lists.
 */
export async function needsCopy(path: string, size: number): Promise<boolean> {
  const magic = (await readBytes(path, 0, 4)).toString('latin1');
  if (magic === 'PAR1' || magic.startsWith('\x1f\x8b')) return true;
  if (!magic.startsWith('PK')) return false;
  const list = await readBytes(path, Math.max(0, size - 65_536), 65_536);
  return !list.includes('xl/workbook') && !list.includes('content.xml');
}

function safeExtension(name: string): string {
  const extension = extname(name).toLowerCase();
  return /^\.[a-z0-9]{1,8}$/.test(extension) ? extension : '';
}
