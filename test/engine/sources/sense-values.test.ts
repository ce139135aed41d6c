import { describe, expect, test } from 'vitest';
import { gatherWarnings } from '../../../electron/engine/sources/gather.ts';
import { guessColumn } from '../../../electron/engine/sources/guess.ts';
import { areTotals, levelOf } from '../../../electron/engine/sources/levels.ts';
import { missingReason } from '../../../electron/engine/sources/missing.ts';
import { castPeriod, fullYear, readPeriod } from '../../../electron/engine/sources/periods.ts';
import { shapeOf } from '../../../electron/engine/sources/shapes.ts';
import { wideYears } from '../../../electron/engine/sources/wide.ts';
import { openBytes, testDatabase } from './opening.ts';

const repeat = (values: string[], times: number) => Array.from({ length: times }, () => values).flat();

describe('Periods', () => {
  test.each([
    ['T4 2015', 'quarter', 2015, 10],
    ['2015-T4', 'quarter', 2015, 10],
    ['2015T4', 'quarter', 2015, 10],
    ['2015-Q1', 'quarter', 2015, 1],
    ['4e trimestre 2015', 'quarter', 2015, 10],
    ['1er trimestre 2015', 'quarter', 2015, 1],
    ['S2 2020', 'half', 2020, 7],
    ['2020-S1', 'half', 2020, 1],
    ['2e semestre 2020', 'half', 2020, 7],
    ['janvier 2024', 'month', 2024, 1],
    ['Août\u00a02023', 'month', 2023, 8],
    ['févr.-24', 'month', 2024, 2],
    ['déc-99', 'month', 1999, 12],
    ['2015-12', 'month', 2015, 12],
    ['12/2015', 'month', 2015, 12],
    ['2024M03', 'month', 2024, 3],
  ] as const)('%s', (text, period, year, month) => {
    expect(readPeriod(text)).toEqual({ period, year, month, day: 1 });
  });

  test.each([
    ['1er mars 2024', 2024, 3, 1],
    ['lundi 15 janvier 2024', 2024, 1, 15],
    ['15-août-23', 2023, 8, 15],
    ['le 1er janvier 2024', 2024, 1, 1],
    ['le mercredi 30 septembre 2024', 2024, 9, 30],
    ['lun. 01/02/2024', 2024, 2, 1],
    ['Mardi 2.3.2024', 2024, 3, 2],
  ] as const)('%s is a day', (text, year, month, day) => {
    expect(readPeriod(text)).toEqual({ period: null, year, month, day });
  });

  test.each([
    'T5 2015',
    'T4',
    '2015-13',
    '31 février 2024',
    'lun. 31/02/2024',
    'le 12/2024',
    'mars',
    'mai 24',
    'Avril 2',
    '2015',
    'Marsannay 2015',
    '',
  ])('%j is none', (text) => {
    expect(readPeriod(text)).toBeNull();
  });

  test('DuckDB reads the same as JavaScript, whole column or one length at a time', async () => {
    const texts = [
      ...['T4 2015', '2015-T4', '2015T1', '2015 q3', '4e trimestre 2015', '1er trim. 2016', 'S2 2020', '2020-S1'],
      ...['2e semestre 2020', 'janvier 2024', 'Août\u00a02023', 'févr.-24', 'déc-99', 'juin 2020', 'juil. 2020'],
      ...['july-2020', '2015-12', '12/2015', '1-2015', '2024M03', '1er mars 2024', 'lundi 15 janvier 2024'],
      ...[
        'le 1er janvier 2024',
        'le mercredi 30 septembre 2024',
        'lun. 01/02/2024',
        'Mardi 2.3.2024',
        'ven. 31/02/2024',
      ],
      ...['15-août-23', '31 février 2024', '2015-13', 'mai', 'T5 2015', '  mars 2021 ', 'aout-23', '2015-Tx'],
    ];
    const database = await testDatabase();
    const values = texts.map((text) => `('${text.replaceAll("'", "''")}')`).join(', ');
    const lengths = [undefined, 'month', 'quarter', 'half', null] as const;
    const columns = lengths.map((only, at) => `CAST(${castPeriod('t', only)} AS VARCHAR) AS c${at}`);
    const rows = await database.use(null, (connection) =>
      connection.rows<Record<string, string | null>>(`SELECT t, ${columns.join(', ')} FROM (VALUES ${values}) v(t)`),
    );
    const two = (figure: number) => String(figure).padStart(2, '0');
    const expected = texts.map((text) => {
      const read = readPeriod(text);
      const date = read === null ? null : `${read.year}-${two(read.month)}-${two(read.day)}`;
      const told = lengths.map((only) => (only === undefined || read?.period === only ? date : null));
      return [text, ...told];
    });
    expect(rows.map((row) => [row.t, row.c0, row.c1, row.c2, row.c3, row.c4])).toEqual(expected);
  });

  test('an hour may stand without minutes', async () => {
    const { rows } = await openBytes('Début;n\n15/01/2024 10h;1\n16/01/2024 à 9h;2\n17/01/2024 08h30;3\n');
    expect(rows.map(([start]) => start)).toEqual(['2024-01-15 10:00:00', '2024-01-16 09:00:00', '2024-01-17 08:30:00']);
  });

  test('two figures of a year are those of Excel', () => {
    expect([fullYear(0), fullYear(29), fullYear(30), fullYear(99)]).toEqual([2000, 2029, 1930, 1999]);
  });

  test.each([
    ['Date', ['2015-T4', '2016-T1'], 'date', 'quarter'],
    ['Mois', ['2015-01', '2015-02'], 'date', 'month'],
    ['Année scolaire', ['2011-12', '2012-13', '2013-14'], 'text', undefined],
    ['N° dossier', ['2015-01', '2015-02'], 'text', undefined],
    ['Date référence', ['01/2023', '02/2023'], 'date', 'month'],
    ['Période', ['2015-T4', '2015-S1'], 'text', undefined],
    ['Logement', ['T1', 'T2', 'T4'], 'text', undefined],
    ['Période', ['2015', '2016'], 'integer', undefined],
  ] as const)('%s %j is a %s of %s', (name, samples, type, period) => {
    const guess = guessColumn({ name }, samples);
    expect([guess.type, guess.period]).toEqual([type, period]);
  });
});

