import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Outputs } from '../../shared/contract.ts';
import { decodeProject, encodeProject } from '../../shared/project/codec.ts';
import type { Project } from '../../shared/project/project.ts';
import { Fault } from '../../shared/rpc/fault.ts';
import { type Autosave, openAutosave } from './autosave.ts';
import { exists, type FileCalls, realFileCalls, saveDurably, sweepTemporaries } from './durable-file.ts';
import type { HostServices } from './host.ts';
import { openRecentList, type RecentList } from './recent.ts';

const extension = '.crible';

export type ProjectStore = {
  recent: RecentList;
  /** Null when the user cancels the dialog. Faults `project-newer`, `disk-full`, `write-refused`. */
  save(project: Project, handle: string | null, saveAs: boolean): Promise<Outputs['project.save']>;
  /** The project at a recent handle. Faults `file-missing`, and those of the codec. */
  openHandle(handle: string): Promise<Outputs['project.open']>;
  openPath(path: string): Promise<Outputs['project.open']>;
  autosave: Autosave;
  /** Folders of the projects opened or saved in this run, where their files may lie. */
  folders(): string[];
  addFolder(folder: string): void;
};

/** Projects on disk: the only record of someone's work, so every write is durable (durable-file.ts). */
export function openProjectStore(options: {
  dataFolder: string;
  staging: string;
  projectsFolder: string;
  host: HostServices;
  calls?: FileCalls;
}): ProjectStore {
  const { dataFolder, projectsFolder, host } = options;
  const calls = options.calls ?? realFileCalls;
  const recent = openRecentList(dataFolder);
  const autosave = openAutosave({ dataFolder, staging: options.staging, calls });
  const folders = new Set<string>();
  void sweepTemporaries(dataFolder);
  void sweepTemporaries(projectsFolder);
  // Writes follow one another: two saves of one file at once would mix their backups.
  let queue: Promise<unknown> = Promise.resolve();
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = queue.then(work, work);
    queue = next.catch(() => {});
    return next;
  }

  async function choosePlace(project: Project): Promise<string | null> {
    const suggested = `${safeFileName(project.name)}${extension}`;
    if (!host.nativeDialogs) return freePath(projectsFolder, suggested);
    const chosen = await host.pickSave(join(projectsFolder, suggested));
    if (chosen === null) return null;
    return chosen.toLowerCase().endsWith(extension) ? chosen : `${chosen}${extension}`;
  }

  async function saveNow(project: Project, handle: string | null, saveAs: boolean) {
    const place = handle === null ? null : await recent.find(handle);
    const path = place && !saveAs ? place.path : await choosePlace(project);
    if (path === null) return null;
    if (place && !saveAs) await refuseNewer(path, place.sha256);
    const bytes = new TextEncoder().encode(encodeProject(project));
    await saveDurably(path, bytes, { backups: true, calls });
    folders.add(dirname(path));
    const savedAt = Date.now();
    const noted = await recent.note({ path, name: project.name, savedAt, sha256: digest(bytes) });
    return { handle: noted.handle, name: basename(path), savedAt };
  }

  async function openPath(path: string): Promise<Outputs['project.open']> {
    const bytes = await readFile(path).catch(() => {
      throw new Fault('file-missing', { file: basename(path) });
    });
    const project = decodeProject(bytes.toString('utf8'));
    folders.add(dirname(path));
    void sweepTemporaries(dirname(path));
    const noted = await recent.note({ path, name: project.name, savedAt: Date.now(), sha256: digest(bytes) });
    return { project, handle: noted.handle };
  }

  return {
    recent,
    save: (project, handle, saveAs) => inTurn(() => saveNow(project, handle, saveAs)),
    openPath,
    async openHandle(handle) {
      const place = await recent.find(handle);
      if (!place) throw new Fault('file-missing', { file: handle });
      return openPath(place.path);
    },
    autosave: {
      write: (project) => inTurn(() => autosave.write(project)),
      recover: () => inTurn(autosave.recover),
      setAside: () => inTurn(autosave.setAside),
    },
    folders: () => [...folders],
    addFolder: (folder) => void folders.add(folder),
  };
}

/** A file that another program or another Crible wrote since it was last read or saved here is left alone. */
async function refuseNewer(path: string, sha256: string): Promise<void> {
  const bytes = await readFile(path).catch(() => null);
  if (bytes && digest(bytes) !== sha256) throw new Fault('project-newer', { file: basename(path) });
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A name that Windows, macOS and Linux all accept, without the extension. */
export function safeFileName(name: string): string {
  const cleaned = name
    .replace(/[\p{Cc}<>:"/\\|?*]/gu, ' ')
    .replace(/\s+/g, ' ')
    .replace(/[. ]+$/, '')
    .trim()
    .slice(0, 120);
  const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(cleaned);
  return cleaned === '' || reserved ? `Projet ${cleaned}`.trim() : cleaned;
}

async function freePath(folder: string, name: string): Promise<string> {
  const stem = name.slice(0, -extension.length);
  for (let number = 1; ; number++) {
    const path = join(folder, number === 1 ? name : `${stem} (${number})${extension}`);
    if (!(await exists(path))) return path;
  }
}
