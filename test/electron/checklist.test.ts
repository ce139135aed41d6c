import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openDesktop } from '../../electron/desktop.ts';
import { application } from '../../electron/folders.ts';
import { contentSecurityPolicy, securityHeaders } from '../../electron/page.ts';
import {
  allowsNavigation,
  allowsPermission,
  allowsRequest,
  isOurPage,
  pagePrivileges,
  windowOptions,
} from '../../electron/window.ts';
import { fakeElectron } from './fake-electron.ts';

const preferences = windowOptions('/preload.cjs').webPreferences ?? {};
const fake = fakeElectron();
const source = (name: string) => readFileSync(join(application.root, 'electron', name), 'utf8');
const required = createRequire(import.meta.url);

/** Fires an event of the window's contents and tells whether it was prevented. */
function isPrevented(name: string, details: object = {}): boolean {
  let prevented = false;
  fake.contents.emit(name, {
    ...details,
    preventDefault: () => {
      prevented = true;
    },
  });
  return prevented;
}

beforeAll(() => {
  const page = mkdtempSync(join(tmpdir(), 'crible-page-'));
  writeFileSync(join(page, 'index.html'), '<!doctype html>');
  openDesktop(fake.electron, {
    page,
    preload: '/preload.cjs',
    version: '1.2.3',
    files: [],
    startEngine: () => ({ send() {}, onMessage() {}, onExit() {}, kill() {} }),
  });
  fake.app.emit('web-contents-created', {}, fake.contents);
});

