import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// The same from electron/ (tests) and from dist/ (the built application): both lie just under the root.
const root = fileURLToPath(new URL('../', import.meta.url));

/** Where the application's own files are, absolute. */
export const application = {
  root,
  version: (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version,
  page: join(root, 'dist', 'page'),
  preload: join(root, 'dist', 'preload.cjs'),
  engine: join(root, 'dist', 'engine.js'),
  // DuckDB opens files of this folder itself, and cannot look inside an archive.
  resources: join(root.replace(/app\.asar([\\/]|$)/, 'app.asar.unpacked$1'), 'resources'),
};

type Environment = Record<string, string | undefined>;

/** The application's own state between runs; the same for both hosts. `CRIBLE_DATA_FOLDER` moves it (tests). */
export function dataFolder(environment: Environment = process.env, platform: string = process.platform): string {
  const { CRIBLE_DATA_FOLDER, LOCALAPPDATA, XDG_DATA_HOME } = environment;
  if (CRIBLE_DATA_FOLDER) return CRIBLE_DATA_FOLDER;
  if (platform === 'win32') return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Crible');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Crible');
  // The XDG specification: a relative path is to be ignored.
  const base = XDG_DATA_HOME && isAbsolute(XDG_DATA_HOME) ? XDG_DATA_HOME : join(homedir(), '.local', 'share');
  return join(base, 'crible');
}

/** « Crible » in the user's documents. `CRIBLE_PROJECTS_FOLDER` moves it (tests). */
export function projectsFolder(environment: Environment = process.env, platform: string = process.platform): string {
  if (environment.CRIBLE_PROJECTS_FOLDER) return environment.CRIBLE_PROJECTS_FOLDER;
  return join(documentsFolder(environment, platform), 'Crible');
}

/** A Linux desktop names it in the user's language, in user-dirs.dirs. */
function documentsFolder(environment: Environment, platform: string): string {
  const usual = join(homedir(), 'Documents');
  if (platform !== 'linux') return usual;
  try {
    const folder = environment.XDG_CONFIG_HOME ?? join(homedir(), '.config');
    const lines = readFileSync(join(folder, 'user-dirs.dirs'), 'utf8');
    const named = /^XDG_DOCUMENTS_DIR="(.*)"$/m.exec(lines)?.[1]?.replace('$HOME', homedir());
    return named && isAbsolute(named) ? named : usual;
  } catch {
    return usual;
  }
}
