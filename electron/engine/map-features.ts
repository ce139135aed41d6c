import { gunzipSync } from 'node:zlib';
import { Fault } from '../../shared/rpc/fault.ts';

/** Longitude and latitude in turn, not closed by a repeated point. */
export type Ring = Float64Array;
/** The first ring of a polygon is its outside, the others are its holes. */
export type Feature = { properties: Record<string, unknown>; polygons: Ring[][] };
export type FeatureLayer = { name: string; features: Feature[]; left: number };

/** What a file may hold, whatever it declares. */
export const featureLimits = { bytes: 300_000_000, features: 200_000, points: 12_000_000 };

type Json = Record<string, unknown>;
type Budget = { points: number; file: string };

/**
 * The layers of areas in a GeoJSON or TopoJSON text, plain or gzip: one per object of a topology, one for a GeoJSON.
 * Points and lines are passed over; features without an outline are counted in `left`. Nothing of the file is run or
 * kept besides numbers and texts. Faults `basemap-damaged`, `basemap-large`.
 */
export function readFeatures(bytes: Uint8Array, file: string): FeatureLayer[] {
  const json = parse(inflate(bytes, file), file);
  const budget: Budget = { points: 0, file };
  try {
    if (json.type === 'Topology') return readTopology(json, budget);
    return [readCollection(json, '', (geometry) => readPolygons(geometry, (ring) => readRing(ring, budget)), budget)];
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    throw new Fault('basemap-damaged', { file });
  }
}

function inflate(bytes: Uint8Array, file: string): Uint8Array {
  if (bytes.length > featureLimits.bytes) throw tooLarge(file);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: featureLimits.bytes });
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge(file);
    throw new Fault('basemap-damaged', { file });
  }
}

function parse(bytes: Uint8Array, file: string): Json {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (isObject(value)) return value;
  } catch {
    // Not text, or not JSON: the same to the user.
  }
  throw new Fault('basemap-damaged', { file });
}

function tooLarge(file: string): Fault {
  return new Fault('basemap-large', { file, size: `${featureLimits.bytes / 1_000_000}\u00a0Mo` });
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

function readCollection(
  json: Json,
  name: string,
  polygonsOf: (geometry: unknown) => Ring[][],
  budget: Budget,
): FeatureLayer {
  const sources =
    json.type === 'FeatureCollection' ? list(json.features) : json.type === 'Feature' ? [json] : list(json.geometries);
  if (sources.length > featureLimits.features) throw tooLarge(budget.file);
  const layer: FeatureLayer = { name, features: [], left: 0 };
  for (const source of sources) {
    if (!isObject(source)) continue;
    const polygons = polygonsOf('geometry' in source ? source.geometry : source);
    if (polygons.length === 0) layer.left++;
    else layer.features.push({ properties: propertiesOf(source), polygons });
  }
  return layer;
}

/** Own texts and numbers only; the identifier of a feature counts as a property. */
function propertiesOf(source: Json): Record<string, unknown> {
  const properties: Record<string, unknown> = Object.create(null);
  if (source.id !== undefined) properties.id = source.id;
  if (isObject(source.properties))
    for (const [key, value] of Object.entries(source.properties)) properties[key] = value;
  return properties;
}

/** Polygons of a geometry; collections are gone through one level deep, as deep as any real file goes. */
function readPolygons(
  geometry: unknown,
  readOne: (ring: unknown) => Ring | null,
  key = 'coordinates',
  depth = 0,
): Ring[][] {
  if (!isObject(geometry)) return [];
  if (geometry.type === 'GeometryCollection' && depth === 0)
    return list(geometry.geometries).flatMap((part) => readPolygons(part, readOne, key, 1));
  const polygons =
    geometry.type === 'Polygon' ? [geometry[key]] : geometry.type === 'MultiPolygon' ? list(geometry[key]) : [];
  return polygons.flatMap((polygon) => {
    const [outside, ...holes] = list(polygon).map(readOne);
    return outside ? [[outside, ...holes.filter((hole) => hole !== null)]] : [];
  });
}

function readRing(value: unknown, budget: Budget): Ring | null {
  const points = list(value);
  spend(budget, points.length);
  const ring = new Float64Array(points.length * 2);
  for (let place = 0; place < points.length; place++) {
    const point = points[place];
    if (!Array.isArray(point) || !Number.isFinite(point[0]) || !Number.isFinite(point[1])) return null;
    ring[place * 2] = point[0];
    ring[place * 2 + 1] = point[1];
  }
  return open(ring);
}

/** Without the repeated last point; null without any. One that encloses nothing, in a coarse file, still has a place. */
function open(ring: Ring): Ring | null {
  const closed = ring.length >= 4 && ring[0] === ring[ring.length - 2] && ring[1] === ring[ring.length - 1];
  const opened = closed ? ring.subarray(0, -2) : ring;
  return opened.length >= 2 ? opened : null;
}

function spend(budget: Budget, points: number): void {
  budget.points += points;
  if (budget.points > featureLimits.points) throw tooLarge(budget.file);
}

/** TopoJSON 1.0: arcs as differences when there is a transform; an arc ~i is arc i backwards. */
function readTopology(json: Json, budget: Budget): FeatureLayer[] {
  const arcs = list(json.arcs).map((arc) => readArc(arc, json.transform, budget));
  const stitch = (value: unknown): Ring | null => {
    const pieces = list(value).map((index) => {
      const arc = arcs[Number(index) < 0 ? ~Number(index) : Number(index)];
      if (!arc) throw new Fault('basemap-damaged', { file: budget.file });
      return { arc, backwards: Number(index) < 0 };
    });
    const points = pieces.reduce((sum, { arc }) => sum + arc.length / 2, 0);
    spend(budget, points);
    const ring = new Float64Array(points * 2);
    let at = 0;
    for (const { arc, backwards } of pieces) {
      // The end of an arc is the start of the next one.
      for (let place = 0; place < arc.length / 2 - 1; place++) {
        const from = backwards ? arc.length / 2 - 1 - place : place;
        ring[at++] = arc[from * 2]!;
        ring[at++] = arc[from * 2 + 1]!;
      }
    }
    return open(ring.subarray(0, at));
  };
  if (!isObject(json.objects)) throw new Fault('basemap-damaged', { file: budget.file });
  return Object.entries(json.objects).flatMap(([name, object]) =>
    isObject(object)
      ? [readCollection(object, name, (geometry) => readPolygons(geometry, stitch, 'arcs'), budget)]
      : [],
  );
}

function readArc(value: unknown, transform: unknown, budget: Budget): Float64Array {
  const points = list(value);
  spend(budget, points.length);
  const scale = isObject(transform) ? list(transform.scale).map(Number) : null;
  const translate = isObject(transform) ? list(transform.translate).map(Number) : null;
  const arc = new Float64Array(points.length * 2);
  let x = 0;
  let y = 0;
  for (let place = 0; place < points.length; place++) {
    const [dx, dy] = list(points[place]).map(Number);
    if (!Number.isFinite(dx) || !Number.isFinite(dy)) throw new Fault('basemap-damaged', { file: budget.file });
    x = scale ? x + dx! : dx!;
    y = scale ? y + dy! : dy!;
    arc[place * 2] = scale ? x * (scale[0] ?? 1) + (translate?.[0] ?? 0) : x;
    arc[place * 2 + 1] = scale ? y * (scale[1] ?? 1) + (translate?.[1] ?? 0) : y;
  }
  return arc;
}
