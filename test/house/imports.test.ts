import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { application } from '../../electron/folders.ts';

// A small house of the same plan, so that nothing is ever planted in the real one.
const house = realpathSync(mkdtempSync(join(tmpdir(), 'crible-house-')));
for (const name of [
  'tsconfig.json',
  'biome.json',
  ...['shared', 'electron', 'electron/engine', 'renderer', 'test'].map((folder) => `${folder}/tsconfig.json`),
]) {
  mkdirSync(dirname(join(house, name)), { recursive: true });
  cpSync(join(application.root, name), join(house, name));
}
cpSync(join(application.root, 'shared/runtime.d.ts'), join(house, 'shared/runtime.d.ts'));
symlinkSync(join(application.root, 'node_modules'), join(house, 'node_modules'), 'junction');
const rooms = ['shared', 'electron', 'electron/engine', 'renderer', 'test'];
for (const room of rooms) writeFileSync(join(house, room, 'honest.ts'), 'export const honest = 1;\n');
afterAll(() => rmSync(house, { recursive: true, force: true }));

const typescript = join(application.root, 'node_modules/typescript/bin/tsc');
const biome = join(application.root, 'node_modules/@biomejs/biome/bin/biome');

/** Which tools refuse each text, planted as a file of `room`: `planted-<key>.ts`, or `<key>` when it names a file. */
function refusals<Key extends string>(room: string, planted: Record<Key, string>): Record<Key, string[]> {
  const keys = Object.keys(planted) as Key[];
  const nameOf = (key: Key) => (key.endsWith('.ts') ? key : `planted-${key}.ts`);
  for (const key of keys) writeFileSync(join(house, room, nameOf(key)), planted[key]);
  const paths = keys.map((key) => `${room}/${nameOf(key)}`);
  const types = run(typescript, '-b', room);
  const lint = run(biome, 'lint', '--vcs-enabled=false', '--max-diagnostics=none', '--colors=off', ...paths);
  for (const path of paths) rmSync(join(house, path));
  const refused = (key: Key) => {
    const path = `${room}/${nameOf(key)}`;
    return [types.includes(`${path}(`) && 'tsc', lint.includes(`${path}:`) && 'biome'].filter((tool) => tool !== false);
  };
  return Object.fromEntries(keys.map((key) => [key, refused(key)])) as Record<Key, string[]>;
}

/** What a tool says on either output, empty when it accepts everything. */
function run(...words: string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { cwd: house, encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

const take = (from: string) => `import * as taken from '${from}';\nexport const given = taken;\n`;

describe('a bad import is refused', () => {
  it('but every room builds without one', () => {
    expect(rooms.map((room) => refusals(room, { good: 'export const given = 1;\n' }))).toEqual(
      rooms.map(() => ({ good: [] })),
    );
  });

  it('in shared: the other rooms, Node, the DOM, Electron', () => {
    expect(
      // Apart: Electron's types bring Node's with them.
      {
        ...refusals('shared', { electron: take('electron') }),
        ...refusals('shared', {
          renderer: take('../renderer/honest.ts'),
          engine: take('../electron/engine/honest.ts'),
          test: take('../test/honest.ts'),
          node: take('node:fs'),
          document: 'export const given = document.title;\n',
        }),
      },
    ).toEqual({
      renderer: ['tsc', 'biome'],
      engine: ['tsc', 'biome'],
      test: ['tsc', 'biome'],
      node: ['tsc', 'biome'],
      electron: ['biome'],
      document: ['tsc'],
    });
  });

  it('in the renderer: the engine, the hosts, Node, Electron, the schemas', () => {
    expect({
      ...refusals('renderer', { electron: take('electron'), duckdb: take('@duckdb/node-api') }),
      ...refusals('renderer', {
        engine: take('../electron/engine/honest.ts'),
        host: take('../electron/honest.ts'),
        test: take('../test/honest.ts'),
        node: take('node:fs'),
        zod: take('zod'),
        process: 'export const given = process.pid;\n',
      }),
    }).toEqual({
      engine: ['tsc', 'biome'],
      host: ['tsc', 'biome'],
      test: ['tsc', 'biome'],
      node: ['tsc', 'biome'],
      electron: ['biome'],
      duckdb: ['biome'],
      zod: ['biome'],
      process: ['tsc'],
    });
  });

  it('in the engine: the page, the hosts, Electron, and DuckDB anywhere but in database.ts', () => {
    expect(
      refusals('electron/engine', {
        renderer: take('../../renderer/honest.ts'),
        host: take('../honest.ts'),
        test: take('../../test/honest.ts'),
        electron: take('electron'),
        react: take('react'),
        duckdb: take('@duckdb/node-api'),
        arrow: take('apache-arrow'),
        'database.ts': take('@duckdb/node-api'),
        'arrow.ts': take('apache-arrow'),
      }),
    ).toEqual({
      renderer: ['tsc', 'biome'],
      host: ['tsc'],
      test: ['tsc', 'biome'],
      electron: ['biome'],
      react: ['biome'],
      duckdb: ['biome'],
      arrow: ['biome'],
      'database.ts': [],
      'arrow.ts': [],
    });
  });

  it('in the hosts: the page, DuckDB, Arrow, React', () => {
    expect(
      refusals('electron', {
        renderer: take('../renderer/honest.ts'),
        test: take('../test/honest.ts'),
        duckdb: take('@duckdb/node-api'),
        arrow: take('apache-arrow'),
        react: take('react'),
      }),
    ).toEqual({
      renderer: ['tsc', 'biome'],
      test: ['tsc', 'biome'],
      duckdb: ['biome'],
      arrow: ['biome'],
      react: ['biome'],
    });
  });
}, 120_000);
