import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Fault } from '../../../shared/rpc/fault.ts';
import { keepAside } from './archive.ts';
import type { StagedFile } from './file.ts';

/** As for the entries of a .zip: a text shrinks 5 to 30 times. */
const limits = { whole: 4_000_000_000, ratio: 100, smallEnough: 50_000_000 };

/** Inflates a .gz, which holds one file, beside its staged copy: see `keepAside`. Throws Fault `file-damaged` or `archive-unsafe`. */
export function inflateGzip(
  file: StagedFile,
  signal: AbortSignal | null,
): Promise<{ file: StagedFile; release: () => Promise<void> }> {
  const name = file.name.replace(/\.gz$/i, '');
  return keepAside(file, { place: 'gzip', name }, signal, async (path) => {
    const most = Math.min(limits.whole, Math.max(limits.smallEnough, file.size * limits.ratio));
    let total = 0;
    const guard = new Transform({
      transform(bytes: Buffer, _encoding, done) {
        total += bytes.length;
        done(total > most ? new Fault('archive-unsafe', { file: file.name }) : null, bytes);
      },
    });
    const options = signal === null ? {} : { signal };
    try {
      await pipeline(createReadStream(file.path), createGunzip(), guard, createWriteStream(path), options);
    } catch (thrown) {
      if (/^Z_/.test((thrown as NodeJS.ErrnoException).code ?? ''))
        throw new Fault('file-damaged', { file: file.name });
      throw thrown;
    }
  });
}
