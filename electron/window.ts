import type { BrowserWindowConstructorOptions } from 'electron';

/** The page's own scheme: no file is reached by file://, and the page has an origin of its own. */
export const pageScheme = 'app';
export const pageOrigin = 'app://crible';
export const pageAddress = `${pageOrigin}/index.html`;

/** What `app://` may do: behave like https for the page, and no more (no service worker, no bypass of the policy). */
export const pagePrivileges = { standard: true, secure: true, supportFetchAPI: true };

/** Options of the one window. Electron's defaults are written out where its security checklist names them. */
export function windowOptions(preload: string): BrowserWindowConstructorOptions {
  return {
    width: 1366,
    height: 768,
    minWidth: 720,
    minHeight: 480,
    show: false,
    backgroundColor: '#ffffff',
    title: 'Crible',
    webPreferences: {
      preload,
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
      // Its dictionaries would be downloaded.
      spellcheck: false,
    },
  };
}

/** Whether the window may go to `url`: only to the page it already shows. Nothing is ever opened outside. */
export function allowsNavigation(url: string): boolean {
  const parsed = parse(url);
  return parsed !== null && originOf(parsed) === pageOrigin && ['/', '/index.html'].includes(parsed.pathname);
}

/** Whether anything may be requested from `url`: the page's own files, what it made itself, the developer tools. */
export function allowsRequest(url: string): boolean {
  const parsed = parse(url);
  if (!parsed) return false;
  return originOf(parsed) === pageOrigin || ['blob:', 'data:', 'devtools:'].includes(parsed.protocol);
}

/** Writing the clipboard after a key or a click (copying cells, an image) is the only permission. Reading it is not. */
export function allowsPermission(permission: string, requester: string): boolean {
  const parsed = parse(requester);
  return permission === 'clipboard-sanitized-write' && parsed !== null && originOf(parsed) === pageOrigin;
}

/** Whether a message to the main process comes from our page itself, not from a frame or another page. */
export function isOurPage(sender: { url: string; parent: unknown } | null): boolean {
  return sender !== null && sender.parent === null && allowsNavigation(sender.url);
}

function parse(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}

// `URL.origin` is « null » for a scheme that the URL standard does not know.
function originOf(url: URL): string {
  return `${url.protocol}//${url.host}`;
}
