import { mapColours } from '../../shared/map/colours.ts';
import type { AreaStyle } from '../../shared/map/paint.ts';
import type { ScreenOutlines } from '../../shared/map/screen.ts';

/**
 * Which area lies under each pixel: -1 for none, -2 for a pixel on a border, whose four samples are then in `corners`,
 * in the order of `borders` (places of such pixels).
 */
export type Raster = {
  width: number;
  height: number;
  areas: Int32Array;
  borders: Uint32Array;
  corners: Int32Array;
};

const none = -1;
const border = -2;

/**
 * Fills every area once, by scan lines. The browser takes seconds to fill tens of thousands of outlines at each change
 * of colours; with the areas known, colouring is a look-up per pixel.
 */
export function rasterise(screen: ScreenOutlines, width: number, height: number, grain: number): Raster {
  const [wide, high] = [width * grain, height * grain];
  const ids = new Int32Array(wide * high).fill(none);
  const rows: number[][] = Array.from({ length: high }, () => []);
  const { ringStart, pointStart, points } = screen;
  for (let area = 0; area + 1 < ringStart.length; area++) {
    let top = high;
    let bottom = -1;
    for (let ring = ringStart[area]!; ring < ringStart[area + 1]!; ring++) {
      const from = pointStart[ring]! * 2;
      const to = pointStart[ring + 1]! * 2;
      for (let at = from, before = to - 2; at < to; before = at, at += 2) {
        let [ax, ay, bx, by] = [
          points[before]! * grain,
          points[before + 1]! * grain,
          points[at]! * grain,
          points[at + 1]! * grain,
        ];
        if (ay === by) continue;
        if (ay > by) [ax, ay, bx, by] = [bx, by, ax, ay];
        // Samples are taken at the middle of their row.
        const first = Math.max(0, Math.ceil(ay - 0.5));
        const last = Math.min(high - 1, Math.ceil(by - 0.5) - 1);
        if (first > last) continue;
        const slope = (bx - ax) / (by - ay);
        let x = ax + (first + 0.5 - ay) * slope;
        for (let row = first; row <= last; row++, x += slope) rows[row]!.push(x);
        if (first < top) top = first;
        if (last > bottom) bottom = last;
      }
    }
    let filled = 0;
    for (let row = top; row <= bottom; row++) {
      const crossings = rows[row]!;
      if (crossings.length > 2) crossings.sort((a, b) => a - b);
      else if (crossings.length === 2 && crossings[0]! > crossings[1]!) crossings.reverse();
      for (let pair = 0; pair + 1 < crossings.length; pair += 2) {
        const from = Math.max(0, Math.ceil(crossings[pair]! - 0.5));
        const to = Math.min(wide, Math.ceil(crossings[pair + 1]! - 0.5));
        if (from < to) {
          ids.fill(area, row * wide + from, row * wide + to);
          filled += to - from;
        }
      }
      crossings.length = 0;
    }
    // Smaller than a sample: seen all the same.
    if (filled === 0 && ringStart[area]! < ringStart[area + 1]!) {
      const at = pointStart[ringStart[area]!]! * 2;
      const [x, y] = [Math.floor(points[at]! * grain), Math.floor(points[at + 1]! * grain)];
      if (x >= 0 && y >= 0 && x < wide && y < high) ids[y * wide + x] = area;
    }
  }
  return gather(ids, width, height, grain);
}

/** Samples as pixels. Most pixels lie within one area: told apart once, they are coloured by one look-up each. */
function gather(ids: Int32Array, width: number, height: number, grain: number): Raster {
  if (grain === 1) return { width, height, areas: ids, borders: new Uint32Array(), corners: new Int32Array() };
  const areas = new Int32Array(width * height);
  const borders: number[] = [];
  const corners: number[] = [];
  const wide = width * grain;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * grain * wide + x * grain;
      const [a, b, c, d] = [ids[at]!, ids[at + 1]!, ids[at + wide]!, ids[at + wide + 1]!];
      const pixel = y * width + x;
      if (a === b && a === c && a === d) areas[pixel] = a;
      else {
        areas[pixel] = border;
        borders.push(pixel);
        corners.push(a, b, c, d);
      }
    }
  return { width, height, areas, borders: Uint32Array.from(borders), corners: Int32Array.from(corners) };
}

/** Colours each pixel by the area under it; a pixel on a border takes the mean of its samples. */
export function colourRaster(
  raster: Raster,
  styles: readonly AreaStyle[],
  styleOf: Uint8Array,
  ratio: number,
): ImageData {
  const { width, height, areas, borders, corners } = raster;
  const image = new ImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const patterns = styles.map(({ colour, pattern }) => ({
    ground: packColour(pattern === 'stripes' ? mapColours.paper : colour),
    line: packColour(pattern === 'stripes' ? colour : mapColours.hatch),
    turn: pattern === 'plain' ? 0 : pattern === 'stripes' ? 1 : -1,
  }));
  // A colour is never 0, since it is opaque: 0 stands for a pattern.
  const tints = Uint32Array.from(patterns, ({ ground, turn }) => (turn === 0 ? ground : 0));
  const period = Math.round(5 * ratio);
  const stroke = Math.max(1, Math.round(1.4 * ratio));
  const patterned = (area: number, x: number, y: number) => {
    const { ground, line, turn } = patterns[styleOf[area]!]!;
    const along = (((turn > 0 ? x + y : x - y) % period) + period) % period;
    return along < (turn > 0 ? stroke + 1 : stroke) ? line : ground;
  };
  // One look-up per pixel: the colour of each area, after that of no area (-1).
  const colours = new Uint32Array(styleOf.length + 1);
  colours[0] = paper;
  for (let area = 0; area < styleOf.length; area++) colours[area + 1] = tints[styleOf[area]!]!;
  for (let y = 0, pixel = 0; y < height; y++)
    for (let x = 0; x < width; x++, pixel++) {
      const area = areas[pixel]!;
      if (area !== border) pixels[pixel] = colours[area + 1]! || patterned(area, x, y);
    }
  for (let place = 0, at = 0; place < borders.length; place++, at += 4) {
    const pixel = borders[place]!;
    const i = corners[at]!;
    const j = corners[at + 1]!;
    const k = corners[at + 2]!;
    const l = corners[at + 3]!;
    let a = colours[i + 1]!;
    let b = colours[j + 1]!;
    let c = colours[k + 1]!;
    let d = colours[l + 1]!;
    if (a === 0 || b === 0 || c === 0 || d === 0) {
      const [x, y] = [pixel % width, Math.floor(pixel / width)];
      a ||= patterned(i, x, y);
      b ||= patterned(j, x, y);
      c ||= patterned(k, x, y);
      d ||= patterned(l, x, y);
    }
    pixels[pixel] = a === b && a === c && a === d ? a : meanColour(a, b, c, d);
  }
  return image;
}

const paper = 0xffffffff;

/** « #rrggbb » as a pixel of ImageData on a little-endian machine, as all are that run a browser. */
function packColour(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return ((255 << 24) | (blue! << 16) | (green! << 8) | red!) >>> 0;
}

/** The mean of four opaque pixels, two channels at a time. */
function meanColour(a: number, b: number, c: number, d: number): number {
  const outer = ((a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff)) >>> 2;
  const inner = (((a >>> 8) & 0xff) + ((b >>> 8) & 0xff) + ((c >>> 8) & 0xff) + ((d >>> 8) & 0xff)) >>> 2;
  return ((255 << 24) | (outer & 0xff00ff) | (inner << 8)) >>> 0;
}
