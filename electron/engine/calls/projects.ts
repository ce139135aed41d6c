import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { FileRef } from '../../../shared/contract.ts';
import { decodeProject } from '../../../shared/project/codec.ts';
import type { Project } from '../../../shared/project/project.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import type { Session } from '../session.ts';
import type { Calls } from './call.ts';

export const projectCalls: Calls<
  | 'file.pick'
  | 'project.save'
  | 'project.open'
  | 'project.recent'
  | 'project.forget'
  | 'project.autosave'
  | 'project.recover'
> = {
  async 'file.pick'(session, { purpose, multiple }) {
    if (!session.options.host.nativeDialogs) return [];
    const paths = await session.options.host.pickOpen(purpose, multiple);
    const files: FileRef[] = [];
    for (const path of paths) files.push(await session.grant({ id: newFileId(), path, name: basename(path) }));
    return files;
  },

  async 'project.save'(session, { project, handle, saveAs }) {
    const saved = await session.projects.save(project, handle, saveAs ?? false);
    if (saved) await noteSources(session, project);
    return saved;
  },

  async 'project.open'(session, { handle, file }) {
    if (file) return openGranted(session, file);
    if (handle !== undefined) return session.projects.openHandle(handle);
    const [path] = session.options.host.nativeDialogs ? await session.options.host.pickOpen('project', false) : [];
    if (path === undefined) throw new Fault('cancelled');
    return session.projects.openPath(path);
  },

  'project.recent': (session) => session.projects.recent.all(),

  async 'project.forget'(session, { handle }) {
    await session.projects.recent.forget(handle);
    return null;
  },

  async 'project.autosave'(session, { project, later }) {
    if (later) await session.projects.autosave.setAside();
    else await session.projects.autosave.write(project);
    if (project) await noteSources(session, project);
    return null;
  },

  'project.recover': (session) => session.projects.autosave.recover(),
};

/** A project file by its own path when the user has one; an upload has no place to be saved back to. */
async function openGranted(session: Session, file: FileRef) {
  const origin = session.staging.origin(file.id);
  if (origin && !origin.temporary) return session.projects.openPath(origin.path);
  const staged = await session.staging.stage(file.id);
  return { project: decodeProject(await readFile(staged.path, 'utf8')), handle: null };
}

/** Remembers where the sources of a kept project lie, so that it can be opened again. Never fails the save. */
async function noteSources(session: Session, project: Project): Promise<void> {
  for (const { sha256, name, format } of project.sources) {
    const file = format === 'reference' ? null : session.staging.findByChecksum(sha256);
    const origin = file && session.staging.origin(file);
    if (!file || !origin) continue;
    try {
      if (origin.temporary) await session.index.keep(sha256, (await session.staging.stage(file)).path, name);
      else await session.index.note(sha256, origin.path, name);
    } catch {
      // The disk is full or refused: the user will be asked where the file lies.
    }
  }
}

function newFileId(): string {
  return randomBytes(12).toString('hex');
}
