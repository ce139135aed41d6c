import { type ReactNode, useState } from 'react';
import type { Basemap } from '../../shared/contract.ts';
import type { MapView } from '../../shared/map/view.ts';
import { formatList } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { sendFiles } from '../project/give-files.ts';
import { call, notify, notifyFault } from '../session.ts';
import { Button, Popover, Progress, RadioGroup, TextField } from '../ui/kit.ts';

/** The basemap under the map: those that have its level, what is printed about them, and how to open another. */
export function BasemapChoice({
  map,
  basemaps,
  onChange,
  onOpened,
  refresh,
}: {
  map: MapView;
  basemaps: readonly Basemap[];
  onChange: (change: Partial<MapView>) => void;
  onOpened: (basemap: Basemap) => void;
  refresh: () => void;
}): ReactNode {
  const having = basemaps.filter(({ levels }) => levels.some((one) => one.level === map.level));
  const chosen = basemaps.find(({ id }) => id === map.basemap.id) ?? null;
  const forget = (basemap: Basemap) => {
    void call('basemap.forget', { basemap: basemap.id }).then(refresh, notifyFault);
    const other = having.find(({ id }) => id !== basemap.id);
    if (other) onChange({ basemap: { id: other.id, name: other.name } });
  };
  return (
    <Popover
      label={t('map.basemap')}
      trigger={
        <Button size="small" icon="image">
          {t('map.basemap')}
        </Button>
      }
    >
      <div className="stack map-settings">
        <RadioGroup
          label={t('map.basemap')}
          value={map.basemap.id}
          options={having.map((basemap) => ({ value: basemap.id, label: basemap.name, hint: levelsText(basemap) }))}
          onChange={(id) => {
            const basemap = having.find((one) => one.id === id);
            if (basemap) onChange({ basemap: { id, name: basemap.name } });
          }}
        />
        {chosen && !chosen.builtIn && (
          <>
            <CreditField key={chosen.id} basemap={chosen} onSaved={refresh} />
            {chosen.left > 0 && <p className="muted">{t('map.basemap.left', { count: chosen.left })}</p>}
            <Button size="small" icon="delete" onPress={() => forget(chosen)}>
              {t('map.basemap.forget')}
            </Button>
          </>
        )}
        {chosen?.builtIn && <p className="muted">{chosen.credit}</p>}
        <OpenBasemap onOpened={onOpened} />
      </div>
    </Popover>
  );
}

function CreditField({ basemap, onSaved }: { basemap: Basemap; onSaved: () => void }): ReactNode {
  const [typed, setTyped] = useState(basemap.credit);
  const save = () => {
    if (typed !== basemap.credit)
      call('basemap.credit', { basemap: basemap.id, credit: typed.slice(0, 300) }).then(onSaved, notifyFault);
  };
  return (
    <TextField
      label={t('map.basemap.credit')}
      hint={t('map.basemap.credit.hint')}
      value={typed}
      onChange={setTyped}
      onBlur={save}
      onSubmit={save}
    />
  );
}

/** Lets the user open a GeoJSON or TopoJSON file, which the engine reads and remembers. */
export function OpenBasemap({ onOpened }: { onOpened: (basemap: Basemap) => void }): ReactNode {
  const [isReading, setReading] = useState(false);
  const open = async () => {
    const [file] = await sendFiles(await browse());
    if (!file) return;
    setReading(true);
    try {
      const basemap = await call('basemap.open', { file });
      notify('success', t('map.basemap.opened', { name: basemap.name, levels: levelsText(basemap) }));
      onOpened(basemap);
    } catch (thrown) {
      notifyFault(thrown);
    } finally {
      setReading(false);
    }
  };
  if (isReading) return <Progress label={t('map.basemap.opening')} fraction={null} />;
  return (
    <Button icon="open" onPress={() => void open()}>
      {t('map.basemap.open')}
    </Button>
  );
}

/** The page's own dialog in both hosts: the one of the desktop only offers tables. */
function browse(): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = '.geojson,.topojson,.json,.gz';
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

function levelsText(basemap: Basemap): string {
  return formatList(
    basemap.levels.map(({ level, areas }) =>
      t('map.basemap.level', { number: areas, level: t(`map.levels.${level}`) }),
    ),
  );
}
