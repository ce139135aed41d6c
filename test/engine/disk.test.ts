import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { placeDurably, saveDurably } from '../../electron/engine/durable-file.ts';
import { openStaging } from '../../electron/engine/staging.ts';
import { watchMemory } from '../../electron/engine/watchdog.ts';
import type { Project } from '../../shared/project/project.ts';
import { openEngine, queryOf, type TestEngine } from './open-engine.ts';

/** A disk of 4 MB, where this process may mount one. */
function mountSmall(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const probe = await mkdtemp(join(tmpdir(), 'crible-disk-'));
const mounted = mountSmall(probe);
afterAll(async () => {
  if (mounted) execFileSync('umount', [probe], { stdio: 'ignore' });
  await rm(probe, { recursive: true, force: true });
});

const project: Project = {
  format: 'crible',
  version: 1,
  id: 'p',
  name: 'P',
  sources: [],
  tables: [],
  charts: [],
  maps: [],
  views: [],
  report: { title: '', blocks: [], attach: true },
};

describe.skipIf(!mounted)('on a full disk (skipped: no right to mount one)', () => {
  let engine: TestEngine;
  beforeAll(async () => {
    engine = await openEngine();
    const lines = Array.from(
      { length: 120_000 },
      (_, row) => `${row * 7919},${Math.sin(row)},${Math.cos(row)},x${row ** 2}`,
    );
    await engine.open(await engine.write('grand.csv', `a,b,c,d\n${lines.join('\n')}\n`));
  });
  afterAll(() => engine.close());

  test('an export that does not fit is refused, nothing half-written stays, and the session goes on', async () => {
    const { output } = await engine.call('table.export', {
      query: queryOf([]),
      format: 'csv-open',
      name: 'grand',
      project,
    });
    const made = engine.engine.session.outputs.get(output);
    const target = join(probe, 'grand.csv');
    await writeFile(target, 'the one before');
    await expect(placeDurably(made?.path ?? '', target)).rejects.toMatchObject({
      code: 'disk-full',
      params: { file: 'grand.csv' },
    });
    expect([await readFile(target, 'utf8'), await readdir(probe)]).toEqual(['the one before', ['grand.csv']]);
    expect(await engine.call('table.count', { query: queryOf([]) })).toBe(120_000);
    await rm(target);
  });

  test.each(['csv-open', 'xlsx', 'parquet'] as const)(
    'a %s export that fills the staging disk is refused and removed',
    async (format) => {
      const small = await openEngine(probe);
      const lines = Array.from({ length: 12_000 }, (_, row) => `${row * 7919},${Math.sin(row)}`);
      await small.open(await engine.write('moyen.csv', `a,b\n${lines.join('\n')}\n`));
      await small.engine.session.cache.idle();
      // Leaves some 20 KB.
      const filler = join(probe, 'filler');
      await fill(filler);
      const asked = small.call('table.export', { query: queryOf([]), format, name: 'moyen', project });
      await expect(asked).rejects.toMatchObject({ code: 'disk-full' });
      expect(await readdir(join(probe, 'staging', 'outputs'))).toEqual([]);
      expect(await small.call('table.count', { query: queryOf([]) })).toBe(12_000);
      await rm(filler);
      expect((await small.call('table.export', { query: queryOf([]), format, name: 'moyen', project })).rows).toBe(
        12_000,
      );
      await small.close();
      for (const name of await readdir(probe)) await rm(join(probe, name), { recursive: true });
    },
  );

  test('a project that does not fit keeps its last version', async () => {
    const path = join(probe, 'p.crible');
    await saveDurably(path, new TextEncoder().encode('old'));
    const large = new Uint8Array(6 * 1024 * 1024);
    await expect(saveDurably(path, large, { backups: true })).rejects.toMatchObject({ code: 'disk-full' });
    expect([await readFile(path, 'utf8'), await readdir(probe)]).toEqual(['old', ['p.crible']]);
    await rm(path);
  });
});

/** Writes until the disk is full, then gives a little back. */
async function fill(path: string): Promise<void> {
  await writeFile(path, '');
  const block = Buffer.alloc(4096, 1);
  for (;;) {
    try {
      await appendFile(path, block);
    } catch {
      await truncate(path, Math.max(0, (await stat(path)).size - 20 * 1024));
      return;
    }
  }
}

describe('a staged file', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crible-staging-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('is a copy under another name: the original may go', async () => {
    const original = join(folder, 'data[1]*.csv');
    await writeFile(original, 'a\n1\n');
    await utimes(original, 1_600_000_000, 1_600_000_000);
    const staging = await openStaging(join(folder, 'one'));
    const file = await staging.grant({ id: 'f', path: original, name: 'data[1]*.csv' });
    const staged = await staging.stage(file.id);
    await rm(original);
    expect([await readFile(staged.path, 'utf8'), staged.name, /[[*]/.test(staged.path)]).toEqual([
      'a\n1\n',
      'data[1]*.csv',
      false,
    ]);
    expect(await staging.sha256('f')).toBe(createHash('sha256').update('a\n1\n').digest('hex'));
  });

  test('is found again by an engine that restarts, what was half-made is swept', async () => {
    const original = join(folder, 'b.csv');
    await writeFile(original, 'b\n2\n');
    const first = await openStaging(join(folder, 'two'));
    await first.grant({ id: 'g', path: original, name: 'b.csv' });
    const sha256 = await first.sha256('g');
    await writeFile(join(folder, 'two', 'files', 'half.csv'), 'torn');
    await rm(original);
    const second = await openStaging(join(folder, 'two'));
    expect([second.findByChecksum(sha256), (await second.stage('g')).size]).toEqual(['g', 4]);
    expect((await readdir(join(folder, 'two', 'files'))).includes('half.csv')).toBe(false);
  });

  test('that vanishes is missing', async () => {
    const staging = await openStaging(join(folder, 'three'));
    await mkdir(join(folder, 'dir.csv'));
    const granting = [join(folder, 'gone.csv'), join(folder, 'dir.csv')].map((path) =>
      staging.grant({ id: path, path, name: 'x.csv' }),
    );
    const codes = (await Promise.allSettled(granting)).map((one) =>
      one.status === 'rejected' ? one.reason.code : 'granted',
    );
    expect(codes).toEqual(['file-missing', 'file-missing']);
  });
});

describe('the memory watchdog', () => {
  test('interrupts once above the limit, gives up when memory does not come down', async () => {
    const heard: string[] = [];
    let resident = 10;
    const stop = watchMemory({
      limitMegabytes: 100,
      graceMilliseconds: 500,
      resident: () => resident * 1024 * 1024,
      interrupt: () => heard.push('interrupt'),
      giveUp: () => heard.push('give up'),
    });
    const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
    await pause(300);
    resident = 200;
    await pause(300);
    resident = 10;
    await pause(300);
    expect(heard).toEqual(['interrupt']);
    resident = 200;
    await pause(1300);
    stop();
    expect(heard.slice(0, 3)).toEqual(['interrupt', 'interrupt', 'give up']);
  });
});
