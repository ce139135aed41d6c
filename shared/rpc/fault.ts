import type { FaultCode } from '../text/fr/faults.ts';

export type { FaultCode };

/** Values that a sentence may need: never a path, never a line of someone's data longer than a cell. */
export type FaultParams = Record<string, string | number>;

/** What crosses the wire when a call fails. The French sentence is `fault.<code>` in shared/text. */
export type FaultData = { code: FaultCode; params: FaultParams };

/** An expected failure, told to the user by its code. Anything else that is thrown is a bug and becomes `internal`. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly params: FaultParams;
  constructor(code: FaultCode, params: FaultParams = {}) {
    super(code);
    this.name = 'Fault';
    this.code = code;
    this.params = params;
  }
}

/** The wire's form of anything thrown. `cancelled` stands for an aborted signal. */
export function faultData(thrown: unknown): FaultData {
  if (thrown instanceof Fault) return { code: thrown.code, params: thrown.params };
  if (thrown instanceof Error && thrown.name === 'AbortError') return { code: 'cancelled', params: {} };
  return { code: 'internal', params: { detail: redact(thrown instanceof Error ? thrown.message : String(thrown)) } };
}

/** Takes local paths and long excerpts out of a message made by someone else's code. */
export function redact(message: string): string {
  const firstLine = message.split('\n')[0] ?? '';
  return firstLine.replace(/(?:[A-Za-z]:)?(?:[\\/][^\s'"\\/:]+){2,}/g, '…').slice(0, 200);
}
