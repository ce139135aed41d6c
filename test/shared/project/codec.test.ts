import { expect, test } from 'vitest';
import { currentVersion, decodeProject, encodeProject } from '../../../shared/project/codec.ts';
import { emptyProject } from '../../../shared/project/project.ts';
import { projectJsonSchema, recipeJsonSchema } from '../../../shared/project/schema.ts';
import { type FaultData, faultData } from '../../../shared/rpc/fault.ts';
import { faults } from '../../../shared/text/fr/faults.ts';
import fc from '../../tools/property.ts';
import { anyProject } from './arbitrary.ts';

const empty = emptyProject('p1', 'Communes à traiter');

function refusal(text: string): FaultData {
  try {
    decodeProject(text);
  } catch (thrown) {
    return faultData(thrown);
  }
  throw new Error('nothing was refused');
}

test('a project comes back from its file as it was', () => {
  fc.assert(
    fc.property(anyProject, (project) => {
      expect(decodeProject(encodeProject(project))).toEqual(project);
    }),
  );
});

test('a saved file carries the current version and ends with a line end', () => {
  expect(encodeProject(empty)).toBe(
    '{\n  "format": "crible",\n  "version": 1,\n  "id": "p1",\n  "name": "Communes à traiter",\n  "sources": [],\n  "tables": [],\n  "charts": [],\n  "maps": [],\n  "views": [],\n  "report": {\n    "title": "",\n    "blocks": [],\n    "attach": true\n  }\n}\n',
  );
});

test('fields of another time and a byte order mark are tolerated', () => {
  expect(decodeProject(`\uFEFF${JSON.stringify({ ...empty, mood: 'bleu' })}`)).toEqual(empty);
});

test('a draft saved before versions is brought up to date', () => {
  expect(decodeProject('{"id":"p1","name":"Communes à traiter","sources":[],"tables":[]}')).toEqual(empty);
});

test('a file of a newer Crible is refused, whatever it holds', () => {
  expect(refusal(JSON.stringify({ version: currentVersion + 1, tables: 'autrement' }))).toEqual({
    code: 'project-version',
    params: { version: currentVersion + 1 },
  });
});

test.each([
  ['', 'JSON'],
  ['null', 'JSON'],
  ['[]', 'JSON'],
  [encodeProject(empty).slice(0, 60), 'JSON'],
  ['\0'.repeat(200), 'JSON'],
  ['{"version":"1"}', 'version'],
  ['{"version":-1}', 'version'],
  [JSON.stringify({ ...empty, format: 'excel' }), 'format'],
  [
    JSON.stringify({ ...empty, tables: [{ id: 't', name: 'T', source: 's', recipe: [{ id: 'x', kind: 'magie' }] }] }),
    'tables.0.recipe.0.kind',
  ],
])('the damaged file %j is refused, its fault naming %s', (text, detail) => {
  expect(refusal(text)).toEqual({ code: 'project-damaged', params: { detail } });
});

test('no prefix of a project passes for a project', () => {
  const text = encodeProject({ ...empty, tables: [{ id: 't', name: 'T', source: 's', recipe: [] }] });
  const codes = Array.from({ length: text.trimEnd().length }, (_, length) => refusal(text.slice(0, length)).code);
  expect(new Set(codes)).toEqual(new Set(['project-damaged']));
});

test('conditions nested beyond reason are refused, not a crash', () => {
  const depth = 200_000;
  const condition = `${'{"kind":"not","of":'.repeat(depth)}{"kind":"missing","column":"a"}${'}'.repeat(depth)}`;
  const recipe = `[{"id":"x","kind":"filter","condition":${condition}}]`;
  const text = encodeProject({ ...empty, tables: [{ id: 't', name: 'T', source: 's', recipe: [] }] });
  expect(refusal(text.replace('"recipe": []', `"recipe": ${recipe}`)).code).toBe('project-damaged');
});

test('each refusal has its French sentence', () => {
  expect(Object.keys(faults)).toEqual(expect.arrayContaining(['fault.project-version', 'fault.project-damaged']));
});

test.each([
  ['project', projectJsonSchema],
  ['recipe', recipeJsonSchema],
])('the published schema of a %s is that of the code (vitest -u writes it)', async (name, schema) => {
  const published = `${JSON.stringify(schema(), null, 2)}\n`;
  await expect(published).toMatchFileSnapshot(`../../../resources/${name}.schema.json`);
});
