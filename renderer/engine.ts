import type { Client, FileRef } from '../shared/contract.ts';
import { connect } from '../shared/rpc/connect.ts';
import { Fault } from '../shared/rpc/fault.ts';
import {
  engineFailed,
  type Granted,
  type HostBridge,
  type HostCommand,
  portMessage,
  socketPath,
  socketProtocol,
  tokenHeader,
  uploadPath,
} from '../shared/rpc/host.ts';
import { portWire } from '../shared/rpc/port.ts';
import { socketWire } from '../shared/rpc/socket.ts';
import type { Wire } from '../shared/rpc/wire.ts';

declare global {
  interface Window {
    /** Present in the desktop host only. */
    readonly crible?: HostBridge;
  }
}

export type EngineListener = {
  /** A client that works; the engine behind it may be a new one that has opened nothing yet. */
  connected(client: Client): void;
  /**
   * `restarting`: `connected` follows by itself. `failed`: the host is gone, or its engine cannot start. `foreign`: what
   * answers at this address is another host.
   */
  disconnected(reason: 'restarting' | 'failed' | 'foreign'): void;
  /** The menu of the window. */
  command(command: HostCommand): void;
  /** A file opened from outside the page. */
  opened(file: FileRef): void;
};

const retryDelay = 100;
/** The host restarts its engine in about 300 ms: past this, something else is wrong, and the page says so. */
const patience = 10_000;

/** Connects to the engine, and again each time it is lost. Call once. */
export function followEngine(listener: EngineListener): void {
  window.crible?.onCommand((command) => listener.command(command));
  window.crible?.onOpened((file) => listener.opened(file));
  if (isForeignPage()) listener.disconnected('foreign');
  else void follow(window.crible ? desktopWire(window.crible) : workshopWire(), listener);
}

type OpenWire = () => Promise<{ wire: Wire; hasFailed(): boolean }>;

async function follow(open: OpenWire, listener: EngineListener): Promise<void> {
  let lostAt = performance.now();
  let told = false;
  for (;;) {
    try {
      const { wire, hasFailed } = await open();
      listener.connected(connect(wire) as Client);
      told = false;
      await wire.closed;
      lostAt = performance.now();
      if (hasFailed()) told = true;
      listener.disconnected(hasFailed() ? 'failed' : 'restarting');
    } catch {
      if (!told && performance.now() - lostAt > patience) {
        told = true;
        listener.disconnected((await isAnotherHost()) ? 'foreign' : 'failed');
      }
    }
    await new Promise((resolve) => setTimeout(resolve, told ? 10 * retryDelay : retryDelay));
  }
}

function desktopWire(bridge: HostBridge): OpenWire {
  return () =>
    new Promise((resolve) => {
      let wire: Wire | null = null;
      const take = (event: MessageEvent) => {
        if (event.source !== window || event.data !== portMessage) return;
        const [port] = event.ports;
        if (port && !wire) {
          wire = portWire(port);
          resolve({ wire, hasFailed: () => false });
        } else if (!port && wire) {
          window.removeEventListener('message', take);
          wire.close();
        }
      };
      window.addEventListener('message', take);
      bridge.connect();
    });
}

function workshopWire(): OpenWire {
  return () =>
    new Promise((resolve, reject) => {
      const address = `ws://${location.host}${socketPath}`;
      const socket = new WebSocket(address, [socketProtocol, token()]);
      let failed = false;
      socket.addEventListener('close', (event) => {
        failed = event.code === engineFailed;
        reject(new Fault('engine-gone'));
      });
      const wire = socketWire(socket);
      socket.addEventListener('open', () => resolve({ wire, hasFailed: () => failed }));
    });
}

/**
 * The token of the browser host comes once in the address's fragment, which no browser sends to a server nor in a
 * Referer. It is kept in sessionStorage, which is of this tab and this exact origin, port included: it survives a
 * reload, while a cookie would be sent to every other server of the same machine, whatever its port.
 */
function token(): string {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    sessionStorage.setItem('token', given);
    history.replaceState(null, '', location.pathname);
  }
  return sessionStorage.getItem('token') ?? 'absent';
}

/** Whether the page was opened without the address that the browser host printed. */
export function isForeignPage(): boolean {
  return !window.crible && token() === 'absent';
}

/** Whether something answers at this address, although our token opens nothing there. */
async function isAnotherHost(): Promise<boolean> {
  if (window.crible) return false;
  return fetch(location.pathname, { cache: 'no-store' }).then(
    () => true,
    () => false,
  );
}

/** Gives a dropped or picked file to the engine: by its path on the desktop, by an upload otherwise. */
export async function giveFile(
  file: File,
  options: { signal?: AbortSignal; onProgress?: (fraction: number) => void } = {},
): Promise<FileRef> {
  const granted = await (window.crible ? window.crible.grant(file) : upload(file, options));
  if (granted.kind === 'refused') throw new Fault(granted.fault.code, granted.fault.params);
  return granted.file;
}

// XMLHttpRequest, because fetch does not tell how much was sent.
function upload(
  file: File,
  options: { signal?: AbortSignal; onProgress?: (fraction: number) => void },
): Promise<Granted> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${uploadPath}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader(tokenHeader, token());
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => options.onProgress?.(event.total > 0 ? event.loaded / event.total : 1);
    request.onload = () => (request.response ? resolve(request.response) : reject(new Fault('engine-gone')));
    request.onerror = () => reject(new Fault('engine-gone'));
    request.onabort = () => reject(new Fault('cancelled'));
    options.signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

/** Browser host: hands a finished output to the browser's downloads. `path` comes from `output.deliver`, once. */
export async function downloadOutput(path: string, name: string): Promise<void> {
  const response = await fetch(path, { headers: { [tokenHeader]: token() } });
  if (!response.ok) throw new Fault('engine-gone');
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
