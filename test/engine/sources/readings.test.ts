import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { unprotect } from '../../../electron/engine/sources/csv-protected.ts';
import type { SourceColumn } from '../../../shared/project/project.ts';
import { openBytes, typesOf } from './opening.ts';

/** Opens a text twice: as guessed, then with one column read as an answer says. */
async function readTwice(content: string, column: string, change: Partial<SourceColumn>) {
  const guessed = await openBytes(content);
  const columns = guessed.opened.source.options.columns!.map((one) =>
    one.name === column ? { ...one, ...change } : one,
  );
  const chosen = await openBytes(content, { ...guessed.opened.source.options, columns });
  return { guessed, chosen };
}
const column = (opening: Awaited<ReturnType<typeof openBytes>>, place: number) => opening.rows.map((row) => row[place]);
const warningsOf = ({ opened }: Awaited<ReturnType<typeof openBytes>>) =>
  opened.warnings.map(({ code, params }) => ({ code, ...params }));

describe('Numbers and texts in one column', () => {
  const values = ['3', '12,5', '7', 'environ 40', '1 200', '> 100'];
  const text = `nom;effectif\n${values.map((value, at) => `b${at};${value}`).join('\n')}\n`;

  test('stay texts, and it is said that they can be numbers', async () => {
    const opening = await openBytes(
      `nom;effectif\n${['3', '7', '8', 'environ 40', '12,5'].map((v) => `b;${v}`).join('\n')}\n`,
    );
    expect([typesOf(opening), warningsOf(opening)]).toEqual([
      ['nom:text', 'effectif:text'],
      [{ code: 'mixed-text', column: 'effectif', type: 'decimal', count: 1, examples: 'environ 40' }],
    ]);
  });

  test('read as numbers, set the texts aside: counted, listed with their rows', async () => {
    const { chosen } = await readTwice(text, 'effectif', { type: 'decimal' });
    expect([column(chosen, 1), chosen.issues, warningsOf(chosen)]).toEqual([
      [3, 12.5, 7, null, 1200, null],
      [
        { row: 5, column: 'effectif', raw: 'environ 40', reason: 'invalid' },
        { row: 7, column: 'effectif', raw: '> 100', reason: 'invalid' },
      ],
      [{ code: 'invalid-cells', column: 'effectif', count: 2, examples: '> 100\u202f; environ 40', asked: 1 }],
    ]);
  });

  test('a few texts among many numbers are set aside, and can be kept by reading texts', async () => {
    const many = `nom;n\n${Array.from({ length: 300 }, (_, at) => `c${at};${at}`).join('\n')}\nz;voir note\n`;
    const { guessed, chosen } = await readTwice(many, 'n', { type: 'text' });
    expect([warningsOf(guessed), column(guessed, 1).at(-1), column(chosen, 1).at(-1), warningsOf(chosen)]).toEqual([
      [{ code: 'invalid-cells', column: 'n', count: 1, examples: 'voir note' }],
      null,
      'voir note',
      [],
    ]);
  });
});

describe('Cells protected against spreadsheets', () => {
  test.each([
    ['="01001"', '01001'],
    ['="a ""b"""', 'a "b"'],
    ["'01001", '01001'],
    ["'2A004", '2A004'],
    ["'=1+1", '=1+1'],
    ["'- autre", '- autre'],
    ["'s-Hertogenbosch", null],
    ["'68 en mai", null],
    ["'", null],
    ['=A1+B1', null],
    ['="a"&"b"', null],
  ])('%s holds %j', (cell, expected) => {
    expect(unprotect(cell)).toBe(expected);
  });

  test('are read as the texts they are, and counted', async () => {
    const text = `codgeo;réf;nom;solde\n="01001";="120";Ars;'-5\n="01002";="121";'s-Gravenhage;7\n"=""2A004""";'122;Bény;8\n`;
    const opening = await openBytes(text);
    expect([typesOf(opening), opening.rows, warningsOf(opening), opening.inspection.preview[0]]).toEqual([
      ['codgeo:text:commune', 'réf:text', 'nom:text', 'solde:integer'],
      [
        ['01001', '120', 'Ars', -5],
        ['01002', '121', "'s-Gravenhage", 7],
        ['2A004', '122', 'Bény', 8],
      ],
      [
        { code: 'protected-cells', column: 'codgeo', count: 3, examples: '="01001"\u202f; ="01002"' },
        { code: 'protected-cells', column: 'réf', count: 3, examples: '="120"\u202f; ="121"' },
        { code: 'protected-cells', column: 'solde', count: 1, examples: "'-5" },
      ],
      ['01001', '120', 'Ars', '-5'],
    ]);
  });

  test('are found far past the head, whatever the columns around', async () => {
    const lines = Array.from({ length: 40_000 }, (_, at) => `c${at};x = "y";${at}`);
    lines[39_000] = `="00012";l'été;7`;
    const opening = await openBytes(`nom;texte;n\n${lines.join('\n')}\n`);
    expect([opening.rows[39_000], warningsOf(opening)]).toEqual([
      ['00012', "l'été", 7],
      [{ code: 'protected-cells', column: 'nom', count: 1, examples: '="00012"' }],
    ]);
  });
});

