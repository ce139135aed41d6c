import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { application } from '../../electron/folders.ts';

/** Every file of the project: kept by git, or about to be. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '--deduplicate'], {
  cwd: application.root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '');
const read = (path: string) => {
  try {
    return readFileSync(join(application.root, path), 'utf8');
  } catch {
    // Removed and not committed yet.
    return '';
  }
};
const isCode = (path: string) => /\.(ts|tsx|mjs)$/.test(path);
/** One recycled-DOM surface, whose parts have no meaning apart. */
const longByNature = ['renderer/grid/surface.ts'];

it('has the top level of its plan, and nothing beside it', () => {
  const top = [...new Set(files.map((path) => path.split('/')[0] ?? ''))].sort();
  expect(top).toEqual(
    [
      '.ci',
      '.gitattributes',
      '.gitignore',
      '.npmrc',
      'LICENSE',
      'README.md',
      'biome.json',
      'electron',
      'electron-builder.yml',
      'package-lock.json',
      'package.json',
      'renderer',
      'resources',
      'shared',
      'test',
      'tsconfig.json',
    ].sort(),
  );
});

it('keeps its files short', () => {
  // About 250 lines, a catalogue of texts apart: it has one entry per line.
  const long = files
    .filter((path) => isCode(path) && !path.startsWith('shared/text/fr/') && !path.startsWith('test/'))
    .filter((path) => read(path).split('\n').length > 285 && !longByNature.includes(path));
  expect(long).toEqual([]);
});

it('names its files by what they are', () => {
  const vague = files.filter((path) => /(^|\/)(utils?|helpers?|misc|common|lib|[a-z-]*manager)(\.|\/)/i.test(path));
  expect(vague).toEqual(['shared/text/fr/common.ts']);
});

it('imports ui from everywhere in the renderer, and no folder on screen from another', () => {
  // `project` holds what several folders do to the project; both stand under the folders on screen.
  const below = ['ui', 'project'];
  const crossings = files
    .filter((path) => /^renderer\/[a-z-]+\//.test(path))
    .flatMap((path) => {
      const folder = path.split('/')[1] ?? '';
      const taken = [...read(path).matchAll(/from '(?:\.\.\/)+([a-z-]+)\/[^']*'/g)].map((match) => match[1] ?? '');
      const allowed = folder === 'ui' ? [] : below;
      return taken
        .filter((other) => files.some((file) => file.startsWith(`renderer/${other}/`)) && other !== folder)
        .filter((other) => !allowed.includes(other))
        .map((other) => `${path} -> ${other}`);
    });
  expect(crossings).toEqual([]);
});

it('holds no path of a computer and no host of a registry', () => {
  const places = [application.root.replace(/[\\/]$/, ''), `${homedir()}/`];
  const found = files
    .filter((path) => /\.(ts|tsx|mjs|js|json|yml|md|html|css|svg)$|^\.|run$/.test(path))
    .filter((path) => {
      const text = read(path);
      return places.some((place) => text.includes(place)) || /registry\.[a-z.-]+\.[a-z]{2,}|"resolved"/.test(text);
    });
  // This file names what it looks for.
  expect(found.filter((path) => path !== 'test/house/tree.test.ts')).toEqual([]);
});

it('locks each package by its checksum and not by its place', () => {
  const lock = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { resolved?: string; integrity?: string }>;
  };
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
  expect({
    placed: packages.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path),
    unchecked: packages
      .filter(([, entry]) => !entry.integrity && !('inBundle' in entry) && !('link' in entry))
      .map(([path]) => path),
    setting: read('.npmrc').includes('omit-lockfile-registry-resolved=true'),
  }).toEqual({ placed: [], unchecked: [], setting: true });
});
