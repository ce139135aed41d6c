import { EventEmitter } from 'node:events';
import type { ElectronModules } from '../../electron/desktop.ts';

/** Records what the desktop host asks of Electron, where the binary is absent. Only the boundary is replaced. */
export function fakeElectron() {
  const contents = Object.assign(new EventEmitter(), {
    sent: [] as unknown[][],
    openHandler: null as null | (() => { action: string }),
    send: (...message: unknown[]) => contents.sent.push(message),
    postMessage: (channel: string, message: unknown, ports: unknown[]) => contents.sent.push([channel, message, ports]),
    setWindowOpenHandler: (handler: () => { action: string }) => {
      contents.openHandler = handler;
    },
    reload: () => contents.sent.push(['reload']),
  });
  const handlers = {
    ipc: new Map<string, (...given: never[]) => unknown>(),
    page: null as null | ((request: Request) => Response),
    permission: null as
      | null
      | ((contents: null, permission: string, answer: (yes: boolean) => void, d: object) => void),
    permissionCheck: null as null | ((contents: null, permission: string, requester: string) => boolean),
    device: null as null | (() => boolean),
    request: null as null | ((details: { url: string }, answer: (decision: object) => void) => void),
  };
  const app = Object.assign(new EventEmitter(), {
    isPackaged: true,
    recent: [] as string[],
    addRecentDocument: (path: string) => app.recent.push(path),
  });
  const window = Object.assign(new EventEmitter(), {
    webContents: contents,
    loaded: '',
    loadURL: async (url: string) => {
      window.loaded = url;
    },
    show: () => {},
    isDestroyed: () => false,
    isMinimized: () => false,
    focus: () => {},
  });
  const dialogs: unknown[] = [];
  const answers = {
    open: { canceled: true, filePaths: [] as string[] },
    save: { canceled: true, filePath: '' },
    leave: 0,
  };
  let windowOptions: unknown = null;
  const menu = { template: [] as unknown[] };
  const electron = {
    app,
    BrowserWindow: class {
      constructor(options: unknown) {
        windowOptions = options;
        // biome-ignore lint/correctness/noConstructorReturn: the recorder stands for every window
        return window;
      }
    },
    Menu: {
      buildFromTemplate: (template: unknown[]) => {
        menu.template = template;
        return template;
      },
      setApplicationMenu: () => {},
    },
    MessageChannelMain: class {
      port1 = 'port1';
      port2 = 'port2';
    },
    dialog: {
      showErrorBox: (...words: string[]) => dialogs.push(words),
      showMessageBox: async (_: unknown, options: unknown) => dialogs.push(options),
      showMessageBoxSync: (_: unknown, options: unknown) => {
        dialogs.push(options);
        return answers.leave;
      },
      showOpenDialog: async (_: unknown, options: unknown) => {
        dialogs.push(options);
        return answers.open;
      },
      showSaveDialog: async (_: unknown, options: unknown) => {
        dialogs.push(options);
        return answers.save;
      },
    },
    ipcMain: {
      on: (channel: string, handler: () => void) => handlers.ipc.set(channel, handler),
      handle: (channel: string, handler: () => void) => handlers.ipc.set(channel, handler),
    },
    protocol: {
      handle: (_: string, handler: (request: Request) => Response) => {
        handlers.page = handler;
      },
    },
    session: {
      defaultSession: Object.assign(new EventEmitter(), {
        setPermissionRequestHandler: (handler: never) => {
          handlers.permission = handler;
        },
        setPermissionCheckHandler: (handler: never) => {
          handlers.permissionCheck = handler;
        },
        setDevicePermissionHandler: (handler: never) => {
          handlers.device = handler;
        },
        webRequest: {
          onBeforeRequest: (handler: never) => {
            handlers.request = handler;
          },
        },
      }),
    },
  } as unknown as ElectronModules;
  return { electron, app, window, contents, handlers, dialogs, answers, menu, options: () => windowOptions };
}
