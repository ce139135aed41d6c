import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { readQuantity } from '../../../electron/engine/sources/quantities.ts';
import type { SourceColumn } from '../../../shared/project/project.ts';
import { type Opening, openBytes, typesOf } from './opening.ts';

const column = (opening: Opening, place: number) => opening.rows.map((row) => row[place]);
const told = ({ opened }: Opening) => opened.warnings.map(({ code, params }) => ({ code, ...params }));
const lines = (values: readonly string[]) => values.map((value, at) => `c${at};${value}`).join('\n');

describe('Numbers with their unit', () => {
  test.each([
    ['12 km²', '12 km²'],
    ['13,5 km2', '13,5 km²'],
    ['1 200 hab.', '1 200 hab.'],
    ["1'200 habitants", "1'200 hab."],
    ['10 € TTC', '10 € TTC'],
    ['35h', '35 h'],
    ['3,5 €/m²', '3,5 €/m²'],
    ['12 bis', null],
    ['12 rue Haute', null],
    ['12', null],
    ['km²', null],
  ])('%s', (text, expected) => {
    const found = readQuantity(text);
    expect(found && `${found.figures} ${found.unit}`).toBe(expected);
  });

  const areas = `nom;Superficie\n${lines(['12 km²', '13,5 km²', '1 003 km2', 'nd', '5 km²'])}\n`;

  test('are read without it, it is said and kept in the label, and they can be kept as texts', async () => {
    const opening = await openBytes(areas);
    const { options } = opening.opened.source;
    const again = await openBytes(areas, options);
    const asText = (one: SourceColumn): SourceColumn =>
      one.name === 'Superficie' ? { ...one, type: 'text', meaning: null } : one;
    const kept = await openBytes(areas, { ...options, columns: options.columns!.map(asText) });
    const missing = { code: 'missing-codes', column: 'Superficie', codes: 'nd', count: 1 };
    const unit = { code: 'unit-numbers', column: 'Superficie', count: 4, unit: 'km²', example: '12 km²' };
    const { label } = opening.opened.columns[1]!;
    expect([column(opening, 1), told(opening), label, column(again, 1), told(again), column(kept, 1)]).toEqual([
      [12, 13.5, 1003, null, 5],
      [missing, unit],
      'Superficie (km²)',
      column(opening, 1),
      [missing, unit],
      ['12 km²', '13,5 km²', '1 003 km2', null, '5 km²'],
    ]);
  });

  test('in the cells of a workbook, and what is over one thing is never added up', async () => {
    const cells = [
      ['Commune', 'Densité', 'Durée'],
      ['Ars', '12 hab/km²', '35h'],
      ['Dole', '1 245 hab./km²', '28,5 heures'],
      ['Pau', '300 hab/km2', '30 h'],
    ];
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet(cells), 'a');
    const opening = await openBytes(write(book, { type: 'buffer', bookType: 'xlsx' }), undefined, 'essai.xlsx');
    const { columns } = opening.opened;
    expect([opening.rows, columns.slice(1).map(({ label, unit }) => [label, unit])]).toEqual([
      [
        ['Ars', 12, 35],
        ['Dole', 1245, 28.5],
        ['Pau', 300, 30],
      ],
      [
        ['Densité (hab./km²)', { kind: 'ratio', scale: 1 }],
        ['Durée (h)', undefined],
      ],
    ]);
  });

  test('far from the head are read as well', async () => {
    const many = Array.from({ length: 1_500 }, (_, at) => String(at));
    const far = many.slice(0, 100).map((value) => `${value} ha`);
    const opening = await openBytes(`nom;Bois\n${lines([...many, ...far])}\n`);
    expect([column(opening, 1).at(-1), opening.opened.columns[1]!.label]).toEqual([99, 'Bois (ha)']);
  });

  test.each([
    ['Longueur', ['12 km', '300 m', '5 km', '2 km']],
    ['Classe', ['12t', '3t', '5t', '4t']],
    ['Heure d’ouverture', ['8 h', '9 h', '14 h', '10 h']],
    ['Numéro', ['12 t', '3 t', '5 t', '4 t']],
    ['Adresse', ['12 rue Haute', '3 bis', '5 ter', '4 m']],
  ])('%s stays a text', async (name, values) => {
    const opening = await openBytes(`nom;${name}\n${lines(values)}\n`);
    expect([column(opening, 1), told(opening).filter(({ code }) => code === 'unit-numbers')]).toEqual([values, []]);
  });
});

test('an apostrophe separates thousands', async () => {
  const opening = await openBytes(`nom;Pop;Budget\na;1'234;1’234,5\nb;999;12,5\nc;1’234’567;123'456'789,25\n`);
  expect([typesOf(opening), opening.rows]).toEqual([
    ['nom:text', 'Pop:integer:population', 'Budget:decimal'],
    [
      ['a', 1234, 1234.5],
      ['b', 999, 12.5],
      ['c', 1_234_567, 123_456_789.25],
    ],
  ]);
});

test('dates that begin with their year are dates', async () => {
  const text =
    'nom;Jour;Relevé;Passage\na;2023/05/01;2023.5.1;2023/05/01 12:30\nb;2023/12/31;2023-6-15;2023/05/31 23:59:30\n';
  const opening = await openBytes(text);
  const wrong = await openBytes(`nom;Jour\n${lines(['2023/13/01', '2023/02/30', '2023/99/99'])}\n`);
  expect([typesOf(opening), opening.rows, typesOf(wrong)[1]]).toEqual([
    ['nom:text', 'Jour:date', 'Relevé:date', 'Passage:timestamp'],
    [
      ['a', '2023-05-01', '2023-05-01', '2023-05-01 12:30:00'],
      ['b', '2023-12-31', '2023-06-15', '2023-05-31 23:59:30'],
    ],
    'Jour:text',
  ]);
});
