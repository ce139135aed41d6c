import { t } from '../../shared/text/t.ts';
import { asFault, call, faultText, getState, notify, project, subscribe } from '../session.ts';
import { isUnsaved } from './save.ts';

/** Short: after a power cut at most the last action is lost. */
const delay = 250;

/**
 * Keeps a copy of unsaved work beside the projects after each action, and clears it once saved. Writes nothing before
 * `release`: what an interrupted session left lies in the same place until the user said what becomes of it. Call once.
 */
export function keepAutosave(): { release(): void } {
  let kept = project();
  let held = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failed = false;

  async function write(): Promise<void> {
    timer = undefined;
    if (held || getState().phase !== 'ready') return later();
    const current = project();
    try {
      await call('project.autosave', { project: isUnsaved() ? current : null });
      kept = current;
      failed = false;
    } catch (thrown) {
      const fault = asFault(thrown);
      if (fault.code === 'engine-gone') return later();
      if (!failed) notify('error', t('project.autosave-failed', { reason: faultText(fault) }));
      failed = true;
    }
  }
  function later(): void {
    clearTimeout(timer);
    timer = setTimeout(() => void write(), delay);
  }

  let saved = getState().saved;
  subscribe(() => {
    const state = getState();
    if (project() === kept && state.saved === saved) return;
    saved = state.saved;
    later();
  });
  window.addEventListener('pagehide', () => !held && timer !== undefined && void write());
  window.addEventListener('beforeunload', (event) => {
    // The desktop window closes without a word: what is unsaved is offered again at the next start.
    if (isUnsaved() && getState().hello?.host === 'workshop') event.preventDefault();
  });
  return {
    release: () => {
      held = false;
    },
  };
}
