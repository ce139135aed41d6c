import { type ReactNode, useMemo, useState } from 'react';
import type { Basemap, Outputs, TerritoryEntry } from '../../shared/contract.ts';
import { mapCaption, mapSummary, mapTitle } from '../../shared/map/describe.ts';
import { guardMap } from '../../shared/map/guard.ts';
import { boxOfShown, type Outlines } from '../../shared/map/outlines.ts';
import { type Painting, paintMap } from '../../shared/map/paint.ts';
import type { MapView } from '../../shared/map/view.ts';
import type { Column } from '../../shared/recipe/column.ts';
import { t } from '../../shared/text/t.ts';
import { reportMap } from '../edit-report.ts';
import { decodeMapRows, evidenceOf, rolledVintage } from '../map-figures.ts';
import { areasWithin, useLayer } from '../map-layers.ts';
import { PickedNotice } from '../picked-notice.tsx';
import {
  announce,
  edit,
  faultText,
  newId,
  notify,
  project,
  showTable,
  useCall,
  useProject,
  useSession,
} from '../session.ts';
import { Button, Menu, Notice, Popover, Progress, TextField } from '../ui/kit.ts';
import { filterByView } from '../view-filter.ts';
import { AreaTable } from './area-table.tsx';
import { AreaList } from './areas.tsx';
import { BasemapChoice } from './basemaps.tsx';
import { exportMap, mapFormats } from './export.ts';
import { areaCondition, selectedCodes } from './filter.ts';
import { Legend } from './legend.tsx';
import { Findings } from './map-screen.tsx';
import { usePickedAreas } from './picked-areas.ts';
import { ClassSettings, TerritoryChoice } from './settings.tsx';
import { areaLabel, MapSurface } from './surface.tsx';

type Body = {
  map: MapView;
  columns: readonly Column[];
  basemaps: readonly Basemap[];
  data: Outputs['map.data'];
  refresh: () => void;
  onChange: (map: MapView) => void;
};

/** The figures are here: fetches the outlines, judges, paints. */
export function MapBody(props: Body): ReactNode {
  const { map, columns, data } = props;
  const project_ = useProject();
  const layer = useLayer(map.basemap.id, map.level);
  const rows = useMemo(() => decodeMapRows(data.rows), [data.rows]);
  const { outlines } = layer;
  // Titles and the territory change nothing of the painting.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the parts of the map that are painted, one by one
  const painting = useMemo(
    () => (outlines ? paintMap(map, columns, outlines, rows) : null),
    [map.kind, map.value, map.measure, map.denominator, map.scale, map.classes, map.ramp, columns, outlines, rows],
  );
  const territories = useCall('territory.list', {}).value ?? noTerritory;
  const findings = guardMap(map, columns, evidenceOf(project_, map, rows, data));
  const blocked = findings.some(({ level }) => level === 'blocked');
  if (layer.fault) return <Notice tone="error">{faultText(layer.fault)}</Notice>;
  return (
    <>
      <Findings findings={findings} onChange={props.onChange} />
      {!blocked && !painting && <Progress label={t('map.loading')} fraction={null} />}
      {!blocked && outlines && painting && (
        <ReadyMap {...props} outlines={outlines} painting={painting} territories={territories} />
      )}
    </>
  );
}

const noTerritory: TerritoryEntry[] = [];

