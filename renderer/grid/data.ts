import { useEffect, useMemo, useRef, useState } from 'react';
import type { Query } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Fault } from '../../shared/rpc/fault.ts';
import { asFault, call, queryOf, useProject, useSession } from '../session.ts';
import { Pages } from './pages.ts';
import { arrange } from './views.ts';

/** A query with its columns and cells: always of the same moment. */
/** `order`: the names in the recipe's own order, which pins may change on screen. */
export type TableData = { query: Query; columns: Column[]; order: readonly string[]; pages: Pages };
/** `givenUp`: cells on screen were given up by the engine and are asked for no more by themselves. */
export type TableState = {
  data: TableData | null;
  total: number | null;
  fault: Fault | null;
  loading: boolean;
  givenUp: boolean;
};

const atFirst: TableState = { data: null, total: null, fault: null, loading: true, givenUp: false };

/**
 * The table as its recipe stands. After an edit the former cells stay until the new ones arrive; stale calls are aborted.
 * @param pinned columns to show first; the same array while nothing changes
 * @param onCells called outside React each time cells arrive, all those on screen or only those that waited
 */
export function useTable(table: string, pinned: readonly string[], onCells: (everyCell: boolean) => void): TableState {
  const project = useProject();
  const phase = useSession((session) => session.phase);
  const generation = useSession((session) => session.generation);
  const key = useMemo(() => JSON.stringify(queryOf(table, undefined, project)), [table, project]);
  const [state, setState] = useState<TableState>(atFirst);
  const held = useRef<{ table: string; pages: Pages } | null>(null);
  const heard = useRef(onCells);
  heard.current = onCells;

  // biome-ignore lint/correctness/useExhaustiveDependencies: `generation` stands for the engine's data
  useEffect(() => {
    if (phase !== 'ready') return;
    const controller = new AbortController();
    const query = JSON.parse(key) as Query;
    const former = held.current?.table === table ? held.current.pages : null;
    setState((before) => ({ ...before, data: former ? before.data : null, loading: true }));
    const fail = (fault: Fault) => {
      if (!controller.signal.aborted && fault.code !== 'cancelled')
        setState((before) => ({ ...before, fault, loading: false }));
    };
    call('table.columns', { query }, { signal: controller.signal }).then(
      (answer) => {
        if (controller.signal.aborted) return;
        const columns = arrange(answer, pinned);
        const order = answer.map((column) => column.name);
        const pages: Pages = new Pages(
          (input, signal) => call('table.page', input, { signal }),
          query,
          columns.map((column) => column.name),
          {
            onLoad(everyCell) {
              heard.current(everyCell);
              setState((before) => {
                if (before.data?.pages !== pages) return before;
                const loading = pages.busy && !pages.known;
                if (before.total === pages.total && before.loading === loading && !before.givenUp) return before;
                return { ...before, total: pages.total, loading, givenUp: false };
              });
            },
            onFault: fail,
            onGivenUp: () =>
              setState((before) =>
                before.data?.pages === pages ? { ...before, loading: false, givenUp: true } : before,
              ),
          },
          former,
        );
        held.current = { table, pages };
        setState((before) => ({
          data: { query, columns, order, pages },
          total: before.data ? before.total : null,
          fault: null,
          loading: true,
          givenUp: false,
        }));
      },
      (thrown) => fail(asFault(thrown)),
    );
    return () => controller.abort();
  }, [table, key, pinned, generation, phase]);

  useEffect(() => () => held.current?.pages.close(), []);
  return state;
}
