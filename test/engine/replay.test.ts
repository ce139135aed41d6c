import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeProject } from '../../shared/project/codec.ts';
import { emptyProject, type Project, type Source } from '../../shared/project/project.ts';
import { requireBuild } from '../tools/built.ts';

let folder: string;

beforeAll(async () => {
  requireBuild();
  folder = await mkdtemp(join(tmpdir(), 'crible-replay-'));
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

const source = (id: string, name: string): Source => ({
  id,
  name,
  format: 'csv',
  sha256: '0'.repeat(64),
  size: 1,
  options: {},
  notes: [],
  rowCount: 1,
});

test('the command line replays what was cleaned, stacked and turned into rows', async () => {
  await writeFile(join(folder, 'nord.csv'), 'DEP;COM;2020;2021\n1;4;10;11\n971;101;20;-999\n');
  await writeFile(join(folder, 'sud.csv'), 'DEP;COM;2020;2021\n2A;4;30;31\n');
  const project: Project = {
    ...emptyProject('p', 'Rejeu'),
    sources: [source('n', 'nord.csv'), source('s', 'sud.csv')],
    tables: [
      {
        id: 'nord',
        name: 'Nord',
        source: 'n',
        recipe: [
          {
            id: '1',
            kind: 'append',
            tables: [{ table: 'sud', label: 'sud' }],
            origin: { column: 'origine', label: 'nord' },
          },
          { id: '2', kind: 'clean', cleaning: { kind: 'commune', departement: 'DEP', commune: 'COM', name: 'Code' } },
          { id: '3', kind: 'clean', cleaning: { kind: 'missing', columns: ['2021'], values: [-999] } },
          {
            id: '4',
            kind: 'unpivot',
            columns: ['2020', '2021'],
            nameColumn: 'année',
            valueColumn: 'agents',
            year: true,
            skipMissing: true,
          },
          { id: '5', kind: 'select', columns: ['Code', 'origine', 'année', 'agents'] },
        ],
      },
      { id: 'sud', name: 'Sud', source: 's', recipe: [] },
    ],
  };
  const [path, out] = [join(folder, 'rejeu.crible'), join(folder, 'rejeu.csv')];
  await writeFile(path, encodeProject(project));
  const run = spawnSync(process.execPath, ['dist/crible.js', 'run', path, '--out', out], {
    encoding: 'utf8',
    env: { ...process.env, CRIBLE_DATA_FOLDER: join(folder, 'data') },
  });
  expect({
    status: run.status,
    steps: JSON.parse(run.stdout).steps.map(({ rows }: { rows: number }) => rows),
    written: (await readFile(out, 'utf8')).replace('\uFEFF', '').trim().split(/\r?\n/),
  }).toEqual({
    status: 0,
    steps: [3, 3, 3, 5, 5],
    written: [
      'Code,origine,année,agents',
      '01004,nord,2020,10',
      '01004,nord,2021,11',
      '97101,nord,2020,20',
      '2A004,sud,2020,30',
      '2A004,sud,2021,31',
    ],
  });
});
