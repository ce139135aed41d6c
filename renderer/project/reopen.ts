import type { FileRef, Warning } from '../../shared/contract.ts';
import type { Source } from '../../shared/project/project.ts';
import { t, tDynamic } from '../../shared/text/t.ts';
import { asFault, ask, call, getState, notifyFault, setState } from '../session.ts';
import { pickFiles } from './give-files.ts';

/**
 * Reads sources again into an engine that holds none of them. A missing file is asked for; a source that cannot be read
 * is left out of `opened`, the others go on; `quiet` tells no progress. Rejects with `engine-gone` when the engine dies meanwhile.
 */
export async function reopenSources(sources: readonly Source[], quiet = false): Promise<void> {
  try {
    for (const [place, source] of sources.entries()) {
      const show = (fraction: number | null) =>
        !quiet && setState({ reopening: { name: source.name, position: place + 1, total: sources.length, fraction } });
      show(null);
      await reopenSource(source, show, quiet);
    }
  } finally {
    if (!quiet) setState({ reopening: null });
  }
}

/**
 * Reads one source again, from `given` when the user has just shown its file; asks for it as long as it is not found and
 * the user wants to go on.
 */
export async function reopenSource(
  source: Source,
  show: (fraction: number | null) => unknown,
  quiet = false,
  given?: FileRef,
): Promise<void> {
  let file = given;
  for (;;) {
    try {
      const opened = await call('source.reopen', { source, file }, { onProgress: ({ fraction }) => show(fraction) });
      const change = opened.warnings.find(({ code }) => code === 'source-changed');
      const older = change && !quiet ? await askAboutChange(source, change) : null;
      if (older) {
        file = older;
        continue;
      }
      setState({ opened: { ...getState().opened, [source.id]: opened } });
      if (change) adoptSource(opened.source);
      return;
    } catch (thrown) {
      const fault = asFault(thrown);
      if (fault.code === 'engine-gone') throw fault;
      await leaveOut(source);
      if (fault.code !== 'file-missing') {
        notifyFault(fault);
        return;
      }
      file = await askForFile(source);
      if (!file) return;
    }
  }
}

/** Says what changed in a file that is no longer the project's. Gives another file to read instead, if the user has one. */
async function askAboutChange(source: Source, { code, params }: Warning): Promise<FileRef | undefined> {
  const { choice } = await ask({
    title: t('project.changed-title', { name: source.name }),
    text: `${tDynamic(`warning.${code}`, params, 'warning.unknown')} ${t('project.changed-text')}`,
    choices: [
      { id: 'find', label: t('project.changed-find') },
      { id: 'use', label: t('project.changed-use'), kind: 'primary' },
    ],
  });
  if (choice !== 'find') return undefined;
  const [file] = await pickFiles('data', false);
  return file;
}

/** The project stands on the file as it is now. Not an edit to undo: the former content is not there to come back. */
function adoptSource(source: Source): void {
  const { history } = getState();
  const { state } = history.present;
  const sources = state.sources.map((other) => (other.id === source.id ? source : other));
  setState({ history: { ...history, present: { ...history.present, state: { ...state, sources } } } });
}

/** The engine may hold one of that id, of before the page was loaded again: its rows are not those of this file. */
async function leaveOut(source: Source): Promise<void> {
  await call('source.close', { source: source.id }).catch(() => {});
  const { [source.id]: _, ...others } = getState().opened;
  setState({ opened: others });
}

/** Asks where a file that was not found is. */
export async function askForFile(source: Source): Promise<FileRef | undefined> {
  const { choice } = await ask({
    title: t('project.missing-title'),
    text: t('project.missing-text', { name: source.name }),
    choices: [
      { id: 'skip', label: t('project.missing-skip') },
      { id: 'find', label: t('project.missing-find'), kind: 'primary' },
    ],
  });
  if (choice !== 'find') return undefined;
  const [file] = await pickFiles('data', false);
  return file;
}
