import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { eurosOf, isScaled } from '../../../electron/engine/sources/scales.ts';
import type { SourceColumn } from '../../../shared/project/project.ts';
import { type Opening, openBytes, typesOf } from './opening.ts';

const column = (opening: Opening, place: number) => opening.rows.map((row) => row[place]);
const warningsOf = ({ opened }: Opening) => opened.warnings.map(({ code, params }) => ({ code, ...params }));

/** Opens again with one column read as an answer says. */
function readAgain(content: string, { opened }: Opening, name: string, change: Partial<SourceColumn>) {
  const columns = opened.source.options.columns!.map((one) => (one.name === name ? { ...one, ...change } : one));
  return openBytes(content, { ...opened.source.options, columns });
}

describe('Amounts with their scale', () => {
  test.each([
    ['12,5 k€', 12_500],
    ['3 M€', 3_000_000],
    ['1\u202f200 K€', 1_200_000],
    ['1,1 M€', 1_100_000],
    ['\u22122 Md€', -2e9],
    ['4 Mds €', 4e9],
    ['3 millions d’euros', 3e6],
    ["1,5 milliard d'euros", 1.5e9],
    ['250 milliers d’€', 250_000],
    ['7 kEUR', 7_000],
    ['3 m€', null],
    ['1.200 k€', null],
    ['3 M', null],
    ['k€', null],
    ['12 km', null],
  ])('%s', (text, euros) => {
    expect(isScaled(text) ? eurosOf(text) : null).toBe(euros);
  });

  const budgets = 'commune;budget\nArs;12,5 k€\nDole;3 M€\nPau;1 200 K€\nBriey;850 €\nNay;0\nSens;nd\n';

  test('are read in euros, counted, and can be kept as texts', async () => {
    const opening = await openBytes(budgets);
    const again = await openBytes(budgets, opening.opened.source.options);
    const kept = await readAgain(budgets, opening, 'budget', { type: 'text', meaning: null });
    const told = { code: 'scaled-amounts', column: 'budget', count: 5, example: '12,5 k€', euros: '12\u202f500' };
    const missing = { code: 'missing-codes', column: 'budget', codes: 'nd', count: 1 };
    expect([column(opening, 1), warningsOf(opening), column(again, 1), column(kept, 1)[0], warningsOf(kept)]).toEqual([
      [12_500, 3_000_000, 1_200_000, 850, 0, null],
      [missing, told],
      column(opening, 1),
      '12,5 k€',
      [missing],
    ]);
    expect(opening.inspection.warnings.map(({ code, params }) => ({ code, ...params }))).toEqual([told, missing]);
  });

  test('beside numbers without a unit stay texts until the user says that those are euros', async () => {
    const text = 'commune;budget\nArs;12,5 k€\nDole;3 M€\nPau;1 200\nSens;450 k€\n';
    const opening = await openBytes(text);
    const chosen = await readAgain(text, opening, 'budget', { type: 'decimal', meaning: null, scales: true });
    expect([typesOf(opening)[1], warningsOf(opening), column(chosen, 1)]).toEqual([
      'budget:text',
      [{ code: 'mixed-scales', column: 'budget', example: '12,5 k€', euros: '12\u202f500' }],
      [12_500, 3_000_000, 1200, 450_000],
    ]);
  });

  test('far from the head too, in cells of texts or of numbers, none is taken for another', async () => {
    const cells = Array.from({ length: 1500 }, (_, at): [string, string | number] => [`c${at}`, `${at + 1} k€`]);
    const lines = (last: string) => [...cells, ['z', last]].map((row) => row.join(';')).join('\n');
    const one = await openBytes(`nom;budget\n${lines('1200')}\n`);
    const sheet = utils.aoa_to_sheet([['nom', 'budget'], ...cells, ['z', 1200]]);
    const book = write({ Sheets: { a: sheet }, SheetNames: ['a'] }, { type: 'buffer', bookType: 'xlsx' });
    const two = await openBytes(book, undefined, 'essai.xlsx');
    for (const opening of [one, two])
      expect([column(opening, 1).slice(1498), opening.issues]).toEqual([
        [1_499_000, 1_500_000, null],
        [{ row: 1502, column: 'budget', raw: '1200', reason: 'invalid' }],
      ]);
  });

  test('whose scale only the title says are not multiplied, and it is said', async () => {
    const text =
      'nom;Recettes (k€);Dépenses en milliers d’euros;Dette en M€;Kilomètres\nArs;12,5;4;1;3\nDole;1200;6;5;4\n';
    const opening = await openBytes(text);
    expect([opening.rows[1], warningsOf(opening)]).toEqual([
      ['Dole', 1200, 6, 5, 4],
      [
        {
          code: 'thousands-of-euros',
          count: 2,
          first: 'Recettes (k€)',
          columns: '["Recettes (k€)","Dépenses en milliers d’euros"]',
        },
        { code: 'millions-of-euros', count: 1, first: 'Dette en M€', columns: '["Dette en M€"]' },
      ],
    ]);
  });
});

