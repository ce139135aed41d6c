import { appendFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Tests of what a person does in a real browser, beside those of code alone. */
const inBrowser = ['test/e2e/**/*.test.ts', 'test/renderer/**/*.test.{ts,tsx}'];

/** Begun first, so that none of them is left alone at the end. */
const longest = /e2e\/(accessibility|territory-screens|charts|territory|newcomer|filter-panels)\.|grid\/grid\./;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId }: TestSpecification) =>
      longest.test(moduleId) ? 0 : /\/(e2e|renderer)\//.test(moduleId) ? 1 : 2;
    return (await super.sort(files)).toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

const unhandled = fileURLToPath(new URL('../output/unhandled.log', import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL('../../', import.meta.url)),
  test: {
    pool: 'forks',
    // DuckDB and Chromium use the cores themselves: a press on a page that has to wait for one may be lost.
    maxWorkers: 2,
    // A worker keeps what it imported from one file to the next: half of the time of small tests was importing.
    isolate: false,
    globalSetup: 'test/tools/temporary.ts',
    // No report of Vitest holds them: `npm test` counts those of a run whose files are tried again.
    onUnhandledError: (error) => appendFileSync(unhandled, `${error.name}: ${error.message}\n`),
    sequence: { sequencer: LongestFirst },
    testTimeout: 120_000,
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
      { extends: true, test: { name: 'browser', include: inBrowser } },
    ],
  },
});