describe('Electron’s security checklist', () => {
  it('1. loads only its own page, and requests nothing else', () => {
    const requests = [
      'app://crible/assets/index.js',
      'blob:app://crible/1',
      'data:image/png;base64,AA',
      'http://example.org/',
      'https://example.org/',
      'ws://example.org/',
      'file:///etc/passwd',
      'app://other/index.html',
      'not an address',
    ];
    const decisions = requests.map((url) => {
      let decision = {};
      fake.handlers.request?.({ url }, (answer) => {
        decision = answer;
      });
      return decision;
    });
    expect({ loaded: fake.window.loaded, allowed: requests.map(allowsRequest), decisions }).toEqual({
      loaded: 'app://crible/index.html',
      allowed: [true, true, true, false, false, false, false, false, false],
      decisions: [0, 0, 0, 1, 1, 1, 1, 1, 1].map((cancel) => ({ cancel: cancel === 1 })),
    });
  });
  it('2, 3, 4, 6, 8, 9, 10. isolates the page: no Node, sandbox, web security, no experiment', () => {
    expect(fake.options()).toMatchObject({ webPreferences: preferences });
    expect(preferences).toEqual({
      preload: '/preload.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
    expect(source('main.ts')).toContain('app.enableSandbox()');
    expect(source('main.ts')).not.toMatch(/enable-blink-features|no-sandbox|disable-web-security/);
  });
  it('5. denies every permission but writing the clipboard, to every page but ours', () => {
    const asked = [
      ['clipboard-sanitized-write', 'app://crible/index.html'],
      ['clipboard-sanitized-write', 'https://example.org/'],
      ...['clipboard-read', 'media', 'geolocation', 'notifications', 'openExternal', 'fileSystem', 'usb'].map(
        (name) => [name, 'app://crible/index.html'],
      ),
    ] as [string, string][];
    const requested = asked.map(([permission, requestingUrl]) => {
      let answer = null as boolean | null;
      fake.handlers.permission?.(
        null,
        permission,
        (yes) => {
          answer = yes;
        },
        { requestingUrl },
      );
      return answer;
    });
    const expected = asked.map((_, index) => index === 0);
    expect({
      requested,
      checked: asked.map(([permission, requester]) => fake.handlers.permissionCheck?.(null, permission, requester)),
      data: asked.map(([permission, requester]) => allowsPermission(permission, requester)),
      device: fake.handlers.device?.(),
    }).toEqual({ requested: expected, checked: expected, data: expected, device: false });
  });
  it('7. sends the content security policy with every answer, found or not', () => {
    const found = fake.handlers.page?.(new Request('app://crible/index.html'));
    const missing = fake.handlers.page?.(new Request('app://crible/../../etc/passwd'));
    expect([found, missing].map((answer) => [answer?.status, answer?.headers.get('content-security-policy')])).toEqual([
      [200, contentSecurityPolicy],
      [404, contentSecurityPolicy],
    ]);
    expect(contentSecurityPolicy).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; " +
        "connect-src 'self'; worker-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(securityHeaders['x-content-type-options']).toBe('nosniff');
  });
  it('11, 12. has no webview', () => {
    expect({ tag: preferences.webviewTag, attached: !isPrevented('will-attach-webview') }).toEqual({
      tag: false,
      attached: false,
    });
  });
  it('13. goes nowhere', () => {
    const places = [
      'app://crible/index.html',
      'app://crible/',
      'app://crible/other',
      'app://evil/',
      'https://example.org/',
      'file:///',
    ];
    const expected = [false, false, true, true, true, true];
    expect({
      data: places.map((url) => !allowsNavigation(url)),
      navigate: places.map((url) => isPrevented('will-navigate', { url })),
      redirect: places.map((url) => isPrevented('will-redirect', { url })),
      frame: places.map((url) => isPrevented('will-frame-navigate', { url })),
    }).toEqual({ data: expected, navigate: expected, redirect: expected, frame: expected });
  });
  it('14. opens no other window', () => {
    expect(fake.contents.openHandler?.()).toEqual({ action: 'deny' });
  });
  it('15. never hands an address to the system', () => {
    expect(
      ['main.ts', 'desktop.ts', 'dialogs.ts', 'preload.ts', 'menu.ts'].filter((name) => source(name).includes('shell')),
    ).toEqual([]);
  });
  it('16. pins one exact version of Electron', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(application.root, 'package.json'), 'utf8'));
    expect(devDependencies.electron).toMatch(/^\d+\.\d+\.\d+$/);
  });
  it('17. checks who sends each message to the main process', () => {
    const ours = { url: 'app://crible/index.html', parent: null };
    const others = [{ url: 'https://example.org/', parent: null }, { ...ours, parent: ours }, null];
    expect([ours, ...others].map(isOurPage)).toEqual([true, false, false, false]);
    const refused = [...fake.handlers.ipc.keys()].map((channel) => {
      const before = fake.contents.sent.length;
      const outcomes = others.map((senderFrame) => {
        try {
          return fake.handlers.ipc.get(channel)?.(...([{ senderFrame }, '/etc/passwd'] as never[])) === undefined;
        } catch {
          return true;
        }
      });
      return { channel, outcomes, sent: fake.contents.sent.length - before };
    });
    expect(refused).toEqual([
      { channel: 'connect', outcomes: [true, true, true], sent: 0 },
      { channel: 'grant', outcomes: [true, true, true], sent: 0 },
    ]);
  });
  it('18. serves the page by its own protocol, which can do no more than https', () => {
    expect({ pagePrivileges, file: allowsRequest('file:///x') }).toEqual({
      pagePrivileges: { standard: true, secure: true, supportFetchAPI: true },
      file: false,
    });
  });
  it('19. blows the fuses', async () => {
    const { getConfig } = fromBuilder('app-builder-lib/out/util/config/config');
    const { electronFuses } = await getConfig(application.root, 'electron-builder.yml', {});
    expect(electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      grantFileProtocolExtraPrivileges: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      enableCookieEncryption: true,
    });
  });
  it('20. gives the page four functions of its own, and nothing of Electron', () => {
    const exposed = source('preload.ts').match(/exposeInMainWorld\('(\w+)', (\w+)\)/g);
    const functions = [...source('preload.ts').matchAll(/^ {2}(\w+): \(/gm)].map((match) => match[1]);
    expect({ exposed, functions }).toEqual({
      exposed: ["exposeInMainWorld('crible', bridge)"],
      functions: ['connect', 'grant', 'onCommand', 'onOpened'],
    });
  });
});

/** electron-builder's own modules, which it does not export by name. */
function fromBuilder(path: string) {
  return createRequire(required.resolve('electron-builder/package.json'))(path);
}
