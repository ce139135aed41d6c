import { parentPort, workerData } from 'node:worker_threads';
import { encodeOutlines } from '../../shared/map/outlines.ts';
import { faultData } from '../../shared/rpc/fault.ts';
import { type KnownCodes, readBasemap } from './map-outlines.ts';

// Entry point of the worker thread that reads basemaps; the build emits it as dist/basemap-worker.js.

const { bytes, file, known } = workerData as { bytes: Uint8Array; file: string; known: KnownCodes };
try {
  const { layers, left } = readBasemap(bytes, file, known);
  parentPort!.postMessage({
    left,
    layers: layers.map(({ outlines, known }) => ({
      level: outlines.level,
      areas: outlines.codes.length,
      known,
      bytes: encodeOutlines(outlines),
    })),
  });
} catch (thrown) {
  parentPort!.postMessage({ fault: faultData(thrown) });
}
