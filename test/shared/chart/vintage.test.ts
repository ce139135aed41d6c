import { describe, expect, test } from 'vitest';
import { captionOf } from '../../../shared/chart/caption.ts';
import { guard } from '../../../shared/chart/guard.ts';
import { vintageLine, vintagesOf } from '../../../shared/chart/vintage.ts';
import { mapCaption } from '../../../shared/map/describe.ts';
import { guardMap } from '../../../shared/map/guard.ts';
import { paintMap } from '../../../shared/map/paint.ts';
import { emptyProject, type Project, type Source } from '../../../shared/project/project.ts';
import { findReferenceTable, referenceColumn } from '../../../shared/territory/reference.ts';
import * as mapSample from '../map/sample.ts';
import { chart, columns, facts } from './chart-engine.ts';

const communes = findReferenceTable('communes')!;
const file = (name: string, notes: string[] = []): Source => ({
  id: 'f',
  name,
  format: 'csv',
  sha256: '',
  size: 1,
  options: {},
  notes,
  rowCount: 5,
});
const builtIn: Source = { ...file(communes.name, [communes.vintage]), id: 'r', format: 'reference' };

/** A table of one file, joined to the built-in communes, or of the built-in communes alone. */
function projectOf(own: Source, joined = true): Project {
  const join = {
    id: 'j',
    kind: 'join' as const,
    right: 'r',
    on: [{ left: 'code', right: referenceColumn.code }],
    mode: 'left' as const,
    columns: [],
  };
  return {
    ...emptyProject('p', 'Essai'),
    sources: [own, builtIn],
    tables: [
      { id: 't', name: 'T', source: own.id, recipe: joined ? [join as never] : [] },
      { id: 'r', name: 'R', source: 'r', recipe: [] },
    ],
  };
}

describe('the vintage under every chart and map', () => {
  test.each([
    ['a file that says nothing', file('agents.csv'), 'Millésime\u00a0: non indiqué par le fichier.'],
    ['a year in the name', file('base-cc-filosofi-2015.csv'), 'Millésime\u00a0: 2015.'],
    ['a note with a year', file('a.csv', ['INSEE', 'Population en 2019']), 'Millésime\u00a0: Population en 2019.'],
    ['a built-in table', builtIn, `Millésime\u00a0: ${communes.vintage}.`],
  ])('%s', (_, own, expected) => {
    expect(vintageLine(projectOf(own, false), 't')).toBe(expected);
  });

  test('what one vintage says already is not said again', () => {
    const project = projectOf(builtIn, false);
    expect(vintageLine(project, 't', ['COG 2026', 'COG 2026 (INSEE, au 1er janvier 2026)', 'COG 2019'])).toBe(
      `Millésime\u00a0: ${communes.vintage} et COG 2019.`,
    );
  });

  test('that of a built-in table joined is printed too, on a chart and on a map', () => {
    const project = projectOf(file('base-cc-filosofi-2015.csv'));
    const { map, outlines } = mapSample;
    const painting = paintMap(map, mapSample.columns, outlines, []);
    const placed = { rows: 0, codes: 0, matched: 0, total: 0, strays: [], withoutCode: 0 } as never;
    const line = `Millésime\u00a0: 2015 et ${communes.vintage}.`;
    expect([
      captionOf(project, chart({ x: 'Région' }), columns, facts()).includes(line),
      mapCaption(project, map, mapSample.columns, painting, placed, null, []).includes(line),
    ]).toEqual([true, true]);
  });
});

describe('a mix of vintages', () => {
  const years = (name: string, drawn: string[]) => vintagesOf(projectOf(file(name)), 't', drawn);

  test('counts the years of files, and of the built-in figures that are drawn', () => {
    expect([
      years('base-2015.csv', ['Revenu']),
      years('base-2015.csv', ['Revenu', referenceColumn.municipale]),
      years('base.csv', [referenceColumn.municipale, `Somme de ${referenceColumn.totaleDgcl}`]),
      years('base-2015.csv', [referenceColumn.region]),
    ]).toEqual([['2015'], ['2015', '2023'], ['2023', '2025'], ['2015']]);
  });

  test('is warned on a chart and on a map alike, and the fix says it under the title', () => {
    const vintages = years('base-2015.csv', ['Revenu', referenceColumn.municipale]);
    const drawn = chart({ x: 'Région', y: 'Population', measure: 'sum' });
    const evidence = { areas: 9, rows: 9, lowest: 1, categories: 1, codes: 9, matched: 9, doubled: 0, vintages };
    const said = 'Données d’années différentes\u00a0: 2015, 2023';
    const onChart = guard(drawn, columns, { marks: [], facts: facts(), vintages } as never);
    const onMap = guardMap(mapSample.map, mapSample.columns, evidence);
    expect([onChart, onMap].map(([first]) => [first?.rule, first?.level, first?.fix?.subtitle])).toEqual([
      ['mixed-vintages', 'warned', said],
      ['mixed-vintages', 'warned', said],
    ]);
    expect([
      guardMap({ ...mapSample.map, subtitle: said }, mapSample.columns, evidence),
      guardMap(mapSample.map, mapSample.columns, { ...evidence, vintages: ['2015'] }),
    ]).toEqual([[], []]);
  });
});
