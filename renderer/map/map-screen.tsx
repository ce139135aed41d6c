import './map.css';
import type { ReactNode } from 'react';
import { useMemo, useState } from 'react';
import type { Basemap } from '../../shared/contract.ts';
import { mapTitle } from '../../shared/map/describe.ts';
import { guardMap } from '../../shared/map/guard.ts';
import { levelsOf, placingColumns } from '../../shared/map/levels.ts';
import { changeMapKind, inapplicableMap, onItsLevel, suggestMap } from '../../shared/map/suggest.ts';
import { type MapKind, type MapView, mapKinds } from '../../shared/map/view.ts';
import type { Column } from '../../shared/recipe/column.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { t } from '../../shared/text/t.ts';
import { askMap } from '../map-figures.ts';
import { useBasemaps } from '../map-layers.ts';
import { edit, faultText, newId, useCall, useColumns, useProject } from '../session.ts';
import { Button, EmptyState, IconButton, Notice, Progress, Select, Tooltip } from '../ui/kit.ts';
import { OpenBasemap } from './basemaps.tsx';
import { MapBody } from './map-body.tsx';
import { MapSentence } from './sentence.tsx';

/** The maps of one table: a first one is proposed, then edited through its sentence. */
export function MapScreen({ table }: { table: string }): ReactNode {
  const project = useProject();
  const columns = useColumns(table);
  const { basemaps, fault, refresh } = useBasemaps();
  const recipe = project.tables.find(({ id }) => id === table)?.recipe ?? [];
  const maps = project.maps.filter((map) => map.table === table);
  const [chosen, setChosen] = useState<string | null>(null);
  const map = maps.find(({ id }) => id === chosen) ?? maps.at(-1) ?? null;
  const proposed = useMemo(
    () => (columns.value && basemaps ? suggestMap(table, columns.value, recipe, basemaps) : null),
    [table, columns.value, basemaps, recipe],
  );

  const add = (draft: MapView) => {
    const added = { ...draft, id: newId() };
    edit(t('map.action.create'), (current) => ({ ...current, maps: [...current.maps, added] }));
    setChosen(added.id);
  };
  const broken = columns.fault ?? fault;
  if (broken) return <Notice tone="error">{faultText(broken)}</Notice>;
  if (!columns.value || !basemaps) return <Progress label={t('common.loading')} fraction={null} />;
  if (!map && !proposed) return <Nothing columns={columns.value} onOpened={refresh} />;
  // Before the first edit there is nothing to undo: the map shown is only a proposal.
  const shown = onItsLevel(map ?? { ...proposed!, id: 'proposed' }, basemaps);
  const change = (next: MapView) => (map ? replace(next) : add(next));
  return (
    <div className="map-screen">
      <div className="map-bar">
        <Kinds map={shown} columns={columns.value} recipe={recipe} onChange={change} />
        {maps.length > 1 && map && (
          <Select
            label={t('map.choice')}
            hideLabel
            className="map-choice"
            value={map.id}
            onChange={setChosen}
            options={maps.map((one) => ({ value: one.id, label: mapTitle(one) }))}
          />
        )}
        {map && proposed && (
          <Button size="small" icon="add" onPress={() => add(proposed)}>
            {t('map.new')}
          </Button>
        )}
        {map && <IconButton size="small" icon="delete" label={t('map.delete')} onPress={() => remove(map.id)} />}
      </div>
      <MapSentence
        map={shown}
        columns={columns.value}
        basemaps={basemaps}
        onChange={(next) => change({ ...shown, ...next })}
      />
      <Asked
        key={shown.id}
        map={shown}
        columns={columns.value}
        basemaps={basemaps}
        refresh={refresh}
        onChange={change}
      />
    </div>
  );
}

