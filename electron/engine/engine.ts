import type { FileRef, ProgressOf } from '../../shared/contract.ts';
import { type CallName, inputs } from '../../shared/contract.ts';
import { Fault } from '../../shared/rpc/fault.ts';
import type { Handler } from '../../shared/rpc/serve.ts';
import { absenceCalls } from './calls/absences.ts';
import type { Call, Calls } from './calls/call.ts';
import { cleaningCalls } from './calls/cleaning.ts';
import { findCalls } from './calls/find.ts';
import { groupCalls } from './calls/groups.ts';
import { hostCalls } from './calls/host.ts';
import { joinCalls } from './calls/joins.ts';
import { labelCalls } from './calls/labels.ts';
import { mapCalls } from './calls/maps.ts';
import { outputCalls } from './calls/outputs.ts';
import { pageCalls } from './calls/pages.ts';
import { profileCalls } from './calls/profiles.ts';
import { projectCalls } from './calls/projects.ts';
import { recipeCalls } from './calls/recipes.ts';
import { reportCalls } from './calls/reports.ts';
import { sketchCalls } from './calls/sketches.ts';
import { sourceCalls } from './calls/sources.ts';
import { stateCalls } from './calls/states.ts';
import { summaryCalls } from './calls/summaries.ts';
import { territoryCalls } from './calls/territories.ts';
import type { Grant } from './control.ts';
import { keepBeating } from './instance.ts';
import { type EngineOptions, openSession, type Session } from './session.ts';

/** Every call of the contract. */
const calls: Calls<CallName> = {
  ...hostCalls,
  ...sourceCalls,
  ...labelCalls,
  ...pageCalls,
  ...findCalls,
  ...stateCalls,
  ...profileCalls,
  ...sketchCalls,
  ...absenceCalls,
  ...groupCalls,
  ...cleaningCalls,
  ...joinCalls,
  ...mapCalls,
  ...summaryCalls,
  ...territoryCalls,
  ...outputCalls,
  ...projectCalls,
  ...recipeCalls,
  ...reportCalls,
};

export type Engine = {
  /** For `serve` of shared/rpc: parses each input, then answers. */
  handlers: ReadonlyMap<string, Handler>;
  session: Session;
  /** Makes a file of the user's known under `grant.id`. Faults `file-missing`, `file-empty`. */
  grant(grant: Grant): Promise<FileRef>;
  /** Waits for what is being written, then closes DuckDB. */
  close(): Promise<void>;
};

/** The contract, implemented. One engine per process and per staging folder. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const session = await openSession(options);
  const stopBeating = keepBeating(options.staging);
  const handlers = new Map<string, Handler>();
  for (const name of Object.keys(calls) as CallName[]) handlers.set(name, handlerOf(session, name));
  return {
    handlers,
    session,
    grant: session.grant,
    async close() {
      stopBeating();
      stopBeating();
      await session.cache.stop();
      await session.results.clear();
      session.database.close();
    },
  };
}

function handlerOf<N extends CallName>(session: Session, name: N): Handler {
  const call = calls[name] as Call<N>;
  return async (input, context) => {
    const parsed = inputs[name].safeParse(input);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new Fault('bad-input', { name, detail: issue?.path.join('.') || 'entrée' });
    }
    const signal = context.signal as globalThis.AbortSignal;
    const progress = (value: ProgressOf) => context.progress(value);
    return call(session, parsed.data as never, { signal, progress });
  };
}
