import type { Box, Inset, Outlines } from './outlines.ts';

/** How the plane of the outlines lies on a drawing: x' = x * scale + shiftX. */
export type Fit = { scale: number; shiftX: number; shiftY: number };

/** The largest fit of a box in width x height, centred, `margin` pixels free all round. */
export function fitBox(box: Box, width: number, height: number, margin: number): Fit {
  const wide = Math.max(1, box[2] - box[0]);
  const high = Math.max(1, box[3] - box[1]);
  const scale = Math.min((width - 2 * margin) / wide, (height - 2 * margin) / high);
  return {
    scale,
    shiftX: (width - wide * scale) / 2 - box[0] * scale,
    shiftY: (height - high * scale) / 2 - box[1] * scale,
  };
}

/** Outlines in pixels, simplified to what can be seen at that size; same layout as Outlines. */
export type ScreenOutlines = { ringStart: Uint32Array; pointStart: Uint32Array; points: Float32Array };

/**
 * Outlines as they fall on a drawing: points rounded to `grain` pixels, repeats left out. Neighbours share their
 * vertices, so they still fit together. `shown` says which areas to keep; the others have no ring.
 */
export function toScreen(
  outlines: Outlines,
  fit: Fit,
  grain: number,
  shown: (area: number) => boolean = () => true,
): ScreenOutlines {
  const { ringStart, pointStart, points } = outlines;
  const areas = outlines.codes.length;
  const keptRings = new Uint32Array(areas + 1);
  const keptStart = new Uint32Array(pointStart.length);
  const kept = new Float32Array(points.length);
  const [sx, sy, step] = [fit.shiftX / grain, fit.shiftY / grain, fit.scale / grain];
  let ringAt = 0;
  let at = 0;
  for (let area = 0; area < areas; area++) {
    if (shown(area)) {
      for (let ring = ringStart[area]!; ring < ringStart[area + 1]!; ring++) {
        const start = at;
        let lastX = Number.NaN;
        let lastY = Number.NaN;
        for (let point = pointStart[ring]! * 2; point < pointStart[ring + 1]! * 2; point += 2) {
          const x = Math.round(points[point]! * step + sx);
          const y = Math.round(points[point + 1]! * step + sy);
          if (x === lastX && y === lastY) continue;
          kept[at++] = x * grain;
          kept[at++] = y * grain;
          lastX = x;
          lastY = y;
        }
        // An area smaller than the grain stays visible as a dot.
        if (at - start < 6) {
          const x = kept[start] ?? 0;
          const y = kept[start + 1] ?? 0;
          kept.set([x, y, x + grain, y, x + grain, y + grain], start);
          at = Math.min(start + 6, kept.length);
        }
        keptStart[++ringAt] = at / 2;
      }
    }
    keptRings[area + 1] = ringAt;
  }
  return { ringStart: keptRings, pointStart: keptStart.slice(0, ringAt + 1), points: kept.slice(0, at) };
}

/**
 * Whether the names of insets stand at their left rather than over them: where one would touch the inset above, and there
 * is room. `width` of the longest name and `height` of a line in pixels of `fit`.
 */
export function areNamedBeside(insets: readonly Inset[], fit: Fit, width: number, height: number): boolean {
  const gaps = insets.slice(1).map(({ box }, place) => (box[1] - insets[place]!.box[3]) * fit.scale);
  const isTight = gaps.some((gap) => gap > 0 && gap < height);
  return isTight && insets.every(({ box }) => box[0] * fit.scale + fit.shiftX >= width);
}
