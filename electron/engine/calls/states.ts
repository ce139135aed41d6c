import { compareStates } from '../compare.ts';
import type { Calls } from './call.ts';

export const stateCalls: Calls<'table.compare'> = {
  'table.compare': (session, { query, from, to }, { signal }) => compareStates(session, query, from, to, signal),
};
