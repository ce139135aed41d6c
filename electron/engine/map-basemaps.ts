import { existsSync } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import type { Basemap } from '../../shared/contract.ts';
import { encodeOutlines, type Inset, type Outlines, packShapes } from '../../shared/map/outlines.ts';
import { builtInBasemap, type MapLevel, mapLevels } from '../../shared/map/view.ts';
import { Fault, type FaultData } from '../../shared/rpc/fault.ts';
import { saveDurably } from './durable-file.ts';
import { type KnownCodes, readBasemap } from './map-outlines.ts';

const basemapSchema = z.object({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  name: z.string(),
  builtIn: z.literal(false),
  credit: z.string(),
  levels: z.array(z.object({ level: z.enum(mapLevels), areas: z.number(), known: z.number() })),
  left: z.number(),
});

type BuiltIn = {
  name: string;
  credit: string;
  insets: Inset[];
  layers: Partial<Record<MapLevel, { code: string; name: string; departement: string | null; rings: number[][] }[]>>;
};

const longest = 20;
const deadlineMilliseconds = 120_000;
const heapMegabytes = 3072;

/** Folders: the application's own state, where opened basemaps are remembered, and its resources. */
export type BasemapPlace = { dataFolder: string; resources: string };

/** The built-in basemap, then the opened ones, latest first. An unreadable list is an empty one. */
export async function listBasemaps(place: BasemapPlace): Promise<Basemap[]> {
  return [await describeBuiltIn(place), ...(await readList(place))];
}

/**
 * Reads a basemap in a worker thread and remembers its outlines, projected, under the checksum of the file; the file
 * itself is not kept. Faults of readBasemap, `cancelled`.
 */
export async function openBasemap(
  place: BasemapPlace,
  file: { name: string; path: string; sha256: string },
  known: KnownCodes,
  signal: AbortSignal | null,
): Promise<Basemap> {
  const read = await readInWorker(await readFile(file.path), file.name, known, signal);
  const id = file.sha256.slice(0, 16);
  const list = await readList(place);
  const before = list.find((one) => one.id === id);
  const folder = join(place.dataFolder, 'basemaps', id);
  await mkdir(folder, { recursive: true });
  for (const { level, bytes } of read.layers) await saveDurably(join(folder, `${level}.outlines`), bytes);
  const basemap: Basemap = {
    id,
    name: file.name,
    builtIn: false,
    credit: before?.credit ?? '',
    levels: read.layers.map(({ level, areas, known }) => ({ level, areas, known })),
    left: read.left,
  };
  const kept = [basemap, ...list.filter((one) => one.id !== id)];
  for (const dropped of kept.slice(longest)) await removeFolder(place, dropped.id);
  await writeList(place, kept.slice(0, longest));
  return basemap;
}

/** The outlines of one level as bytes of shared/map/outlines.ts. Fault `basemap-missing`. */
export async function readLayer(place: BasemapPlace, id: string, level: MapLevel): Promise<Uint8Array> {
  if (id === builtInBasemap) return encodeOutlines(await builtInOutlines(place, level));
  // The id names a folder: only what the list itself holds is one.
  const known = (await readList(place)).find((one) => one.id === id);
  if (!known?.levels.some((one) => one.level === level)) throw new Fault('basemap-missing');
  return readFile(join(place.dataFolder, 'basemaps', known.id, `${level}.outlines`)).catch(() => {
    throw new Fault('basemap-missing');
  });
}

export async function creditBasemap(place: BasemapPlace, id: string, credit: string): Promise<Basemap> {
  const list = await readList(place);
  const found = list.find((one) => one.id === id);
  if (!found) throw new Fault('basemap-missing');
  const changed = { ...found, credit };
  await writeList(
    place,
    list.map((one) => (one === found ? changed : one)),
  );
  return changed;
}

export async function forgetBasemap(place: BasemapPlace, id: string): Promise<void> {
  const list = await readList(place);
  if (!list.some((one) => one.id === id)) return;
  await writeList(
    place,
    list.filter((one) => one.id !== id),
  );
  await removeFolder(place, id);
}

async function removeFolder(place: BasemapPlace, id: string): Promise<void> {
  await rm(join(place.dataFolder, 'basemaps', id), { recursive: true, force: true });
}

const listPath = (place: BasemapPlace) => join(place.dataFolder, 'basemaps.json');

async function readList(place: BasemapPlace): Promise<Basemap[]> {
  try {
    return z.array(basemapSchema).parse(JSON.parse(await readFile(listPath(place), 'utf8')));
  } catch {
    return [];
  }
}

async function writeList(place: BasemapPlace, list: Basemap[]): Promise<void> {
  await saveDurably(listPath(place), new TextEncoder().encode(JSON.stringify(list, null, 1)));
}

const builtIns = new Map<string, Promise<BuiltIn>>();

function readBuiltIn({ resources }: BasemapPlace): Promise<BuiltIn> {
  const known = builtIns.get(resources);
  if (known) return known;
  const reading = readFile(join(resources, 'basemap', 'france.json'), 'utf8').then(
    (text) => JSON.parse(text) as BuiltIn,
  );
  builtIns.set(resources, reading);
  return reading;
}

async function describeBuiltIn(place: BasemapPlace): Promise<Basemap> {
  const { name, credit, layers } = await readBuiltIn(place);
  const levels = mapLevels.flatMap((level) => {
    const areas = layers[level]?.length ?? 0;
    return areas > 0 ? [{ level, areas, known: areas }] : [];
  });
  return { id: builtInBasemap, name, builtIn: true, credit, levels, left: 0 };
}

async function builtInOutlines(place: BasemapPlace, level: MapLevel): Promise<Outlines> {
  const { layers, insets } = await readBuiltIn(place);
  const areas = layers[level];
  if (!areas) throw new Fault('basemap-missing');
  const shapes = areas.map((area) => ({ ...area, rings: area.rings.map((ring) => Int32Array.from(ring)) }));
  return packShapes(level, shapes, insets);
}

type ReadLayers = { layers: { level: MapLevel; areas: number; known: number; bytes: Uint8Array }[]; left: number };

// The build writes this worker beside the engine. Run from its TypeScript sources (tests), there is none.
const entry = join(dirname(fileURLToPath(import.meta.url)), 'basemap-worker.js');

/** In a thread with a heap limit and a deadline: a hostile file costs that thread, and progress and cancel still flow. */
async function readInWorker(
  bytes: Uint8Array,
  file: string,
  known: KnownCodes,
  signal: AbortSignal | null,
): Promise<ReadLayers> {
  if (!existsSync(entry)) {
    const { layers, left } = readBasemap(bytes, file, known);
    const described = layers.map(({ outlines, known }) => ({
      level: outlines.level,
      areas: outlines.codes.length,
      known,
      bytes: encodeOutlines(outlines),
    }));
    return { left, layers: described };
  }
  const worker = new Worker(entry, {
    workerData: { bytes, file, known },
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  });
  const timer = setTimeout(() => void worker.terminate(), deadlineMilliseconds);
  const stop = () => void worker.terminate();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    const answer = await new Promise<ReadLayers | { fault: FaultData }>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', () => reject(new Fault('basemap-damaged', { file })));
      worker.once('exit', () => reject(new Fault(signal?.aborted ? 'cancelled' : 'basemap-damaged', { file })));
    });
    if ('fault' in answer) throw new Fault(answer.fault.code, answer.fault.params);
    return answer;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
    stop();
  }
}
