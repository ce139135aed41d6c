import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExportFormat } from '../../shared/contract.ts';
import { emptyProject } from '../../shared/project/project.ts';
import type { Step } from '../../shared/recipe/step.ts';
import { describeStep } from '../../shared/recipe/steps.ts';
import { openEngine, queryOf, type TestEngine } from './open-engine.ts';

let engine: TestEngine;

/** A table, and the list of variables that its producer publishes beside it. */
const table = 'CODGEO;P21_LOG;DENS\n01001;12;1\n01002;15;2\n01004;30;2\n01005;7;\n';
const list =
  'COD_VAR;LIB_VAR_LONG;COD_MOD;LIB_MOD\nCODGEO;Code commune;;\nP21_LOG;Nombre de logements en 2021;;\nDENS;Grille de densité;01;Urbain dense\nDENS;Grille de densité;02;Rural\n';
const filter: Step = {
  id: 'f',
  kind: 'filter',
  condition: { kind: 'in', column: 'DENS', values: [1, 2] },
};

beforeAll(async () => {
  engine = await openEngine();
  await engine.open(await engine.write('base.csv', table));
  await engine.open(await engine.write('meta_base.csv', list), 'meta');
  await engine.call('source.label', { source: 's', documentation: 'meta', id: 'l' });
});
afterAll(() => engine.close());

async function exported(format: ExportFormat): Promise<string> {
  const project = { ...emptyProject('p', 'Essai'), tables: queryOf([filter], 'l').tables };
  const { output, name } = await engine.call('table.export', {
    query: queryOf([filter], 'l'),
    format,
    name: 'Base',
    project,
  });
  await engine.call('output.deliver', { output, name });
  return engine.host.published.at(-1)?.path ?? '';
}

test('codes are found by what they mean, however they are padded', async () => {
  const values = (search: string) =>
    engine.call('table.values', { query: queryOf([], 'l'), column: 'DENS', search, offset: 0, limit: 10 });
  expect([(await values('rural')).values, (await values('URBAIN D')).values, (await values('z')).values]).toEqual([
    [{ value: 2, count: 2 }],
    [{ value: 1, count: 1 }],
    [],
  ]);
});

test('the sentence of a filter says what its codes stand for', async () => {
  const columns = await engine.call('table.columns', { query: queryOf([], 'l') });
  expect(describeStep(filter, columns, String)).toBe('Garder les lignes où DENS est parmi 1 – Urbain dense, 2 – Rural');
});

test('an exported workbook keeps the labels and codes, and gives them back', async () => {
  const before = await engine.call('table.columns', { query: queryOf([], 'l') });
  const opened = await engine.open(await exported('xlsx'), 'again');
  expect([opened.columns, opened.warnings.filter(({ code }) => code === 'labelled')]).toEqual([
    before,
    [{ code: 'labelled', params: { sheet: 'Variables', count: 3 } }],
  ]);
});

test('the method note lists them', async () => {
  const html = await readFile(await exported('note-html'), 'utf8');
  const items = [...html.matchAll(/<li>(.*?)<\/li>/gs)].map(([, text]) => text);
  expect(items.slice(1, 4)).toEqual([
    'CODGEO\u00a0: Code commune',
    'P21_LOG\u00a0: Nombre de logements en 2021',
    'DENS\u00a0: Grille de densité (01 – Urbain dense, 02 – Rural)',
  ]);
});
