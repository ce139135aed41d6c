import type { FileRef } from '../../shared/contract.ts';
import { dataExtensions } from '../../shared/project/data-extensions.ts';
import { giveFile } from '../engine.ts';
import { call, getState, notifyFault, setState } from '../session.ts';

const accepted = {
  data: dataExtensions.map((extension) => `.${extension}`).join(','),
  project: '.crible',
  recipe: '.crible-recette',
} as const;

/** Lets the user choose files, with the host's own dialog where it has one. Empty when given up. */
export async function pickFiles(purpose: 'data' | 'project' | 'recipe', multiple: boolean): Promise<FileRef[]> {
  try {
    if (getState().hello?.nativeDialogs) {
      const files = await call('file.pick', { purpose, multiple });
      if (files.length > 0) forgetErrors();
      return files;
    }
    return await sendFiles(await browseFiles(accepted[purpose], multiple));
  } catch (thrown) {
    notifyFault(thrown);
    return [];
  }
}

/**
 * Gives dropped or picked files to the engine, one after the other, telling `sending` how far it is. What is refused is
 * said and left out.
 */
export async function sendFiles(files: readonly File[]): Promise<FileRef[]> {
  forgetErrors();
  const controller = new AbortController();
  const cancel = () => controller.abort();
  const given: FileRef[] = [];
  for (const file of files) {
    if (controller.signal.aborted) break;
    const show = (fraction: number | null) => setState({ sending: { name: file.name, fraction, cancel } });
    show(null);
    try {
      given.push(await giveFile(file, { signal: controller.signal, onProgress: show }));
    } catch (thrown) {
      notifyFault(thrown);
    }
  }
  setState({ sending: null });
  return given;
}

function browseFiles(accept: string, multiple: boolean): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = multiple;
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

/** What was said about earlier files no longer holds. */
function forgetErrors(): void {
  setState({ notices: getState().notices.filter((notice) => notice.tone !== 'error') });
}
