import { useMemo } from 'react';
import type { Outlines } from '../../shared/map/outlines.ts';
import type { MapView } from '../../shared/map/view.ts';
import { decodeMapRows } from '../map-figures.ts';
import { usePickedRows } from '../picked-rows.ts';
import { queryOf, useCall, useProject } from '../session.ts';

/** Areas of the rows selected in the grid, brought to the level of the map as the map itself is; none where it filters. */
export function usePickedAreas(
  map: MapView,
  outlines: Outlines,
  isWanted: boolean,
): { areas: ReadonlySet<number>; rows: number } {
  const project = useProject();
  const { code } = map;
  const rows = usePickedRows(map.table, isWanted && code !== null ? [code] : []);
  const input = useMemo(() => {
    if (code === null) return null;
    const cells = (rows ?? []).map((row) => row[code]).filter((cell) => cell !== null && cell !== undefined);
    const values = [
      ...new Set(cells.map((cell) => (typeof cell === 'bigint' ? Number(cell) : (cell as string | number)))),
    ];
    if (values.length === 0) return null;
    const query = queryOf(map.table, undefined, project);
    const filter = {
      id: 'picked',
      kind: 'filter' as const,
      condition: { kind: 'in' as const, column: code, values },
    };
    const tables = query.tables.map((table) =>
      table.id === map.table ? { ...table, recipe: [...table.recipe, filter] } : table,
    );
    return { query: { ...query, tables }, map };
  }, [rows, map, code, project]);
  const { value } = useCall('map.data', input);
  const areas = useMemo(() => {
    const codes = new Set(input && value ? decodeMapRows(value.rows).map(({ code }) => code) : []);
    return new Set(outlines.codes.flatMap((code, area) => (codes.has(code) ? [area] : [])));
  }, [input, value, outlines]);
  return { areas, rows: rows?.length ?? 0 };
}
