import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { CallName, Client } from '../../shared/contract.ts';
import { Fault } from '../../shared/rpc/fault.ts';
import { placeDurably } from './durable-file.ts';
import type { Engine } from './engine.ts';
import type { TargetsTools } from './targets-command.ts';

/** An engine of this very process as `runTargets` wants it. */
export function targetsTools(engine: Engine): TargetsTools {
  return {
    call: callWithin(engine),
    grant: (path) => engine.grant({ id: randomUUID(), path, name: basename(path) }),
    async save(output, path) {
      const made = engine.session.outputs.get(output);
      if (!made) throw new Fault('output-missing');
      await placeDurably(made.path, path);
    },
  };
}

function callWithin(engine: Engine): Client['call'] {
  return async (name, input, options = {}) => {
    const handler = engine.handlers.get(name satisfies CallName);
    if (!handler) throw new Fault('unknown-call', { name });
    const signal = options.signal ?? new AbortController().signal;
    return (await handler(input, {
      signal,
      progress: (value) => options.onProgress?.(value as never),
      chunk: (bytes) => options.onChunk?.(bytes),
    })) as never;
  };
}
