import { type ReactNode, useState } from 'react';
import type { TerritoryEntry } from '../../shared/contract.ts';
import { rampColours } from '../../shared/map/colours.ts';
import { classMethods, type MapView, rampNames } from '../../shared/map/view.ts';
import { formatNumber } from '../../shared/text/format.ts';
import { t } from '../../shared/text/t.ts';
import { Button, ComboBox, Popover, Select, TextField } from '../ui/kit.ts';

type Change = (change: Partial<MapView>) => void;

/** How the values are cut into classes, and which hue they take. */
export function ClassSettings({
  map,
  bounds,
  onChange,
}: {
  map: MapView;
  /** Bounds drawn now: where one starts from to choose one's own. */
  bounds: readonly number[];
  onChange: Change;
}): ReactNode {
  const { classes } = map;
  const inner = bounds.slice(1, -1);
  return (
    <Popover
      label={t('map.settings')}
      trigger={
        <Button size="small" icon="formula">
          {t('map.settings')}
        </Button>
      }
    >
      <div className="stack map-settings">
        <Select
          label={t('map.classes')}
          value={classes.method}
          options={classMethods.map((method) => ({ value: method, label: t(`map.classes.${method}`) }))}
          onChange={(method) =>
            onChange({
              classes: {
                ...classes,
                method,
                bounds: method === 'manual' && classes.bounds.length === 0 ? inner : classes.bounds,
              },
            })
          }
        />
        {classes.method === 'manual' ? (
          <BoundsField
            key={classes.bounds.join()}
            bounds={classes.bounds}
            onChange={(next) => onChange({ classes: { ...classes, bounds: next } })}
          />
        ) : (
          <Select
            label={t('map.classes.count')}
            value={String(classes.count)}
            options={['3', '4', '5', '6', '7'].map((count) => ({ value: count, label: count }))}
            onChange={(count) => onChange({ classes: { ...classes, count: Number(count) } })}
          />
        )}
        <Select
          label={t('map.ramp')}
          value={map.ramp}
          options={rampNames.map((ramp) => ({ value: ramp, label: t(`map.ramp.${ramp}`) }))}
          onChange={(ramp) => onChange({ ramp })}
        />
        <div className="map-ramp" aria-hidden="true">
          {rampColours(map.ramp, 5).map((colour) => (
            <span key={colour} style={{ background: colour }} />
          ))}
        </div>
      </div>
    </Popover>
  );
}

function BoundsField({
  bounds,
  onChange,
}: {
  bounds: readonly number[];
  onChange: (bounds: number[]) => void;
}): ReactNode {
  const [typed, setTyped] = useState(bounds.map((bound) => formatNumber(bound)).join('\u202f; '));
  const read = readBounds(typed);
  const apply = () => {
    if (read && read.join() !== bounds.join()) onChange(read);
  };
  return (
    <TextField
      label={t('map.classes.bounds')}
      value={typed}
      onChange={setTyped}
      onBlur={apply}
      onSubmit={apply}
      error={read ? null : t('map.classes.bounds.error')}
    />
  );
}

/** « 10 ; 20,5 ; 40 » -> [10, 20.5, 40]; null when it is not one to eight growing numbers. */
export function readBounds(text: string): number[] | null {
  const bounds = text
    .split(';')
    .map((part) => part.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.'))
    .filter((part) => part !== '')
    .map(Number);
  const growing = bounds.every((bound, place) => Number.isFinite(bound) && (place === 0 || bound > bounds[place - 1]!));
  return growing && bounds.length >= 1 && bounds.length <= 8 ? bounds : null;
}

/** Zoom to a région or a département. */
export function TerritoryChoice({
  map,
  territories,
  onChange,
}: {
  map: MapView;
  territories: readonly TerritoryEntry[];
  onChange: Change;
}): ReactNode {
  const all = 'all';
  const options = [
    { value: all, label: t('map.zoom.all') },
    ...territories
      .filter((one) => one.kind === 'region')
      .map((one) => ({ value: `region ${one.code}`, label: t('map.zoom.region', { name: one.name }) })),
    ...territories
      .filter((one) => one.kind === 'departement' && map.level !== 'region')
      .map((one) => ({
        value: `departement ${one.code}`,
        label: t('map.zoom.departement', { name: one.name, code: one.code }),
      })),
  ];
  return (
    <ComboBox
      key={map.zoom ? `${map.zoom.kind} ${map.zoom.code}` : all}
      className="map-territory"
      label={t('map.zoom')}
      hideLabel
      value={map.zoom ? `${map.zoom.kind} ${map.zoom.code}` : all}
      options={options}
      onChange={(chosen) => {
        const [kind, code] = (chosen ?? all).split(' ');
        if ((kind === 'region' || kind === 'departement') && code) onChange({ zoom: { kind, code } });
        else if (map.zoom) onChange({ zoom: null });
      }}
    />
  );
}