describe('Numbers with the mark of a note', () => {
  const lines = (values: readonly string[]) => values.map((value, at) => `c${at};${value}`).join('\n');

  test('are read without it, counted, and can be kept as texts', async () => {
    const text = `nom;pop\n${lines(['100', '300*', '1 200 (p)', '7¹', '8', '9', '12,5 (1)', '40', 'nd'])}\n`;
    const opening = await openBytes(text);
    const kept = await readAgain(text, opening, 'pop', { type: 'text', meaning: null });
    expect([column(opening, 1), warningsOf(opening), column(kept, 1)[1]]).toEqual([
      [100, 300, 1200, 7, 8, 9, 12.5, 40, null],
      [
        { code: 'missing-codes', column: 'pop', codes: 'nd', count: 1 },
        { code: 'marked-numbers', column: 'pop', example: '1 200 (p)', count: 4 },
      ],
      '300*',
    ]);
  });

  test('far from the head are read as well', async () => {
    const many = Array.from({ length: 1500 }, (_, at) => String(at));
    const opening = await openBytes(`nom;n\n${lines([...many, ...many.slice(0, 100).map((value) => `${value}*`)])}\n`);
    expect([column(opening, 1).at(-1), warningsOf(opening)]).toEqual([
      99,
      [{ code: 'marked-numbers', column: 'n', example: '0*', count: 100 }],
    ]);
  });

  test.each([
    ['Classement', ['3*', '4*', '3*', '5*', '2*']],
    ['Code canton', ['1', '2', '3 (a)', '4', '5']],
    ['Tranche', ['(1)', '(2)', '(3)', '(4)']],
  ])('%s stays a text', async (name, values) => {
    const opening = await openBytes(`nom;${name}\n${lines(values)}\n`);
    expect(column(opening, 1)).toEqual(values);
  });
});

test('identifiers that a spreadsheet rounded are texts, and it is said that their figures are lost', async () => {
  const { opened, rows } = await openBytes('SIRET;n\n2,131E+13;1\n2,132E+13;2\n2,14E+13;3\n');
  expect([rows[0], opened.warnings]).toEqual([
    ['2,131E+13', 1],
    [{ code: 'rounded-codes', params: { column: 'SIRET', count: 3, example: '2,131E+13' } }],
  ]);
});

describe('O and N', () => {
  const lines = (values: readonly string[]) => values.map((value, at) => `c${at};${value}`).join('\n');
  const many = Array.from({ length: 1500 }, (_, at) => (at % 3 === 0 ? 'O' : 'N'));

  test('alone in a column are yes and no, and can be kept as texts', async () => {
    const text = `nom;Chef-lieu\n${lines(['O', 'N', 'n', '', 'O', 'nd'])}\n`;
    const opening = await openBytes(text);
    const kept = await readAgain(text, opening, 'Chef-lieu', { type: 'text', meaning: null });
    expect([column(opening, 1), warningsOf(opening), column(kept, 1)]).toEqual([
      [true, false, false, null, true, null],
      [
        { code: 'missing-codes', column: 'Chef-lieu', codes: 'nd', count: 1 },
        { code: 'yes-no-letters', column: 'Chef-lieu', count: 4 },
      ],
      ['O', 'N', 'n', null, 'O', null],
    ]);
  });

  test.each([
    ['points of the compass', 'Façade', ['N', 'S', 'E', 'O', 'N', 'O']],
    ['of winds', 'Vent dominant', ['N', 'O', 'N', 'O', 'N', 'O']],
    ['among categories', 'Statut', ['O', 'N', 'A', 'N', 'O', 'O']],
    ['of one value', 'Chef-lieu', ['N', 'N', 'N', 'N', 'N']],
    ['with another letter far away', 'Chef-lieu', [...many, 'S']],
  ])('stay texts: %s', async (_, name, values) => {
    const opening = await openBytes(`nom;${name}\n${lines(values)}\n`);
    expect([typesOf(opening)[1], column(opening, 1)]).toEqual([`${name}:text`, values]);
  });
});
