import { randomBytes } from 'node:crypto';
import { basename, resolve } from 'node:path';
import type { Client, FileRef, Warning } from '../../../shared/contract.ts';
import { Fault } from '../../../shared/rpc/fault.ts';
import { tDynamic } from '../../../shared/text/t.ts';
import { placeDurably } from '../durable-file.ts';
import type { Engine } from '../engine.ts';

/** What a command needs of an engine: the contract, and the two ends that a page has from its host. */
export type CommandTools = {
  call: Client['call'];
  /** Stages a local file. Faults `file-missing`, `file-empty`. */
  grant(path: string): Promise<FileRef>;
  /** Writes a finished output of the engine at a path. Faults `disk-full`, `write-refused`. */
  save(output: string, path: string): Promise<void>;
};

/** Calls an engine of the same process, without a wire. */
export function commandTools(engine: Engine, signal: AbortSignal): CommandTools {
  return {
    async call(name, input) {
      const handler = engine.handlers.get(name);
      if (!handler) throw new Fault('unknown-call', { name });
      return (await handler(input, { signal, progress: () => {}, chunk: () => {} })) as never;
    },
    grant: (path) => engine.grant({ id: randomBytes(12).toString('hex'), path: resolve(path), name: basename(path) }),
    async save(output, path) {
      const made = engine.session.outputs.get(output);
      if (!made) throw new Fault('output-missing');
      await placeDurably(made.path, resolve(path));
    },
  };
}

export type ToldWarning = Warning & { text: string };

/** Warnings with their French sentences, each once. */
export function tellWarnings(warnings: Warning[]): ToldWarning[] {
  const told = warnings.map((warning) => ({
    ...warning,
    text: tDynamic(`warning.${warning.code}`, warning.params, 'warning.unknown'),
  }));
  return told.filter(({ text }, place) => told.findIndex((other) => other.text === text) === place);
}
