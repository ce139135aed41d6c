import { utils, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { openBytes, summaryOf, typesOf } from './opening.ts';

const codes = ({ opened }: Awaited<ReturnType<typeof openBytes>>) => opened.warnings.map(({ code }) => code);

describe('Titles of tables as administrations write them', () => {
  test('groups above titles that come back, units under them', async () => {
    const opening = await openBytes(
      'Emploi salarié;;;;\n;;;;\n;;Secteur privé;;Secteur public\nCode;Libellé;T1 2023;T2 2023;T1 2023\n' +
        ';;en milliers;en milliers;en milliers\nA10;Agriculture;12,5;13,2;1,1\nB20;Industrie;1 234,5;1 240,1;0,5\n',
    );
    const { headerRows, columns, notes } = summaryOf(opening);
    expect({ headerRows, columns, notes }).toEqual({
      headerRows: [3, 4, 5],
      columns: [
        'Code: text',
        'Libellé: text',
        'Secteur privé - T1 2023: decimal / Secteur privé - T1 2023 en milliers',
        'Secteur privé - T2 2023: decimal / Secteur privé - T2 2023 en milliers',
        'Secteur public - T1 2023: decimal / Secteur public - T1 2023 en milliers',
      ],
      notes: ['Emploi salarié'],
    });
  });

  test('groups above years that follow one another', async () => {
    const opening = await openBytes(
      'Évolution des effectifs;;;;\n;Agents;;Évolution (en %);\nVersant;2019;2020;2019-2020;2020-2021\nÉtat;2 511;2 520;0,4;0,4\nHôpital;1 190;1 200;0,8;0,8\n',
    );
    const { headerRows, columns } = summaryOf(opening);
    expect([headerRows, columns]).toEqual([
      [2, 3],
      [
        'Versant: text',
        'Agents - 2019: integer',
        'Agents - 2020: integer',
        'Évolution (en %) - 2019-2020: decimal',
        'Évolution (en %) - 2020-2021: decimal',
      ],
    ]);
  });

  test.each(['csv', 'xlsx'] as const)(
    'of a series in columns, what describes it kept as notes (.%s)',
    async (bookType) => {
      const cells = [
        ['Libellé', 'Indice des prix', 'Codes'],
        ['idBank', '001759970', null],
        ['Dernière mise à jour', '12/01/2024 08:45', null],
        ['Période', null, null],
        ['2023-12', 118.1, 'P'],
        ['2023-11', 117.9, 'A'],
        ['2023-10', 117.3, 'A'],
      ];
      const bytes = write(
        { Sheets: { a: utils.aoa_to_sheet(cells) }, SheetNames: ['a'] },
        { type: 'buffer', bookType, ...(bookType === 'csv' && { FS: ';' }) },
      );
      const opening = await openBytes(bytes, undefined, `essai.${bookType}`);
      const { headerRows, columns, notes } = summaryOf(opening);
      expect([headerRows, columns, notes, opening.rows.length]).toEqual([
        [1, 4],
        ['Période: date / month / Libellé', 'Indice des prix: decimal', 'Codes: text'],
        ['idBank 001759970', 'Dernière mise à jour 12/01/2024 08:45'],
        3,
      ]);
    },
  );

  test('that come back without their titles, three by three', async () => {
    const line = (at: number) => `0${at};DVG;DUPONT;${at}00;DVD;MARTIN;${at}50;EXD;PETIT;${at}10`;
    const opening = await openBytes(`Dép;Nuance;Nom;Voix\n${[1, 2, 3, 4].map(line).join('\n')}\n`);
    expect(opening.opened.columns.slice(4).map(({ name }) => name)).toEqual(
      ['(2)', '(3)'].flatMap((place) => ['Nuance', 'Nom', 'Voix'].map((name) => `${name} ${place}`)),
    );
  });

  test('numbers given to the columns, above their titles or under their units', async () => {
    const above = await openBytes('1;2;3\nNom;Pop;Taux\nArs;12;3,5\nDole;30;2,5\nPau;40;1,5\n');
    const under = await openBytes(
      'Commune;Surface;Densité\n;(ha);(hab./km²)\n(1);(2);(3) = (2) / 10\nArs;100;10,5\nDole;101;11,5\nPau;99;12\n',
    );
    expect([summaryOf(above).columns, summaryOf(above).notes, summaryOf(under).columns]).toEqual([
      ['Nom: text', 'Pop: integer / population', 'Taux: decimal'],
      ['1 2 3'],
      ['Commune: text', 'Surface: integer / Surface (ha)', 'Densité: decimal / Densité (hab./km²)'],
    ]);
  });
});

describe('Rows with a text alone above the rows they are about', () => {
  const table = (regions: readonly string[], last = '') =>
    `Commune;Population;Logements\n${regions.map((region, at) => `${region};;\nA${at};12;5\nB${at};30;7\n`).join('')}${last}`;
  const told = async (text: string) =>
    (await openBytes(text)).opened.warnings.filter(({ code }) => code === 'group-rows').map(({ params }) => params);
  const names = (...all: string[]) => all.map((name) => `«\u00a0${name}\u00a0»`);

  test('are told, and can be left out where nothing else has their name', async () => {
    const examples = `${names('BRETAGNE', 'CORSE')[0]} et ${names('CORSE')[0]}`;
    const params = { column: 'Commune', count: 2, examples };
    expect([
      await told(table(['BRETAGNE', 'CORSE'])),
      await told(table(['BRETAGNE', 'CORSE'], 'CORSE;340;90\n')),
      await told(table(['BRETAGNE', 'CORSE'], 'Ajaccio;s;nd\n')),
    ]).toEqual([
      [{ ...params, values: '["BRETAGNE","CORSE"]' }],
      [params],
      [{ ...params, values: '["BRETAGNE","CORSE"]' }],
    ]);
  });

  test('one alone, or most of the rows, is no group', async () => {
    expect([await told(table(['BRETAGNE'])), await told('a;b;c\nx;;\ny;;\nz;;\nt;1;2\nu;;\nv;3;4\n')]).toEqual([
      [],
      [],
    ]);
  });
});

test('criteria of an export above a gap are no titles, its count of rows no row', async () => {
  const opening = await openBytes(
    'Extrait le 12/03/2024\nCritères : département = 01 ; année = 2023\n\nCommune;Pop\nArs;12\nDole;30\nPau;40\n\nNombre de lignes : 3\n',
  );
  const { headerRows, rows, notes } = summaryOf(opening);
  expect([headerRows, rows.length, notes.length]).toEqual([[4], 3, 3]);
});

describe('A single column', () => {
  test('of decimal commas under its title is one column', async () => {
    const opening = await openBytes('valeur\n12,5\n13,25\n14\n8,75\n');
    const again = await openBytes('valeur\n12,5\n13,25\n14\n8,75\n', opening.opened.source.options);
    expect([typesOf(opening), opening.rows, again.rows]).toEqual([
      ['valeur:decimal'],
      [[12.5], [13.25], [14], [8.75]],
      opening.rows,
    ]);
  });

  test('two columns of figures stay two', async () => {
    expect((await openBytes('a,b\n12,5\n13,25\n')).rows).toEqual([
      [12, 5],
      [13, 25],
    ]);
  });
});

describe('Notes with commas around a table with semicolons', () => {
  test('do not make commas its separator', async () => {
    const text =
      'Titre de la table\n\nCommune;Pop;Taux\nArs;12;3,5\nDole;30;2,5\nPau;40;1,5\n\nSource : Insee, 2024\nLecture : à Ars, 12.\n';
    const { inspection, rows } = await openBytes(text);
    expect([inspection.delimiter, rows[0]]).toEqual([';', ['Ars', 12, 3.5]]);
  });
});

describe('Cells as administrations write them', () => {
  const lines = (values: readonly string[]) => values.map((value, at) => `c${at};${value}`).join('\n');

  test('crosses are yes, empty cells stay empty, and they can be kept', async () => {
    const text = `nom;Piscine\n${lines(['X', '', 'x', '', 'X'])}\n`;
    const opening = await openBytes(text);
    const { options } = opening.opened.source;
    const columns = options.columns!.map((one) => (one.name === 'Piscine' ? { ...one, type: 'text' as const } : one));
    const kept = await openBytes(text, { ...options, columns });
    const column = (each: typeof opening) => each.rows.map((row) => row[1]);
    expect([column(opening), opening.opened.warnings, column(kept), codes(kept)]).toEqual([
      [true, null, true, null, true],
      [{ code: 'crosses', params: { column: 'Piscine', count: 3 } }],
      ['X', null, 'x', null, 'X'],
      [],
    ]);
  });

  test.each([
    ['with another letter far away', 'Piscine', [...Array.from({ length: 1500 }, (_, at) => (at % 2 ? 'X' : '')), 'Y']],
    ['of a category', 'Type', ['X', '', 'X', 'X']],
  ])('crosses stay texts: %s', async (_, name, values) => {
    const opening = await openBytes(`nom;${name}\n${lines(values)}\n`);
    expect(typesOf(opening)[1]).toBe(`${name}:text`);
  });

  test('a column of provisional figures is read without their mark', async () => {
    const opening = await openBytes('Indicateur;2022 (p)\nNaissances;700 (p)\nDécès;1 200 (p)\nSolde;12,5 (p)\n');
    expect([opening.rows.map((row) => row[1]), codes(opening)]).toEqual([[700, 1200, 12.5], ['marked-numbers']]);
  });

  test('signs before a space, of percentages too', async () => {
    const opening = await openBytes(
      'Poste;Variation;Écart;Évol\nA;+ 1 234,5;+ 5;+ 0,3 %\nB;−567;− 3;- 0,2 %\nC;+0,5;0;-2,9%\nD;3;+ 1 000;+1,5 %\n',
    );
    expect([typesOf(opening), opening.rows, opening.opened.columns[3]!.unit]).toEqual([
      ['Poste:text', 'Variation:decimal', 'Écart:integer', 'Évol:decimal'],
      [
        ['A', 1234.5, 5, 0.3],
        ['B', -567, -3, -0.2],
        ['C', 0.5, 0, -2.9],
        ['D', 3, 1000, 1.5],
      ],
      { kind: 'ratio', scale: 100 },
    ]);
  });

  test('days in eight figures are days, whatever their title', async () => {
    const opening = await openBytes('n;LOCAT;numero\n1;19750701;12345678\n2;19760101;12345679\n3;20010915;19991345\n');
    expect(typesOf(opening)).toEqual(['n:integer', 'LOCAT:date', 'numero:text']);
  });

  test('how many communes there are is no code of a commune', async () => {
    const opening = await openBytes(
      'Strate;Nb communes;Nombre de départements\na;18 239;12\nb;11 234;45\nc;3 210;33\n',
    );
    expect(typesOf(opening)).toEqual(['Strate:text', 'Nb communes:integer', 'Nombre de départements:integer']);
  });

  test('reasons in words are reasons', async () => {
    const opening = await openBytes(`nom;Nb\n${lines(['12', 'N/A - résultat non disponible', '15', '8'])}\n`);
    expect([typesOf(opening)[1], opening.issues[0]?.reason]).toEqual(['Nb:integer', 'non disponible']);
  });

  test('a reason far past the head is named where it is counted', async () => {
    const numbers = Array.from({ length: 3_000 }, (_, at) => `${at * 7}`);
    const { opened } = await openBytes(`nom;Nb\n${lines([...numbers, 'N/A - non disponible'])}\n`);
    expect(opened.warnings).toEqual([
      { code: 'missing-codes', params: { column: 'Nb', codes: 'N/A - non disponible', count: 1 } },
    ]);
  });

  test('accounts of a budget are named by figures, not counted', async () => {
    const opening = await openBytes('Nature;SousFonction;Montant\n6241;412;1430\n6182;313;1328\n4542;20;760\n');
    expect(typesOf(opening)).toEqual(['Nature:text', 'SousFonction:text', 'Montant:integer']);
  });

  test('as many figures as a SIRET are no quantity', async () => {
    const opening = await openBytes(`nom;ident\n${lines(['21010001600012', '21010002400010'])}\n`);
    expect(typesOf(opening)[1]).toBe('ident:text');
  });

  test.each(['xlsx', 'xls', 'ods'] as const)('hours past a day stay hours (.%s)', async (bookType) => {
    const sheet = utils.aoa_to_sheet([['Agent', 'Durée']]);
    const hours = [8.5, 36.25, 151.67];
    utils.sheet_add_aoa(
      sheet,
      hours.map((value, at) => [`a${at}`, { t: 'n', v: value / 24, z: '[h]:mm:ss' }]),
      { origin: 'A2' },
    );
    const bytes = write({ Sheets: { a: sheet }, SheetNames: ['a'] }, { type: 'buffer', bookType });
    const opening = await openBytes(bytes, undefined, `essai.${bookType}`);
    expect([opening.rows.map((row) => row[1]), opening.inspection.preview[1]?.[1]]).toEqual([
      ['08:30:00', '36:15:00', '151:40:12'],
      '36:15:00',
    ]);
  });
});
