import { t } from '../../shared/text/t.ts';
import { ask, call, getState, notify, notifyFault, project, setState } from '../session.ts';

/** Whether the present project differs from the saved file. A project that holds nothing has nothing to lose. */
export function isUnsaved(): boolean {
  const current = project();
  return current !== getState().saved && (current.tables.length > 0 || getState().handle !== null);
}

/** Saves the project; the host asks where the first time, or with `saveAs`. False when given up or failed. */
export async function saveProject(saveAs = false): Promise<boolean> {
  if (getState().saving) return false;
  const { handle, hello } = getState();
  if (!hello?.nativeDialogs && (handle === null || saveAs) && !(await askName(saveAs))) return false;
  const current = project();
  setState({ saving: true });
  try {
    const saved = await call('project.save', { project: current, handle, saveAs });
    if (!saved) return false;
    setState({ handle: saved.handle, saved: current });
    // A project named by its place in the native dialog takes that name, inside the file too.
    const named = saved.name.replace(/\.crible$/i, '');
    if (hello?.nativeDialogs && current.name === t('common.untitled') && project() === current) {
      renameProject(named);
      await call('project.save', { project: project(), handle: saved.handle });
      setState({ saved: project() });
    }
    notify('success', t('project.saved-as', { name: saved.name }));
    return true;
  } catch (thrown) {
    notifyFault(thrown);
    return false;
  } finally {
    setState({ saving: false });
  }
}

/** Without a native dialog the name is asked in the page: the file takes the name of the project. */
async function askName(saveAs: boolean): Promise<boolean> {
  const { choice, text } = await ask({
    title: t(saveAs ? 'command.save-as' : 'project.save-title'),
    text: t('project.save-where', { folder: getState().hello?.projectsFolder ?? '' }),
    choices: [
      { id: 'cancel', label: t('common.cancel') },
      { id: 'save', label: t('command.save'), kind: 'primary' },
    ],
    field: { label: t('project.name'), value: project().name, empty: t('app.name-needed') },
  });
  if (choice !== 'save') return false;
  renameProject(text);
  return true;
}

/** Renames in place of the present moment: naming a file is not an edit to undo. */
function renameProject(name: string): void {
  const { history } = getState();
  if (name === history.present.state.name) return;
  const state = { ...history.present.state, name };
  setState({ history: { ...history, present: { ...history.present, state } } });
}

/** Asks what to do with unsaved changes. False: stay where one is. */
export async function leaveProject(): Promise<boolean> {
  if (!isUnsaved()) return true;
  const { choice } = await ask({
    title: t('project.unsaved-title'),
    text: t('project.unsaved-text', { name: project().name }),
    choices: [
      { id: 'cancel', label: t('common.cancel') },
      { id: 'drop', label: t('project.unsaved-drop'), kind: 'danger' },
      { id: 'save', label: t('project.unsaved-save'), kind: 'primary' },
    ],
  });
  return choice === 'drop' || (choice === 'save' && (await saveProject()));
}
