import { execFileSync, spawnSync } from 'node:child_process';
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { keptFolder } from './temporary.ts';

const command = ['soffice', 'libreoffice'].find((name) => spawnSync(name, ['--version']).status === 0);

/** Whether LibreOffice is installed. */
export const hasOffice = command !== undefined;

/** What a title adds to tell why a test was skipped. */
export const withoutOffice = hasOffice ? '' : ' (skipped: no LibreOffice)';

/** One for all the files of a test process: LibreOffice takes seconds to make a new one. */
const profile = pathToFileURL(join(keptFolder(), 'profile'));

/**
 * The path of what LibreOffice makes of a file: `to` is « extension » or « extension:filter », as its `--convert-to`
 * takes it; `options` come before. Throws when it ends badly.
 */
export function convertWithOffice(path: string, to: string, folder: string, options: readonly string[] = []): string {
  const words = [`-env:UserInstallation=${profile}`, '--headless', ...options, '--convert-to', to, '--outdir', folder];
  execFileSync(command as string, [...words, path], { stdio: 'ignore', timeout: 110_000 });
  return join(folder, `${basename(path, extname(path))}.${to.split(':')[0]}`);
}
