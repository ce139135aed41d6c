import { useEffect, useState } from 'react';
import type { OpenedSource } from '../../shared/contract.ts';
import type { Fault } from '../../shared/rpc/fault.ts';
import { asFault, call, getState, newId, useSession } from '../session.ts';

export type ReferenceSource = { id: string; opened: OpenedSource };

/**
 * Opens a built-in table for the time of a dialog, or takes the one that the project already has. It is closed when the
 * dialog goes, unless the project kept it. `wanted` false opens nothing.
 */
export function useReferenceSource(
  table: string,
  wanted: boolean,
): { source: ReferenceSource | null; fault: Fault | null } {
  const phase = useSession((session) => session.phase);
  const generation = useSession((session) => session.generation);
  const [found, setFound] = useState<{ source: ReferenceSource | null; fault: Fault | null }>({
    source: null,
    fault: null,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: `generation` stands for the engine's data
  useEffect(() => {
    if (!wanted || phase !== 'ready') return;
    const existing = inProject(table);
    if (existing) {
      setFound({ source: { id: existing.source.id, opened: existing }, fault: null });
      return;
    }
    const id = newId();
    const controller = new AbortController();
    call('source.reference', { id, table }, { signal: controller.signal }).then(
      (opened) => !controller.signal.aborted && setFound({ source: { id, opened }, fault: null }),
      (thrown) => !controller.signal.aborted && setFound({ source: null, fault: asFault(thrown) }),
    );
    return () => {
      controller.abort();
      if (!getState().opened[id]) void call('source.close', { source: id }).catch(() => {});
    };
  }, [table, wanted, phase, generation]);
  return found;
}

function inProject(table: string): OpenedSource | null {
  const { opened, history } = getState();
  const known = history.present.state.sources.find(
    (source) => source.format === 'reference' && source.options.entry === table,
  );
  return known ? (opened[known.id] ?? null) : null;
}
