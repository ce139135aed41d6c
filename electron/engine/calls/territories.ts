import { reportCoverage, searchCommunes } from '../coverage.ts';
import { forgetFavourite, keepFavourite, readFavourites } from '../favourites.ts';
import { reportVintage } from '../vintage.ts';
import type { Calls } from './call.ts';

export const territoryCalls: Calls<
  | 'territory.communes'
  | 'territory.vintage'
  | 'territory.coverage'
  | 'territory.favourites'
  | 'territory.keep'
  | 'territory.forget'
> = {
  'territory.communes': (session, { search, areas, limit }) => searchCommunes(session, search, areas, limit),
  'territory.vintage': (session, { query, column }, { signal }) => reportVintage(session, query, column, signal),
  'territory.coverage': (session, { query, column, areas }, { signal }) =>
    reportCoverage(session, query, column, areas, signal),
  'territory.favourites': (session) => readFavourites(session.options.dataFolder),
  'territory.keep': (session, favourite) => keepFavourite(session.options.dataFolder, favourite),
  'territory.forget': (session, { name }) => forgetFavourite(session.options.dataFolder, name),
};