describe('Negative amounts', () => {
  test('of every writing are read as such where they can be nothing else', async () => {
    const text =
      'a;b;c;d\n- 5,00 €;(5,00);12-;\u22125\n12,50 €;3,20;120-;4\n- 1 234,50 €;(1 234,50 €);7;\u20133\n3 €;4;8;- 2\n';
    const { opened, rows, issues } = await openBytes(text);
    expect([opened.columns.map(({ type }) => type), rows, issues]).toEqual([
      ['decimal', 'decimal', 'integer', 'integer'],
      [
        [-5, -5, -12, -5],
        [12.5, 3.2, -120, 4],
        [-1234.5, -1234.5, 7, -3],
        [3, 4, 8, -2],
      ],
      [],
    ]);
    expect(warningsOf({ opened } as never)).toEqual([
      { code: 'negatives', column: 'a', example: '- 5,00 €' },
      { code: 'negatives', column: 'b', example: '(5,00)' },
      { code: 'negatives', column: 'c', example: '12-' },
      { code: 'negatives', column: 'd', example: '\u20133' },
    ]);
  });

  const doubtful = `nom;n\n${Array.from({ length: 30 }, (_, at) => `c${at};${at}`).join('\n')}\nx;12-\ny;2015-\nz;(5)\n`;

  test('that may be something else are told, and read so when the user says it', async () => {
    const { guessed, chosen } = await readTwice(doubtful, 'n', { type: 'integer', negatives: true });
    expect([typesOf(guessed)[1], warningsOf(guessed), column(chosen, 1).slice(-3), warningsOf(chosen)]).toEqual([
      'n:text',
      [{ code: 'mixed-text', column: 'n', type: 'integer', count: 3, examples: '(5)\u202f; 12-\u202f; 2015-' }],
      [-12, -2015, -5],
      [],
    ]);
  });

  test('few among many numbers are told apart from what cannot be read', async () => {
    const many = `nom;n\n${Array.from({ length: 300 }, (_, at) => `c${at};${at}`).join('\n')}\nz;12-\ny;voir note\n`;
    const { guessed, chosen } = await readTwice(many, 'n', { negatives: true });
    expect([warningsOf(guessed), column(chosen, 1).slice(-2)]).toEqual([
      [
        { code: 'invalid-cells', column: 'n', count: 2, examples: '12-\u202f; voir note' },
        { code: 'odd-negatives', column: 'n', count: 1, examples: '12-' },
      ],
      [-12, null],
    ]);
  });

  test('are left aside when the user says that they are not', async () => {
    const text = `nom;n\n${Array.from({ length: 30 }, (_, at) => `c${at};${at * 100}`).join('\n')}\nz;(1 200)\n`;
    const { guessed, chosen } = await readTwice(text, 'n', { negatives: false });
    expect([column(guessed, 1).at(-1), column(chosen, 1).at(-1), chosen.issues.length]).toEqual([-1200, null, 1]);
  });
});

