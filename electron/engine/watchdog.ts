import { totalmem } from 'node:os';

/** Grace for memory to come down once everything is interrupted. */
const usualGrace = 4000;
const lookEvery = 200;

/**
 * Watches the resident memory of this process: DuckDB's `memory_limit` is not a cap (RELIABILITY). Above the limit
 * `interrupt` is called; still above after 4 s, `giveUp`, which ends the process. Returns a function that stops it.
 */
export function watchMemory(options: {
  limitMegabytes?: number;
  interrupt(): void;
  giveUp(): void;
  /** For tests. */
  graceMilliseconds?: number;
  resident?: () => number;
}): () => void {
  const megabytes = options.limitMegabytes ?? Math.floor((totalmem() * 0.8) / 1024 / 1024);
  const limit = megabytes * 1024 * 1024;
  const resident = options.resident ?? (() => process.memoryUsage.rss());
  const grace = options.graceMilliseconds ?? usualGrace;
  let over: number | null = null;
  const timer = setInterval(() => {
    if (resident() < limit) {
      over = null;
      return;
    }
    if (over === null) {
      over = performance.now();
      options.interrupt();
    } else if (performance.now() - over > grace) {
      options.giveUp();
    }
  }, lookEvery);
  timer.unref();
  return () => clearInterval(timer);
}