/** Asks the engine for the figures of a map, and lets the guard judge before anything is drawn. */
function Asked(props: {
  map: MapView;
  columns: readonly Column[];
  basemaps: readonly Basemap[];
  refresh: () => void;
  onChange: (map: MapView) => void;
}): ReactNode {
  const { map, columns, basemaps, onChange } = props;
  const project = useProject();
  const isKnown = basemaps.some(
    ({ id, levels }) => id === map.basemap.id && levels.some(({ level }) => level === map.level),
  );
  const needsOwn = basemaps.some(({ id }) => id === map.basemap.id);
  const input = useMemo(() => (isKnown ? askMap(map, project) : null), [map, project, isKnown]);
  const data = useCall('map.data', input);
  if (!isKnown)
    return (
      <Notice tone="warning" actions={<OpenBasemap onOpened={props.refresh} />}>
        {needsOwn ? t('map.no-basemap.text') : t('map.basemap.unknown', { name: map.basemap.name })}
      </Notice>
    );
  if (data.fault) {
    const blocked = guardMap(map, columns, null);
    if (blocked.length > 0) return <Findings findings={blocked} onChange={onChange} />;
    return <Notice tone="error">{faultText(data.fault)}</Notice>;
  }
  if (!data.value) return data.loading ? <Progress label={t('map.loading')} fraction={null} /> : null;
  return <MapBody {...props} data={data.value} />;
}

export function Findings(props: {
  findings: ReturnType<typeof guardMap>;
  onChange: (map: MapView) => void;
}): ReactNode {
  return props.findings.map(({ rule, level, text, params, fix }) => (
    <Notice
      key={rule}
      tone={level === 'blocked' ? 'error' : 'warning'}
      actions={
        fix && (
          <Button size="small" onPress={() => props.onChange(fix)}>
            {t('map.fix')}
          </Button>
        )
      }
    >
      {t(text, params as never)}
    </Notice>
  ));
}

/** Thumbnails of 40 x 28: what each kind looks like. */
const thumbnails: Record<MapKind, string> = {
  choropleth: 'M4 4h14v9H4zM21 4h15v13H21zM4 16h14v8H4zM21 20h15v4H21z',
  circles: 'M12 6a6 6 0 1 0 .1 0zM27 10a4 4 0 1 0 .1 0zM33 19a3 3 0 1 0 .1 0zM19 19a2 2 0 1 0 .1 0z',
  categories: 'M4 4h10v20H4zM17 4h8v9h-8zM17 16h8v8h-8zM28 4h8v20h-8z',
  verdict: 'M4 4h14v20H4zM21 4l4 0L21 8zM28 4h5L21 16v-5zM36 4v4L21 23v-5zM36 12v5l-7 7h-5zM36 20v4h-4z',
};

/** Every kind, chosen or not; one that these columns cannot feed stays visible and says why. */
function Kinds(props: {
  map: MapView;
  columns: readonly Column[];
  recipe: readonly Step[];
  onChange: (map: MapView) => void;
}): ReactNode {
  const { map, columns, recipe } = props;
  return (
    <fieldset className="map-kinds" aria-label={t('map.kinds')}>
      {mapKinds.map((kind) => {
        const reason = inapplicableMap(kind, columns, recipe);
        const words = reason ? t(reason) : t(`map.kind.${kind}.use`);
        return (
          <Tooltip key={kind} text={words}>
            <Button
              className="map-kind"
              kind="quiet"
              aria-pressed={map.kind === kind}
              aria-disabled={reason !== null}
              aria-description={words}
              onPress={() =>
                reason === null && map.kind !== kind && props.onChange(changeMapKind(map, kind, columns, recipe))
              }
            >
              <svg className="map-thumbnail" viewBox="0 0 40 28" aria-hidden="true">
                <path d={thumbnails[kind]} />
              </svg>
              {t(`map.kind.${kind}`)}
            </Button>
          </Tooltip>
        );
      })}
    </fieldset>
  );
}

function Nothing({ columns, onOpened }: { columns: readonly Column[]; onOpened: () => void }): ReactNode {
  const hasCode = placingColumns(columns).some((column) => levelsOf(column).length > 0);
  return (
    <EmptyState
      icon="image"
      title={t(hasCode ? 'map.no-basemap' : 'map.no-code')}
      actions={hasCode && <OpenBasemap onOpened={onOpened} />}
    >
      <p className="muted">{t(hasCode ? 'map.no-basemap.text' : 'map.no-code.text')}</p>
    </EmptyState>
  );
}

function replace(map: MapView): void {
  edit(t('map.action.change'), (current) => ({
    ...current,
    maps: current.maps.map((one) => (one.id === map.id ? map : one)),
  }));
}

function remove(id: string): void {
  edit(t('map.action.delete'), (current) => ({ ...current, maps: current.maps.filter((one) => one.id !== id) }));
}
