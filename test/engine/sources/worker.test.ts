import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { utils, write } from '@e965/xlsx';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inspectSource } from '../../../electron/engine/sources/inspect.ts';
import { openSource } from '../../../electron/engine/sources/open.ts';
import { dismiss, useWorker } from '../../../electron/engine/sources/spreadsheet.ts';
import { faultData } from '../../../shared/rpc/fault.ts';
import { zipOf } from '../../tools/pack-zip.ts';
import { openBytes, stage, testDatabase } from './opening.ts';

const folder = mkdtempSync(join(tmpdir(), 'crible-worker-'));

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: fileURLToPath(new URL('../../../electron/engine/sources/worker.ts', import.meta.url)),
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: { external: [...builtinModules], output: { entryFileNames: 'worker.mjs' } },
    },
    ssr: { noExternal: true },
  });
  useWorker(join(folder, 'worker.mjs'));
});

afterAll(() => {
  useWorker(null);
  dismiss();
  rmSync(folder, { recursive: true, force: true });
});

function workbook(rows: number, bookType: 'xlsx' | 'xls'): Buffer {
  const book = utils.book_new();
  const table = Array.from({ length: rows }, (_, at) => [`nom ${at}`, at]);
  utils.book_append_sheet(book, utils.aoa_to_sheet([['nom', 'n'], ...table]), 'Feuille');
  return write(book, { type: 'buffer', bookType, bookSST: true });
}

test.each(['xlsx', 'xls'] as const)('the worker thread gives every row of an .%s', async (format) => {
  expect(readdirSync(folder)).toContain('worker.mjs');
  const { rows } = await openBytes(workbook(6_000, format));
  expect([rows.length, rows[0], rows.at(-1)]).toEqual([6_000, ['nom 0', 0], ['nom 5999', 5_999]]);
});

test('a reading is cancelled, and the next one works', async () => {
  const database = await testDatabase();
  const abort = new AbortController();
  const opening = openSource({
    database,
    file: stage(workbook(20_000, 'xls'), 'grand.xls'),
    id: 'annule',
    options: {},
    signal: abort.signal,
    progress: () => abort.abort(),
  });
  setTimeout(() => abort.abort(), 50);
  expect(
    await opening.then(
      () => 'opened',
      (thrown) => faultData(thrown).code,
    ),
  ).toBe('cancelled');
  expect((await openBytes(workbook(10, 'xls'))).rows.length).toBe(10);
});

test('an .xls in a .zip is inflated and read once for its preview, its corrections and its import', async () => {
  const database = await testDatabase();
  const archive = zipOf([['dossier/table.xls', [workbook(3_000, 'xls')]]]);
  const file = { ...stage(archive, 'table.zip'), content: 'table' };
  const inspection = await inspectSource(file, undefined, null, database);
  const inflated = readdirSync(dirname(file.path)).filter((name) => name.startsWith(`${basename(file.path)}.`));
  expect(inflated.length).toBe(1);
  // Neither is read again: what they hold now would be refused.
  for (const path of [file.path, join(dirname(file.path), inflated[0]!)]) spoil(path);
  const corrected = await inspectSource(file, { ...inspection.options, firstDataRow: 3 }, null, database);
  const request = { database, file, id: 'unefois', options: inspection.options, signal: null, progress: () => {} };
  const opened = await openSource(request);
  expect([inspection.preview[0], corrected.preview[0], opened.source.rowCount]).toEqual([
    ['nom 0', '0'],
    ['nom 1', '1'],
    3_000,
  ]);
});

/** Other bytes in the middle of a file, the same size and date. */
function spoil(path: string): void {
  const { size, mtime, atime } = statSync(path);
  const bytes = readFileSync(path);
  bytes.fill(0, Math.floor(size * 0.4), Math.floor(size * 0.6));
  writeFileSync(path, bytes);
  utimesSync(path, atime, mtime);
}
