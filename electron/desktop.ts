import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type * as Electron from 'electron';
import type { FileRef } from '../shared/contract.ts';
import { Fault, faultData } from '../shared/rpc/fault.ts';
import type { Granted } from '../shared/rpc/host.ts';
import { t, tDynamic } from '../shared/text/t.ts';
import { answerQuestion, confirmLeaving } from './dialogs.ts';
import type { FromEngine } from './engine/control.ts';
import { menuTemplate } from './menu.ts';
import { readPage, securityHeaders } from './page.ts';
import { printPage } from './print.ts';
import { type EngineProcess, type Supervisor, supervise } from './supervisor.ts';
import {
  allowsNavigation,
  allowsPermission,
  allowsRequest,
  isOurPage,
  pageAddress,
  pageOrigin,
  pageScheme,
  windowOptions,
} from './window.ts';

/** The modules of Electron that the desktop host uses. */
export type ElectronModules = Pick<
  typeof Electron,
  'app' | 'BrowserWindow' | 'Menu' | 'MessageChannelMain' | 'dialog' | 'ipcMain' | 'protocol' | 'session'
>;

export type DesktopOptions = {
  page: string;
  preload: string;
  version: string;
  /** Files named on the command line, absolute. */
  files: string[];
  startEngine(): EngineProcess<Electron.MessagePortMain>;
};

export type Desktop = {
  window: Electron.BrowserWindow;
  /** Opens a file from outside: double-click, second launch, recent documents. */
  open(path: string): Promise<void>;
  focus(): void;
  stop(): Promise<void>;
};

/** Opens the window and its engine. Call once, when Electron is ready. */
export function openDesktop(electron: ElectronModules, options: DesktopOptions): Desktop {
  closeDoors(electron, options.page);
  const window = new electron.BrowserWindow(windowOptions(options.preload));
  const waiting: FileRef[] = [];
  let connected = false;
  let nextWire = 1;

  const supervisor = supervise<Electron.MessagePortMain>(options.startEngine, {
    message(message) {
      if (message.type === 'ask') void ask(message);
    },
    // No port: the page's own is dead, and it asks for another. A port also closes by itself when the process at its
    // other end is killed, but a page that waits for an answer should not depend on it.
    lost: () => window.isDestroyed() || window.webContents.postMessage('port', null, []),
    failed: (fault) =>
      electron.dialog.showErrorBox(
        t('common.app'),
        t('host.engine-failed', { reason: tDynamic(`fault.${fault.code}`, fault.params, 'fault.internal') }),
      ),
  });

  async function ask(question: Extract<FromEngine, { type: 'ask' }>): Promise<void> {
    const value =
      question.what === 'print'
        ? await printPage(window, question.path)
        : await answerQuestion(electron.dialog, window, question);
    supervisor.send({ type: 'answer', id: question.id, value });
  }

  electron.ipcMain.on('connect', (event) => {
    if (!isOurPage(event.senderFrame)) return;
    const { port1, port2 } = new electron.MessageChannelMain();
    supervisor.send({ type: 'wire-open', wire: nextWire++ }, port1);
    window.webContents.postMessage('port', null, [port2]);
    connected = true;
    for (const file of waiting.splice(0)) window.webContents.send('opened', file);
  });
  electron.ipcMain.handle('grant', (event, path: unknown): Promise<Granted> => {
    if (!isOurPage(event.senderFrame)) throw new Error('refused');
    return grantPath(supervisor, path);
  });

  async function open(path: string): Promise<void> {
    const granted = await grantPath(supervisor, path);
    if (granted.kind === 'refused') {
      const { code, params } = granted.fault;
      electron.dialog.showErrorBox(t('common.app'), tDynamic(`fault.${code}`, params, 'fault.internal'));
      return;
    }
    electron.app.addRecentDocument(path);
    if (connected) window.webContents.send('opened', granted.file);
    else waiting.push(granted.file);
  }

  electron.Menu.setApplicationMenu(
    electron.Menu.buildFromTemplate(
      menuTemplate(
        {
          command: (command) => window.webContents.send('command', command),
          about: () =>
            void electron.dialog.showMessageBox(window, {
              message: t('common.app'),
              detail: t('host.about', { version: options.version }),
            }),
        },
        { platform: process.platform, isPackaged: electron.app.isPackaged },
      ),
    ),
  );
  // « Unsaved changes »: the page says no to being unloaded, and only Electron can ask the user.
  window.webContents.on('will-prevent-unload', (event) => {
    if (confirmLeaving(electron.dialog, window)) event.preventDefault();
  });
  window.webContents.on('render-process-gone', (_, details) => {
    if (details.reason !== 'clean-exit') window.webContents.reload();
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(pageAddress);
  for (const path of options.files) void open(path);

  return {
    window,
    open,
    focus() {
      if (window.isMinimized()) window.restore();
      window.focus();
    },
    stop: () => supervisor.stop(),
  };
}

/** Serves the page under `app://`, and refuses everything else: addresses, windows, navigation, permissions. */
function closeDoors({ app, protocol, session }: ElectronModules, page: string): void {
  protocol.handle(pageScheme, (request) => {
    const { host, pathname } = new URL(request.url);
    const file = `${pageScheme}://${host}` === pageOrigin ? readPage(page, pathname) : null;
    if (!file) return new Response(null, { status: 404, headers: securityHeaders });
    const headers = { ...securityHeaders, 'content-type': file.contentType };
    return new Response(new Uint8Array(file.bytes), { headers });
  });
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_, permission, answer, details) =>
    answer(allowsPermission(permission, details.requestingUrl)),
  );
  defaultSession.setPermissionCheckHandler((_, permission, requester) => allowsPermission(permission, requester));
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !allowsRequest(details.url) }));
  defaultSession.on('will-download', (event, item) => {
    if (!item.getURL().startsWith(`blob:${pageOrigin}`)) event.preventDefault();
  });
  app.on('web-contents-created', (_, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate'] as const) {
      contents.on(name as 'will-navigate', (event) => {
        if (!allowsNavigation(event.url)) event.preventDefault();
      });
    }
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/** `path` comes from the preload, which had it from a File that the user dropped or picked. */
async function grantPath(supervisor: Supervisor<Electron.MessagePortMain>, path: unknown): Promise<Granted> {
  try {
    // A File that a page made up has no path.
    if (typeof path !== 'string' || path === '') throw new Fault('file-missing', { file: '' });
    const file = await supervisor.grant({ id: randomUUID(), path, name: basename(path) });
    return { kind: 'granted', file };
  } catch (thrown) {
    return { kind: 'refused', fault: faultData(thrown) };
  }
}

/** The files named on a command line: what exists and is a file, options and the application itself left out. */
export function filesOf(words: readonly string[], folder: string): string[] {
  return words
    .filter((word) => word !== '' && !word.startsWith('-'))
    .map((word) => resolve(folder, word))
    .filter((path) => existsSync(path) && statSync(path).isFile());
}
