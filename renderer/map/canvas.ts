import { mapColours } from '../../shared/map/colours.ts';
import type { Box, Outlines } from '../../shared/map/outlines.ts';
import type { AreaStyle, Painting } from '../../shared/map/paint.ts';
import { areNamedBeside, type Fit, fitBox, type ScreenOutlines, toScreen } from '../../shared/map/screen.ts';
import { largestRadius } from '../../shared/map/svg.ts';
import { colourRaster, type Raster, rasterise } from './raster.ts';

/** Outlines as they fall on one canvas, ready to be coloured again and again. Sizes are in device pixels. */
export type Stage = {
  outlines: Outlines;
  screen: ScreenOutlines;
  fit: Fit;
  width: number;
  height: number;
  /** Device pixels per pixel of the page. */
  ratio: number;
  isWhole: boolean;
  shown: (area: number) => boolean;
  hits: Hits;
  /** Kept for many areas, which the browser would fill too slowly. */
  raster: Raster | null;
};

/** Areas whose box meets a square of the canvas, by square. */
type Hits = { columns: number; squares: number[][] };

const square = 24;
/** Above, lines between areas would cover the colours, and paths fill too slowly. */
const mostLined = 1500;

export function prepareStage(
  outlines: Outlines,
  size: { width: number; height: number; ratio: number },
  box: Box,
  isWhole: boolean,
  shown: (area: number) => boolean,
): Stage {
  const width = Math.round(size.width * size.ratio);
  const height = Math.round(size.height * size.ratio);
  const fit = fitBox(box, width, height, 10 * size.ratio);
  const screen = toScreen(outlines, fit, 0.5, shown);
  const drawn = outlines.codes.reduce((count, _, area) => count + Number(shown(area)), 0);
  return {
    outlines,
    screen,
    fit,
    width,
    height,
    ratio: size.ratio,
    isWhole,
    shown,
    hits: indexHits(screen, width, height),
    // On a fine screen the pixels are small enough by themselves.
    raster: drawn > mostLined ? rasterise(screen, width, height, size.ratio < 1.5 ? 2 : 1) : null,
  };
}

/** Draws the whole map. */
export function drawMap(context: CanvasRenderingContext2D, stage: Stage, painting: Painting): void {
  const { ratio } = stage;
  context.setTransform(1, 0, 0, 1, 0, 0);
  if (stage.raster) context.putImageData(colourRaster(stage.raster, painting.styles, painting.styleOf, ratio), 0, 0);
  else fillAreas(context, stage, painting);
  if (painting.circles) drawCircles(context, stage, painting);
  if (stage.isWhole) drawInsets(context, stage);
}

/** One fill per style, then the lines between areas. */
function fillAreas(context: CanvasRenderingContext2D, { screen, outlines, ...stage }: Stage, painting: Painting): void {
  const areas = outlines.codes.length;
  context.fillStyle = '#ffffff';
  context.fillRect(0, 0, stage.width, stage.height);
  const used = new Set(painting.styleOf);
  painting.styles.forEach((style, place) => {
    if (!used.has(place)) return;
    context.beginPath();
    for (let area = 0; area < areas; area++) if (painting.styleOf[area] === place) traceArea(context, screen, area);
    context.fillStyle = fillOf(context, style, stage.ratio);
    context.fill();
  });
  context.beginPath();
  for (let area = 0; area < areas; area++) traceArea(context, screen, area);
  context.strokeStyle = painting.circles ? mapColours.edge : mapColours.line;
  context.lineWidth = 0.7 * stage.ratio;
  context.lineJoin = 'round';
  context.stroke();
}

function traceArea(context: CanvasRenderingContext2D | Path2D, screen: ScreenOutlines, area: number): void {
  const { ringStart, pointStart, points } = screen;
  const last = ringStart[area + 1]!;
  for (let ring = ringStart[area]!; ring < last; ring++) {
    const to = pointStart[ring + 1]! * 2;
    let at = pointStart[ring]! * 2;
    context.moveTo(points[at]!, points[at + 1]!);
    for (at += 2; at < to; at += 2) context.lineTo(points[at]!, points[at + 1]!);
    context.closePath();
  }
}

