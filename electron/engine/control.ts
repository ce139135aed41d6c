import type { FaultData } from '../../shared/rpc/fault.ts';
import type { Frame } from '../../shared/rpc/wire.ts';

/**
 * What a host gives the engine process when it starts it, as JSON in its first argument:
 * `fork(entry, [JSON.stringify(settings)], { serialization: 'advanced' })` or `utilityProcess.fork(entry, [...])`.
 * A restarted engine must be given the same settings: it then finds the sources it had opened.
 */
export type EngineSettings = {
  kind: 'desktop' | 'workshop';
  /** Version of the application, shown and written in « Sources et méthode ». */
  version: string;
  /** Folder of this run of the host, absolute, made by `prepareStaging` and kept until the host ends. */
  staging: string;
  /** Where the application keeps its own state between runs, absolute: recent projects, autosave, checksum index. */
  dataFolder: string;
  /** The application's `resources` folder, absolute. */
  resources: string;
  /** Where the browser host saves projects and the desktop host proposes to: « Crible » in the user's documents. */
  projectsFolder: string;
  /** True when the host answers `ask`. */
  nativeDialogs: boolean;
  threads?: number;
  memoryMegabytes?: number;
};

/** A file of the user's that the host lets the engine read. `id` is random, chosen by the host. */
export type Grant = {
  id: string;
  path: string;
  name: string;
  /** An upload that the host wrote for the engine alone: the engine takes it away instead of copying it. */
  temporary?: boolean;
};

/** What the host's dialogs are asked, and answered by `answer`: paths chosen, [] when cancelled; a path, or null. */
export type Question =
  | { what: 'pick-open'; purpose: 'data' | 'project' | 'recipe'; multiple: boolean }
  | { what: 'pick-save'; suggestedName: string }
  /** Print the page as PDF at this path of the staging folder; answered by the path, null when it could not be. */
  | { what: 'print'; path: string };

/**
 * From the host to the engine. Under the browser host these travel over process IPC and each page connection is one
 * `wire` number; under Electron they travel over parentPort, and `wire-open` brings the page's MessagePort in `ports[0]`,
 * which then carries the frames (`frame` and `wire-close` are not used).
 */
export type ToEngine =
  | { type: 'wire-open'; wire: number }
  | { type: 'frame'; wire: number; frame: Frame }
  | { type: 'wire-close'; wire: number }
  | { type: 'grant'; file: Grant }
  | { type: 'answer'; id: number; value: string[] | string | null }
  /** Finish what is being written and exit. */
  | { type: 'stop' };

/** From the engine to the host. */
export type FromEngine =
  | { type: 'ready' }
  | { type: 'frame'; wire: number; frame: Frame }
  | { type: 'wire-close'; wire: number }
  /** The granted file is known to the engine: the page may name it in `source.inspect`. */
  | { type: 'granted'; file: { id: string; name: string; size: number } }
  | { type: 'refused'; id: string; fault: FaultData }
  | ({ type: 'ask'; id: number } & Question)
  /**
   * An output to be fetched once at `/output/<id>` (browser host), under this file name. The host answers the request
   * with the bytes at `path`, as an attachment.
   */
  | { type: 'output'; id: string; path: string; name: string }
  /** The engine cannot start or go on; it exits right after. */
  | { type: 'failed'; fault: FaultData };
