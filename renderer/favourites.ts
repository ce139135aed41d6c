import { useEffect, useState } from 'react';
import type { Area, Favourite } from '../shared/territory/perimeter.ts';
import { call, notifyFault } from './session.ts';

/** The perimeters kept on this computer: they belong to it, not to the project. Every list on screen follows. */
let kept: Favourite[] | null = null;
const followers = new Set<(favourites: Favourite[]) => void>();

function show(favourites: Favourite[]): void {
  kept = favourites;
  for (const follow of followers) follow(favourites);
}

export function useFavourites(): Favourite[] {
  const [shown, setShown] = useState(kept ?? []);
  useEffect(() => {
    followers.add(setShown);
    call('territory.favourites', {}).then(show, notifyFault);
    return () => void followers.delete(setShown);
  }, []);
  return shown;
}

/** Keeps areas under a name, in place of those that bore it. True once it is on disk. */
export async function keepFavourite(name: string, areas: Area[]): Promise<boolean> {
  try {
    show(await call('territory.keep', { name, areas }));
    return true;
  } catch (thrown) {
    notifyFault(thrown);
    return false;
  }
}

export function forgetFavourite(name: string): void {
  call('territory.forget', { name }).then(show, notifyFault);
}