function ReadyMap(
  props: Body & { outlines: Outlines; painting: Painting; territories: readonly TerritoryEntry[] },
): ReactNode {
  const { map, columns, basemaps, data, outlines, painting, territories } = props;
  const project_ = useProject();
  const vintages = useSession((session) => session.hello?.reference.vintages);
  const [highlighted, setHighlighted] = useState<number | null>(null);
  const change = (next: Partial<MapView>) => props.onChange({ ...map, ...next });
  const { zoom } = map;
  const shown = useMemo(() => areasWithin(zoom, outlines, territories), [zoom, outlines, territories]);
  const selected = useMemo(() => {
    const codes = selectedCodes(project_, map, columns, outlines.codes, territories);
    return new Set(outlines.codes.flatMap((code, area) => (codes.has(code) ? [area] : [])));
  }, [project_, map, columns, outlines, territories]);
  const picked = usePickedAreas(map, outlines, selected.size === 0);
  const basemap = basemaps.find(({ id }) => id === map.basemap.id) ?? null;
  const summary = mapSummary(map, columns, painting);
  const caption = mapCaption(
    project_,
    map,
    columns,
    painting,
    data.facts,
    basemap,
    rolledVintage(map, columns, vintages),
  );

  const toggle = (area: number) => {
    const codes = [...selected].filter((one) => one !== area).map((one) => outlines.codes[one]!);
    if (!selected.has(area)) codes.push(outlines.codes[area]!);
    const condition = codes.length === 0 ? null : areaCondition(map, columns, codes, territories);
    if (codes.length > 0 && !condition) return notify('error', t('map.filter.none'));
    // A map that is only proposed becomes one of the project with the first click.
    const kept = project().maps.some(({ id }) => id === map.id) ? map : { ...map, id: newId() };
    const step = newId();
    edit(t('map.filter.action'), (current) =>
      filterByView(
        kept === map ? current : { ...current, maps: [...current.maps, kept] },
        'maps',
        kept,
        condition,
        step,
      ),
    );
    announce(
      `${areaLabel(outlines, painting, area)}. ${codes.length > 0 ? t('map.filter.on', { count: codes.length }) : ''}`,
    );
  };
  const save = (format: (typeof mapFormats)[number]) =>
    void exportMap(format, {
      title: mapTitle(map, painting.single, columns),
      subtitle: map.subtitle,
      summary,
      caption,
      outlines,
      painting,
      box: (shown && boxOfShown(outlines, shown)) || outlines.bounds,
      shown: shown ?? (() => true),
      isWhole: !shown,
    });
  return (
    <figure className="map-figure" aria-label={mapTitle(map, painting.single, columns)}>
      <div className="map-actions">
        <TerritoryChoice map={map} territories={territories} onChange={change} />
        {map.kind === 'choropleth' && (
          <ClassSettings map={map} bounds={painting.classes?.bounds ?? []} onChange={change} />
        )}
        <BasemapChoice
          map={map}
          basemaps={basemaps}
          onChange={change}
          onOpened={(opened) => {
            props.refresh();
            if (opened.levels.some(({ level }) => level === map.level))
              change({ basemap: { id: opened.id, name: opened.name } });
          }}
          refresh={props.refresh}
        />
        <Titles map={map} onChange={change} />
        <Menu
          label={t('map.export')}
          trigger={
            <Button size="small" icon="export">
              {t('map.export')}
            </Button>
          }
          entries={mapFormats.map((format) => ({
            kind: 'action' as const,
            id: format,
            label: t(`map.export.${format}`),
            onAction: () => save(format),
          }))}
        />
        <Button size="small" icon="file" onPress={() => reportMap(map)}>
          {t('report.add-this')}
        </Button>
      </div>
      {selected.size > 0 && (
        <Notice
          tone="info"
          actions={
            <>
              <Button size="small" icon="table" onPress={() => showTable(map.table)}>
                {t('map.filter.show')}
              </Button>
              <Button
                size="small"
                onPress={() => edit(t('map.filter.action'), (current) => filterByView(current, 'maps', map, null, ''))}
              >
                {t('map.filter.clear')}
              </Button>
            </>
          }
        >
          {t('map.filter.on', { count: selected.size })}
        </Notice>
      )}
      {picked.areas.size > 0 && <PickedNotice count={picked.rows} />}
      <div className="map-main">
        <div className="map-drawing">
          <h2 className="map-title">{mapTitle(map, painting.single, columns)}</h2>
          {map.subtitle !== '' && <p className="muted">{map.subtitle}</p>}
          <MapSurface
            outlines={outlines}
            painting={painting}
            summary={summary}
            shown={shown}
            selected={selected.size > 0 ? selected : picked.areas}
            highlighted={highlighted}
            onPress={toggle}
          />
        </div>
        <div className="map-side">
          <Legend map={map} painting={painting} facts={data.facts} />
          <AreaList
            outlines={outlines}
            painting={painting}
            shown={shown}
            selected={selected}
            highlighted={highlighted}
            onHighlight={setHighlighted}
            onFilter={toggle}
          />
        </div>
      </div>
      <figcaption className="map-caption">
        <p>{summary}</p>
        {caption.map((line) => (
          <p key={line} className="muted">
            {line}
          </p>
        ))}
      </figcaption>
      <AreaTable painting={painting} />
    </figure>
  );
}

function Titles({ map, onChange }: { map: MapView; onChange: (change: Partial<MapView>) => void }): ReactNode {
  return (
    <Popover
      label={t('map.titles')}
      trigger={
        <Button size="small" icon="edit">
          {t('map.titles')}
        </Button>
      }
    >
      <div className="stack map-settings">
        <TextField label={t('map.title.field')} value={map.title} onChange={(title) => onChange({ title })} />
        <TextField
          label={t('map.subtitle.field')}
          value={map.subtitle}
          onChange={(subtitle) => onChange({ subtitle })}
        />
      </div>
    </Popover>
  );
}
