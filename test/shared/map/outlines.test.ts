import { expect, test } from 'vitest';
import { anchorOf, areaBox, decodeOutlines, encodeOutlines } from '../../../shared/map/outlines.ts';
import { droms, lambert93, metropole, projectApart } from '../../../shared/map/projection.ts';
import { toScreen } from '../../../shared/map/screen.ts';
import { faultData } from '../../../shared/rpc/fault.ts';
import { outlines } from './sample.ts';

test('outlines come back from their bytes, wherever these lie in memory', () => {
  const bytes = encodeOutlines(outlines);
  const moved = new Uint8Array(bytes.length + 3);
  moved.set(bytes, 3);
  expect([decodeOutlines(bytes), decodeOutlines(moved.subarray(3))]).toEqual([outlines, outlines]);
});

test('bytes that are no outlines, or are cut short, are refused', () => {
  const refusal = (bytes: Uint8Array) => {
    try {
      decodeOutlines(bytes);
    } catch (thrown) {
      return faultData(thrown).code;
    }
    return null;
  };
  const bytes = encodeOutlines(outlines);
  expect([new Uint8Array(3), new Uint8Array(64), bytes.subarray(0, bytes.length - 4)].map(refusal)).toEqual(
    Array(3).fill('basemap-damaged'),
  );
});

test('an area has its box, and its centre to hang a circle on', () => {
  expect({ box: areaBox(outlines, 1), anchor: anchorOf(outlines, 1), bounds: outlines.bounds }).toEqual({
    box: [10, 0, 20, 10],
    anchor: [15, 5],
    bounds: [0, -2, 42, 14],
  });
});

test('on screen, points that fall together are one, and an area too small stays a dot', () => {
  const screen = toScreen(outlines, { scale: 0.01, shiftX: 0, shiftY: 0 }, 0.5);
  expect([...screen.pointStart]).toEqual([0, 3, 6, 9, 12]);
});

test('Lambert-93 has its origin where IGN puts it, and the Eiffel tower where maps do', () => {
  const near = ([x, y]: [number, number]) => [Math.round(x / 10), Math.round(-y / 10)];
  expect([near(lambert93(3, 46.5)), near(lambert93(2.2945, 48.8584))]).toEqual([
    [70000, 660000],
    [64824, 686227],
  ]);
});

test('each DROM keeps inside its frame, and no frame touches the metropole', () => {
  const inside = droms.map((drom) => {
    const project = projectApart(drom);
    const [west, south, east, north] = drom.lonLat;
    const corners = [project(west, south), project(east, north)];
    const [left, top, right, bottom] = drom.place;
    return corners.every(([x, y]) => x >= left && x <= right && y >= top && y <= bottom);
  });
  const [west] = [metropole[0]];
  // Hendaye, then the isle of Yeu: the westernmost land below Brittany.
  const shore = Math.min(lambert93(-1.79, 43.37)[0], lambert93(-2.41, 46.72)[0]);
  expect({ inside, clear: droms.every(({ place }) => place[2] < shore), west }).toEqual({
    inside: Array(5).fill(true),
    clear: true,
    west: -6,
  });
});
