import { stat, utimes, writeFile } from 'node:fs/promises';
import { uptime } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** A run of a host: its process number and when it began, in the name of its staging folder. */
const runName = /^run-(\d+)(?:-(\d+))?$/;
/** What a living engine touches, in its staging folder, and how often. */
const beatName = 'alive';
const beatEvery = 15_000;
/** A computer that slept wakes its hosts within this. */
const silence = 120_000;

export function newRunName(): string {
  return `run-${process.pid}-${Date.now()}`;
}

/** The process of a run, null for the name of something else. */
export function processOfRun(name: string): number | null {
  const found = runName.exec(name);
  return found ? Number(found[1]) : null;
}

/** The name under which an engine keeps what is its own in the folder that every host shares. */
export function instanceOf(staging: string): string {
  return basename(staging);
}

/** Says, as long as this process lives, that its run goes on. Gives the way to stop. */
export function keepBeating(staging: string): () => void {
  const path = join(staging, beatName);
  const beat = async () => {
    const now = new Date();
    await utimes(path, now, now).catch(() => writeFile(path, '').catch(() => {}));
  };
  void beat();
  const timer = setInterval(() => void beat(), beatEvery);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Whether another run that shares our data folder is still at work. A process number alone would not do: numbers are
 * given again, after a power cut above all.
 */
export async function isRunning(staging: string, instance: string): Promise<boolean> {
  const found = runName.exec(instance);
  if (!found || !isAlive(Number(found[1]))) return false;
  const began = Number(found[2] ?? 0);
  if (began > 0 && began < Date.now() - uptime() * 1000 - silence) return false;
  const beat = await stat(join(dirname(staging), instance, beatName)).catch(() => null);
  return beat !== null && Date.now() - beat.mtimeMs < silence;
}

export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
