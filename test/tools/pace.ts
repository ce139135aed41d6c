import { spawnSync } from 'node:child_process';

/** What an empty Node process takes, start to end, on two quiet cores. */
const quietMilliseconds = 60;

/**
 * How much slower than quiet this computer is now, at least 1: a limit in seconds is multiplied by it, so that it says
 * something of the program and not of what else runs.
 */
export function slowness(): number {
  const times = Array.from({ length: 3 }, () => {
    const began = performance.now();
    spawnSync(process.execPath, ['--eval', '0'], { stdio: 'ignore' });
    return performance.now() - began;
  }).sort((a, b) => a - b);
  return Math.max(1, (times[1] ?? 0) / quietMilliseconds);
}
