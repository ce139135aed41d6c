import { knownCodes, mapData } from '../map.ts';
import { creditBasemap, forgetBasemap, listBasemaps, openBasemap, readLayer } from '../map-basemaps.ts';
import type { Calls } from './call.ts';

export const mapCalls: Calls<
  'map.data' | 'basemap.list' | 'basemap.open' | 'basemap.layer' | 'basemap.credit' | 'basemap.forget'
> = {
  'map.data': (session, { query, map }, { signal }) => mapData(session, query, map, signal),

  'basemap.list': (session) => listBasemaps(session.options),

  async 'basemap.open'(session, { file }, { signal, progress }) {
    progress({ phase: 'reading', fraction: null });
    const [staged, sha256, known] = await Promise.all([
      session.staging.stage(file.id),
      session.staging.sha256(file.id),
      knownCodes(session),
    ]);
    return openBasemap(session.options, { name: staged.name, path: staged.path, sha256 }, known, signal);
  },

  'basemap.layer': (session, { basemap, level }) => readLayer(session.options, basemap, level),

  'basemap.credit': (session, { basemap, credit }) => creditBasemap(session.options, basemap, credit),

  async 'basemap.forget'(session, { basemap }) {
    await forgetBasemap(session.options, basemap);
    return null;
  },
};