describe('Dots among figures', () => {
  const lines = (values: string[]) => values.map((value, at) => `c${at};${value}`).join('\n');

  test.each([
    ['Distance', ['1.234', '2.345', '10.500'], [1.234, 2.345, 10.5], 'dots-as-decimals'],
    ['Population', ['1.234', '2.345', '10.500', '987'], [1234, 2345, 10500, 987], 'dots-as-thousands'],
    ['Total', ['1.234', '2.345.678', '987'], [1234, 2345678, 987], 'grouped-thousands'],
    ['Total', ['1.234', '12,5', '987'], [1234, 12.5, 987], 'grouped-thousands'],
    ['Total', ['1.234,50', '2.345', '- 12'], [1234.5, 2345, -12], 'grouped-thousands'],
    ['Total', ['1,234,567', '1,234'], [1234567, 1234], 'grouped-thousands'],
    ['Taux', ['0.123', '1.234'], [0.123, 1.234], undefined],
    ['Total', ['1.234', '12.5'], [1.234, 12.5], undefined],
    ['Total', ['1.234', '1500'], [1.234, 1500], undefined],
    ['Taux', ['1,234', '2,345'], [1.234, 2.345], undefined],
  ])('%s %j', async (name, values, expected, code) => {
    const opening = await openBytes(`nom;${name}\n${lines(values)}\n`);
    expect([column(opening, 1), warningsOf(opening)[0]?.code, opening.inspection.warnings[0]?.code]).toEqual([
      expected,
      code,
      code,
    ]);
  });

  test('are told by the other columns of the file, and are no surprise in coordinates', async () => {
    const dots = await openBytes('Distance;Taux\n1.234;0.5\n2.345;0.25\n');
    const commas = await openBytes('Distance;Taux\n1.234;0,5\n2.345;0,25\n');
    const places = await openBytes('latitude;longitude\n45.994;4.822\n46.281;5.672\n');
    expect([
      [column(dots, 0), warningsOf(dots)],
      [column(commas, 0), warningsOf(commas).map(({ code }) => code)],
      [column(places, 0), warningsOf(places)],
    ]).toEqual([
      [[1.234, 2.345], []],
      [[1234, 2345], ['dots-as-thousands']],
      [[45.994, 46.281], []],
    ]);
  });

  test('are read the other way when the user says so, either way', async () => {
    const distances = `nom;Distance\n${lines(['1.234', '2.345'])}\n`;
    const people = `nom;Population\n${lines(['1.234', '2.345', '987'])}\n`;
    const [one, two] = [
      await readTwice(distances, 'Distance', { type: 'integer', thousands: '.' }),
      await readTwice(people, 'Population', { type: 'decimal', meaning: null, thousands: '' }),
    ];
    expect([warningsOf(one.guessed), column(one.chosen, 1), warningsOf(one.chosen), column(two.chosen, 1)]).toEqual([
      [{ code: 'dots-as-decimals', column: 'Distance', example: '1.234', thousands: '1\u202f234', decimals: '1,234' }],
      [1234, 2345],
      [],
      [1.234, 2.345, 987],
    ]);
  });

  test('far under whole numbers are judged with the largest of these', async () => {
    const far = (most: number, header: string) =>
      `nom;${header}\n${lines([...Array.from({ length: 30_000 }, (_, at) => String(at % most)), '1.234'])}\n`;
    const small = await openBytes(far(900, 'Habitants'));
    const large = await openBytes(far(5_000, 'Montant'));
    expect([column(small, 1).at(-1), warningsOf(small)[0]?.code, column(large, 1).at(-1), warningsOf(large)]).toEqual([
      1234,
      'dots-as-thousands',
      1.234,
      [],
    ]);
  });
});

describe('Numbers that are days of a spreadsheet', () => {
  const book = (date1904: boolean, header: string) => {
    const days = date1904 ? [43_830, 43_831, 43_832.25] : [45_292, 45_293, 45_294.25];
    const made = utils.book_new();
    made.Workbook = { WBProps: { date1904 } };
    utils.book_append_sheet(
      made,
      utils.aoa_to_sheet([['Nom', header, 'Instant'], ...days.map((day, at) => [`n${at}`, Math.floor(day), day])]),
      'S',
    );
    return write(made, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
  };
  const expected = [
    ['2024-01-01', '2024-01-01 00:00:00'],
    ['2024-01-02', '2024-01-02 00:00:00'],
    ['2024-01-03', '2024-01-03 06:00:00'],
  ];

  test.each([true, false])(
    'are read in the calendar of their workbook when the user says dates (1904: %s)',
    async (date1904) => {
      const content = book(date1904, 'Jalon');
      const { inspection, opened } = await openBytes(content, undefined, 'essai.xlsx');
      const types = { Jalon: 'date', Instant: 'timestamp' } as const;
      const columns = inspection.options.columns!.map((one) =>
        one.name in types ? { ...one, type: types[one.name as keyof typeof types] } : one,
      );
      const chosen = await openBytes(content, { ...inspection.options, columns }, 'essai.xlsx');
      expect([opened.columns.map(({ type }) => type), chosen.rows.map((row) => row.slice(1)), chosen.issues]).toEqual([
        ['text', 'integer', 'decimal'],
        expected,
        [],
      ]);
    },
  );

  test.each([
    [true, 'serial-dates-1904'],
    [false, 'serial-dates'],
  ] as const)('are dates under a header that says so (1904: %s)', async (date1904, code) => {
    const opening = await openBytes(book(date1904, 'Date'), undefined, 'essai.xlsx');
    expect([column(opening, 1), warningsOf(opening)]).toEqual([
      expected.map(([day]) => day),
      [{ code, column: 'Date' }],
    ]);
  });

  test('or "20240131", whichever they look like', async () => {
    const { chosen } = await readTwice('n;jalon\n1;20240131\n2;20240201\n', 'jalon', { type: 'date' });
    expect(column(chosen, 1)).toEqual(['2024-01-31', '2024-02-01']);
  });
});
