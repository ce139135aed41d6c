import { tableFromIPC } from 'apache-arrow';

/** Arrow IPC bytes of the engine -> plain rows. For results of a few thousand rows; the grid reads columns instead. */
export function decodeRows(bytes: Uint8Array): Record<string, unknown>[] {
  return tableFromIPC(bytes)
    .toArray()
    .map((row) => row.toJSON());
}
