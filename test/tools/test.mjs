// npm test [files]: types, lint, build, then every test; the last line is « N passed, N failed, N skipped ».
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const output = `${root}test/output`;
// More files than that are not an accident.
const mostTriedAgain = 3;
const unhandled = `${output}/unhandled.log`;
const files = process.argv.slice(2);
const count = { passed: 0, failed: 0, skipped: 0 };

mkdirSync(output, { recursive: true });
rmSync(unhandled, { force: true });
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
  const { ended, told } = runTests('results', ...files);
  const doubtful = told.filter(mayBeTriedAgain);
  if (doubtful.length === 0 || doubtful.length > mostTriedAgain) countTests(told, ended);
  else {
    for (const test of doubtful.flatMap(failedTests)) process.stdout.write(`tried again, its whole file: ${test}\n`);
    const again = runTests('results-again', '--maxWorkers=1', ...doubtful.map((file) => file.name));
    countTests(
      [...told.filter((file) => !doubtful.includes(file)), ...again.told],
      again.ended && !existsSync(unhandled),
    );
  }
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

function runTests(name, ...chosen) {
  const results = `${output}/${name}.json`;
  rmSync(results, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`];
  const config = ['--config', 'test/tools/vitest.config.ts'];
  const ended = run('node_modules/vitest/vitest.mjs', 'run', ...config, ...reporters, ...chosen);
  try {
    return { ended, told: JSON.parse(readFileSync(results, 'utf8')).testResults };
  } catch {
    // Vitest did not get to its report: counted as a failure.
    return { ended: false, told: [] };
  }
}

/** Only what drives a browser: on a busy machine a press may fall beside what moves. */
function mayBeTriedAgain(file) {
  return file.status === 'failed' && /[/\\]test[/\\](e2e|renderer)[/\\]/.test(file.name);
}

function failedTests(file) {
  const failed = file.assertionResults.filter(({ status }) => status === 'failed');
  return failed.length === 0 ? [file.name] : failed.map(({ fullName }) => fullName);
}

/** `ended`: whether Vitest itself found nothing wrong in its last run, nor an error outside every test in any. */
function countTests(told, ended) {
  const failedBefore = count.failed;
  for (const file of told) {
    const statuses = file.assertionResults.map((test) => test.status);
    count.passed += statuses.filter((status) => status === 'passed').length;
    count.failed += statuses.filter((status) => status === 'failed').length;
    count.skipped += statuses.filter((status) => status !== 'passed' && status !== 'failed').length;
    // A file that could not be loaded has no test to fail.
    if (file.status === 'failed' && !statuses.includes('failed')) count.failed += 1;
  }
  // An error outside every test.
  if (!ended && count.failed === failedBefore) count.failed += 1;
}
