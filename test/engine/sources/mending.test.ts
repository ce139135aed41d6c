import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { type Opening, openBytes } from './opening.ts';

const misread = ['PrÞs', 'SpÚcialistes', 'DÚpartement', 'Aide Ó domicile', 'Franþais'];
const right = ['Près', 'Spécialistes', 'Département', 'Aide à domicile', 'Français'];

function book(rows: (string | number)[][], bookType: 'xlsx' | 'xls' | 'ods'): Uint8Array {
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, utils.aoa_to_sheet(rows), 'Feuille');
  return write(workbook, { type: 'buffer', bookType }) as Uint8Array;
}

const told = ({ opened }: Opening) => opened.warnings.filter(({ code }) => /^(?:misread|html)-texts$/.test(code));

describe('Texts saved with the accents of another encoding', () => {
  const rows = [['LibellÚ', 'Nom', 'Effectif'], ...misread.map((text, at) => [text, `Þór ${at}`, at])];
  test.each(['xlsx', 'xls', 'ods'] as const)('are mended in .%s, titles too, and counted', async (bookType) => {
    const opening = await openBytes(book(rows, bookType), undefined, `essai.${bookType}`);
    expect([
      opening.inspection.columns.map(({ name }) => name),
      opening.inspection.preview.map(([text]) => text),
      opening.rows,
      opening.opened.source.options.mending,
      told(opening),
    ]).toEqual([
      ['Libellé', 'Nom', 'Effectif'],
      right,
      right.map((text, at) => [text, `Þór ${at}`, at]),
      ['windows-1252-as-cp850'],
      [
        {
          code: 'misread-texts',
          params: {
            count: 6,
            examples: '« Ó » → « à », « DÚpartement » → « Département », « Franþais » → « Français »',
            names: '« Libellé »',
          },
        },
      ],
    ]);
  });

  test('are left where the user wishes, and the options say so', async () => {
    const opening = await openBytes(book(rows, 'xlsx'), { mending: [] }, 'essai.xlsx');
    expect([
      opening.rows.map(([text]) => text),
      opening.opened.columns[0]?.name,
      opening.opened.source.options.mending,
      told(opening),
    ]).toEqual([misread, 'LibellÚ', [], []]);
  });

  test('are found far below the first rows of a sheet', async () => {
    const many = Array.from({ length: 900 }, (_, at) => [at < 600 ? `ville ${at}` : `${misread[at % 5]} ${at}`, at]);
    const opening = await openBytes(book([['Nom', 'Rang'], ...many], 'xlsx'), undefined, 'essai.xlsx');
    expect([
      opening.inspection.options.mending,
      opening.opened.source.options.mending,
      opening.rows.slice(600, 605).map(([text]) => text),
      told(opening).map(({ params }) => params.count),
    ]).toEqual([undefined, ['windows-1252-as-cp850'], right.map((text, at) => `${text} ${600 + at}`), [300]]);
  });

  test('are mended in a text file of UTF-8, where other columns are right', async () => {
    const lines = misread.map((text, at) => `${text};Près ${at};${at}`);
    const opening = await openBytes(['Libellé;Nom;Effectif', ...lines, ''].join('\n'));
    const left = await openBytes(['Libellé;Nom;Effectif', ...lines, ''].join('\n'), { mending: [] });
    expect([
      opening.rows,
      opening.inspection.warnings.map(({ code }) => code),
      told(opening).map(({ params }) => params.count),
      left.rows.map(([text]) => text),
    ]).toEqual([right.map((text, at) => [text, `Près ${at}`, at]), ['misread-texts'], [5], misread]);
  });
});

describe('Codes of web pages', () => {
  const rows = [
    ['Titre', 'Page', 'Nombre'],
    ['R&amp;D', '<p>R&amp;D</p>', 1],
    ['&eacute;t&eacute; &#39;24', '<b>&eacute;t&eacute;</b>', 2],
  ];
  const plain = [
    ['R&D', '<p>R&amp;D</p>', 1],
    ["été '24", '<b>&eacute;t&eacute;</b>', 2],
  ];
  test.each(['xlsx', 'ods'] as const)('are read in clear in .%s, and left in pieces of pages', async (bookType) => {
    const opening = await openBytes(book(rows, bookType), undefined, `essai.${bookType}`);
    expect([opening.rows, told(opening)]).toEqual([
      plain,
      [
        {
          code: 'html-texts',
          params: {
            count: 2,
            examples: '« &eacute;t&eacute; » → « été », « R&amp;D » → « R&D »',
            names: '« Titre »',
          },
        },
      ],
    ]);
  });
  test('are read in clear in a text file, and left where the user wishes', async () => {
    const text = ['Titre,Nombre', 'R&amp;D,1', '&eacute;t&eacute;,2', ''].join('\n');
    const [opening, left] = [await openBytes(text), await openBytes(text, { mending: [] })];
    expect([opening.rows, told(opening)[0]?.params.count, left.rows, told(left)]).toEqual([
      [
        ['R&D', 1],
        ['été', 2],
      ],
      2,
      [
        ['R&amp;D', 1],
        ['&eacute;t&eacute;', 2],
      ],
      [],
    ]);
  });
});
