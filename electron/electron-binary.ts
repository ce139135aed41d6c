import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);

/** What is used of the package that Electron's own installer downloads with; it comes and changes with Electron. */
type Downloader = {
  downloadArtifact(options: {
    version: string;
    artifactName: string;
    platform: string;
    arch: string;
    checksums: Record<string, string>;
    downloadOptions: {
      quiet: boolean;
      signal: AbortSignal;
      getProgressCallback(progress: { percent: number }): Promise<void>;
    };
  }): Promise<string>;
};

/** Path of Electron's executable, or null where it was not downloaded. `ELECTRON_OVERRIDE_DIST_PATH` has priority. */
export function findElectron(environment: Record<string, string | undefined> = process.env): string | null {
  const override = environment.ELECTRON_OVERRIDE_DIST_PATH;
  const folder = packageFolder();
  const name = folder && existsSync(join(folder, 'path.txt')) ? readFileSync(join(folder, 'path.txt'), 'utf8') : null;
  if (override) {
    const path = join(override, name ?? (process.platform === 'win32' ? 'electron.exe' : 'electron'));
    return existsSync(path) ? path : null;
  }
  if (!folder || !name) return null;
  const path = join(folder, 'dist', name);
  return existsSync(path) ? path : null;
}

/**
 * Downloads Electron, checked against the checksums of its package, and unpacks it with its own installer. Null when
 * nothing came within `patience` milliseconds, or when it failed.
 */
export async function fetchElectron(patience: number, onProgress: (fraction: number) => void): Promise<string | null> {
  const folder = packageFolder();
  if (!folder) return null;
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(), patience);
  try {
    const fromElectron = createRequire(join(folder, 'package.json'));
    const { downloadArtifact } = fromElectron('@electron/get') as Downloader;
    await downloadArtifact({
      version: (fromElectron('./package.json') as { version: string }).version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: fromElectron('./checksums.json') as Record<string, string>,
      downloadOptions: {
        quiet: true,
        signal: silence.signal,
        async getProgressCallback({ percent }) {
          clearTimeout(timer);
          onProgress(percent);
        },
      },
    });
    clearTimeout(timer);
    // The installer finds the archive in the cache, and only unpacks it.
    const installed = spawnSync(process.execPath, [join(folder, 'install.js')], { stdio: 'ignore' });
    return installed.status === 0 ? findElectron() : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** Folder of the `electron` package. Its entry is not imported: it would download at once, without a word. */
function packageFolder(): string | null {
  try {
    return dirname(require.resolve('electron/package.json'));
  } catch {
    return null;
  }
}