describe('Dates in figures only', () => {
  test.each([
    ['date_naissance', ['19350214', '20011231'], 'date', 'compact'],
    ['AAAAMM', ['202401', '202402'], 'date', 'compact'],
    ['Date', ['45292', '45293'], 'date', 'serial'],
    ['Population', ['19350214', '20011231'], 'integer', 'iso'],
    ['Montant', ['45292', '45293'], 'integer', 'iso'],
    ['date', ['2015', '2016'], 'integer', 'iso'],
    ['date_debut', ['20011331', '20011231'], 'integer', 'iso'],
  ] as const)('%s %j is a %s (%s)', (name, samples, type, dates) => {
    const guess = guessColumn({ name }, samples);
    expect([guess.type, guess.dates]).toEqual([type, dates]);
  });

  test('are read as the days they are, and it is said', async () => {
    const { rows, opened } = await openBytes('nom;date;date_acte\na;45292;20240131\nb;45657;20231201\n');
    expect([rows, opened.warnings]).toEqual([
      [
        ['a', '2024-01-01', '2024-01-31'],
        ['b', '2024-12-31', '2023-12-01'],
      ],
      [{ code: 'serial-dates', params: { column: 'date' } }],
    ]);
  });

  test('one date the American way does not turn the others', () => {
    expect(guessColumn({ name: 'j' }, ['31/01/2024', '15/02/2024', '01/31/2024']).dates).toBe('day-first');
    expect(guessColumn({ name: 'j' }, ['01/31/2024', '02/15/2024', '03/01/2024']).dates).toBe('month-first');
  });
});

describe('Numbers', () => {
  test.each([
    ['(1 234,5)', 'parenthesised'],
    ['\u22123,5', 'grouped-decimal'],
    ['\u221212', 'grouped-integer'],
    ['1\u202f234', 'grouped-integer'],
    ['12,5 %', 'percent'],
    ['12,5 k€', 'scaled-amount'],
    ['1 23', 'text'],
    ['12 345 67', 'text'],
  ] as const)('%s has the shape %s', (text, shape) => {
    expect(shapeOf(text)).toBe(shape);
  });

  test('calls of notes among numbers are no negative numbers', async () => {
    const lines = Array.from({ length: 40 }, (_, at) => `c${at};${at * 7}`);
    const { rows, issues } = await openBytes(`nom;total\n${lines.join('\n')}\nx;(1)\n`);
    expect([rows.at(-1), issues]).toEqual([['x', null], [{ row: 42, column: 'total', raw: '(1)', reason: 'invalid' }]]);
  });

  test('a negative of accountants far past the head is still one', async () => {
    const lines = Array.from({ length: 30_000 }, (_, at) => `c${at};${at}`);
    lines[25_000] = 'c25000;(25 000)';
    const { rows, opened } = await openBytes(`nom;solde\n${lines.join('\n')}\n`);
    expect([rows[25_000], opened.columns[1]!.type]).toEqual([['c25000', -25_000], 'integer']);
  });

  test('percentages beside plain numbers stay as written', async () => {
    const { opened } = await openBytes('nom;part\na;12,5 %\nb;0,125\nc;3 %\nd;0,03\n');
    expect([opened.columns[1]!.type, opened.warnings]).toEqual([
      'text',
      [{ code: 'mixed-percentages', params: { column: 'part' } }],
    ]);
  });
});

