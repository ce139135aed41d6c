import { chartData } from '../chart.ts';
import { compileQuery } from '../query.ts';
import { listTerritories, referenceInfo } from '../reference.ts';
import type { Calls } from './call.ts';

export const hostCalls: Calls<'host.hello' | 'territory.list' | 'chart.data'> = {
  async 'host.hello'(session) {
    const { host, version, projectsFolder, resources } = session.options;
    return {
      host: host.kind === 'desktop' ? 'desktop' : 'workshop',
      version,
      nativeDialogs: host.nativeDialogs,
      reference: await referenceInfo(resources),
      projectsFolder,
    };
  },

  'territory.list': (session) => listTerritories(session.reference),

  async 'chart.data'(session, { query, chart }, { signal }) {
    const compiled = compileQuery(session, query);
    return session.database.use(signal, (connection) => chartData(connection, compiled.sql, compiled.columns, chart));
  },
};
