import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Tests of what a person does in a real browser, beside those of code alone. */
const inBrowser = ['test/e2e/**/*.test.ts', 'test/renderer/**/*.test.{ts,tsx}'];

export default defineConfig({
  root: fileURLToPath(new URL('../../', import.meta.url)),
  test: {
    pool: 'forks',
    // DuckDB and Chromium use the cores themselves.
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'code',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/bench/**', 'test/output/**', ...inBrowser],
        },
      },
      // A second try, which `npm test` names: a press may fall on a busy machine's frame.
      { extends: true, test: { name: 'browser', include: inBrowser, retry: 1 } },
    ],
  },
});
