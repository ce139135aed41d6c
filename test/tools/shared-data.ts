import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

// The bench is bundled elsewhere and says where the project is.
const project = process.env.CRIBLE_ROOT ?? fileURLToPath(new URL('../../', import.meta.url));
const root = resolve(project, '../shared');

/** The path of third-party test material kept beside the project, or null where it is absent (tests then skip). */
export function sharedData(relativePath: string): string | null {
  const path = join(root, relativePath);
  return existsSync(path) ? path : null;
}
