import type { FileRef } from '../../shared/contract.ts';
import type { Source } from '../../shared/project/project.ts';
import type { HostCommand } from '../../shared/rpc/host.ts';
import { t } from '../../shared/text/t.ts';
import { followEngine } from '../engine.ts';
import { announce, call, getState, project, queryOf, setClient, setState } from '../session.ts';
import { keepAutosave } from './autosave.ts';
import { offerRecovery, openGiven } from './open.ts';
import { reopenSources } from './reopen.ts';

let following = false;

/** Joins the session to the engine for the life of the page: first start, then each restart. */
export function followSession(runCommand: (command: HostCommand) => void): void {
  if (following) return;
  following = true;
  const waiting: FileRef[] = [];
  const autosave = keepAutosave();
  let isOffered = false;
  followEngine({
    connected(client) {
      setClient(client);
      void rebuild(async () => {
        if (isOffered) announce(t('app.restarted'));
        else {
          // An engine that dies meanwhile comes back here, and the question is put again.
          isOffered = await offerRecovery();
          if (!isOffered) return;
          autosave.release();
        }
        openGiven(waiting.splice(0));
      });
    },
    disconnected(reason) {
      setClient(null);
      setState({ phase: reason === 'restarting' ? 'restarting' : 'lost', isForeign: reason === 'foreign' });
    },
    command: runCommand,
    opened(file) {
      if (isOffered && getState().phase === 'ready') openGiven([file]);
      else waiting.push(file);
    },
  });
}

/** Gives a new engine everything the session stands on; figures are asked again once it is there. */
async function rebuild(then: () => Promise<void>): Promise<void> {
  try {
    const hello = await call('host.hello', {});
    setState({ hello });
    // What is on screen first: the rest is read behind it.
    const shown = shownSources();
    await reopenSources(knownSources().filter((source) => shown.has(source.id)));
    setState({ phase: 'ready', generation: getState().generation + 1 });
    const others = knownSources().filter((source) => !shown.has(source.id));
    if (others.length > 0) {
      await reopenSources(others, true);
      setState({ generation: getState().generation + 1 });
    }
  } catch {
    // Gone again: `connected` will follow, with a new try.
    return;
  }
  await then();
}

/** Sources that the shown table stands on, through its joins. */
function shownSources(): Set<string> {
  const { table } = getState();
  return new Set(table === null ? [] : queryOf(table).tables.map(({ source }) => source));
}

/** Sources of the present project, and those that undo or redo may bring back. */
function knownSources(): Source[] {
  const known = new Map<string, Source>();
  for (const opened of Object.values(getState().opened)) known.set(opened.source.id, opened.source);
  for (const source of project().sources) known.set(source.id, source);
  return [...known.values()];
}
