import { extname } from 'node:path';
import type { BrowserWindow, Dialog, FileFilter } from 'electron';
import { dataExtensions } from '../shared/project/data-extensions.ts';
import { t } from '../shared/text/t.ts';
import type { Question } from './engine/control.ts';

/** Shows the native dialog that the engine asks for: paths, [] when cancelled; for a save, a path or null. */
export async function answerQuestion(
  dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>,
  window: BrowserWindow,
  question: Exclude<Question, { what: 'print' }>,
): Promise<string[] | string | null> {
  if (question.what === 'pick-save') {
    const extension = extname(question.suggestedName).slice(1);
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title: t('host.dialog.save'),
      defaultPath: question.suggestedName,
      filters: extension ? [saveFilter(extension)] : [],
      properties: ['showOverwriteConfirmation', 'createDirectory'],
    });
    return canceled || !filePath ? null : filePath;
  }
  const isData = question.purpose === 'data';
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: isData ? t('host.dialog.data') : t('host.dialog.project'),
    filters: isData
      ? [
          { name: t('host.filter.data'), extensions: dataExtensions },
          { name: t('host.filter.all'), extensions: ['*'] },
        ]
      : [saveFilter(question.purpose === 'recipe' ? 'crible-recette' : 'crible')],
    properties: question.multiple ? ['openFile', 'multiSelections'] : ['openFile'],
  });
  return canceled ? [] : filePaths;
}

/** Asks whether to close a window whose project has unsaved changes. */
export function confirmLeaving(dialog: Pick<Dialog, 'showMessageBoxSync'>, window: BrowserWindow): boolean {
  const stay = 0;
  const chosen = dialog.showMessageBoxSync(window, {
    type: 'question',
    message: t('host.unsaved.question'),
    detail: t('host.unsaved.detail'),
    buttons: [t('host.unsaved.stay'), t('host.unsaved.leave')],
    defaultId: stay,
    cancelId: stay,
  });
  return chosen !== stay;
}

function saveFilter(extension: string): FileFilter {
  const name = extension === 'crible' ? t('host.filter.project') : t('host.filter.extension', { extension });
  return { name, extensions: [extension] };
}
