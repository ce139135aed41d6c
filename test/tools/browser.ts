import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const commands = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/** Where each system installs Chrome, Chromium and Edge. */
function usualPlaces(): string[] {
  if (process.platform === 'darwin')
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  if (process.platform === 'win32')
    return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
      .flatMap((name) => process.env[name] ?? [])
      .flatMap((folder) => [
        join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
        join(folder, 'Chromium', 'Application', 'chrome.exe'),
        join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
      ]);
  return ['/snap/bin/chromium', '/opt/google/chrome/chrome'];
}

/** An installed Chrome, Chromium or Edge, or null. `CRIBLE_BROWSER` names another. */
export function findBrowser(): string | null {
  if (process.env.CRIBLE_BROWSER) return process.env.CRIBLE_BROWSER;
  const extension = process.platform === 'win32' ? '.exe' : '';
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const inPath = commands.flatMap((command) => folders.map((folder) => join(folder, command + extension)));
  return [...inPath, ...usualPlaces()].find(isExecutable) ?? null;
}

/** An installed browser; on a bare Debian or Ubuntu, as root, it is installed first. Throws with what to install. */
export function requireBrowser(): string {
  const found = findBrowser();
  if (found) return found;
  if (process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
    process.stderr.write('Installing chromium for the tests (apt-get)...\n');
    const run = (...words: string[]) =>
      spawnSync('apt-get', words, {
        stdio: ['ignore', 'ignore', 'inherit'],
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      }).status === 0;
    if (run('update', '-q') && run('install', '-y', '-q', '--no-install-recommends', 'chromium')) {
      const installed = findBrowser();
      if (installed) return installed;
    }
  }
  throw new Error(
    'The end-to-end tests drive an installed browser and found none. Install Google Chrome, Chromium or Microsoft Edge ' +
      '(Debian: apt-get install chromium), or set CRIBLE_BROWSER to the path of one.',
  );
}

/** What Playwright turns off by itself, said again because this switch replaces its own... */
const offByPlaywright = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];
/** ... and the suggestions of the address bar: two pages more for each window, a second of processor time. */
const suggestions = ['AimEnabled', 'WebUIOmniboxAimPopup', 'WebUIOmniboxPopup'];

/** Options for playwright-core's `chromium.launch`. Chromium refuses its sandbox to root, who rarely has a graphics card. */
export function browserOptions(): { executablePath: string; args: string[] } {
  const off = `--disable-features=${[...offByPlaywright, ...suggestions].join(',')}`;
  const asRoot = process.getuid?.() === 0 ? ['--disable-gpu', '--no-sandbox'] : [];
  return { executablePath: requireBrowser(), args: [off, ...asRoot] };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
