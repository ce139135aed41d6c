import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { type Favourite, favouriteSchema } from '../../shared/territory/perimeter.ts';
import { saveDurably } from './durable-file.ts';

const most = 50;

/** The perimeters kept on this computer, in `perimeters.json` of the data folder. Unreadable: none, never a failure. */
export async function readFavourites(dataFolder: string): Promise<Favourite[]> {
  try {
    return z.array(favouriteSchema).parse(JSON.parse(await readFile(place(dataFolder), 'utf8')));
  } catch {
    return [];
  }
}

/** Keeps a perimeter under its name, in place of the one that bore it. Faults `disk-full`, `write-refused`. */
export async function keepFavourite(dataFolder: string, favourite: Favourite): Promise<Favourite[]> {
  const others = (await readFavourites(dataFolder)).filter(({ name }) => name !== favourite.name);
  return write(dataFolder, [favourite, ...others].slice(0, most));
}

export async function forgetFavourite(dataFolder: string, name: string): Promise<Favourite[]> {
  return write(
    dataFolder,
    (await readFavourites(dataFolder)).filter((favourite) => favourite.name !== name),
  );
}

async function write(dataFolder: string, favourites: Favourite[]): Promise<Favourite[]> {
  await saveDurably(place(dataFolder), new TextEncoder().encode(JSON.stringify(favourites, null, 1)));
  return favourites;
}

function place(dataFolder: string): string {
  return join(dataFolder, 'perimeters.json');
}
