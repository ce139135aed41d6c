import { existsSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const root = fileURLToPath(new URL('../../', import.meta.url));
const outDir = `${root}dist`;

/** What runs in Node and in Electron's main process: dist/<name>.js, ES modules. */
const nodeEntries = existing({
  start: 'electron/start.ts',
  main: 'electron/main.ts',
  crible: 'electron/crible.ts',
  engine: 'electron/engine/process.ts',
  'spreadsheet-worker': 'electron/engine/sources/worker.ts',
  'basemap-worker': 'electron/engine/map-worker.ts',
});
/** A sandboxed preload must be CommonJS. */
const preloadEntries = existing({ preload: 'electron/preload.ts' });
const pageEntries = existsSync(`${root}renderer/app.tsx`) ? existing({ index: 'renderer/index.html' }) : {};

// Left out of the bundles: the host itself and the only runtime dependency, which is native.
const external = ['electron', '@duckdb/node-api', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

export default defineConfig({
  root: `${root}renderer`,
  base: './',
  publicDir: false,
  logLevel: 'warn',
  plugins: [
    react(),
    { ...optimizeLocales.vite({ locales: ['fr-FR'] }), applyToEnvironment: (target) => target.name === 'client' },
  ],
  build: { target: 'es2023', emptyOutDir: false, reportCompressedSize: false, chunkSizeWarningLimit: 4000 },
  environments: {
    // Files keep plain names: the page is served fresh by its own host, and a rebuild replaces in place.
    client: {
      build: {
        outDir: `${outDir}/page`,
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        rolldownOptions: {
          input: pageEntries,
          output: {
            entryFileNames: 'assets/[name].js',
            chunkFileNames: 'assets/[name].js',
            assetFileNames: 'assets/[name][extname]',
          },
        },
      },
    },
    node: nodeEnvironment(nodeEntries, {
      format: 'es',
      entryFileNames: '[name].js',
      // Beside the entries, so that `../resources/` means the same from every file of dist.
      chunkFileNames: 'chunk-[name].js',
    }),
    preload: nodeEnvironment(preloadEntries, { format: 'cjs', entryFileNames: '[name].cjs' }),
  },
  builder: {
    async buildApp(builder) {
      const began = new Date();
      const entries = { node: nodeEntries, preload: preloadEntries, client: pageEntries };
      for (const [name, inputs] of Object.entries(entries)) {
        const environment = builder.environments[name];
        if (environment && Object.keys(inputs).length > 0) await builder.build(environment);
      }
      // Dated from the start: an edit made during the build counts as newer (see fresh.mjs).
      mkdirSync(outDir, { recursive: true });
      writeFileSync(`${outDir}/.built`, '');
      utimesSync(`${outDir}/.built`, began, began);
    },
  },
});

function nodeEnvironment(input: Record<string, string>, output: Record<string, string>) {
  return {
    consumer: 'server' as const,
    resolve: { noExternal: true as const, external },
    build: {
      outDir,
      ssr: true,
      minify: false,
      target: 'node20',
      copyPublicDir: false,
      rolldownOptions: { input, output, platform: 'node' as const },
    },
  };
}

/** Entries whose file exists, as absolute paths. */
function existing(entries: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(entries)
      .map(([name, path]) => [name, `${root}${path}`] as const)
      .filter(([, path]) => existsSync(path)),
  );
}
