import { open, stat } from 'node:fs/promises';

/**
 * A staged copy of a file the user chose, or the file itself while it is only looked at. `name` is what the user calls
 * it. `content`: the same for two places that hold the same bytes, so that what was read of one serves for the other.
 */
export type StagedFile = { path: string; name: string; size: number; id: string; content?: string };

/** One cell as text, null when empty. */
export type Cell = string | null;

/** One row of a sheet or record of a text file. `row` is 1-based; trailing empty cells may be absent. */
export type SheetRow = { row: number; cells: Cell[] };

/** Bytes of a file from `start`, at most `length`, fewer at its end. */
export async function readBytes(path: string, start: number, length: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    // Each call is a trip to another thread: the size matters only to a buffer that would be too large for nothing.
    const most = length > 1_000_000 ? (await handle.stat()).size - start : length;
    const bytes = Buffer.allocUnsafe(Math.max(0, Math.min(length, most)));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, start + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await handle.close();
  }
}

/**
 * The bytes of a file, a megabyte at a time, each in the memory of the one before: what is kept of a piece has to be
 * copied. Half of the time of a stream, most of which goes into new memory.
 */
export async function* piecesOf(path: string): AsyncGenerator<Buffer> {
  const handle = await open(path, 'r');
  try {
    const memory = Buffer.allocUnsafe(1024 * 1024);
    for (;;) {
      const { bytesRead } = await handle.read(memory, 0, memory.length);
      if (bytesRead === 0) return;
      yield memory.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

/** What tells the content of a file from another's, without reading it. */
export async function contentOf(file: StagedFile): Promise<string> {
  if (file.content !== undefined) return file.content;
  const { mtimeMs, size } = await stat(file.path);
  return `${file.path} ${mtimeMs} ${size}`;
}

export async function fileSize(path: string): Promise<number> {
  return (await stat(path)).size;
}