describe('Missing codes', () => {
  test.each([
    ['s', 'secret'],
    ['Confidentiel (secret statistique)', 'secret'],
    ['N.D.', 'non disponible'],
    ['…', 'non disponible'],
    ['///', 'sans objet'],
    ['ns', 'non significatif'],
    ['#DIV/0!', 'erreur de calcul'],
    ['-', 'non renseigné'],
    ['Ns1', null],
    ['Secrétariat', null],
    ['sud', null],
    ['0', null],
  ] as const)('%s: %s', (text, reason) => {
    expect(missingReason(text)).toBe(reason);
  });

  test.each([
    ['classe', repeat(['1', '2', '3', 'C'], 5), 'text'],
    ["Nombre d'entreprises", repeat(['1', '2', '3', 's'], 5), 'integer'],
    ['valeur', ['1', '2', '3', 's'], 'integer'],
    ['valeur', repeat(['1,5', '2', '3', 'c'], 5), 'decimal'],
    ['valeur', repeat(['1', '2', '3', 'nd'], 5), 'integer'],
    ['zone', repeat(['A', 'B', 'C'], 5), 'text'],
  ] as const)('%s %j is %s', (name, samples, type) => {
    expect(guessColumn({ name }, samples).type).toBe(type);
  });

  test('a column coded all along its head finds its numbers', async () => {
    const lines = Array.from({ length: 9_000 }, (_, at) => `c${at};${at < 8_000 ? 's' : at}`);
    const { opened } = await openBytes(`nom;revenu\n${lines.join('\n')}\n`);
    expect([opened.columns[1]!.type, opened.profiles[1]]).toEqual([
      'integer',
      { name: 'revenu', missing: 8_000, missingReasons: { secret: 8_000 }, invalid: 0, distinct: 1_000 },
    ]);
  });
});

describe('Rows and columns that stand for others', () => {
  const counted = (...values: string[]) => values.map((value) => ({ value, count: 1 }));

  test.each([
    ['Département', 'Total Ain', true],
    ['Sexe', 'Ensemble', true],
    ['Âge', 'Tous les âges', true],
    ['Territoire', 'France métropolitaine', true],
    ['Région', 'France', true],
    ['Pays', 'France', false],
    ['Bénéficiaire', 'Total Énergies', false],
    ['Association', 'Ensemble vocal de Dijon', false],
    ['Objet', 'Total des travaux', false],
    ['Activité', 'Totalement libre', false],
  ])('%s « %s » is a total: %s', (header, value, expected) => {
    expect(areTotals(counted(value, 'autre'), 10, header).length > 0).toBe(expected);
  });

  test('what every row says is no total', () => {
    expect(areTotals([{ value: 'Ensemble', count: 9 }], 9, 'Catégorie')).toEqual([]);
  });

  test('levels of rows', () => {
    expect(['COM', 'COMD', 'Département', 'CC', 'Catégorie', 'COMMERCE'].map(levelOf)).toEqual([
      'commune',
      'part',
      'departement',
      'epci',
      null,
      null,
    ]);
  });

  const numbers = (...names: string[]) => names.map((name) => ({ name, type: 'integer' as const }));

  test.each([
    [['Nom', '2013', '2014', '2015 (p)'], 'année', 'valeur'],
    [['pop_2013', 'pop_2014', 'pop_2015'], 'année', 'pop'],
    [['T1 2020', 'T2 2020', 'T3 2020', 'T4 2020'], 'période', 'valeur'],
    [['année', '2013', '2014', '2015'], 'année (2)', 'valeur'],
  ])('%j are to be turned into rows', (names, name, value) => {
    const params = wideYears(numbers(...names))?.params;
    expect([params?.name, params?.value]).toEqual([name, value]);
  });

  test.each([
    [['2019', '2020']],
    [['P13_POP', 'P18_POP', 'P13_LOG', 'P18_LOG']],
    [['pop_2013', 'pop_2014', 'pop_2015', 'log_2013', 'log_2014', 'log_2015']],
    [['Évolution 2010-2015', 'Évolution 2015-2020', 'Évolution 2020-2022']],
    [['code 1001', 'code 2001', 'code 3001']],
  ])('%j are not', (names) => {
    expect(wideYears(numbers(...names))).toBeNull();
  });
});

test('the same remark on five columns is made once, on four it is not', () => {
  const remark = (column: string, codes: string) => ({
    code: 'missing-codes' as const,
    params: { column, codes, count: 2 },
  });
  const four = ['a', 'b', 'c', 'd'].map((column) => remark(column, 'nd'));
  const other = { code: 'no-header' as const, params: {} };
  expect([gatherWarnings([...four, other]), gatherWarnings([...four, other, remark('e', 'nd, s')])]).toEqual([
    [...four, other],
    [
      {
        code: 'missing-codes-several',
        params: { number: 5, first: 'a', last: 'e', columns: '["a","b","c","d","e"]', count: 10, codes: 'nd, s' },
      },
      other,
    ],
  ]);
});
