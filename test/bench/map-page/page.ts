import { drawMap, prepareStage } from '../../../renderer/map/canvas.ts';
import { decodeOutlines } from '../../../shared/map/outlines.ts';
import { type MapRow, paintMap } from '../../../shared/map/paint.ts';
import type { MapView } from '../../../shared/map/view.ts';
import type { Column } from '../../../shared/recipe/column.ts';

const size = { width: 800, height: 700, ratio: 1 };
const columns: Column[] = [{ name: 'taux', type: 'decimal', meaning: null }];
const map: MapView = {
  id: 'm',
  table: 't',
  kind: 'choropleth',
  level: 'commune',
  basemap: { id: 'b', name: 'b' },
  code: 'code',
  value: 'taux',
  measure: 'median',
  denominator: null,
  scale: 100,
  classes: { method: 'quantiles', count: 5, bounds: [] },
  ramp: 'blue',
  zoom: null,
  filterStep: null,
  title: '',
  subtitle: '',
};

/** Values that change with each run; one area in fifty has none. */
function makeRows(codes: readonly string[], run: number): MapRow[] {
  return codes.map((code, place) => {
    const seed = (Math.imul(place + 1, 2654435761) ^ Math.imul(run + 7, 40503)) >>> 0;
    return { code, value: seed % 50 === 0 ? null : (seed % 10_000) / 100, rows: 1, missing: 0, kinds: 0 };
  });
}

declare global {
  interface Window {
    benchMap(path: string, runs: number): Promise<{ first: number; recolour: number[]; areas: number }>;
    /** Draws the map `count` times more, each with other values and every tenth time on a stage of its own. */
    redrawMap(path: string, count: number): Promise<void>;
  }
}

/**
 * Milliseconds from the bytes of a layer to its first picture, then of each recolouring: new values classed, painted and
 * drawn. A pixel is read back each time: drawing is only queued until then.
 */
window.benchMap = async (path, runs) => {
  const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
  const canvas = document.getElementById('map') as HTMLCanvasElement;
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('canvas');
  const codes = decodeOutlines(bytes).codes;
  const rows = Array.from({ length: runs + 1 }, (_, run) => makeRows(codes, run));

  const start = performance.now();
  const outlines = decodeOutlines(bytes);
  const painting = paintMap(map, columns, outlines, rows[0]!);
  const stage = prepareStage(outlines, size, outlines.bounds, true, () => true);
  drawMap(context, stage, painting);
  context.getImageData(0, 0, 1, 1);
  const first = performance.now() - start;

  const recolour: number[] = [];
  for (let run = 1; run <= runs; run++) {
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const begun = performance.now();
    drawMap(context, stage, paintMap(map, columns, outlines, rows[run]!));
    context.getImageData(0, 0, 1, 1);
    recolour.push(performance.now() - begun);
  }
  return { first, recolour, areas: codes.length };
};

let kept: Promise<Uint8Array> | null = null;

window.redrawMap = async (path, count) => {
  kept ??= fetch(path).then(async (response) => new Uint8Array(await response.arrayBuffer()));
  const outlines = decodeOutlines(await kept);
  const context = (document.getElementById('map') as HTMLCanvasElement).getContext('2d');
  if (!context) throw new Error('canvas');
  let stage = prepareStage(outlines, size, outlines.bounds, true, () => true);
  for (let turn = 0; turn < count; turn++) {
    if (turn % 10 === 9) stage = prepareStage(outlines, size, outlines.bounds, true, () => true);
    drawMap(context, stage, paintMap(map, columns, outlines, makeRows(outlines.codes, turn)));
    context.getImageData(0, 0, 1, 1);
    if (turn % 10 === 0) await new Promise((resolve) => requestAnimationFrame(resolve));
  }
};
