import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Step } from '../../shared/recipe/step.ts';
import { type Area, france } from '../../shared/territory/perimeter.ts';
import { sharedData } from '../tools/shared-data.ts';
import { openEngine, queryOf, type TestEngine } from './open-engine.ts';

let engine: TestEngine;
beforeAll(async () => {
  engine = await openEngine();
});
afterAll(() => engine.close());

const ain: Area = { kind: 'departement', code: '01', name: 'Ain' };

describe('the coverage of a territory', () => {
  test('names the communes absent, counts the rows that are no communes, by cause, and those elsewhere', async () => {
    const text = 'Code commune,Valeur\n1001,1\n01002,2\n01018,3\n75101,4\n75056,5\nTotal,6\n,7\n99999,8\n01002,9\n';
    await engine.open(await engine.write('ain.csv', text), 'ain');
    const report = await engine.call('territory.coverage', {
      query: queryOf([], 'ain'),
      column: 'Code commune',
      areas: [ain],
    });
    expect({ ...report, absent: report.absent.slice(0, 2) }).toEqual({
      rows: 9,
      meaning: 'commune',
      expected: 391,
      present: 2,
      outside: 1,
      spoilt: 1,
      absent: [
        { code: '01004', name: 'Ambérieu-en-Bugey', departement: 'Ain' },
        { code: '01005', name: 'Ambérieux-en-Dombes', departement: 'Ain' },
      ],
      strangers: [
        { cause: 'arrondissement', rows: 1, examples: ['75101'] },
        { cause: 'commune-merged', rows: 1, examples: ['01018'] },
        { cause: 'missing', rows: 1, examples: [] },
        { cause: 'total-row', rows: 1, examples: ['Total'] },
        { cause: 'unknown', rows: 1, examples: ['99999'] },
      ],
      truncated: null,
    });
  });

  test('says when a count of rows is that of a full sheet of Excel', async () => {
    const text = `code\n${Array.from({ length: 16_383 }, (_, row) => `x${row}`).join('\n')}\n`;
    await engine.open(await engine.write('plein.csv', text), 'full');
    const { truncated } = await engine.call('territory.coverage', {
      query: queryOf([], 'full'),
      column: 'code',
      areas: [ain],
    });
    expect(truncated).toBe(16_383);
  });
});

describe('perimeters kept on this computer', () => {
  test('are replaced by name, forgotten, and still there for the next engine', async () => {
    await engine.call('territory.keep', { name: 'Mon périmètre', areas: [ain] });
    await engine.call('territory.keep', { name: 'Autre', areas: [france] });
    await engine.call('territory.keep', { name: 'Mon périmètre', areas: [ain, france] });
    const next = await openEngine(engine.folder);
    const kept = await next.call('territory.favourites', {});
    const left = await next.call('territory.forget', { name: 'Autre' });
    await next.close();
    expect({ kept, left }).toEqual({
      kept: [
        { name: 'Mon périmètre', areas: [ain, france] },
        { name: 'Autre', areas: [france] },
      ],
      left: [{ name: 'Mon périmètre', areas: [ain, france] }],
    });
  });
});

test('communes are found by name without accents or signs, by code, within areas', async () => {
  const find = async (search: string, areas: Area[] = []) =>
    (await engine.call('territory.communes', { search, areas, limit: 3 })).map(({ code, name }) => `${code} ${name}`);
  expect([await find('saint etienne'), await find('3306'), await find('bourg', [ain])]).toEqual([
    ['42218 Saint-Étienne', '76575 Saint-Étienne-du-Rouvray', '38384 Saint-Étienne-de-Saint-Geoirs'].map((text) =>
      expect.stringMatching(text.startsWith('42218') ? text : 'Saint-Étienne'),
    ),
    [expect.stringMatching(/^3306/), expect.stringMatching(/^3306/), expect.stringMatching(/^3306/)],
    expect.arrayContaining(['01053 Bourg-en-Bresse']),
  ]);
});

const files = {
  cog2019: sharedData('data/real/insee/communes-01012019.csv'),
  epci2020: sharedData('data/real/dgcl/epcicom2020.xlsx'),
  epci2025: sharedData('data/real/dgcl/epcicom.xlsx'),
  banatic2024: sharedData('data/real/dgcl/banatic_siren_insee.xlsx'),
  epci2017: sharedData('data/real/dgcl/2017.csv'),
};

describe.skipIf(Object.values(files).includes(null))('the vintage of real files (skipped: no shared data)', () => {
  const onlyCommunes: Step = {
    id: 'f',
    kind: 'filter',
    condition: { kind: 'compare', column: 'typecom', operator: 'eq', value: 'COM' },
  };

  test('2019 codes against 2026: 107 gone, all recovered, 79 silent changes, 8 communes that came back', async () => {
    await engine.open(files.cog2019 as string, 'cog');
    const report = await engine.call('territory.vintage', { query: queryOf([onlyCommunes], 'cog'), column: 'com' });
    const causes = (cause: string) =>
      report.absent.filter((commune) => commune.cause === cause).map(({ code }) => code);
    expect({
      guess: report.guess && [report.guess.from, report.guess.to],
      codes: report.codes,
      gone: report.gone.length,
      recovered: report.gone.filter(({ successor }) => successor !== null).length,
      silent: report.silent.length,
      renumbered: causes('renumbered'),
      restored: causes('restored'),
      all: report.absent.length,
    }).toEqual({
      guess: [2019, 2019],
      codes: 34970,
      gone: 107,
      recovered: 107,
      silent: 79,
      renumbered: ['12218', '14581', '49126', '69114'],
      restored: ['14666', '15031', '15035', '15047', '15171', '60694', '85165', '85212'],
      all: 12,
    });
  });

  test.each([
    ['epci2017', 'insee', [2017, 2017]],
    ['epci2020', 'insee', [2020, 2020]],
    ['banatic2024', 'insee', [2024, 2024]],
    ['epci2025', 'insee', [2025, 2026]],
  ] as const)('%s is dated', async (file, column, years) => {
    const opened = await engine.open(files[file] as string, file);
    const found =
      opened.columns.find(({ name }) => name.toLowerCase() === column) ??
      opened.columns.find(({ meaning }) => meaning === 'commune');
    const report = await engine.call('territory.vintage', { query: queryOf([], file), column: found?.name ?? column });
    expect(report.guess && [report.guess.from, report.guess.to]).toEqual(years);
  });
});
