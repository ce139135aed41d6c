import { describe, expect, test } from 'vitest';
import { isAnswered, remarksOf, type StepAnswer, withAnswer } from '../../../renderer/project/answers.ts';
import type { ReadingAnswer } from '../../../renderer/project/reading-answers.ts';
import { originsOf } from '../../../renderer/project/stack-tables.ts';
import type { Warning } from '../../../shared/contract.ts';
import type { Column } from '../../../shared/recipe/column.ts';
import type { Step } from '../../../shared/recipe/step.ts';

const columns: Column[] = [
  { name: 'Code', type: 'text', meaning: 'commune' },
  { name: 'DEP', type: 'text', meaning: 'departement' },
  { name: 'COM', type: 'text', meaning: null },
  { name: 'Libellé', type: 'text', meaning: null },
  { name: '2019', type: 'integer', meaning: null },
  { name: '2020', type: 'integer', meaning: null },
  { name: 'Code commune', type: 'text', meaning: null },
];
const warn = (code: string, params: Warning['params']): Warning => ({ code: code as Warning['code'], params });
const labels = (warnings: Warning[]) => remarksOf(warnings, columns).map(({ answer }) => answer?.label ?? null);
const answerTo = (warning: Warning) => remarksOf([warning], columns)[0]!.answer as StepAnswer;

const lost = warn('lost-zeros', { column: 'Code', count: 3, meaning: 'commune' });
const totals = warn('total-rows', { column: 'Libellé', count: 2, values: '["Total","Ensemble"]', examples: '' });
const wide = warn('wide-years', {
  count: 2,
  first: '2019',
  last: '2020',
  columns: '["2019","2020"]',
  name: 'année',
  value: 'valeur',
  year: 1,
});

