import { fork } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type FileCalls, realFileCalls, saveDurably, sweepTemporaries } from '../../electron/engine/durable-file.ts';
import { emptyProject, type Project } from '../../shared/project/project.ts';
import { openEngine, pageOf, queryOf, type TestEngine } from './open-engine.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a durable save', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crible-save-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

  test('keeps the three versions before', async () => {
    const path = join(folder, 'p.crible');
    for (const version of ['1', '2', '3', '4', '5']) await saveDurably(path, bytes(version), { backups: true });
    const kept = await Promise.all(['', '.1', '.2', '.3'].map((end) => readFile(`${path}${end}`, 'utf8')));
    expect([kept, (await readdir(folder)).length]).toEqual([['5', '4', '3', '2'], 4]);
  });

  test.each(['ENOSPC', 'EIO', 'EACCES'])('whatever call fails with %s, the file is whole, old or new', async (code) => {
    const outcomes = new Set<string>();
    for (let failing = 1; ; failing++) {
      const path = join(folder, `${code}-${failing}.crible`);
      await saveDurably(path, bytes('old'), { backups: true });
      const { calls, made } = failAt(failing, code);
      const failed = await saveDurably(path, bytes('new'), { backups: true, calls }).then(
        () => null,
        (thrown) => thrown.code as string,
      );
      const content = await readFile(path, 'utf8');
      const left = (await readdir(folder)).filter((name) => name.endsWith('.tmp'));
      expect([content, left]).toEqual([failed === null ? 'new' : 'old', []]);
      outcomes.add(failed ?? 'saved');
      if (made() < failing) break;
    }
    const expected = { ENOSPC: 'disk-full', EIO: 'EIO', EACCES: 'write-refused' }[code];
    expect([...outcomes].sort()).toEqual([expected, 'saved'].sort());
  });

  test('killed at any moment, the file is whole', async () => {
    const path = join(folder, 'killed.crible');
    const sizes = [200_000, 300_000];
    await saveDurably(path, bytes('a'.repeat(sizes[0] ?? 0)));
    const script = join(folder, 'saver.mjs');
    const module = join(folder, 'durable.mjs');
    const { build } = await import('vite');
    await build({
      logLevel: 'silent',
      configFile: false,
      build: {
        ssr: join(process.cwd(), 'electron/engine/durable-file.ts'),
        outDir: folder,
        emptyOutDir: false,
        rolldownOptions: { output: { entryFileNames: 'durable.mjs' } },
      },
    });
    await writeFile(
      script,
      `import { saveDurably } from ${JSON.stringify(module)};
       process.send('ready');
       for (let n = 0; ; n++) {
         const letter = n % 2 ? 'a' : 'b';
         await saveDurably(${JSON.stringify(path)}, Buffer.from(letter.repeat(n % 2 ? 200000 : 300000)), { backups: true });
       }`,
    );
    const found = new Set<string>();
    for (let round = 0; round < 12; round++) {
      const child = fork(script, { execArgv: [] });
      await new Promise((resolve) => child.once('message', resolve));
      await new Promise((resolve) => setTimeout(resolve, 3 + round * 7));
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      const content = await readFile(path, 'utf8');
      found.add(`${content.length} ${new Set(content).size}`);
    }
    expect([...found].every((state) => state === '200000 1' || state === '300000 1')).toBe(true);
    // A young one may be that of another host at work.
    const old = new Date(Date.now() - 120_000);
    for (const name of await readdir(folder)) await utimes(join(folder, name), old, old);
    await sweepTemporaries(folder);
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});

/** File calls of which the nth fails; removal always works, as it does on a full disk. */
function failAt(nth: number, code: string): { calls: FileCalls; made: () => number } {
  let count = 0;
  const counted =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      count++;
      if (count === nth) throw Object.assign(new Error(code), { code });
      return call(...args);
    };
  // Syncing the folder comes after the file is whole: its failure is no failure of the save.
  const calls: FileCalls = {
    ...realFileCalls,
    open: counted(realFileCalls.open),
    write: counted(realFileCalls.write),
    sync: counted(realFileCalls.sync),
    rename: counted(realFileCalls.rename),
    copy: counted(realFileCalls.copy),
  };
  return { calls, made: () => count };
}

