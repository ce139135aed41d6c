import { setTimeout as wait } from 'node:timers/promises';
import type { Connection, Database } from './database.ts';

/** How long nobody must have asked for anything before work that can wait begins. */
const restMilliseconds = 1000;
/** Work that has begun so often goes on to its end, whoever asks. */
const mostTurns = 6;

export type Background = {
  /**
   * Runs `work` once nobody has asked the database for anything for a second. What somebody then asks for interrupts it;
   * it starts over after the next rest: it must leave nothing half-made. Fails with Fault `cancelled` as `signal` aborts.
   */
  run<T>(signal: AbortSignal, work: (connection: Connection) => Promise<T>): Promise<T>;
};

/**
 * Tells apart what somebody waits for, asked through `foreground`, from what can wait: DuckDB shares the cores evenly
 * among its queries, and a copy of a large table takes two seconds of them.
 */
export function withBackground(
  database: Database,
  rest = restMilliseconds,
): { foreground: Database; background: Background } {
  let asked = 0;
  let lastEnd = performance.now();
  let giveWay: AbortController | null = null;

  async function quiet(signal: AbortSignal): Promise<void> {
    for (;;) {
      signal.throwIfAborted();
      const left = asked > 0 ? rest : rest - (performance.now() - lastEnd);
      if (left <= 0) return;
      await wait(left, undefined, { signal });
    }
  }

  return {
    foreground: {
      ...database,
      async use(signal, work) {
        asked++;
        giveWay?.abort();
        try {
          return await database.use(signal, work);
        } finally {
          asked--;
          lastEnd = performance.now();
        }
      },
    },
    background: {
      async run(signal, work) {
        for (let turn = 1; ; turn++) {
          await quiet(signal);
          const own = new AbortController();
          if (turn < mostTurns) giveWay = own;
          try {
            return await database.use(AbortSignal.any([signal, own.signal]), work);
          } catch (thrown) {
            if (signal.aborted || !own.signal.aborted) throw thrown;
          } finally {
            giveWay = null;
          }
        }
      },
    },
  };
}
