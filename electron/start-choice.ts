import type { TextKey } from '../shared/text/t.ts';

/** What the choice of a host depends on. */
export type Place = {
  platform: string;
  environment: Record<string, string | undefined>;
  isRoot: boolean;
  arguments: readonly string[];
};

type Reason = Extract<TextKey, 'host.reason.asked' | 'host.reason.no-display' | 'host.reason.root'>;

/** The window, or the browser and why. */
export function chooseHost(place: Place): { host: 'window' } | { host: 'workshop'; reason: Reason } {
  if (place.arguments.includes('--atelier')) return { host: 'workshop', reason: 'host.reason.asked' };
  if (!hasDisplay(place)) return { host: 'workshop', reason: 'host.reason.no-display' };
  // As root, Chromium only runs without its sandbox, and a sandbox is not dropped without being asked.
  if (place.platform === 'linux' && place.isRoot) return { host: 'workshop', reason: 'host.reason.root' };
  return { host: 'window' };
}

export function hasDisplay({ platform, environment }: Pick<Place, 'platform' | 'environment'>): boolean {
  return platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}
