import type { z } from 'zod';
import type { CallName, inputs, Outputs, ProgressOf } from '../../../shared/contract.ts';
import type { Session } from '../session.ts';

/** What a call may do besides answering. */
export type Context = { signal: AbortSignal | null; progress(value: ProgressOf): void };

export type Call<N extends CallName> = (
  session: Session,
  input: z.output<(typeof inputs)[N]>,
  context: Context,
) => Promise<Outputs[N]>;

/** Some calls of the contract, by name: each file of this folder has those of one subject. */
export type Calls<N extends CallName> = { [name in N]: Call<name> };
