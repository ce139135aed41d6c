import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { application } from '../../electron/folders.ts';

/** Builds the application where it is older than its sources. For tests that run it; takes a few seconds, or none. */
export function requireBuild(): void {
  execFileSync(process.execPath, [join(application.root, 'test/tools/fresh.mjs'), '--quiet'], { stdio: 'inherit' });
}
