import { reportJoin } from '../join-report.ts';
import { similarNames } from '../join-similar.ts';
import { suggestJoins } from '../join-suggest.ts';
import type { Calls } from './call.ts';

export const joinCalls: Calls<'join.suggest' | 'join.report' | 'join.similar'> = {
  'join.suggest': (session, { query, right }, { signal }) => suggestJoins(session, query, right, signal),
  'join.report': (session, { query, step }, { signal }) => reportJoin(session, query, step, signal),
  'join.similar': (session, { query, step }, { signal }) => similarNames(session, query, step, signal),
};
