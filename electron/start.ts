import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { t } from '../shared/text/t.ts';
import { fetchElectron, findElectron } from './electron-binary.ts';
import { forkEngine } from './engine-process.ts';
import { application, projectsFolder } from './folders.ts';
import { makeSettings } from './settings.ts';
import { chooseHost, hasDisplay } from './start-choice.ts';
import { openWorkshop } from './workshop.ts';

/** With the time to start, the whole fall-back stays under 5 s. */
const downloadPatience = 3500;
/** A window that ends with an error this soon did not open. */
const windowPatience = 5000;

const place = {
  platform: process.platform,
  environment: process.env,
  isRoot: process.getuid?.() === 0,
  arguments: process.argv.slice(2),
};

await start();

/** `npm start`: the window where it can open, the browser otherwise. */
async function start(): Promise<void> {
  const choice = chooseHost(place);
  if (choice.host === 'workshop') return startWorkshop(t(choice.reason));
  const binary = findElectron() ?? (await downloadWithProgress());
  if (!binary) return startWorkshop(t('host.reason.no-binary'));
  const status = await runWindow(binary);
  if (status === 'opened') return;
  await startWorkshop(t('host.reason.window-failed', { status: String(status) }));
}

async function downloadWithProgress(): Promise<string | null> {
  let shown = -1;
  const binary = await fetchElectron(downloadPatience, (fraction) => {
    const percent = Math.floor(fraction * 100);
    if (percent === shown) return;
    shown = percent;
    // One line that counts up on a terminal; in a log, one line per ten percent.
    if (process.stderr.isTTY) process.stderr.write(`\r${t('host.download', { percent })}`);
    else if (percent % 10 === 0) process.stderr.write(`${t('host.download', { percent })}\n`);
  });
  if (shown >= 0 && process.stderr.isTTY) process.stderr.write('\n');
  return binary;
}

/** Runs the window to its end: `opened`, or the exit code of one that failed to open. */
function runWindow(binary: string): Promise<'opened' | number> {
  return new Promise((resolve) => {
    const began = Date.now();
    const child = spawn(binary, [application.root, ...place.arguments], { stdio: 'inherit' });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
    child.on('error', () => resolve(-1));
    child.on('exit', (code) => {
      const failed = code !== 0 && code !== null && Date.now() - began < windowPatience;
      if (failed) for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeAllListeners(signal);
      resolve(failed ? code : 'opened');
    });
  });
}

async function startWorkshop(reason: string): Promise<void> {
  const settings = await makeSettings('workshop', projectsFolder());
  const workshop = await openWorkshop({
    page: application.page,
    staging: settings.staging,
    startEngine: () => forkEngine(application.engine, settings),
  });
  process.stdout.write(`${t('host.workshop.open', { address: workshop.address, reason })}\n`);
  if (hasDisplay(place) && !process.env.CI) openBrowser(workshop.address);
  let closing = false;
  const close = () => {
    if (closing) return;
    closing = true;
    void workshop
      .close()
      .then(() => rm(settings.staging, { recursive: true, force: true }))
      .finally(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, close);
  // An npm that is told to stop ends its shell, not what the shell started: it is seen by the parent going away.
  const parent = process.ppid;
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && close(), 1000).unref();
}

function openBrowser(address: string): void {
  const [command, ...words]: [string, ...string[]] =
    process.platform === 'win32'
      ? ['rundll32', 'url.dll,FileProtocolHandler', address]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', address];
  const child = spawn(command, words, { stdio: 'ignore', detached: true });
  // No browser to open is no failure: the address is printed.
  child.on('error', () => {});
  child.unref();
}
