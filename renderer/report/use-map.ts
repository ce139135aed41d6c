import { useMemo } from 'react';
import type { Basemap, TerritoryEntry } from '../../shared/contract.ts';
import { mapCaption, mapSummary, mapTitle } from '../../shared/map/describe.ts';
import { guardMap, type MapFinding } from '../../shared/map/guard.ts';
import { boxOfShown } from '../../shared/map/outlines.ts';
import { paintMap } from '../../shared/map/paint.ts';
import { onItsLevel } from '../../shared/map/suggest.ts';
import { mapSvg } from '../../shared/map/svg.ts';
import { mapTable } from '../../shared/map/table.ts';
import type { MapView } from '../../shared/map/view.ts';
import { t } from '../../shared/text/t.ts';
import { askMap, decodeMapRows, evidenceOf, rolledVintage } from '../map-figures.ts';
import { areasWithin, useLayer } from '../map-layers.ts';
import { edit, useCall, useColumns, useProject, useSession } from '../session.ts';
import { type Found, faulty, type Rendered, troubled, waiting } from './rendered.ts';
import { svgSize } from './svg-size.ts';

const noTerritory: TerritoryEntry[] = [];

/** A map as a block of the report. */
export function useMapBlock(kept: MapView, basemaps: readonly Basemap[], dataRows: number): Rendered {
  const project = useProject();
  const columns = useColumns(kept.table);
  const map = useMemo(() => onItsLevel(kept, basemaps), [kept, basemaps]);
  const basemap = basemaps.find(({ id }) => id === map.basemap.id) ?? null;
  const isKnown = basemap?.levels.some(({ level }) => level === map.level) ?? false;
  const input = useMemo(() => (isKnown ? askMap(map, project) : null), [isKnown, map, project]);
  const data = useCall('map.data', input);
  const { outlines, fault } = useLayer(map.basemap.id, map.level);
  const territories = useCall('territory.list', {}).value ?? noTerritory;
  const vintages = useSession((session) => session.hello?.reference.vintages);
  return useMemo(() => {
    const broken = columns.fault ?? (isKnown ? fault : null);
    if (broken) return faulty(broken);
    if (!isKnown) return troubled(t('map.basemap.unknown', { name: map.basemap.name }));
    if (!columns.value) return waiting;
    if (data.fault) {
      const found = guardMap(map, columns.value, null).map(foundOf);
      return found.length > 0 ? { part: null, found, problem: null, busy: false } : faulty(data.fault);
    }
    if (!data.value || !outlines) return waiting;
    const rows = decodeMapRows(data.value.rows);
    const findings = guardMap(map, columns.value, evidenceOf(project, map, rows, data.value));
    const found = findings.map(foundOf);
    if (findings.some(({ level }) => level === 'blocked'))
      return { part: null, found, problem: null, busy: data.loading };
    const painting = paintMap(map, columns.value, outlines, rows);
    const within = areasWithin(map.zoom, outlines, territories);
    const shown = within ?? (() => true);
    const title = mapTitle(map, painting.single, columns.value);
    const summary = mapSummary(map, columns.value, painting);
    const rolled = rolledVintage(map, columns.value, vintages);
    const caption = mapCaption(project, map, columns.value, painting, data.value.facts, basemap, rolled);
    const box = (within && boxOfShown(outlines, within)) || outlines.bounds;
    const image = { title, subtitle: map.subtitle, summary, caption, outlines, painting, box, shown, isWhole: !within };
    const svg = mapSvg(image, 'page');
    const table = mapTable(painting, shown);
    const data_ = { ...table, shown: Math.min(dataRows, table.rows.length), total: table.rows.length };
    return {
      part: { kind: 'picture', title, summary, caption, svg, png: null, ...svgSize(svg), data: data_ },
      found,
      problem: null,
      busy: data.loading,
    };
  }, [columns, fault, isKnown, map, basemap, data, outlines, territories, vintages, project, dataRows]);
}

function foundOf({ level, text, params, fix }: MapFinding): Found {
  return { level, text: t(text, params as never), fix: fix && (() => replaceMap(fix)) };
}

function replaceMap(map: MapView): void {
  edit(t('map.action.change'), (current) => ({
    ...current,
    maps: current.maps.map((one) => (one.id === map.id ? map : one)),
  }));
}
