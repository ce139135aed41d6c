import { useEffect, useMemo, useRef } from 'react';
import type { ColumnProfile } from '../../shared/contract.ts';
import type { ColumnSketch } from '../../shared/profile/report.ts';
import { useDisplay } from '../display.ts';
import { call } from '../session.ts';
import type { TableData } from './data.ts';

export type Heads = {
  /** Cells without a value over all rows, null while unknown. */
  missing(name: string): number | null;
  sketch(name: string): ColumnSketch | null;
  /** The columns now on screen, frozen ones aside. */
  see(first: number, last: number): void;
};

/** Columns that may be frozen at the left: always on screen. */
const frozen = 3;
/** Headers wait for the hand to stop, and the cells come first. */
const patience = 250;

/**
 * What headers say and draw of their columns, over all rows. Asked for the columns in view once they stay a moment, each
 * once per query; a call whose columns have all left the screen is aborted, and one for a former query never shown.
 */
export function useHeads(
  data: TableData | null,
  opened: readonly ColumnProfile[] | null,
  onArrival: () => void,
): Heads {
  const { sketches } = useDisplay();
  const heard = useRef(onArrival);
  heard.current = onArrival;
  const watcher = useMemo(() => watchHeads(data, opened, sketches, () => heard.current()), [data, opened, sketches]);
  const seen = useRef({ first: 0, last: -1 });
  useEffect(() => {
    watcher.start();
    watcher.see(seen.current.first, seen.current.last);
    heard.current();
    return () => watcher.stop();
  }, [watcher]);
  return useMemo(
    () => ({
      missing: watcher.missing,
      sketch: watcher.sketch,
      see(first, last) {
        seen.current = { first, last };
        watcher.see(first, last);
      },
    }),
    [watcher],
  );
}

function watchHeads(
  data: TableData | null,
  opened: readonly ColumnProfile[] | null,
  sketches: boolean,
  onArrival: () => void,
) {
  const missing = new Map<string, number>();
  const drawn = new Map<string, ColumnSketch | null>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: { names: string[]; controller: AbortController } | null = null;
  let stopped = false;
  let view = { first: 0, last: -1 };
  const plain = data?.query.tables[0]?.recipe.every((step) => step.disabled) ?? false;
  if (plain && opened) for (const profile of opened) missing.set(profile.name, profile.missing);

  const inView = () =>
    (data?.columns ?? [])
      .filter((_, place) => place < frozen || (place >= view.first && place <= view.last))
      .map((column) => column.name);

  async function ask(): Promise<void> {
    if (!data || stopped) return;
    const known = sketches ? drawn : missing;
    const names = inView().filter((name) => !known.has(name));
    if (names.length === 0) return;
    const mine = { names, controller: new AbortController() };
    running = mine;
    const { signal } = mine.controller;
    try {
      const input = { query: data.query, columns: names };
      const found = await call(sketches ? 'table.sketch' : 'table.profile', input, { signal });
      if (signal.aborted) return;
      for (const entry of found) {
        missing.set(entry.name, entry.missing);
        if ('top' in entry) drawn.set(entry.name, entry);
      }
      onArrival();
    } catch {
      // A header without its drawing is no reason to disturb: the table itself tells what is wrong.
      if (!signal.aborted)
        for (const name of names) {
          drawn.set(name, null);
          missing.set(name, missing.get(name) ?? 0);
        }
    }
    if (running !== mine) return;
    running = null;
    void ask();
  }

  return {
    start() {
      stopped = false;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      running?.controller.abort();
      running = null;
    },
    missing: (name: string) => missing.get(name) ?? null,
    sketch: (name: string) => (sketches ? (drawn.get(name) ?? null) : null),
    see(first: number, last: number) {
      if (view.first === first && view.last === last) return;
      view = { first, last };
      clearTimeout(timer);
      const names = new Set(inView());
      if (running && !running.names.some((name) => names.has(name))) {
        running.controller.abort();
        running = null;
      }
      timer = setTimeout(() => running === null && void ask(), patience);
    },
  };
}
