import { describe, expect, test } from 'vitest';
import { createDecoder } from '../../../electron/engine/sources/encoding.ts';
import { openBytes, typesOf } from './opening.ts';

const windows1252 = (text: string) =>
  Buffer.from([...text].map((character) => ({ '€': 0x80, œ: 0x9c, '’': 0x92 })[character] ?? character.charCodeAt(0)));
const macRoman = (text: string) =>
  Buffer.from(
    [...text].map((character) => ({ é: 0x8e, è: 0x8f, à: 0x88, ô: 0x99 })[character] ?? character.charCodeAt(0)),
  );

describe('French text files opened with no setting touched', () => {
  test('semicolon and decimal comma give two columns, not three', async () => {
    const { rows, inspection } = await openBytes('a;b\n1,5;2,5\n3,25;4\n');
    expect([inspection.delimiter, rows]).toEqual([
      ';',
      [
        [1.5, 2.5],
        [3.25, 4],
      ],
    ]);
  });

  test('more short rows than the preview reads: none is missing, and no smaller count is told first', async () => {
    const { opened, rows, inspection } = await openBytes(
      `nom;n\n${Array.from({ length: 1500 }, (_, at) => `x;${at}\n`).join('')}`,
    );
    expect([inspection.rowCount, inspection.lastDataRow, opened.source.rowCount, rows.at(-1)]).toEqual([
      null,
      null,
      1500,
      ['x', 1499],
    ]);
  });

  test('windows-1252 specials', async () => {
    const { rows, inspection } = await openBytes(windows1252('nom;coût\nL’œuvre;12 €\nÉté;3 €\n'));
    expect([inspection.encoding, rows]).toEqual([
      'windows-1252',
      [
        ['L’œuvre', 12],
        ['Été', 3],
      ],
    ]);
  });

  test('mac-roman with CR line ends', async () => {
    const { rows, inspection } = await openBytes(macRoman('nom;région\rThéâtre à Sète;é\rCôte;è\r').subarray(0));
    expect([inspection.encoding, rows.length, rows[1]]).toEqual(['mac-roman', 2, ['Côte', 'è']]);
  });

  test('UTF-8 with a mark, and a header in quotes', async () => {
    const { opened, rows } = await openBytes('\ufeff"Commune";"Population"\r\n"Éragny";16 500\r\n"Ars";980\r\n');
    expect([typesOf({ opened } as never), rows]).toEqual([
      ['Commune:text', 'Population:integer:population'],
      [
        ['Éragny', 16500],
        ['Ars', 980],
      ],
    ]);
  });

  test('UTF-8 encoded twice, whole or in pieces, beside what is only odd', async () => {
    const text = 'Code;Communauté de communes;Délégués\n1;CC de l’Île œuvrée;12\n2;Forêt « dorée »;8\n';
    const twice = Buffer.from(new TextDecoder('windows-1252').decode(Buffer.from(text)), 'utf8');
    const { opened, rows, inspection } = await openBytes(twice);
    const decode = createDecoder('utf-8-twice');
    const pieces = Array.from({ length: twice.length }, (_, at) =>
      decode(twice.subarray(at, at + 1), at === twice.length - 1),
    );
    const odd = await openBytes('Nom;Prénom;n\nSÃO JOÃO;Âgé;1\nÉté;Noël;2\n');
    expect([
      inspection.encoding,
      opened.columns.map(({ name }) => name),
      rows,
      pieces.join(''),
      opened.warnings,
    ]).toEqual([
      'utf-8-twice',
      ['Code', 'Communauté de communes', 'Délégués'],
      [
        ['1', 'CC de l’Île œuvrée', 12],
        ['2', 'Forêt « dorée »', 8],
      ],
      text,
      [{ code: 'encoded-twice', params: {} }],
    ]);
    expect([odd.inspection.encoding, odd.rows[0]]).toEqual(['utf-8', ['SÃO JOÃO', 'Âgé', 1]]);
  });

  test('UTF-16 by its mark', async () => {
    const { rows, inspection } = await openBytes(Buffer.from('\ufeffnom\tâge\nZoé\t12\nNoël\t7\n', 'utf16le'));
    expect([inspection.encoding, rows]).toEqual([
      'utf-16le',
      [
        ['Zoé', 12],
        ['Noël', 7],
      ],
    ]);
  });

  test('a sep= line is not a header', async () => {
    const { inspection, rows } = await openBytes('sep=|\na|b\n1|x\n2|y\n');
    expect([inspection.headerRows, inspection.firstDataRow, rows]).toEqual([
      [2],
      3,
      [
        [1, 'x'],
        [2, 'y'],
      ],
    ]);
  });

  test('padded preamble and footers become notes', async () => {
    const { opened, inspection, rows } = await openBytes(
      'Population par commune;;;\nEn habitants;;;\n;;;\nCode;Nom;Dep;Pop\n01001;Ambérieu;01;10\n01002;Arbent;01;20\n2A004;Ajaccio;2A;30\nSource : Insee;;;\nLecture : en 2020;;;\n',
    );
    expect({ header: inspection.headerRows, rows, notes: opened.source.notes }).toEqual({
      header: [4],
      rows: [
        ['01001', 'Ambérieu', '01', 10],
        ['01002', 'Arbent', '01', 20],
        ['2A004', 'Ajaccio', '2A', 30],
      ],
      notes: ['Population par commune', 'En habitants', 'Source : Insee', 'Lecture : en 2020'],
    });
  });

  test('a footer without its separators', async () => {
    const { opened, rows } = await openBytes('a;b;c\n1;2;3\n4;5;6\nSource : Insee\n');
    expect([rows, opened.source.notes]).toEqual([
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      ['Source : Insee'],
    ]);
  });

  test('two header rows: the codes name, the labels describe', async () => {
    const { opened, inspection } = await openBytes(
      'Code géographique;Nombre de logements\nCODGEO;P21_LOG\n01001;12\n01002;15\n',
    );
    expect([inspection.headerRows, opened.columns]).toEqual([
      [1, 2],
      [
        { name: 'CODGEO', type: 'text', meaning: 'commune', label: 'Code géographique' },
        { name: 'P21_LOG', type: 'integer', meaning: null, label: 'Nombre de logements' },
      ],
    ]);
  });

  test.each([
    ['a space', '1 234 567'],
    ['U+00A0', '1\u00a0234\u00a0567'],
    ['U+202F', '1\u202f234\u202f567'],
  ])('thousands separated by %s', async (_, written) => {
    const { rows } = await openBytes(`nom;total\na;${written}\nb;12\n`);
    expect(rows).toEqual([
      ['a', 1234567],
      ['b', 12],
    ]);
  });

  test('percentages, booleans and dates', async () => {
    const opening = await openBytes(
      'taux;urbain;rural;jour;iso\n12,5 %;oui;VRAI;31/01/2024;2024-01-31\n3 %;non;FAUX;01/02/2024;2024-02-01\n',
    );
    expect([typesOf(opening), opening.rows]).toEqual([
      ['taux:decimal', 'urbain:boolean', 'rural:boolean', 'jour:date', 'iso:date'],
      [
        [12.5, true, true, '2024-01-31', '2024-01-31'],
        [3, false, false, '2024-02-01', '2024-02-01'],
      ],
    ]);
  });

  test('dd/mm/yy is of this century, day first', async () => {
    const opening = await openBytes('j;n\n01/02/24;1\n15/12/23;2\n');
    expect(opening.rows).toEqual([
      ['2024-02-01', 1],
      ['2023-12-15', 2],
    ]);
  });

  test('codes keep their zeros and stay text', async () => {
    const opening = await openBytes('codgeo;dep;siren;x\n01001;01;210100012;7\n97101;971;219711017;8\n');
    expect([typesOf(opening), opening.rows[0]]).toEqual([
      ['codgeo:text:commune', 'dep:text:departement', 'siren:text:siren', 'x:integer'],
      ['01001', '01', '210100012', 7],
    ]);
  });

  test('missing codes keep their reason, and "C" among categories stays a category', async () => {
    const lines = Array.from({ length: 30 }, (_, at) => `${at + 1};${at % 2 ? 'C' : 'B'}`);
    const opening = await openBytes(`revenu;zone\ns;C\nnd;B\n///;B\n${lines.join('\n')}\n`);
    expect([typesOf(opening), opening.issues, opening.opened.profiles[0]]).toEqual([
      ['revenu:integer', 'zone:text'],
      [
        { row: 2, column: 'revenu', raw: 's', reason: 'secret' },
        { row: 3, column: 'revenu', raw: 'nd', reason: 'non disponible' },
        { row: 4, column: 'revenu', raw: '///', reason: 'sans objet' },
      ],
      {
        name: 'revenu',
        missing: 3,
        missingReasons: { secret: 1, 'non disponible': 1, 'sans objet': 1 },
        invalid: 0,
        distinct: 30,
      },
    ]);
  });

  test('a lone "null" in a column of names is a name', async () => {
    const opening = await openBytes('canton;n\nnull;1\nBourg;2\n');
    expect(opening.rows).toEqual([
      ['null', 1],
      ['Bourg', 2],
    ]);
  });

  test('a decimal far past the head makes the whole column decimal, a far code makes it text', async () => {
    const lines = Array.from({ length: 60_000 }, (_, at) => `${at + 10_000};${at + 10_000};${at}`);
    lines[43_210] = '01001;12,7;1 234';
    const opening = await openBytes(`x;y;z\n${lines.join('\n')}\n`);
    expect([typesOf(opening), opening.rows[43_210], opening.rows.length]).toEqual([
      ['x:text', 'y:decimal', 'z:integer'],
      ['01001', 12.7, 1234],
      60_000,
    ]);
  });

  test('short and long rows are kept and told', async () => {
    const lines = Array.from({ length: 2_000 }, (_, at) => `${at};${at};${at}`);
    lines[5] = '5;5';
    lines[1_500] = '1500;1500;1500;trop';
    const { rows, issues, opened } = await openBytes(`a;b;c\n${lines.join('\n')}\n`);
    expect([rows.length, rows[5], rows[1_500], issues, opened.warnings.map(({ code }) => code)]).toEqual([
      2_000,
      [5, 5, null],
      [1500, 1500, 1500],
      [{ row: 1502, column: '', raw: 'trop', reason: 'cellule en trop' }],
      ['short-rows', 'long-rows'],
    ]);
  });

  test.each([
    ['every line', 'Code;Libellé;Montant\n"01001";"Mairie ""d’en haut""";12,5\n"01002";"Été; hiver";3\n', 3],
    ['lines that had quotes', 'Code,Nom,n\n01001,"Ars, bas",1\n01002,Arbent,2\n01004,"Le ""Bourg""",3\n', 2],
  ])('%s written again as one cell', async (which, text, count) => {
    const wrap = (line: string) =>
      which === 'every line' || line.includes('"') ? `"${line.replaceAll('"', '""')}"` : line;
    const plain = await openBytes(text);
    const { opened, rows, inspection } = await openBytes(`${text.trim().split('\n').map(wrap).join('\n')}\n`);
    const told = [{ code: 'wrapped-lines', params: { count } }];
    expect([opened.columns, rows, opened.warnings, inspection.warnings]).toEqual([
      plain.opened.columns,
      plain.rows,
      told,
      told,
    ]);
  });

  test.each([',', ';'])('lines written again as one cell before empty ones (%s)', async (mark) => {
    const text = `Code,Nom,n\n01001,"Ars, bas",1\n01002,Arbent,2\n01004,"Le ""Bourg""",3\n`.replaceAll(',', mark);
    const wrapped = text.replace(/.+/g, (line) => `"${line.replaceAll('"', '""')}";;`);
    const plain = await openBytes(text);
    const opening = await openBytes(wrapped);
    const again = await openBytes(wrapped, opening.opened.source.options);
    const told = [{ code: 'wrapped-lines', params: { count: 4 } }];
    expect([opening.opened.columns, opening.rows, opening.opened.warnings, again.rows]).toEqual([
      plain.opened.columns,
      plain.rows,
      told,
      plain.rows,
    ]);
  });

  test.each(['', ';'])(
    'amounts with a comma, all cells in quotes, are cut at their semicolons (%s at the end)',
    async (end) => {
      const months = Array.from({ length: 12 }, (_, at) => `"${at + 1}/2023";"1 204,${at + 10}";"<5"`);
      const text = ['"Mois";"Montant";"Foyers"', ...months].map((line) => `${line}${end}\r\n`).join('');
      const { inspection, rows, opened } = await openBytes(text);
      expect([inspection.delimiter, rows[1], opened.warnings.map(({ code }) => code)]).toEqual([
        ';',
        ['2023-02-01', 1204.11, '<5'],
        ['periods'],
      ]);
    },
  );

  test('a first column in quotes for its separators, before empty ones, stays a column', async () => {
    const { rows } = await openBytes('Titre;b;c\n"Un; deux";;\n"Trois; quatre; cinq";;\n"Six";1;\n');
    expect(rows.map((row) => row[0])).toEqual(['Un; deux', 'Trois; quatre; cinq', 'Six']);
  });

  test('one column of texts, all in quotes for their commas, stays one column', async () => {
    const names = await openBytes('"Nom, prénom"\n"Dupont, Jean"\n"Martin, Luc"\n"Petit, Zoé"\n');
    const places = await openBytes('"Où"\n"Dole, Jura, France"\n"Pau, Béarn, France"\n"Ars, Ain, France"\n');
    expect([names.rows.length, places.rows[0]]).toEqual([3, ['Dole, Jura, France']]);
  });

  test('a stray quote swallows nothing', async () => {
    const { rows } = await openBytes('nom;n\n"Tuyau 12" neuf;1\n"Fini";2\nautre;3\n');
    expect(rows.map((row) => row[1])).toEqual([1, 2, 3]);
  });

  test('line ends and separators inside quotes', async () => {
    const { rows } = await openBytes('nom;n\n"a;b\nc";1\n"d ""e""";2\n');
    expect(rows).toEqual([
      ['a;b\nc', 1],
      ['d "e"', 2],
    ]);
  });

  test('empty and repeated titles get unique names', async () => {
    const opening = await openBytes('nom;Nom;;x\na;b;c;1\nd;e;f;2\n');
    expect(typesOf(opening)).toEqual(['nom:text', 'Nom (2):text', 'colonne 3:text', 'x:integer']);
  });

  test('no header: columns are numbered and nothing is lost', async () => {
    const opening = await openBytes('1;12,5\n2;13,5\n3;14\n');
    expect([opening.inspection.headerRows, opening.rows.length, opening.opened.warnings[0]?.code]).toEqual([
      [],
      3,
      'no-header',
    ]);
  });
});
