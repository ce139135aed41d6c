import { vintagesOf } from '../shared/chart/vintage.ts';
import type { Input, MapFacts, Outputs } from '../shared/contract.ts';
import type { MapEvidence } from '../shared/map/guard.ts';
import type { MapRow } from '../shared/map/paint.ts';
import type { MapView } from '../shared/map/view.ts';
import type { Project } from '../shared/project/project.ts';
import type { Column } from '../shared/recipe/column.ts';
import { decodeRows } from './arrow.ts';
import { queryOf } from './session.ts';
import { withoutOwnFilter } from './view-filter.ts';

/** What to ask the engine for a map, without what only the page draws. Null while the map is not complete. */
export function askMap(map: MapView, project: Project): Input<'map.data'> | null {
  if (map.code === null || (map.value === null && map.measure !== 'count')) return null;
  const asked: MapView = {
    ...map,
    id: '',
    title: '',
    subtitle: '',
    zoom: null,
    ramp: 'blue',
    filterStep: null,
    classes: { method: 'quantiles', count: 5, bounds: [] },
  };
  return { query: queryOf(map.table, undefined, withoutOwnFilter(project, map)), map: asked };
}

/** Codes brought to larger areas go through the reference: its vintage is part of the map. */
export function rolledVintage(
  map: MapView,
  columns: readonly Column[],
  vintages: readonly { label: string; value: string }[] | undefined,
): string[] {
  const own = columns.find(({ name }) => name === map.code)?.meaning;
  return own === map.level || !vintages?.[0] ? [] : [vintages[0].value];
}

/** The rows of `map.data`. */
export function decodeMapRows(bytes: Uint8Array): MapRow[] {
  return decodeRows(bytes).map((row) => ({
    code: typeof row.code === 'string' ? row.code : null,
    value: typeof row.value === 'number' || typeof row.value === 'string' ? row.value : null,
    rows: Number(row.rows),
    missing: Number(row.missing),
    kinds: Number(row.kinds),
  }));
}

/** Codes that have a place on some map: a row of total is rightly on none. */
export function placeableCodes({ codes, strays }: MapFacts): number {
  return codes - strays.reduce((sum, stray) => sum + (stray.cause === 'total-row' ? stray.codes : 0), 0);
}

/** What the rules on maps need to know of the figures. */
export function evidenceOf(
  project: Project,
  map: MapView,
  rows: readonly MapRow[],
  { facts }: Outputs['map.data'],
): MapEvidence {
  const placed = rows.filter(({ code }) => code !== null);
  const numbers = placed.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
  return {
    areas: placed.length,
    rows: placed.reduce((sum, row) => sum + row.rows, 0),
    lowest: numbers.length === 0 ? null : numbers.reduce((low, value) => Math.min(low, value)),
    categories: new Set(placed.flatMap(({ value }) => (typeof value === 'string' ? [value] : []))).size,
    codes: placeableCodes(facts),
    matched: facts.matched,
    doubled: facts.doubled,
    vintages: vintagesOf(project, map.table, [map.value, map.denominator]),
  };
}
