import { useEffect, useMemo, useRef, useState } from 'react';
import type { ColumnProfile, Query } from '../../shared/contract.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Fault } from '../../shared/rpc/fault.ts';
import { asFault, call, queryOf, useProject, useSession } from '../session.ts';
import { Pages } from './pages.ts';

/** A query with its columns and cells: always of the same moment. */
export type TableData = { query: Query; columns: Column[]; pages: Pages };
export type TableState = { data: TableData | null; total: number | null; fault: Fault | null; loading: boolean };

/**
 * The table as its recipe stands. After an edit the former cells stay until the new ones arrive; stale calls are aborted.
 * @param onCells called outside React each time cells arrive
 */
export function useTable(table: string, onCells: () => void): TableState {
  const project = useProject();
  const phase = useSession((session) => session.phase);
  const generation = useSession((session) => session.generation);
  const key = useMemo(() => JSON.stringify(queryOf(table, undefined, project)), [table, project]);
  const [state, setState] = useState<TableState>({ data: null, total: null, fault: null, loading: true });
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
      (columns) => {
        if (controller.signal.aborted) return;
        const pages: Pages = new Pages(
          (input, signal) => call('table.page', input, { signal }),
          query,
          columns.map((column) => column.name),
          {
            onLoad() {
              heard.current();
              setState((before) => {
                if (before.data?.pages !== pages) return before;
                const loading = pages.busy && !pages.known;
                if (before.total === pages.total && before.loading === loading) return before;
                return { ...before, total: pages.total, loading };
              });
            },
            onFault: fail,
          },
          former,
        );
        held.current = { table, pages };
        setState((before) => ({
          data: { query, columns, pages },
          total: before.data ? before.total : null,
          fault: null,
          loading: true,
        }));
      },
      (thrown) => fail(asFault(thrown)),
    );
    return () => controller.abort();
  }, [table, key, generation, phase]);

  useEffect(() => () => held.current?.pages.close(), []);
  return state;
}

/**
 * Missing counts for the headers on screen. A table without steps knows them from its opening; otherwise the engine
 * is asked for the columns in view once they stay a moment, each once per query.
 */
export function useHeads(
  data: TableData | null,
  opened: readonly ColumnProfile[] | null,
  onProfiles: () => void,
): { missing(name: string): number | null; see(first: number, last: number): void } {
  const heard = useRef(onProfiles);
  heard.current = onProfiles;
  const watcher = useMemo(() => {
    const known = new Map<string, number>();
    let controller = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let running = false;
    let window = { first: 0, last: -1 };
    const plain = data?.query.tables[0]?.recipe.every((step) => step.disabled) ?? false;
    if (plain && opened) for (const profile of opened) known.set(profile.name, profile.missing);
    const ask = async () => {
      if (!data || running || controller.signal.aborted) return;
      const names = data.columns
        .filter((_, place) => place < 3 || (place >= window.first && place <= window.last))
        .map((column) => column.name)
        .filter((name) => !known.has(name));
      if (names.length === 0) return;
      running = true;
      const { signal } = controller;
      try {
        const profiles = await call('table.profile', { query: data.query, columns: names }, { signal });
        for (const profile of profiles) known.set(profile.name, profile.missing);
        heard.current();
      } catch {
        // A header without its count is no reason to disturb: the table itself tells what is wrong.
        if (!signal.aborted) for (const name of names) known.set(name, 0);
      } finally {
        running = false;
      }
    };
    return {
      start() {
        controller = new AbortController();
      },
      stop() {
        clearTimeout(timer);
        controller.abort();
      },
      missing: (name: string) => known.get(name) ?? null,
      see(first: number, last: number) {
        if (window.first === first && window.last === last) return;
        window = { first, last };
        clearTimeout(timer);
        timer = setTimeout(ask, 250);
      },
    };
  }, [data, opened]);
  useEffect(() => {
    watcher.start();
    return () => watcher.stop();
  }, [watcher]);
  return watcher;
}
