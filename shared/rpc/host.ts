import type { FileRef } from '../contract.ts';
import type { FaultData } from './fault.ts';

/** What a menu of the window asks of the page. */
export const hostCommands = [
  'open',
  'open-project',
  'save',
  'save-as',
  'export',
  'start-page',
  'undo',
  'redo',
  'help',
] as const;
export type HostCommand = (typeof hostCommands)[number];

/** A file handed to the host: known to the engine, or refused. */
export type Granted = { kind: 'granted'; file: FileRef } | { kind: 'refused'; fault: FaultData };

/** What the preload gives to the page of the desktop host, and nothing else, as `window.crible`. */
export type HostBridge = {
  /** Asks for a wire: its MessagePort comes as a window message whose data is `portMessage`; without a port, it is dead. */
  connect(): void;
  /** Gives a dropped or picked File by its path, without copying it through the page. */
  grant(file: object): Promise<Granted>;
  onCommand(handler: (command: HostCommand) => void): void;
  /** A file opened from outside: double-click, command line, recent documents. */
  onOpened(handler: (file: FileRef) => void): void;
};

export const portMessage = 'crible-port';

/** Browser host: where uploads go (POST, file name in `name`), and the header and subprotocol that carry the token. */
export const uploadPath = '/files';
export const socketPath = '/wire';
export const tokenHeader = 'x-crible-token';
export const socketProtocol = 'crible';
/** Close codes of the browser host's socket: the engine restarts (connect again), or cannot start. */
export const engineRestarting = 4012;
export const engineFailed = 4013;
