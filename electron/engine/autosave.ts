import { readdir, readFile, rename, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeProject, encodeProject } from '../../shared/project/codec.ts';
import type { Project } from '../../shared/project/project.ts';
import { type FileCalls, saveDurably } from './durable-file.ts';
import { instanceOf, isRunning } from './instance.ts';

/** Unsaved work kept beside the projects: one file per run, since several hosts share the folder. */
export type Autosave = {
  write(project: Project | null): Promise<void>;
  /** What an interrupted run left, which becomes this run's own; never the work of a run that goes on. */
  recover(): Promise<Project | null>;
  /** Puts what was recovered back, to be offered again: work begun meanwhile does not write over it. */
  setAside(): Promise<void>;
};

const fileName = /^autosave(?:-(.+))?\.crible$/;
const asideName = 'plus-tard';

export function openAutosave(options: { dataFolder: string; staging: string; calls: FileCalls }): Autosave {
  const { dataFolder, staging, calls } = options;
  const own = join(dataFolder, `autosave-${instanceOf(staging)}.crible`);

  /** Files of runs that are over, the latest first. */
  async function orphans(): Promise<string[]> {
    const found: { path: string; time: number }[] = [];
    for (const name of await readdir(dataFolder).catch(() => [])) {
      const instance = fileName.exec(name)?.[1];
      const path = join(dataFolder, name);
      if (!fileName.test(name) || path === own) continue;
      if (instance !== undefined && (await isRunning(staging, instance))) continue;
      const state = await stat(path).catch(() => null);
      if (state) found.push({ path, time: state.mtimeMs });
    }
    return found.sort((a, b) => b.time - a.time).map(({ path }) => path);
  }

  return {
    async write(project) {
      if (project) await saveDurably(own, new TextEncoder().encode(encodeProject(project)), { calls });
      else await unlink(own).catch(() => {});
    },
    async recover() {
      const mine = await readProject(own);
      if (mine) return mine;
      for (const path of await orphans()) {
        const project = await readProject(path);
        // The rename decides between two hosts that start together: the second finds nothing.
        const taken = project && (await rename(path, own).then(...yesOrNo));
        if (taken) return project;
      }
      return null;
    },
    async setAside() {
      await rename(own, join(dataFolder, `autosave-${asideName}-${Date.now()}.crible`)).catch(() => {});
    },
  };
}

const yesOrNo = [() => true, () => false] as const;

async function readProject(path: string): Promise<Project | null> {
  try {
    return decodeProject(await readFile(path, 'utf8'));
  } catch {
    return null;
  }
}
