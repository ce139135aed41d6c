import type { ProgressOf } from './answers.ts';
import type { CallName, Input, Outputs } from './contract.ts';

/** What a page asks the engine through. */
export type Client = {
  call<N extends CallName>(
    name: N,
    input: Input<N>,
    options?: {
      signal?: AbortSignal | undefined;
      onProgress?: (progress: ProgressOf) => void;
      onChunk?: (bytes: Uint8Array) => void;
    },
  ): Promise<Outputs[N]>;
  closed: Promise<void>;
};
