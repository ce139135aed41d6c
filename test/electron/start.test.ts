import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findElectron } from '../../electron/electron-binary.ts';
import { dataFolder, projectsFolder } from '../../electron/folders.ts';
import { chooseHost } from '../../electron/start-choice.ts';

it('opens the window wherever it can, and says why where it cannot', () => {
  const place = { platform: 'linux', environment: { DISPLAY: ':0' }, isRoot: false, arguments: [] };
  expect([
    chooseHost(place),
    chooseHost({ ...place, environment: { WAYLAND_DISPLAY: 'wayland-0' } }),
    chooseHost({ ...place, environment: {} }),
    chooseHost({ ...place, isRoot: true }),
    chooseHost({ ...place, arguments: ['--atelier'] }),
    chooseHost({ ...place, platform: 'win32', environment: {} }),
  ]).toEqual([
    { host: 'window' },
    { host: 'window' },
    { host: 'workshop', reason: 'host.reason.no-display' },
    { host: 'workshop', reason: 'host.reason.root' },
    { host: 'workshop', reason: 'host.reason.asked' },
    { host: 'window' },
  ]);
});

it('takes the Electron of ELECTRON_OVERRIDE_DIST_PATH, when there is one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crible-electron-'));
  const name = process.platform === 'win32' ? 'electron.exe' : 'electron';
  const absent = findElectron({ ELECTRON_OVERRIDE_DIST_PATH: folder });
  writeFileSync(join(folder, name), '');
  chmodSync(join(folder, name), 0o755);
  expect({ absent, present: findElectron({ ELECTRON_OVERRIDE_DIST_PATH: folder }) }).toEqual({
    absent: null,
    present: join(folder, name),
  });
});

it('keeps its state where each system keeps it, and projects in the documents', () => {
  const config = mkdtempSync(join(tmpdir(), 'crible-config-'));
  writeFileSync(join(config, 'user-dirs.dirs'), '# comment\nXDG_DOCUMENTS_DIR="$HOME/Mes documents"\n');
  const home = homedir();
  expect({
    data: [
      dataFolder({}, 'linux'),
      dataFolder({ XDG_DATA_HOME: '/data' }, 'linux'),
      dataFolder({ XDG_DATA_HOME: 'relative' }, 'linux'),
      dataFolder({ LOCALAPPDATA: '/local' }, 'win32'),
      dataFolder({}, 'darwin'),
      dataFolder({ CRIBLE_DATA_FOLDER: '/elsewhere' }, 'linux'),
    ],
    projects: [
      projectsFolder({ XDG_CONFIG_HOME: config }, 'linux'),
      projectsFolder({}, 'win32'),
      projectsFolder({ CRIBLE_PROJECTS_FOLDER: '/elsewhere' }, 'linux'),
    ],
  }).toEqual({
    data: [
      join(home, '.local/share/crible'),
      '/data/crible',
      join(home, '.local/share/crible'),
      '/local/Crible',
      join(home, 'Library/Application Support/Crible'),
      '/elsewhere',
    ],
    projects: [join(home, 'Mes documents/Crible'), join(home, 'Documents/Crible'), '/elsewhere'],
  });
});
