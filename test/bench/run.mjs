// Bundles the bench with vite, as TypeScript does not run in Node 20 by itself, then runs it.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));
execFileSync(process.execPath, [`${root}test/tools/fresh.mjs`], { cwd: root, stdio: 'inherit' });
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  build: {
    ssr: `${root}test/bench/bench.ts`,
    outDir: `${root}test/output`,
    // As deep in the tree as the sources, whose paths are relative to themselves.
    emptyOutDir: false,
    target: 'node20',
    minify: false,
  },
});
process.env.CRIBLE_ROOT = root;
await import(`${root}test/output/bench.js`);