describe('projects', () => {
  let engine: TestEngine;
  let project: Project;
  beforeEach(async () => {
    engine = await openEngine();
    const { source } = await engine.open(await engine.write('données.csv', 'Code;N\n01001;1\n01002;2\n'));
    project = { ...emptyProject('p', 'Mes « communes » : essai/1'), sources: [source], tables: queryOf([]).tables };
  });
  afterEach(() => engine.close());

  test('saved without a dialog, lie under a legal name and open again the same', async () => {
    const saved = await engine.call('project.save', { project, handle: null });
    expect(saved?.name).toBe('Mes « communes » essai 1.crible');
    expect(await engine.call('project.open', { handle: saved?.handle })).toEqual({ project, handle: saved?.handle });
    expect((await engine.call('project.recent', {})).map(({ handle, name, folder }) => [handle, name, folder])).toEqual(
      [[saved?.handle, project.name, 'projects']],
    );
  });

  test('of one name do not replace one another', async () => {
    const first = await engine.call('project.save', { project, handle: null });
    const second = await engine.call('project.save', { project: { ...project, id: 'q' }, handle: null });
    expect([first?.name, second?.name]).toEqual([
      'Mes « communes » essai 1.crible',
      'Mes « communes » essai 1 (2).crible',
    ]);
  });

  test('changed elsewhere are not overwritten', async () => {
    const saved = await engine.call('project.save', { project, handle: null });
    const path = join(engine.folder, 'projects', saved?.name ?? '');
    const other = (await readFile(path, 'utf8')).replace('essai', 'autre');
    await writeFile(path, other);
    const again = engine.call('project.save', { project, handle: saved?.handle ?? null });
    await expect(again).rejects.toMatchObject({ code: 'project-newer' });
    expect(await readFile(path, 'utf8')).toBe(other);
  });

  test('autosaved are recovered by the next engine, until cleared', async () => {
    await engine.call('project.autosave', { project });
    const next = await openEngine(engine.folder);
    expect(await next.call('project.recover', {})).toEqual(project);
    await next.call('project.autosave', { project: null });
    expect(await next.call('project.recover', {})).toBeNull();
    await next.close();
  });

  test('damaged, are refused and the session goes on', async () => {
    const file = await engine.grant(await engine.write('cassé.crible', '{"format":"crible","version":1,'));
    await expect(engine.call('project.open', { file })).rejects.toMatchObject({ code: 'project-damaged' });
    expect(await engine.call('table.count', { query: queryOf([]) })).toBe(2);
  });

  test('of before texts were mended have them as they are in the file', async () => {
    const words = ['Libellé;Nombre', 'PrÞs;1', 'SpÚcialistes;2', 'DÚpartement;3', ''].join('\n');
    const file = await engine.grant(await engine.write('abîmé.csv', words));
    const { options } = await engine.call('source.inspect', { file });
    const mended = await engine.call('source.open', { file, id: 'm', options });
    const { mending, ...before } = mended.source.options;
    const old = { ...mended.source, options: before };
    const [again, reopened] = [
      await engine.call('source.reopen', { source: mended.source }),
      await engine.call('source.reopen', { source: old }),
    ];
    expect([mending, again, reopened.source, reopened.warnings]).toEqual([['windows-1252-as-cp850'], mended, old, []]);
  });

  test('find their files again in another run: where they were, beside the project, or kept from an upload', async () => {
    const upload = await engine.write('reçu.tmp', 'a;b\n1;2\n');
    const file = await engine.engine.grant({ id: 'up', path: upload, name: 'reçu.csv', temporary: true });
    const inspection = await engine.call('source.inspect', { file });
    const { source } = await engine.call('source.open', { file, id: 'up', options: inspection.options });
    await engine.call('project.save', { project: { ...project, sources: [...project.sources, source] }, handle: null });
    await engine.engine.close();
    await rm(join(engine.folder, 'staging'), { recursive: true, maxRetries: 5 });

    const next = await openEngine(engine.folder);
    const reopened = [];
    for (const one of [...project.sources, source]) reopened.push(await next.call('source.reopen', { source: one }));
    expect(reopened.map((opened) => [opened.source, opened.warnings])).toEqual([
      [project.sources[0], []],
      [source, []],
    ]);
    await next.close();
    engine.engine.close = async () => {};
  });

  test('tell when a file is no longer the same, keeping the choices made for its columns', async () => {
    const path = await engine.write('données.csv', 'Code;N;Neuf\n01001;1;x\n01002;2;y\n01003;3;z\n');
    const file = await engine.grant(path);
    const opened = await engine.call('source.reopen', { source: project.sources[0]!, file });
    expect(opened.warnings[0]).toEqual({
      code: 'source-changed',
      params: { file: 'données.csv', rowsBefore: 2, rowsAfter: 3, columns: 'Colonnes nouvelles\u00a0: Neuf.' },
    });
    expect(await pageOf(engine, queryOf([]), ['Code', 'Neuf'])).toEqual({
      total: 3,
      rows: [
        ['01001', 'x'],
        ['01002', 'y'],
        ['01003', 'z'],
      ],
    });
  });

  test('say which file is missing', async () => {
    const source = { ...project.sources[0]!, id: 'lost', sha256: 'f'.repeat(64), name: 'perdu.csv' };
    await expect(engine.call('source.reopen', { source })).rejects.toMatchObject({
      code: 'file-missing',
      params: { file: 'perdu.csv' },
    });
  });
});
