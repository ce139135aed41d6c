import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MenuItemConstructorOptions } from 'electron';
import { expect, it } from 'vitest';
import { filesOf, openDesktop } from '../../electron/desktop.ts';
import type { FromEngine, ToEngine } from '../../electron/engine/control.ts';
import { menuTemplate } from '../../electron/menu.ts';
import { hostCommands } from '../../shared/rpc/host.ts';
import { fakeElectron } from './fake-electron.ts';

const ours = { senderFrame: { url: 'app://crible/index.html', parent: null } };

function open(files: string[] = []) {
  const fake = fakeElectron();
  const engines: { sent: [ToEngine, unknown[]][]; say(message: FromEngine): void; die(): void }[] = [];
  const desktop = openDesktop(fake.electron, {
    page: '/page',
    preload: '/preload.cjs',
    version: '1.2.3',
    files,
    startEngine() {
      const engine = {
        sent: [] as [ToEngine, unknown[]][],
        say: (_: FromEngine) => {},
        die: () => {},
      };
      engines.push(engine);
      return {
        send: (message: ToEngine, ports: unknown[]) => engine.sent.push([message, ports]),
        onMessage: (handler: (message: FromEngine) => void) => {
          engine.say = handler;
        },
        onExit: (handler: () => void) => {
          engine.die = handler;
        },
        kill: () => {},
      };
    },
  });
  const send = (channel: string, ...given: unknown[]) =>
    fake.handlers.ipc.get(channel)?.(...([ours, ...given] as never[]));
  return { ...fake, desktop, engines, send };
}

it('gives each page that asks one end of a new port, and the engine the other; the page is told of a dead one', () => {
  const { contents, engines, send } = open();
  engines[0]?.say({ type: 'ready' });
  send('connect');
  engines[0]?.die();
  send('connect');
  engines[1]?.say({ type: 'ready' });
  expect({ page: contents.sent, engines: engines.map((engine) => engine.sent) }).toEqual({
    page: [
      ['port', null, ['port2']],
      ['port', null, []],
      ['port', null, ['port2']],
    ],
    engines: [[[{ type: 'wire-open', wire: 1 }, ['port1']]], [[{ type: 'wire-open', wire: 2 }, ['port1']]]],
  });
});

it('grants a dropped file by its path, and refuses a File that has none', async () => {
  const { engines, send } = open();
  engines[0]?.say({ type: 'ready' });
  const granted = send('grant', '/home/x/communes.csv');
  const [message] = engines[0]?.sent[0] ?? [];
  const file = message?.type === 'grant' ? message.file : null;
  engines[0]?.say({ type: 'granted', file: { id: file?.id ?? '', name: 'communes.csv', size: 12 } });
  expect({ file, granted: await granted, none: await send('grant', '') }).toEqual({
    file: { id: expect.any(String), path: '/home/x/communes.csv', name: 'communes.csv' },
    granted: { kind: 'granted', file: { id: file?.id, name: 'communes.csv', size: 12 } },
    none: { kind: 'refused', fault: { code: 'file-missing', params: { file: '' } } },
  });
});

it('keeps a file named at launch until the page is there, and remembers it among the recent documents', async () => {
  const { app, contents, engines, send } = open(['/home/x/mairies.crible']);
  engines[0]?.say({ type: 'ready' });
  const [message] = engines[0]?.sent[0] ?? [];
  const file = { id: message?.type === 'grant' ? message.file.id : '', name: 'mairies.crible', size: 3 };
  engines[0]?.say({ type: 'granted', file });
  await new Promise((resolve) => setImmediate(resolve));
  const before = [...contents.sent];
  send('connect');
  expect({ before, after: contents.sent, recent: app.recent }).toEqual({
    before: [],
    after: [
      ['port', null, ['port2']],
      ['opened', file],
    ],
    recent: ['/home/x/mairies.crible'],
  });
});

it('says in French why a file opened from outside is refused', async () => {
  const { desktop, dialogs, engines } = open();
  engines[0]?.say({ type: 'ready' });
  const opened = desktop.open('/home/x/vide.csv');
  const [message] = engines[0]?.sent[0] ?? [];
  const id = message?.type === 'grant' ? message.file.id : '';
  engines[0]?.say({ type: 'refused', id, fault: { code: 'file-empty', params: { file: 'vide.csv' } } });
  await opened;
  expect(dialogs).toEqual([['Crible', expect.stringMatching(/vide\.csv.* est vide/)]]);
});

it('shows the engine’s dialogs in French and sends back what was chosen', async () => {
  const { answers, dialogs, engines } = open();
  engines[0]?.say({ type: 'ready' });
  answers.open = { canceled: false, filePaths: ['/a.xlsx', '/b.csv'] };
  engines[0]?.say({ type: 'ask', id: 1, what: 'pick-open', purpose: 'data', multiple: true });
  engines[0]?.say({ type: 'ask', id: 2, what: 'pick-save', suggestedName: 'communes.xlsx' });
  await new Promise((resolve) => setImmediate(resolve));
  expect({ sent: engines[0]?.sent.map(([message]) => message), dialogs }).toEqual({
    sent: [
      { type: 'answer', id: 1, value: ['/a.xlsx', '/b.csv'] },
      { type: 'answer', id: 2, value: null },
    ],
    dialogs: [
      expect.objectContaining({
        title: 'Choisir des fichiers de données',
        properties: ['openFile', 'multiSelections'],
        filters: [
          expect.objectContaining({ name: 'Fichiers de données', extensions: expect.arrayContaining(['csv', 'xlsx']) }),
          { name: 'Tous les fichiers', extensions: ['*'] },
        ],
      }),
      expect.objectContaining({
        defaultPath: 'communes.xlsx',
        filters: [{ name: 'Fichier .xlsx', extensions: ['xlsx'] }],
      }),
    ],
  });
});

it('asks before it closes a window with unsaved changes, and stays by default', () => {
  const { answers, contents, dialogs } = open();
  const close = () => {
    let left = false;
    contents.emit('will-prevent-unload', {
      preventDefault: () => {
        left = true;
      },
    });
    return left;
  };
  const stayed = !close();
  answers.leave = 1;
  expect({ stayed, left: close(), dialogs: dialogs.length }).toEqual({ stayed: true, left: true, dialogs: 2 });
});

it('has a French menu whose commands reach the page, and no key that the page would hear twice', () => {
  const sent: string[] = [];
  const actions = { command: (name: string) => sent.push(name), about: () => sent.push('about') };
  const template = menuTemplate(actions, { platform: 'linux', isPackaged: true });
  const items = template.flatMap((menu) => menu.submenu as MenuItemConstructorOptions[]);
  for (const item of items) (item.click as (() => void) | undefined)?.();
  expect({
    menus: template.map((menu) => menu.label),
    sent: [...sent].sort(),
    unlabelled: items.filter((item) => item.type !== 'separator' && !item.label),
    heardTwice: items.filter((item) => item.accelerator && item.registerAccelerator !== false),
  }).toEqual({
    menus: ['Fichier', 'Édition', 'Affichage', 'Aide'],
    sent: [...hostCommands, 'about'].sort(),
    unlabelled: [],
    heardTwice: [],
  });
});

it('finds the files of a command line among its options', () => {
  const folder = mkdtempSync(join(tmpdir(), 'crible-words-'));
  writeFileSync(join(folder, 'a b.crible'), '{}');
  mkdirSync(join(folder, 'folder'));
  expect(filesOf(['--flag', 'a b.crible', 'folder', 'absent.csv', ''], folder)).toEqual([join(folder, 'a b.crible')]);
});
