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
  let known: ProjectPlace[] | null = null;

  async function read(): Promise<ProjectPlace[]> {
    if (known) return known;
    try {
      known = z.array(entrySchema).parse(JSON.parse(await readFile(path, 'utf8')));
    } catch {
      known = [];
    }
    return known;
  }

  async function write(places: ProjectPlace[]): Promise<void> {
    known = places.slice(0, longest);
    // The list is a convenience: a project that was saved stays saved when its list cannot be.
    await saveDurably(path, new TextEncoder().encode(JSON.stringify(known, null, 1))).catch(() => {});
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
      await write([noted, ...places.filter((candidate) => candidate !== before)]);
      return noted;
    },
    async forget(handle) {
      await write((await read()).filter((place) => place.handle !== handle));
    },
  };
}
