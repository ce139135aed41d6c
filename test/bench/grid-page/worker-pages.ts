import type { Answered, Asked } from './worker.ts';

/** Pages made by a worker: the engine is another process, what it takes to make a page is no work of the page's. */
export function workerPages(rows: number, columns: number) {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (page: Uint8Array) => void>();
  let next = 1;
  worker.onmessage = ({ data }: MessageEvent<Answered>) => {
    waiting.get(data.id)?.(data.page);
    waiting.delete(data.id);
  };
  return (names: readonly string[], offset: number, limit: number): Promise<Uint8Array> =>
    new Promise((resolve) => {
      const id = next++;
      waiting.set(id, resolve);
      const asked: Asked = { id, rows, columns, names: [...names], offset, limit };
      worker.postMessage(asked);
    });
}
