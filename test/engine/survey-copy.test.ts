import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openFile } from '../../electron/engine/calls/sources.ts';
import { openSession, type Session } from '../../electron/engine/session.ts';
import type { Staging } from '../../electron/engine/staging.ts';
import { testHost } from './open-engine.ts';

let folder = '';
let session: Session;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'crible-survey-'));
  session = await openSession({
    version: '0.0.0',
    staging: join(folder, 'staging'),
    dataFolder: join(folder, 'data'),
    resources: join(process.cwd(), 'resources'),
    projectsFolder: join(folder, 'projects'),
    host: testHost(),
    threads: 2,
    memoryMegabytes: 1024,
  });
});
afterEach(() => {
  session.database.close();
  rmSync(folder, { recursive: true, force: true });
});

const context = { signal: null as unknown as AbortSignal, progress: () => {} };

async function openWith(staging: Partial<Staging>, path: string) {
  await session.staging.grant({ id: 'one', path, name: 'communes.csv' });
  const opened = await openFile({ ...session, staging: { ...session.staging, ...staging } }, 'one', 's', {}, context);
  return [opened.source.rowCount, opened.columns.map(({ name }) => name)];
}

test('a file that changes between its look and its copy is read as the copy is', async () => {
  const path = join(folder, 'communes.csv');
  writeFileSync(path, 'code;nom\n01001;Abergement\n01002;Varey\n');
  utimesSync(path, new Date(), new Date(Date.now() - 3_600_000));
  let looked = () => {};
  const changed = new Promise<void>((resolve) => {
    looked = resolve;
  });
  const found = await openWith(
    {
      look: (id, work) =>
        session.staging.look(id, async (file) => {
          const seen = await work(file);
          writeFileSync(path, 'Code INSEE;Commune;Agents\n01001;Abergement;3\n01002;Varey;4\n01004;Ambérieu;5\n');
          looked();
          return seen;
        }),
      stage: async (id) => {
        await changed;
        return session.staging.stage(id);
      },
    },
    path,
  );
  expect(found).toEqual([3, ['Code INSEE', 'Commune', 'Agents']]);
});

test('the head of a file is read once when it opens without having been looked at', async () => {
  const path = join(folder, 'communes.csv');
  writeFileSync(path, 'code;nom\n01001;Abergement\n01002;Varey\n');
  let looks = 0;
  const staging: Partial<Staging> = {
    look: (id, work) => {
      looks += 1;
      return session.staging.look(id, work);
    },
  };
  const first = await openWith(staging, path);
  const again = await openFile({ ...session, staging: { ...session.staging, ...staging } }, 'one', 't', {}, context);
  expect([first, again.source.rowCount, looks]).toEqual([[2, ['code', 'nom']], 2, 1]);
});
