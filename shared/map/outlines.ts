import { Fault } from '../rpc/fault.ts';
import type { MapLevel } from './view.ts';

/** A rectangle that holds a territory away from its place, with its name. */
export type Inset = { label: string; box: Box };
/** left, top, right, bottom; y grows downwards. */
export type Box = [number, number, number, number];

/**
 * The areas of one level, already projected on one plane, y downwards, in whole units. Area a owns the rings
 * ringStart[a] .. ringStart[a + 1], ring r the points pointStart[r] .. pointStart[r + 1] of `points` (x, y, x, y...).
 * A ring is not closed by a repeated point; outer rings turn one way and holes the other: fill by the nonzero rule.
 */
export type Outlines = {
  level: MapLevel;
  bounds: Box;
  insets: Inset[];
  codes: string[];
  /** Names as the basemap or the reference has them; untrusted text. */
  names: string[];
  /** Code of the département of each area, null where it is not known: territories to zoom to. */
  departements: (string | null)[];
  ringStart: Uint32Array;
  pointStart: Uint32Array;
  points: Int32Array;
};

type Head = Pick<Outlines, 'level' | 'bounds' | 'insets' | 'codes' | 'names' | 'departements'> & {
  rings: number;
  points: number;
};

const magic = 0x31545543;

/** Outlines as bytes: magic, length of the head, head in JSON, then the three arrays, little-endian. */
export function encodeOutlines(outlines: Outlines): Uint8Array<ArrayBuffer> {
  const { level, bounds, insets, codes, names, departements } = outlines;
  const { ringStart, pointStart, points } = outlines;
  const head: Head = {
    level,
    bounds,
    insets,
    codes,
    names,
    departements,
    rings: pointStart.length - 1,
    points: points.length / 2,
  };
  const text = new TextEncoder().encode(JSON.stringify(head));
  const start = align(8 + text.length);
  const bytes = new Uint8Array(start + ringStart.byteLength + pointStart.byteLength + points.byteLength);
  const words = new DataView(bytes.buffer);
  words.setUint32(0, magic, true);
  words.setUint32(4, text.length, true);
  bytes.set(text, 8);
  let at = start;
  for (const array of [ringStart, pointStart, points]) {
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += array.byteLength;
  }
  return bytes;
}

/** The inverse of encodeOutlines. Throws Fault `basemap-damaged` on anything else. */
export function decodeOutlines(bytes: Uint8Array): Outlines {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 || words.getUint32(0, true) !== magic) throw new Fault('basemap-damaged', { file: '' });
  const length = words.getUint32(4, true);
  try {
    const head = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Head;
    const start = align(8 + length);
    const ringStart = new Uint32Array(copy(bytes, start, (head.codes.length + 1) * 4));
    const afterRings = start + ringStart.byteLength;
    const pointStart = new Uint32Array(copy(bytes, afterRings, (head.rings + 1) * 4));
    const points = new Int32Array(copy(bytes, afterRings + pointStart.byteLength, head.points * 8));
    const { level, bounds, insets, codes, names, departements } = head;
    return { level, bounds, insets, codes, names, departements, ringStart, pointStart, points };
  } catch {
    throw new Fault('basemap-damaged', { file: '' });
  }
}

const align = (length: number) => (length + 3) & ~3;

/** Own memory, aligned whatever the place in the message. */
function copy(bytes: Uint8Array, start: number, length: number): ArrayBuffer {
  if (start + length > bytes.length) throw new RangeError('short');
  // A Buffer of Node would give a view of its pool.
  return Uint8Array.prototype.slice.call(bytes, start, start + length).buffer as ArrayBuffer;
}

/** One area as rings of points, before they are packed. */
export type Shape = { code: string; name: string; departement: string | null; rings: Int32Array[] };

