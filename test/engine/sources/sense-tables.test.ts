import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { openBytes, typesOf } from './opening.ts';

const table = (rows: string[]) => `${rows.join('\n')}\n`;

describe('Codes told by the reference', () => {
  test('figures that are no codes stay what they are', async () => {
    const opening = await openBytes(
      table([
        'code;montant;id',
        ...Array.from({ length: 12 }, (_, at) => `${50_000 + at * 37};${1_001 + at};${123_456_780 + at}`),
      ]),
    );
    expect(typesOf(opening)).toEqual(['code:text', 'montant:integer', 'id:integer']);
  });

  test('identifiers whose keys hold are SIREN', async () => {
    const opening = await openBytes(
      table([
        'id;n',
        ...['732829320', '552081317', '542051180', '552100554', '380129866'].map((id, at) => `${id};${at}`),
      ]),
    );
    expect(typesOf(opening)).toEqual(['id:text:siren', 'n:integer']);
  });

  test('what a header rightly says is left alone', async () => {
    const communes = ['01010', '01020', '01030', '01040', '01050', '01060', '01080', '01090'];
    const opening = await openBytes(table(['code commune;n', ...communes.map((code, at) => `${code};${at}`)]));
    expect([typesOf(opening)[0], opening.opened.warnings.map(({ code }) => code)]).toEqual([
      'code commune:text:commune',
      [],
    ]);
  });

  test('parts of a code with no département beside are not assembled', async () => {
    const { opened } = await openBytes(table(['COM;NOM;n', '001;a;1', '002;b;2', '004;c;3']));
    expect(opened.warnings).toEqual([]);
  });
});

describe('Tables inside a sheet', () => {
  const sheet = (rows: (string | number | null)[][]) => {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'Feuille');
    return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
  };

  test('merged groups over details name both, blank rows and columns are passed', async () => {
    const opening = await openBytes(
      sheet([
        ['Logements et population'],
        [],
        [null, 'Territoire', 'Population', null, null, 'Logements', null],
        [null, 'Nom', '2015', '2020', null, '2015', '2020'],
        [],
        [null, 'Ain', 600, 650, null, 300, 320],
        [null, 'Aisne', 540, 530, null, 290, 285],
        [],
        [null, 'Source : Insee'],
      ]),
    );
    expect({
      columns: typesOf(opening),
      rows: opening.rows,
      notes: opening.opened.source.notes,
    }).toEqual({
      columns: [
        'Territoire - Nom:text',
        'Population - 2015:integer:population',
        'Population - 2020:integer:population',
        'Logements - 2015:integer',
        'Logements - 2020:integer',
      ],
      rows: [
        ['Ain', 600, 650, 300, 320],
        ['Aisne', 540, 530, 290, 285],
      ],
      notes: ['Logements et population', 'Source : Insee'],
    });
  });

  test('decimal commas in text cells are decimals', async () => {
    const { rows } = await openBytes(
      sheet([
        ['nom', 'part'],
        ['a', '0,125'],
        ['b', '12,5'],
        ['c', '3,75'],
      ]),
    );
    expect(rows.map((row) => row[1])).toEqual([0.125, 12.5, 3.75]);
  });

  test('pasted files repeat their header, and it is said', async () => {
    const { opened } = await openBytes(table(['dep;nom', '01;Ain', '02;Aisne', 'dep;nom', '03;Allier', '04;Alpes']));
    expect(opened.warnings.filter(({ code }) => code === 'repeated-headers')).toEqual([
      { code: 'repeated-headers', params: { column: 'dep', count: 1, values: '["dep"]' } },
    ]);
  });

  test('exactly the rows of an old Excel are a cut file, one more is not', async () => {
    const lines = (count: number) => table(['a;b', ...Array.from({ length: count }, (_, at) => `${at};x${at}`)]);
    const codes = async (count: number) =>
      (await openBytes(lines(count))).opened.warnings.map(({ code, params }) => [code, params.count]);
    expect([await codes(65_535), await codes(65_537), await codes(16_384)]).toEqual([
      [['full-rows', 65_536]],
      [],
      [['full-rows', 16_384]],
    ]);
  });

  test('a workbook of 144 sheets is listed at once', async () => {
    const book = utils.book_new();
    const rows = Array.from({ length: 60 }, (_, at) => [`0${at}`, `Nom ${at}`, at * 3]);
    for (let at = 1; at <= 144; at += 1)
      utils.book_append_sheet(book, utils.aoa_to_sheet([['Code', 'Nom', 'Valeur'], ...rows]), `Tableau ${at}`);
    const started = performance.now();
    const { inspection } = await openBytes(write(book, { type: 'buffer', bookType: 'xlsx' }), undefined, 'n.xlsx');
    expect([inspection.sheets.length, inspection.sheet, performance.now() - started < 3_000]).toEqual([
      144,
      'Tableau 1',
      true,
    ]);
  });
});
