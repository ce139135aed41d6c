import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import type { RecentProject } from '../../shared/contract.ts';
import { saveDurably } from './durable-file.ts';

/** A project file once saved or opened here. `sha256` is its content as this application last saw it. */
const entrySchema = z.object({
  handle: z.string(),
  path: z.string(),
  name: z.string(),
  savedAt: z.number(),
  sha256: z.string(),
});
export type ProjectPlace = z.infer<typeof entrySchema>;

const longest = 30;

export type RecentList = {
  all(): Promise<RecentProject[]>;
  find(handle: string): Promise<ProjectPlace | null>;
  /** Notes a project saved or opened at `path`, first of the list; one entry per path. */
  note(place: Omit<ProjectPlace, 'handle'>): Promise<ProjectPlace>;
  forget(handle: string): Promise<void>;
};

/** The recent projects, in `recent.json` of the data folder. Unreadable: an empty list, never a failure. */
export function openRecentList(dataFolder: string): RecentList {
  const path = join(dataFolder, 'recent.json');
  /** What this run noted, over the file: other hosts write it too, and it may refuse to be written. */
  const own = new Map<string, ProjectPlace>();
  const forgotten = new Set<string>();

  async function read(): Promise<ProjectPlace[]> {
    const written = await readPlaces(path);
    // Ours say what this run last saw of a project: what another host saved since is newer, and is refused as such.
    const others = written.filter((place) => !own.has(place.path) && !forgotten.has(place.handle));
    return [...own.values(), ...others].sort((a, b) => b.savedAt - a.savedAt);
  }

  async function write(places: ProjectPlace[]): Promise<void> {
    const bytes = new TextEncoder().encode(JSON.stringify(places.slice(0, longest), null, 1));
    // The list is a convenience: a project that was saved stays saved when its list cannot be.
    await saveDurably(path, bytes).catch(() => {});
  }

  return {
    async all() {
      const places = await read();
      return places.map(({ handle, path, name, savedAt }) => ({
        handle,
        name,
        folder: basename(dirname(path)),
        savedAt,
      }));
    },
    async find(handle) {
      return (await read()).find((place) => place.handle === handle) ?? null;
    },
    async note(place) {
      const places = await read();
      const before = places.find((candidate) => candidate.path === place.path);
      const noted = { ...place, handle: before?.handle ?? randomBytes(9).toString('hex') };
      own.set(noted.path, noted);
      await write([noted, ...places.filter((candidate) => candidate !== before)]);
      return noted;
    },
    async forget(handle) {
      forgotten.add(handle);
      for (const [path, place] of own) if (place.handle === handle) own.delete(path);
      await write(await read());
    },
  };
}

async function readPlaces(path: string): Promise<ProjectPlace[]> {
  try {
    return z.array(entrySchema).parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return [];
  }
}
