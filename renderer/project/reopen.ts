import type { FileRef, OpenedSource, Warning } from '../../shared/contract.ts';
import type { Source } from '../../shared/project/project.ts';
import { expectedOf, type Mapping, mapOptions } from '../../shared/project/replay.ts';
import type { ExpectedFile } from '../../shared/project/shared-recipe.ts';
import { formatList } from '../../shared/text/format.ts';
import { t, tDynamic } from '../../shared/text/t.ts';
import { asFault, ask, call, getState, notifyFault, openDialog, project, setState } from '../session.ts';
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
      const onProgress = ({ fraction }: { fraction: number | null }) => show(fraction);
      let opened = await call('source.reopen', { source, file }, { onProgress });
      const change = opened.warnings.find(({ code }) => code === 'source-changed');
      const answer: Answer = change && !quiet ? await askAboutChange(source, opened, change) : { kind: 'use' };
      if (answer.kind === 'older') {
        file = answer.file;
        continue;
      }
      if (answer.kind === 'replay') {
        show(null);
        const changed = await call('source.file', { source: opened.source });
        const options = mapOptions(answer.expected, opened.source.options, answer.mapping);
        opened = await call('source.open', { file: changed, id: source.id, options }, { onProgress });
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

/** What to do with a file that is no longer the project's. */
type Answer =
  | { kind: 'use' }
  | { kind: 'older'; file: FileRef }
  | { kind: 'replay'; expected: ExpectedFile; mapping: Mapping };

/** Says what changed. Where columns that the project uses are gone, offers to say which ones replace them. */
async function askAboutChange(source: Source, opened: OpenedSource, { code, params }: Warning): Promise<Answer> {
  const expected = expectedOf(project(), source);
  const lost = expected.columns.filter(({ name }) => !opened.columns.some((column) => column.name === name));
  const columns = formatList(lost.map(({ name }) => name));
  const isLost = lost.length > 0;
  for (;;) {
    const { choice } = await ask({
      title: t('project.changed-title', { name: source.name }),
      text: [
        tDynamic(`warning.${code}`, params, 'warning.unknown'),
        isLost ? t('replay.reopen-lost', { count: lost.length, columns }) : t('project.changed-text'),
      ].join(' '),
      choices: [
        { id: 'find', label: t('project.changed-find') },
        { id: 'use', label: t('project.changed-use'), kind: isLost ? 'plain' : 'primary' },
        ...(isLost ? [{ id: 'replay', label: t('replay.reopen'), kind: 'primary' as const }] : []),
      ],
    });
    if (choice === 'replay') {
      const mapping = await askForColumns(expected, opened);
      if (mapping) return { kind: 'replay', expected, mapping };
      continue;
    }
    const [file] = choice === 'find' ? await pickFiles('data', false) : [];
    return file ? { kind: 'older', file } : { kind: 'use' };
  }
}

/** Null: the user goes back to the question. */
function askForColumns(expected: ExpectedFile, opened: OpenedSource): Promise<Mapping | null> {
  const columns = (opened.source.options.columns ?? []).filter(({ kept }) => kept);
  return new Promise((answer) => {
    // Its window would stand over the dialog.
    setState({ reopening: null });
    openDialog({ kind: 'renamed-columns', expected, columns, answer });
  });
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