function drawCircles(context: CanvasRenderingContext2D, stage: Stage, painting: Painting): void {
  context.lineWidth = 0.8 * stage.ratio;
  for (const circle of painting.circles ?? []) {
    if (!stage.shown(circle.area)) continue;
    const [x, y] = placeOf(stage, circle.x, circle.y);
    context.beginPath();
    const radius = radiusOf(stage, painting, circle.value);
    context.arc(x, y, radius, 0, Math.PI * 2);
    context.globalAlpha = 0.6;
    context.fillStyle = mapColours.circle;
    context.fill();
    context.globalAlpha = 1;
    // A line as wide as the circle would hide it.
    if (radius < 2 * stage.ratio) continue;
    context.strokeStyle = '#ffffff';
    context.stroke();
  }
}

function drawInsets(context: CanvasRenderingContext2D, stage: Stage): void {
  const { ratio } = stage;
  context.font = `${12 * ratio}px system-ui, "Segoe UI", Roboto, "Liberation Sans", sans-serif`;
  context.textBaseline = 'alphabetic';
  context.lineWidth = 0.8 * ratio;
  const { insets } = stage.outlines;
  const widest = Math.max(0, ...insets.map(({ label }) => context.measureText(label).width));
  const beside = areNamedBeside(insets, stage.fit, widest + 6 * ratio, 14 * ratio);
  context.textAlign = beside ? 'right' : 'left';
  for (const { label, box } of insets) {
    const [x, y] = placeOf(stage, box[0], box[1]);
    const [right, bottom] = placeOf(stage, box[2], box[3]);
    context.strokeStyle = mapColours.edge;
    context.strokeRect(x, y, right - x, bottom - y);
    context.lineWidth = 3 * ratio;
    context.strokeStyle = '#ffffff';
    const [left, base] = beside ? [x - 4 * ratio, (y + bottom) / 2 + 4 * ratio] : [x, y - 2 * ratio];
    context.strokeText(label, left, base);
    context.lineWidth = 0.8 * ratio;
    context.fillStyle = mapColours.selected;
    context.fillText(label, left, base);
  }
  context.textAlign = 'left';
}

function placeOf({ fit }: Stage, x: number, y: number): [number, number] {
  return [x * fit.scale + fit.shiftX, y * fit.scale + fit.shiftY];
}

function radiusOf(stage: Stage, painting: Painting, value: number): number {
  return largestRadius(stage.outlines.codes.length) * stage.ratio * Math.sqrt(value / painting.largest);
}

/** The outline of some areas, over the map: a dark line on a light one stands out on any colour. */
export function drawMarks(
  context: CanvasRenderingContext2D,
  stage: Stage,
  selected: Iterable<number>,
  pointed: number | null,
): void {
  context.clearRect(0, 0, stage.width, stage.height);
  const outline = (areas: Iterable<number>, width: number) => {
    context.beginPath();
    for (const area of areas) traceArea(context, stage.screen, area);
    context.lineJoin = 'round';
    context.strokeStyle = '#ffffff';
    context.lineWidth = (width + 2.5) * stage.ratio;
    context.stroke();
    context.strokeStyle = mapColours.selected;
    context.lineWidth = width * stage.ratio;
    context.stroke();
  };
  outline(selected, 2);
  if (pointed !== null) outline([pointed], 2);
}

