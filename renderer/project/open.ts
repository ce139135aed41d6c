import type { FileRef } from '../../shared/contract.ts';
import { begin } from '../../shared/project/history.ts';
import { emptyProject, type Project } from '../../shared/project/project.ts';
import { t } from '../../shared/text/t.ts';
import { asFault, ask, call, getState, notify, notifyFault, openDialog, setState } from '../session.ts';
import { pickFiles, sendFiles } from './give-files.ts';
import { reopenSources } from './reopen.ts';
import { leaveProject } from './save.ts';

/** Opens a project, from the recent list (`handle`) or from a file, after a word about unsaved changes. */
export async function openProject(from: { handle: string } | { file: FileRef }): Promise<void> {
  if (!(await leaveProject())) return;
  try {
    const { project, handle } = await call('project.open', from);
    await adopt(project, handle, project);
  } catch (thrown) {
    notifyFault(thrown);
  }
}

export async function browseProject(): Promise<void> {
  const [file] = await pickFiles('project', false);
  if (file) await openProject({ file });
}

export async function startProject(): Promise<void> {
  if (!(await leaveProject())) return;
  void call('project.autosave', { project: null }).catch(() => {});
  await adopt(emptyProject(crypto.randomUUID(), t('common.untitled')), null, null);
}

/** Puts back what an interrupted session left unsaved, if the user wants it. False when the engine died meanwhile. */
export async function offerRecovery(): Promise<boolean> {
  try {
    const project = await call('project.recover', {});
    if (!project || project.tables.length === 0) return true;
    const { choice } = await ask({
      title: t('project.recover-title'),
      text: t('project.recover-text', {
        name: project.name,
        tables: t('project.recover-tables', { count: project.tables.length }),
      }),
      choices: [
        { id: 'drop', label: t('project.recover-no'), kind: 'danger' },
        { id: 'later', label: t('project.recover-later') },
        { id: 'recover', label: t('project.recover-yes'), kind: 'primary' },
      ],
    });
    if (choice === 'recover') {
      await adopt(project, null, null);
      notify('info', t('project.recovered', { name: project.name }));
    } else await call('project.autosave', { project: null, later: choice !== 'drop' });
    return true;
  } catch (thrown) {
    if (asFault(thrown).code === 'engine-gone') return false;
    notifyFault(thrown);
    return true;
  }
}

async function adopt(project: Project, handle: string | null, saved: Project | null): Promise<void> {
  for (const source of Object.keys(getState().opened)) void call('source.close', { source }).catch(() => {});
  setState({
    history: begin(project),
    handle,
    saved,
    opened: {},
    table: null,
    tab: 'table',
    dialog: null,
    guide: null,
  });
  await reopenSources(project.sources);
  setState({ generation: getState().generation + 1, table: project.tables[0]?.id ?? null });
}

/** Opens what was dropped or came from outside: a project, or data files. */
export function openGiven(files: FileRef[]): void {
  const project = files.find((file) => file.name.toLowerCase().endsWith('.crible'));
  if (project) void openProject({ file: project });
  else if (files.length > 0) openDialog({ kind: 'opening', files, purpose: 'new-table' });
}

export async function openDropped(files: readonly File[]): Promise<void> {
  openGiven(await sendFiles(files));
}

export async function browseData(): Promise<void> {
  openGiven(await pickFiles('data', true));
}
