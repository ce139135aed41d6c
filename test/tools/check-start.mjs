// Starts the built application as « npm start » does where there is no display: within 5 s it prints one line with its
// address, at which the page answers; and it ends when asked, leaving no engine behind.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(`${tmpdir()}/crible-start-`);
const { DISPLAY: _, WAYLAND_DISPLAY: __, ...environment } = process.env;
const began = performance.now();
const application = spawn(process.execPath, ['dist/start.js'], {
  cwd: root,
  env: { ...environment, CI: '1', CRIBLE_DATA_FOLDER: folder, CRIBLE_PROJECTS_FOLDER: `${folder}/projects` },
  stdio: ['ignore', 'pipe', 'inherit'],
});
let told = '';
application.stdout.on('data', (bytes) => {
  told += bytes;
});
const deadline = setTimeout(() => end(`no address within 5 s (it said: ${told || 'nothing'})`), 5000);

const address = await new Promise((resolve) => {
  const look = setInterval(() => {
    const found = /http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}/.exec(told)?.[0];
    if (!found) return;
    clearInterval(look);
    resolve(found);
  }, 20);
});
clearTimeout(deadline);
const seconds = ((performance.now() - began) / 1000).toFixed(1);
const page = await fetch(address.split('#')[0]).then((response) => response.text());
if (!page.includes('<title>Crible</title>')) end('the page does not answer at the address');
if (told.trim().split('\n').length !== 1) end(`more than one line was printed:\n${told}`);
const ended = new Promise((resolve) => application.once('exit', resolve));
application.kill('SIGTERM');
if ((await ended) !== 0) end('it did not end by itself');
if (readdirSync(`${folder}/staging`).length > 0) end('its staging folder was left behind');
process.stdout.write(`npm start: address printed after ${seconds} s\n`);
end();

function end(problem) {
  if (problem) process.stderr.write(`npm start: ${problem}\n`);
  application.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
  process.exit(problem ? 1 : 0);
}
