// Runs one of our TypeScript tools: node test/tools/run.mjs test/tools/draw-icons.ts (Node 20 does not read TypeScript).
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));
await runnerImport(`${root}${process.argv[2]}`, { root, configFile: false, logLevel: 'error' });
