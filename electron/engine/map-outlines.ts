import { departementOf } from '../../shared/map/levels.ts';
import { type Inset, type Outlines, packShapes, type Shape } from '../../shared/map/outlines.ts';
import {
  type Apart,
  droms,
  isWithin,
  lambert93,
  localProjection,
  metropole,
  type Projection,
  projectApart,
} from '../../shared/map/projection.ts';
import { type MapLevel, mapLevels } from '../../shared/map/view.ts';
import { Fault } from '../../shared/rpc/fault.ts';
import { repairCode } from '../../shared/territory/codes.ts';
import { type Feature, type FeatureLayer, type Ring, readFeatures } from './map-features.ts';

/** Present codes of each level, with the name and the département of each where they are known. */
export type KnownCodes = Record<MapLevel, Map<string, { name: string; departement: string | null }>>;

export type ReadBasemap = { layers: { outlines: Outlines; known: number }[]; left: number };

/** Points kept in one level: more cannot be seen on a screen, and would only be slow. */
const mostPoints = 900_000;
/** Metres between the points of the finest grid that outlines are drawn on. */
const finestGrid = 40;

/**
 * The outlines of each level found in a GeoJSON or TopoJSON file, projected: Lambert-93 for the metropole, each DROM in
 * its frame. Faults `basemap-damaged`, `basemap-large`, `basemap-codes`, `basemap-projection`.
 */
export function readBasemap(bytes: Uint8Array, file: string, known: KnownCodes): ReadBasemap {
  const found = new Map<MapLevel, { layer: FeatureLayer; property: string; share: number; known: number }>();
  for (const layer of readFeatures(bytes, file)) {
    const guess = guessLevel(layer, known);
    if (guess && (found.get(guess.level)?.known ?? -1) < guess.known) found.set(guess.level, { layer, ...guess });
  }
  if (found.size === 0) throw new Fault('basemap-codes', { file });
  let left = 0;
  const layers = mapLevels.flatMap((level) => {
    const guess = found.get(level);
    if (!guess) return [];
    const made = makeOutlines(level, guess.layer, guess.property, known, file);
    left += made.left;
    return [{ outlines: made.outlines, known: made.outlines.codes.filter((code) => known[level].has(code)).length }];
  });
  return { layers, left };
}

/** The property whose values are the codes of a level: nearly one per feature, nearly all of that shape. */
function guessLevel(layer: FeatureLayer, known: KnownCodes) {
  const names = new Set(layer.features.slice(0, 200).flatMap(({ properties }) => Object.keys(properties)));
  let best: { level: MapLevel; property: string; share: number; known: number } | null = null;
  for (const property of names)
    for (const level of mapLevels) {
      const values = new Set<string>();
      let shaped = 0;
      for (const { properties } of layer.features) {
        const code = codeOf(properties[property], level);
        if (code === null) continue;
        shaped++;
        values.add(code);
      }
      if (shaped < layer.features.length * 0.8 || values.size < layer.features.length * 0.4) continue;
      const recognised = [...values].filter((code) => known[level].has(code)).length;
      if (recognised < values.size * 0.5) continue;
      // Numbers of régions look like départements: the level that is the more whole wins.
      const share = recognised / values.size + recognised / known[level].size;
      if (!best || share > best.share) best = { level, property, share, known: recognised };
    }
  return best;
}

function codeOf(value: unknown, level: MapLevel): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  return repairCode(level, String(value));
}

function makeOutlines(level: MapLevel, layer: FeatureLayer, property: string, known: KnownCodes, file: string) {
  const byCode = new Map<string, { name: string; polygons: Ring[][] }>();
  let left = layer.left;
  for (const feature of layer.features) {
    const code = codeOf(feature.properties[property], level);
    if (code === null) {
      left++;
      continue;
    }
    const area = byCode.get(code) ?? { name: known[level].get(code)?.name ?? nameOf(feature), polygons: [] };
    area.polygons.push(...feature.polygons);
    byCode.set(code, area);
  }
  const plane = planeOf(
    [...byCode.values()].flatMap(({ polygons }) => polygons),
    file,
  );
  const points = layer.features.reduce(
    (sum, { polygons }) => sum + polygons.flat().reduce((size, ring) => size + ring.length / 2, 0),
    0,
  );
  let grid = finestGrid;
  let shapes: Shape[] = [];
  for (;;) {
    shapes = [];
    for (const [code, { name, polygons }] of byCode) {
      const rings = polygons.flatMap((polygon) => projectPolygon(polygon, plane, grid));
      if (rings.length === 0) continue;
      const departement =
        level === 'commune'
          ? departementOf(code)
          : level === 'departement'
            ? code
            : (known[level].get(code)?.departement ?? null);
      shapes.push({ code, name, departement, rings });
    }
    const kept = shapes.reduce((sum, { rings }) => sum + rings.reduce((size, ring) => size + ring.length / 2, 0), 0);
    if (kept <= mostPoints || points <= mostPoints) break;
    grid *= 2;
  }
  left += byCode.size - shapes.length;
  if (shapes.length === 0) throw new Fault('basemap-projection', { file });
  shapes.sort((a, b) => (a.code < b.code ? -1 : 1));
  return { outlines: packShapes(level, shapes, plane.insets), left };
}

