import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { exists, placeDurably, saveDurably } from './durable-file.ts';
import { hashFile } from './staging-copy.ts';

const entriesSchema = z.record(z.string(), z.object({ path: z.string(), name: z.string(), seenAt: z.number() }));
type Entries = z.infer<typeof entriesSchema>;

const longest = 2000;

export type SourceIndex = {
  /** Remembers where a file of a saved project lies. */
  note(sha256: string, path: string, name: string): Promise<void>;
  /** Keeps a copy of an upload, which lies nowhere else. */
  keep(sha256: string, stagedPath: string, name: string): Promise<void>;
  /** Where the file of that checksum was last seen; `same` tells whether it still has that content. */
  find(sha256: string): Promise<{ path: string; name: string; same: boolean } | null>;
};

/** Where the files of saved projects lie, by checksum: projects themselves hold no path. In `sources.json`. */
export function openSourceIndex(dataFolder: string): SourceIndex {
  const path = join(dataFolder, 'sources.json');
  /** What this run noted, over the file: other hosts write it too, and it may refuse to be written. */
  const own: Entries = {};

  async function read(): Promise<Entries> {
    try {
      return { ...entriesSchema.parse(JSON.parse(await readFile(path, 'utf8'))), ...own };
    } catch {
      return { ...own };
    }
  }

  async function note(sha256: string, filePath: string, name: string): Promise<void> {
    const entries = await read();
    if (entries[sha256]?.path === filePath) return;
    entries[sha256] = { path: filePath, name, seenAt: Date.now() };
    own[sha256] = entries[sha256];
    const latest = Object.entries(entries)
      .sort(([, left], [, right]) => right.seenAt - left.seenAt)
      .slice(0, longest);
    const bytes = new TextEncoder().encode(JSON.stringify(Object.fromEntries(latest), null, 1));
    // A convenience: without it the user is asked where the file lies.
    await saveDurably(path, bytes).catch(() => {});
  }

  return {
    note,
    async keep(sha256, stagedPath, name) {
      const kept = join(dataFolder, 'files', sha256);
      if (!(await exists(kept))) await placeDurably(stagedPath, kept);
      await note(sha256, kept, name);
    },
    async find(sha256) {
      const entry = (await read())[sha256];
      if (!entry) return null;
      const found = await stat(entry.path).catch(() => null);
      if (!found?.isFile()) return null;
      return { path: entry.path, name: entry.name, same: (await hashFile(entry.path)) === sha256 };
    },
  };
}