/** Packs shapes into outlines; bounds include the insets. */
export function packShapes(level: MapLevel, shapes: readonly Shape[], insets: Inset[] = []): Outlines {
  const rings = shapes.reduce((sum, shape) => sum + shape.rings.length, 0);
  const numbers = shapes.reduce((sum, shape) => sum + shape.rings.reduce((size, ring) => size + ring.length, 0), 0);
  const ringStart = new Uint32Array(shapes.length + 1);
  const pointStart = new Uint32Array(rings + 1);
  const points = new Int32Array(numbers);
  let ringAt = 0;
  let at = 0;
  shapes.forEach((shape, area) => {
    for (const ring of shape.rings) {
      points.set(ring, at);
      at += ring.length;
      pointStart[++ringAt] = at / 2;
    }
    ringStart[area + 1] = ringAt;
  });
  const bounds = insets.reduce((box, inset) => joinBoxes(box, inset.box), boxOf(points, 0, numbers / 2));
  return {
    level,
    bounds,
    insets,
    codes: shapes.map(({ code }) => code),
    names: shapes.map(({ name }) => name),
    departements: shapes.map(({ departement }) => departement),
    ringStart,
    pointStart,
    points,
  };
}

/** The rings of an area, as views of its points. */
export function ringsOf(outlines: Outlines, area: number): Int32Array[] {
  const rings: Int32Array[] = [];
  for (let ring = outlines.ringStart[area]!; ring < outlines.ringStart[area + 1]!; ring++)
    rings.push(outlines.points.subarray(outlines.pointStart[ring]! * 2, outlines.pointStart[ring + 1]! * 2));
  return rings;
}

/** The box of points from..to; an empty one is turned inside out. */
export function boxOf(points: ArrayLike<number>, from: number, to: number): Box {
  const box: Box = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ];
  for (let point = from; point < to; point++) {
    const x = points[point * 2]!;
    const y = points[point * 2 + 1]!;
    if (x < box[0]) box[0] = x;
    if (y < box[1]) box[1] = y;
    if (x > box[2]) box[2] = x;
    if (y > box[3]) box[3] = y;
  }
  return box;
}

export function joinBoxes(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** The box of one area. */
export function areaBox(outlines: Outlines, area: number): Box {
  const first = outlines.pointStart[outlines.ringStart[area]!]!;
  const last = outlines.pointStart[outlines.ringStart[area + 1]!]!;
  return boxOf(outlines.points, first, last);
}

/** A point to hang a circle or a label on: the centroid of the largest ring. Null without any. */
export function anchorOf(outlines: Outlines, area: number): [number, number] | null {
  let best: [number, number] | null = null;
  let largest = -1;
  for (const ring of ringsOf(outlines, area)) {
    let twice = 0;
    let x = 0;
    let y = 0;
    const [originX = 0, originY = 0] = ring;
    for (let at = 0; at < ring.length; at += 2) {
      const next = (at + 2) % ring.length;
      const ax = ring[at]! - originX;
      const ay = ring[at + 1]! - originY;
      const bx = ring[next]! - originX;
      const by = ring[next + 1]! - originY;
      const cross = ax * by - bx * ay;
      twice += cross;
      x += (ax + bx) * cross;
      y += (ay + by) * cross;
    }
    if (Math.abs(twice) <= largest) continue;
    largest = Math.abs(twice);
    best = twice === 0 ? [originX, originY] : [originX + x / (3 * twice), originY + y / (3 * twice)];
  }
  return best;
}

/** The box of the shown areas; that of the whole plane, insets included, when all are. */
export function boxOfShown(outlines: Outlines, shown: (area: number) => boolean): Box | null {
  let box: Box | null = null;
  for (let area = 0; area < outlines.codes.length; area++) {
    if (!shown(area)) continue;
    const next = areaBox(outlines, area);
    box = box
      ? [Math.min(box[0], next[0]), Math.min(box[1], next[1]), Math.max(box[2], next[2]), Math.max(box[3], next[3])]
      : next;
  }
  return box;
}
