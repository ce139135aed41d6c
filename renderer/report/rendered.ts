import type { ReportPart } from '../../shared/report/document.ts';
import type { Fault } from '../../shared/rpc/fault.ts';
import { faultText } from '../session.ts';

/** What a rule says of a block, with its honest version one click away. */
export type Found = { level: 'blocked' | 'warned'; text: string; fix: (() => void) | null };

/**
 * A block as it stands now: `part` is what it shows, null while unknown or when it cannot be shown; `problem` says why it
 * cannot. `busy` while something of it is still being computed.
 */
export type Rendered = { part: ReportPart | null; found: readonly Found[]; problem: string | null; busy: boolean };

export const waiting: Rendered = { part: null, found: [], problem: null, busy: true };

export function troubled(problem: string): Rendered {
  return { part: null, found: [], problem, busy: false };
}

export function faulty(fault: Fault): Rendered {
  return troubled(faultText(fault));
}

/** Why a block must not leave as it is: what a rule blocks, or what failed. */
export function obstacleOf(rendered: Rendered | undefined): string | null {
  if (!rendered) return null;
  return rendered.found.find(({ level }) => level === 'blocked')?.text ?? rendered.problem;
}
