import { useEffect, useState } from 'react';
import type { Basemap, TerritoryEntry } from '../shared/contract.ts';
import { departementOf } from '../shared/map/levels.ts';
import { decodeOutlines, type Outlines } from '../shared/map/outlines.ts';
import type { MapLevel, MapView } from '../shared/map/view.ts';
import type { Fault } from '../shared/rpc/fault.ts';
import { asFault, call, useSession } from './session.ts';

const read = new Map<string, Promise<Outlines>>();
const mostKept = 6;

/** The outlines of a layer, asked once. A few are kept: going back to a level is then immediate. */
function readLayer(basemap: string, level: MapLevel): Promise<Outlines> {
  const key = `${basemap} ${level}`;
  const known = read.get(key);
  if (known) return known;
  const reading = call('basemap.layer', { basemap, level }).then(decodeOutlines);
  read.set(key, reading);
  reading.catch(() => read.delete(key));
  for (const oldest of [...read.keys()].slice(0, Math.max(0, read.size - mostKept))) read.delete(oldest);
  return reading;
}

export type Layer = { outlines: Outlines | null; fault: Fault | null };

export function useLayer(basemap: string, level: MapLevel): Layer {
  const phase = useSession((session) => session.phase);
  const [layer, setLayer] = useState<Layer & { key: string }>({ outlines: null, fault: null, key: '' });
  const key = `${basemap} ${level}`;
  useEffect(() => {
    if (phase !== 'ready') return;
    let stale = false;
    readLayer(basemap, level).then(
      (outlines) => !stale && setLayer({ outlines, fault: null, key }),
      (thrown) => !stale && setLayer({ outlines: null, fault: asFault(thrown), key }),
    );
    return () => {
      stale = true;
    };
  }, [basemap, level, key, phase]);
  return layer.key === key ? layer : { outlines: null, fault: null };
}

/** Basemaps known to the engine. `refresh` asks again, after one was opened or forgotten. */
export function useBasemaps(): { basemaps: Basemap[] | null; fault: Fault | null; refresh: () => void } {
  const [asked, setAsked] = useState<{ basemaps: Basemap[] | null; fault: Fault | null }>({
    basemaps: null,
    fault: null,
  });
  const [turn, setTurn] = useState(0);
  const phase = useSession((session) => session.phase);
  useEffect(() => {
    if (phase !== 'ready' || turn < 0) return;
    let stale = false;
    call('basemap.list', {}).then(
      (basemaps) => !stale && setAsked({ basemaps, fault: null }),
      (thrown) => !stale && setAsked({ basemaps: null, fault: asFault(thrown) }),
    );
    return () => {
      stale = true;
    };
  }, [phase, turn]);
  return { ...asked, refresh: () => setTurn((before) => before + 1) };
}

/** Which areas lie in the territory of the map, null for all. */
export function areasWithin(
  zoom: MapView['zoom'],
  outlines: Outlines,
  territories: readonly TerritoryEntry[],
): ((area: number) => boolean) | null {
  if (!zoom) return null;
  const departements = new Set(
    zoom.kind === 'departement'
      ? [zoom.code]
      : territories.filter((one) => one.kind === 'departement' && one.parent === zoom.code).map((one) => one.code),
  );
  const inside = outlines.codes.map((code, area) => {
    if (outlines.level === 'region') return zoom.kind === 'region' && code === zoom.code;
    const departement = outlines.departements[area] ?? (outlines.level === 'commune' ? departementOf(code) : null);
    return departement !== null && departements.has(departement);
  });
  return inside.includes(true) ? (area) => inside[area]! : null;
}
