import type { Box } from './outlines.ts';

/** Longitude, latitude in degrees -> metres, y downwards. */
export type Projection = (longitude: number, latitude: number) => [number, number];

const radians = Math.PI / 180;

/**
 * Lambert-93 (EPSG:2154): conformal conic, standard parallels 44 and 49 degrees, on GRS80. Formulas of IGN, « Projection
 * cartographique conique conforme de Lambert » (NTG 71). y is turned to grow downwards: the northing is `-y`.
 */
export const lambert93: Projection = (() => {
  const e = 0.0818191910428158;
  const a = 6378137;
  const isometric = (latitude: number) =>
    Math.log(
      Math.tan(Math.PI / 4 + latitude / 2) * ((1 - e * Math.sin(latitude)) / (1 + e * Math.sin(latitude))) ** (e / 2),
    );
  const normal = (latitude: number) => a / Math.sqrt(1 - e * e * Math.sin(latitude) ** 2);
  const [first, second, origin] = [44 * radians, 49 * radians, 46.5 * radians];
  const n =
    Math.log((normal(second) * Math.cos(second)) / (normal(first) * Math.cos(first))) /
    (isometric(first) - isometric(second));
  const c = ((normal(first) * Math.cos(first)) / n) * Math.exp(n * isometric(first));
  const originRadius = c * Math.exp(-n * isometric(origin));
  return (longitude, latitude) => {
    const radius = c * Math.exp(-n * isometric(latitude * radians));
    const angle = n * (longitude - 3) * radians;
    return [700000 + radius * Math.sin(angle), -(6600000 + originRadius - radius * Math.cos(angle))];
  };
})();

/** Equirectangular around a latitude: true enough on one island, and on any small territory. */
export function localProjection(latitude: number): Projection {
  const metresPerDegree = 111320;
  const shrink = Math.cos(latitude * radians);
  return (x, y) => [x * metresPerDegree * shrink, -y * metresPerDegree];
}

/** A territory drawn apart. `lonLat` is west, south, east, north in degrees; `place` a rectangle of the Lambert-93 plane. */
export type Apart = { label: string; lonLat: Box; place: Box };

/** The five DROM, each in its own frame off the south-west coast: scales differ, hence the frames. */
export const droms: readonly Apart[] = [
  { label: 'Guadeloupe', lonLat: [-61.95, 15.75, -60.95, 16.6] },
  { label: 'Martinique', lonLat: [-61.3, 14.35, -60.75, 14.95] },
  { label: 'Guyane', lonLat: [-54.7, 2.0, -51.5, 5.9] },
  { label: 'La Réunion', lonLat: [55.15, -21.45, 55.9, -20.8] },
  { label: 'Mayotte', lonLat: [44.95, -13.1, 45.35, -12.55] },
].map(({ label, lonLat }, row) => ({
  label,
  lonLat: lonLat as Box,
  place: [40000, -6690000 + row * 146000, 190000, -6690000 + row * 146000 + 108000] as Box,
}));

/** The metropole, Corsica and islands included. */
export const metropole: Box = [-6, 41, 10.5, 51.6];

export function isWithin(box: Box, x: number, y: number): boolean {
  return x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
}

/** The projection of a territory drawn apart: centred in its frame, as large as fits. */
export function projectApart({ lonLat, place }: Apart): Projection {
  const local = localProjection((lonLat[1] + lonLat[3]) / 2);
  const [left, top] = local(lonLat[0], lonLat[3]);
  const [right, bottom] = local(lonLat[2], lonLat[1]);
  const room = {
    x: place[0] + 6000,
    y: place[1] + 6000,
    width: place[2] - place[0] - 12000,
    height: place[3] - place[1] - 12000,
  };
  const scale = Math.min(room.width / (right - left), room.height / (bottom - top));
  const shiftX = room.x + (room.width - (right - left) * scale) / 2;
  const shiftY = room.y + (room.height - (bottom - top) * scale) / 2;
  return (longitude, latitude) => {
    const [x, y] = local(longitude, latitude);
    return [shiftX + (x - left) * scale, shiftY + (y - top) * scale];
  };
}
