import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileRef, OpenedSource } from '../../shared/contract.ts';
import { withBackground } from './background.ts';
import type { Grant } from './control.ts';
import { type Database, openDatabase } from './database.ts';
import type { HostServices } from './host.ts';
import { openProjectStore, type ProjectStore } from './project-store.ts';
import type { ReferencePlace } from './reference.ts';
import { createResults, type Results } from './results.ts';
import { openSourceCache, type SourceCache } from './source-cache.ts';
import { openSourceIndex, type SourceIndex } from './source-index.ts';
import { checkAgainst } from './sources/known-codes.ts';
import { openStaging, type Staging } from './staging.ts';

export type EngineOptions = {
  version: string;
  /** Absolute folders; see EngineSettings in control.ts. */
  staging: string;
  dataFolder: string;
  resources: string;
  projectsFolder: string;
  host: HostServices;
  threads?: number;
  memoryMegabytes?: number;
  /** False for an engine that is never restarted: opened sources are then not kept for the next one. */
  restartable?: boolean;
  /** A query stays deaf to its interruption: the process has to end. */
  onStuck?: () => void;
};

/** Everything that the calls of one engine share. */
export type Session = {
  options: EngineOptions;
  database: Database;
  staging: Staging;
  /** By source id: what is in DuckDB as `source_<id>`. */
  opened: Map<string, OpenedSource>;
  cache: SourceCache;
  results: Results;
  projects: ProjectStore;
  index: SourceIndex;
  /** Finished files waiting to be delivered. */
  outputs: Map<string, { path: string; name: string }>;
  reference: ReferencePlace;
  grant(grant: Grant): Promise<FileRef>;
};

export async function openSession(options: EngineOptions): Promise<Session> {
  await mkdir(options.dataFolder, { recursive: true });
  await mkdir(options.staging, { recursive: true, mode: 0o700 });
  const staging = await openStaging(options.staging);
  const database = await openDatabase({
    staging: options.staging,
    threads: options.threads,
    memoryMegabytes: options.memoryMegabytes,
    onStuck: options.onStuck,
  });
  const { foreground, background } = withBackground(database);
  const reference: ReferencePlace = { database: foreground, staging: options.staging, resources: options.resources };
  checkAgainst(reference);
  return {
    options,
    database: foreground,
    staging,
    opened: new Map(),
    cache: openSourceCache({
      folder: join(options.staging, 'cache'),
      database: foreground,
      background,
      keeps: options.restartable ?? true,
    }),
    results: createResults(foreground),
    projects: openProjectStore(options),
    index: openSourceIndex(options.dataFolder),
    outputs: new Map(),
    reference,
    grant: (grant) => staging.grant(grant),
  };
}
