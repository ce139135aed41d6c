// Builds dist when a source is newer than it. Says nothing on standard output: `npm run crible` prints JSON there.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const sources = ['electron', 'renderer', 'shared', 'package-lock.json', 'test/tools/vite.config.ts'];

if (isStale()) {
  if (!process.argv.includes('--quiet')) process.stderr.write('Crible : construction de l’application…\n');
  const vite = fileURLToPath(new URL('../../node_modules/vite/bin/vite.js', import.meta.url));
  const built = spawnSync(process.execPath, [vite, 'build', '--app', '--config', 'test/tools/vite.config.ts'], {
    cwd: root,
    // Under vitest it says « test », and the page would be built as for development.
    env: { ...process.env, NODE_ENV: 'production' },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  if (built.status !== 0) {
    process.stderr.write(`${built.stdout}${built.stderr}`);
    process.exit(1);
  }
}

function isStale() {
  let builtAt;
  try {
    builtAt = statSync(`${root}dist/.built`).mtimeMs;
  } catch {
    return true;
  }
  return sources.some((path) => isNewer(`${root}${path}`, builtAt));
}

/** Whether the file, or anything in the folder (a removal dates the folder itself), changed after `builtAt`. */
function isNewer(path, builtAt) {
  const stats = statSync(path);
  if (stats.mtimeMs > builtAt) return true;
  if (!stats.isDirectory()) return false;
  return readdirSync(path).some((name) => isNewer(`${path}/${name}`, builtAt));
}
