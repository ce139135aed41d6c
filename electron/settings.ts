import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineSettings } from './engine/control.ts';
import { prepareStaging } from './engine/staging.ts';
import { application, dataFolder } from './folders.ts';

/** What the engine of this run is given, and given again each time it restarts. Makes its folders. */
export async function makeSettings(kind: EngineSettings['kind'], projects: string): Promise<EngineSettings> {
  const data = dataFolder();
  await mkdir(data, { recursive: true, mode: 0o700 });
  return {
    kind,
    version: application.version,
    staging: await prepareStaging(join(data, 'staging')),
    dataFolder: data,
    resources: application.resources,
    projectsFolder: projects,
    nativeDialogs: kind === 'desktop',
  };
}