/** The area under a point of the canvas, in device pixels; circles, drawn over the areas, come first. */
export function areaAt(stage: Stage, painting: Painting, x: number, y: number): number | null {
  for (const circle of [...(painting.circles ?? [])].reverse()) {
    if (!stage.shown(circle.area)) continue;
    const [cx, cy] = placeOf(stage, circle.x, circle.y);
    if (Math.hypot(x - cx, y - cy) <= radiusOf(stage, painting, circle.value)) return circle.area;
  }
  const column = Math.floor(x / square);
  const candidates =
    column < 0 || column >= stage.hits.columns
      ? []
      : (stage.hits.squares[Math.floor(y / square) * stage.hits.columns + column] ?? []);
  return candidates.find((area) => isInside(stage.screen, area, x, y)) ?? null;
}

function isInside({ ringStart, pointStart, points }: ScreenOutlines, area: number, x: number, y: number): boolean {
  let inside = false;
  for (let ring = ringStart[area]!; ring < ringStart[area + 1]!; ring++) {
    const from = pointStart[ring]! * 2;
    const to = pointStart[ring + 1]! * 2;
    for (let at = from, before = to - 2; at < to; before = at, at += 2) {
      const [ax, ay, bx, by] = [points[at]!, points[at + 1]!, points[before]!, points[before + 1]!];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
    }
  }
  return inside;
}

function indexHits(screen: ScreenOutlines, width: number, height: number): Hits {
  const columns = Math.ceil(width / square);
  const rows = Math.ceil(height / square);
  const squares: number[][] = [];
  const within = (value: number, most: number) => Math.min(most - 1, Math.max(0, Math.floor(value / square)));
  for (let area = 0; area + 1 < screen.ringStart.length; area++)
    for (let ring = screen.ringStart[area]!; ring < screen.ringStart[area + 1]!; ring++) {
      let [left, top, right, bottom] = [
        Number.POSITIVE_INFINITY,
        Number.POSITIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
        Number.NEGATIVE_INFINITY,
      ];
      for (let at = screen.pointStart[ring]! * 2; at < screen.pointStart[ring + 1]! * 2; at += 2) {
        left = Math.min(left, screen.points[at]!);
        right = Math.max(right, screen.points[at]!);
        top = Math.min(top, screen.points[at + 1]!);
        bottom = Math.max(bottom, screen.points[at + 1]!);
      }
      if (right < 0 || bottom < 0 || left > width || top > height) continue;
      for (let row = within(top, rows); row <= within(bottom, rows); row++)
        for (let column = within(left, columns); column <= within(right, columns); column++) {
          squares[row * columns + column] ??= [];
          const list = squares[row * columns + column]!;
          if (list.at(-1) !== area) list.push(area);
        }
    }
  return { columns, squares };
}

const made = new Map<string, HTMLCanvasElement>();

function fillOf(context: CanvasRenderingContext2D, style: AreaStyle, ratio: number): string | CanvasPattern {
  if (style.pattern === 'plain') return style.colour;
  const key = `${style.pattern} ${style.colour} ${ratio}`;
  const tile = made.get(key) ?? drawTile(style, ratio);
  made.set(key, tile);
  return context.createPattern(tile, 'repeat') ?? style.colour;
}

/** A small square that repeats into slanted lines. */
export function drawTile(style: AreaStyle, ratio: number): HTMLCanvasElement {
  const size = Math.round((style.pattern === 'stripes' ? 8 : 6) * ratio);
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const context = tile.getContext('2d');
  if (!context) return tile;
  context.fillStyle = style.pattern === 'stripes' ? '#ffffff' : style.colour;
  context.fillRect(0, 0, size, size);
  context.strokeStyle = style.pattern === 'stripes' ? style.colour : mapColours.hatch;
  context.lineWidth = (style.pattern === 'stripes' ? 3 : 1) * ratio;
  context.beginPath();
  const slant = style.pattern === 'stripes' ? 1 : -1;
  for (let shift = -1; shift <= 1; shift++) {
    context.moveTo(shift * size - size, slant > 0 ? 2 * size : -size);
    context.lineTo(shift * size + 2 * size, slant > 0 ? -size : 2 * size);
  }
  context.stroke();
  return tile;
}
