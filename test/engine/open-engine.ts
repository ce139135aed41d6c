import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { tableFromIPC } from 'apache-arrow';
import { createEngine, type Engine } from '../../electron/engine/engine.ts';
import type { HostServices } from '../../electron/engine/host.ts';
import type { Client, FileRef, OpenedSource, ProgressOf, Query } from '../../shared/contract.ts';
import type { SourceOptions, Table } from '../../shared/project/project.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { connect } from '../../shared/rpc/connect.ts';
import { serve } from '../../shared/rpc/serve.ts';
import { memoryWires } from '../../shared/rpc/wire.ts';

/** What the host of a test answers, changed at will. */
export type TestHost = HostServices & { published: { id: string; path: string; name: string }[] };

export type TestEngine = {
  engine: Engine;
  call: Client['call'];
  host: TestHost;
  folder: string;
  /** Grants a file of the disk as a host does. */
  grant(path: string, temporary?: boolean): Promise<FileRef>;
  /** Writes a text file in the test's own folder. */
  write(name: string, text: string | Uint8Array): Promise<string>;
  /** Grants, inspects and opens. */
  open(path: string, id?: string, options?: SourceOptions): Promise<OpenedSource>;
  close(): Promise<void>;
};

export function testHost(): TestHost {
  const host: TestHost = {
    kind: 'workshop',
    nativeDialogs: false,
    published: [],
    pickOpen: async () => [],
    pickSave: async () => null,
    printPage: async () => false,
    publish: (output) => void host.published.push(output),
  };
  return host;
}

/** An engine on folders of its own, called through a wire. `folder` given: the engine of a restarted process. */
export async function openEngine(folder?: string, memoryMegabytes = 1024): Promise<TestEngine> {
  const home = folder ?? (await mkdtemp(join(tmpdir(), 'crible-engine-')));
  const host = testHost();
  const engine = await createEngine({
    version: '0.0.0',
    staging: join(home, 'staging'),
    dataFolder: join(home, 'data'),
    resources: join(process.cwd(), 'resources'),
    projectsFolder: join(home, 'projects'),
    host,
    threads: 2,
    memoryMegabytes,
  });
  const [pageEnd, engineEnd] = memoryWires();
  serve(engineEnd, engine.handlers);
  const connection = connect(pageEnd);
  const call = connection.call as unknown as Client['call'];

  async function grant(path: string, temporary?: boolean): Promise<FileRef> {
    return engine.grant({ id: randomUUID(), path, name: basename(path), temporary });
  }
  return {
    engine,
    call,
    host,
    folder: home,
    grant,
    async write(name, text) {
      const path = join(home, name);
      await writeFile(path, text);
      return path;
    },
    async open(path, id = 's', options) {
      const file = await grant(path);
      const inspection = await call('source.inspect', { file, options });
      return call('source.open', { file, id, options: inspection.options });
    },
    async close() {
      connection.close();
      await engine.close();
      if (!folder) await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A query of one table `t` over the source `s`. */
export function queryOf(recipe: Step[], source = 's', others: Table[] = []): Query {
  return { table: 't', tables: [{ id: 't', name: 'Table', source, recipe }, ...others] };
}

/** Arrow bytes as plain rows: integers as numbers, dates as milliseconds. */
export function rowsOf(bytes: Uint8Array): unknown[][] {
  const table = tableFromIPC(bytes);
  return table.toArray().map((row) =>
    table.schema.fields.map(({ name }) => {
      const value = row[name];
      return typeof value === 'bigint' ? Number(value) : value;
    }),
  );
}

export async function pageOf(
  engine: TestEngine,
  query: Query,
  columns: string[],
  offset = 0,
  limit = 100,
): Promise<{ total: number; rows: unknown[][] }> {
  const { rows, total } = await engine.call('table.page', { query, columns, offset, limit });
  return { total, rows: rowsOf(rows) };
}

export type { ProgressOf };
