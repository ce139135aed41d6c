import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../shared/', import.meta.url));

/** The path of third-party test material kept beside the project, or null where it is absent (tests then skip). */
export function sharedData(relativePath: string): string | null {
  const path = `${root}${relativePath}`;
  return existsSync(path) ? path : null;
}