describe('the answers to warnings', () => {
  test('come as one for what spoils the codes of one column, then the others, what turns columns last', () => {
    const spaced = warn('spaced-codes', { column: 'Code', count: 1, meaning: 'commune' });
    const plain = warn('blank-rows', { count: 4 });
    expect(labels([wide, plain, lost, totals, spaced])).toEqual([
      'Réparer 4 codes de «\u00a0Code\u00a0»',
      'Écarter 2 lignes de total («\u00a0Libellé\u00a0»)',
      'Passer en lignes les 2 colonnes «\u00a02019\u00a0» à «\u00a02020\u00a0»',
      null,
    ]);
  });

  test('clean the texts that have blanks around them in one step', () => {
    const padded = warn('padded-texts', { count: 9, names: '', columns: '["Libellé","2019","absente"]' });
    expect(answerTo(padded).step).toEqual({ kind: 'clean', cleaning: { kind: 'text', columns: ['Libellé'] } });
  });

  test('keep the codes of one level, by what comes before those of the others', () => {
    const mixed = warn('mixed-openings', { column: 'Code', examples: '', values: '["COM","DEP"]' });
    const opened = warn('opened-codes', { column: 'Code', count: 2, meaning: 'commune', examples: '' });
    const remarks = remarksOf([mixed, opened], columns);
    expect(remarks.map(({ answer }) => (answer as StepAnswer).step)).toEqual([
      {
        kind: 'filter',
        condition: { kind: 'text', column: 'Code', operator: 'pattern', value: '????-DEP-*', negated: true },
      },
      { kind: 'clean', cleaning: { kind: 'code', columns: ['Code'], meaning: 'commune' } },
    ]);
  });

  test.each([
    ['scaled-amounts', { type: 'text', meaning: null }],
    ['yes-no-letters', { type: 'text', meaning: null }],
    ['crosses', { type: 'text', meaning: null }],
    ['unit-numbers', { type: 'text', meaning: null }],
    ['mixed-scales', { type: 'decimal', meaning: null, scales: true }],
  ])('%s can be read the other way', (code, change) => {
    const warning = warn(code, { column: 'Libellé', count: 2, example: '12,5 k€', euros: '12 500' });
    const remarks = remarksOf([warning], columns);
    expect(remarks.map(({ answer }) => (answer as ReadingAnswer).change)).toEqual([change]);
  });

  test('keep the rows that have no label when totals go', () => {
    expect(answerTo(totals).step).toEqual({
      kind: 'filter',
      condition: {
        kind: 'any',
        of: [
          { kind: 'in', column: 'Libellé', values: ['Total', 'Ensemble'], negated: true },
          { kind: 'missing', column: 'Libellé' },
        ],
      },
    });
  });

  test('leave out the titles of groups, where nothing else has their name', () => {
    const groups = { column: 'Libellé', count: 2, examples: '' };
    expect(labels([warn('status-rows', { column: 'Libellé', count: 4, values: '["Codes"]' })])).toEqual([
      'Écarter 4 lignes de codes («\u00a0Libellé\u00a0»)',
    ]);
    const listed = warn('group-rows', { ...groups, values: '["Bretagne","Corse"]' });
    expect([labels([listed]), labels([warn('group-rows', groups)])]).toEqual([
      ['Écarter 2 lignes d’intertitre («\u00a0Libellé\u00a0»)'],
      [null],
    ]);
  });

  test('give the assembled code a name of its own', () => {
    expect(answerTo(warn('split-commune-code', { departement: 'DEP', commune: 'COM', count: 9 })).step).toEqual({
      kind: 'clean',
      cleaning: { kind: 'commune', departement: 'DEP', commune: 'COM', name: 'Code INSEE' },
    });
  });

  test('are none where their columns are not there, or their lists not readable', () => {
    expect(
      labels([
        warn('lost-zeros', { column: 'Ailleurs', count: 1 }),
        warn('lost-zeros', { column: 'Libellé', count: 1 }),
        warn('total-rows', { column: 'Libellé', count: 1, values: '[' }),
        warn('wide-years', { count: 2, columns: '["2018","2017"]' }),
      ]),
    ).toEqual([null, null, null, null]);
  });

  test('to a reading that left texts or numbers aside are the other reading, unless it was asked for', () => {
    const texts = warn('mixed-text', { column: 'Libellé', type: 'decimal', count: 2, examples: 'environ 40 ; > 100' });
    const cells = (asked: Warning['params']) =>
      warn('invalid-cells', { column: '2019', count: 1, examples: 'nd', ...asked });
    expect([texts, cells({}), cells({ asked: 1 })].map((warning) => remarksOf([warning], columns)[0]!.answer)).toEqual([
      {
        kind: 'reading',
        id: 'mixed-text:Libellé',
        label:
          'Lire «\u00a0Libellé\u00a0» comme des nombres et mettre 2 textes de côté, dans la liste des cellules non lues',
        column: 'Libellé',
        change: { type: 'decimal', meaning: null },
      },
      {
        kind: 'reading',
        id: 'invalid-cells:2019',
        label: 'Garder «\u00a02019\u00a0» en texte\u00a0: 1 cellule reste telle qu’elle est écrite',
        column: '2019',
        change: { type: 'text', meaning: null },
      },
      null,
    ]);
  });

  test('to doubtful figures are the other way of reading them', () => {
    const dots = { column: '2019', example: '1.234', thousands: '1\u202f234', decimals: '1,234' };
    const answers = [
      warn('dots-as-decimals', dots),
      warn('dots-as-thousands', dots),
      warn('odd-negatives', { column: '2019', count: 2, examples: '12-' }),
      warn('negatives', { column: '2019', example: '(1 200)' }),
    ].map((warning) => remarksOf([warning], columns)[0]!.answer as ReadingAnswer);
    expect(answers.map(({ label, change }) => [label, change])).toEqual([
      [
        'Lire 1\u202f234\u00a0: dans «\u00a02019\u00a0», le point sépare les milliers',
        { type: 'integer', thousands: '.' },
      ],
      [
        'Lire 1,234\u00a0: dans «\u00a02019\u00a0», le point sépare les décimales',
        { type: 'decimal', meaning: null, thousands: '' },
      ],
      ['Lire 2 cellules de «\u00a02019\u00a0» comme des nombres négatifs (12-)', { negatives: true }],
      ['Ne pas lire «\u00a0(1 200)\u00a0» comme un nombre négatif', { negatives: false }],
    ]);
  });

  test('go before what stands on them, and are known once given, under any id', () => {
    const limit: Step = { id: 'l', kind: 'limit', count: 3 };
    const first = withAnswer([limit], answerTo(totals), 'a');
    const second = withAnswer(first, answerTo(lost), 'b');
    const third = withAnswer(second, answerTo(wide), 'c');
    expect({
      kinds: third.map(({ id, kind }) => `${id} ${kind}`),
      known: [isAnswered(answerTo(lost), third), isAnswered(answerTo(lost), first)],
    }).toEqual({ kinds: ['b clean', 'a filter', 'l limit', 'c unpivot'], known: [true, false] });
  });
});

test('origins of stacked tables are what tells their names apart, whole words at a time', () => {
  expect([
    originsOf(['effectifs-2022', 'effectifs-2023']),
    originsOf(['annuel – 2021', 'annuel – 2022']),
    originsOf(['Ain 2022 v1', 'Aisne 2022 v1']),
    originsOf(['table', 'table (2)']),
  ]).toEqual([
    ['2022', '2023'],
    ['2021', '2022'],
    ['Ain', 'Aisne'],
    ['table', 'table (2)'],
  ]);
});