function nameOf({ properties }: Feature): string {
  const key = Object.keys(properties).find((name) => /^(nom|name|lib|libelle|label)/i.test(name));
  const value = key === undefined ? null : properties[key];
  return typeof value === 'string' ? value.slice(0, 120) : '';
}

type Plane = { insets: Inset[]; project(x: number, y: number): Projection | null };

/** How the points of a file come to our plane; null for a place that it has no room for. */
function planeOf(polygons: Ring[][], file: string): Plane {
  const firsts = polygons.map(([outside]) => [outside![0]!, outside![1]!] as const);
  const inDegrees = firsts.every(([x, y]) => Math.abs(x) <= 180 && Math.abs(y) <= 90);
  if (!inDegrees) {
    const inLambert = firsts.some(([x, y]) => x > -100_000 && x < 1_400_000 && y > 5_900_000 && y < 7_300_000);
    if (!inLambert) throw new Fault('basemap-projection', { file });
    const isMetropole = (x: number, y: number) => x > -100_000 && x < 1_400_000 && y > 5_900_000 && y < 7_300_000;
    return { insets: [], project: (x, y) => (isMetropole(x, y) ? (east, north) => [east, -north] : null) };
  }
  if (!firsts.some(([x, y]) => isWithin(metropole, x, y))) {
    // A file of one faraway territory: it is the whole map.
    const middle = firsts.reduce((sum, [, y]) => sum + y, 0) / firsts.length;
    const local = localProjection(middle);
    return { insets: [], project: () => local };
  }
  const present = droms.filter(({ lonLat }) => firsts.some(([x, y]) => isWithin(lonLat, x, y)));
  const apart = present.map((drom): [Apart, Projection] => [drom, projectApart(drom)]);
  return {
    insets: present.map(({ label, place }) => ({ label, box: place })),
    project(x, y) {
      if (isWithin(metropole, x, y)) return lambert93;
      return apart.find(([{ lonLat }]) => isWithin(lonLat, x, y))?.[1] ?? null;
    },
  };
}

function projectPolygon(polygon: Ring[], plane: Plane, grid: number): Int32Array[] {
  const [outside] = polygon;
  const project = outside ? plane.project(outside[0]!, outside[1]!) : null;
  if (!project) return [];
  const rings = polygon.map((ring, place) => snapRing(ring, project, grid, place === 0));
  // Too small for the grid: what it encloses is gone too.
  return rings[0] ? rings.filter((ring) => ring !== null) : [];
}

/**
 * Points rounded to the grid, repeats and points on a straight line left out: neighbours share their vertices, so they
 * still fit together. An outer ring that vanishes becomes one small square: an island is not lost.
 */
function snapRing(ring: Ring, project: Projection, grid: number, isOutside: boolean): Int32Array | null {
  const snapped: number[] = [];
  for (let at = 0; at < ring.length; at += 2) {
    const [x, y] = project(ring[at]!, ring[at + 1]!);
    const [sx, sy] = [Math.round(x / grid) * grid, Math.round(y / grid) * grid];
    const length = snapped.length;
    if (length >= 2 && snapped[length - 2] === sx && snapped[length - 1] === sy) continue;
    if (length >= 4) {
      const [ax, ay, bx, by] = [snapped[length - 4]!, snapped[length - 3]!, snapped[length - 2]!, snapped[length - 1]!];
      const straight =
        (bx - ax) * (sy - by) === (by - ay) * (sx - bx) && (bx - ax) * (sx - bx) + (by - ay) * (sy - by) > 0;
      if (straight) snapped.length -= 2;
    }
    snapped.push(sx, sy);
  }
  const length = snapped.length;
  if (length >= 4 && snapped[0] === snapped[length - 2] && snapped[1] === snapped[length - 1]) snapped.length -= 2;
  if (snapped.length < 6) {
    if (!isOutside || snapped.length < 2) return null;
    const [x, y] = snapped as [number, number];
    return Int32Array.of(x, y, x + grid, y, x + grid, y + grid, x, y + grid);
  }
  if (signedArea(snapped) > 0 !== isOutside) return reverse(snapped);
  return Int32Array.from(snapped);
}

function signedArea(ring: readonly number[]): number {
  let twice = 0;
  for (let at = 0; at < ring.length; at += 2) {
    const next = (at + 2) % ring.length;
    twice += ring[at]! * ring[next + 1]! - ring[next]! * ring[at + 1]!;
  }
  return twice;
}

function reverse(ring: readonly number[]): Int32Array {
  const turned = new Int32Array(ring.length);
  for (let at = 0; at < ring.length; at += 2) {
    turned[at] = ring[ring.length - 2 - at]!;
    turned[at + 1] = ring[ring.length - 1 - at]!;
  }
  return turned;
}
