// npm test [files]: types, lint, build, then every test; the last line is « N passed, N failed, N skipped ».
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const output = `${root}test/output`;
const results = `${output}/results.json`;
const files = process.argv.slice(2);
const count = { passed: 0, failed: 0, skipped: 0 };

mkdirSync(output, { recursive: true });
rmSync(results, { force: true });
check('types', 'node_modules/typescript/bin/tsc', '-b');
check('lint', 'node_modules/@biomejs/biome/bin/biome', 'check');
const built = check(
  'build',
  'node_modules/vite/bin/vite.js',
  'build',
  '--app',
  '--config',
  'test/tools/vite.config.ts',
);
if (built) {
  // A first run on a bare Debian installs the browser here, where no test is timed.
  run('test/tools/run.mjs', 'test/tools/install-browser.ts');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const config = ['--config', 'test/tools/vitest.config.ts'];
  const ended = run('node_modules/vitest/vitest.mjs', 'run', ...config, ...reporters, ...files);
  countTests(ended);
}
process.stdout.write(`${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped\n`);
process.exit(count.failed === 0 ? 0 : 1);

function check(name, ...words) {
  const good = run(...words);
  process.stdout.write(`${good ? 'ok' : 'FAILED'}: ${name}\n`);
  count[good ? 'passed' : 'failed'] += 1;
  return good;
}

function run(...words) {
  return spawnSync(process.execPath, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

function countTests(ended) {
  let told = null;
  try {
    told = JSON.parse(readFileSync(results, 'utf8'));
  } catch {
    // Vitest did not get to its report: counted below.
  }
  const failedBefore = count.failed;
  for (const file of told?.testResults ?? []) {
    const statuses = file.assertionResults.map((test) => test.status);
    count.passed += statuses.filter((status) => status === 'passed').length;
    count.failed += statuses.filter((status) => status === 'failed').length;
    count.skipped += statuses.filter((status) => status !== 'passed' && status !== 'failed').length;
    for (const test of file.assertionResults)
      if (test.status === 'passed' && test.failureMessages.length > 0)
        process.stdout.write(`passed at its second try: ${test.fullName}\n`);
    // A file that could not be loaded has no test to fail.
    if (file.status === 'failed' && !statuses.includes('failed')) count.failed += 1;
  }
  // An error outside every test.
  if (!ended && count.failed === failedBefore) count.failed += 1;
}
