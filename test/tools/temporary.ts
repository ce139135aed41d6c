import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const variable = 'CRIBLE_TESTS_FOLDER';

/** Before a run: the folder of what test processes keep from one file to the next, removed after it. */
export function setup(): () => void {
  // Each project of the run asks.
  if (process.env[variable]) return () => {};
  const folder = mkdtempSync(join(tmpdir(), 'crible-tests-'));
  process.env[variable] = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

/** A new folder that lasts as long as the run. */
export function keptFolder(): string {
  return mkdtempSync(join(process.env[variable] ?? tmpdir(), 'kept-'));
}
